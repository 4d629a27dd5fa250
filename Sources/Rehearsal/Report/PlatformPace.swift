package import ConferenceModel
import Foundation

/// How fast a platform was sent to, beside its limits.
package struct PlatformPace: Hashable, Sendable {
  /// One limit of a platform, as its makers publish it.
  package struct Limit: Hashable, Sendable {
    /// What it covers: `over all`, `per chat`.
    package var name: String
    /// How many in a minute.
    package var perMinute: Int
    /// Whether it covers the platform as a whole, so that it is a line in the chart.
    package var isWhole: Bool
    /// The busiest minute of what it covers.
    package var busiest: Int
    /// Whose minute that was; nil when it covers all, or nothing was sent.
    package var at: ConversationAddress?

    /// A limit.
    package init(
      name: String, perMinute: Int, isWhole: Bool, busiest: Int, at: ConversationAddress? = nil
    ) {
      self.name = name
      self.perMinute = perMinute
      self.isWhole = isWhole
      self.busiest = busiest
      self.at = at
    }
  }

  /// Which.
  package var platform: ChatPlatform
  /// All sends, edits with them.
  package var sends: Int
  /// Sends by minute since the start of the rehearsal; minutes without any are left out.
  package var minutes: [Int: Int]
  /// The platform's limits.
  package var limits: [Limit]

  /// A pace.
  package init(platform: ChatPlatform, sends: Int, minutes: [Int: Int], limits: [Limit]) {
    self.platform = platform
    self.sends = sends
    self.minutes = minutes
    self.limits = limits
  }

  /// The minute with the most sends; nil without any. Of equal ones the first.
  package var busiest: (minute: Int, count: Int)? {
    minutes.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value) }
  }
}
