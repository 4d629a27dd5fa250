package import ConferenceModel
package import Foundation

/// Somebody made up, with what they chose before the rehearsal and do during it.
package struct Persona: Hashable, Sendable {
  /// What somebody does during the rehearsal.
  package enum Deed: Hashable, Sendable {
    /// Stars a session.
    case star(SessionKey)
    /// Takes a star back.
    case unstar(SessionKey)
    /// Types something that changes nothing.
    case ask(String)
  }

  /// A deed with its time.
  package struct TimedDeed: Hashable, Sendable {
    /// When.
    package var at: Date
    /// What.
    package var deed: Deed

    /// A deed.
    package init(at: Date, deed: Deed) {
      self.at = at
      self.deed = deed
    }
  }

  /// Where to reach them.
  package var address: ConversationAddress
  /// What they set.
  package var preferences: Preferences
  /// What they starred before, in the order in which they did.
  package var stars: [SessionKey]
  /// By time.
  package var deeds: [TimedDeed]

  /// Somebody.
  package init(
    address: ConversationAddress, preferences: Preferences, stars: [SessionKey],
    deeds: [TimedDeed] = []
  ) {
    self.address = address
    self.preferences = preferences
    self.stars = stars
    self.deeds = deeds
  }
}
