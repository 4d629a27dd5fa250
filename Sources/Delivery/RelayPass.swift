package import FoundationEssentials

/// What a relay did since it was last asked.
package struct RelayPass: Hashable, Sendable {
  /// Entries leased.
  package var claimed = 0
  /// In the chat.
  package var delivered = 0
  /// Put off: by pace, a rate limit or a failure.
  package var waiting = 0
  /// Refused for good.
  package var dead = 0
  /// Too late.
  package var expired = 0
  /// With nothing left to say.
  package var superseded = 0
  /// When there is something to do again; nil when nothing is open.
  package var next: Date?

  /// A round with these counts.
  package init(
    claimed: Int = 0, delivered: Int = 0, waiting: Int = 0, dead: Int = 0, expired: Int = 0,
    superseded: Int = 0, next: Date? = nil
  ) {
    self.claimed = claimed
    self.delivered = delivered
    self.waiting = waiting
    self.dead = dead
    self.expired = expired
    self.superseded = superseded
    self.next = next
  }
}
