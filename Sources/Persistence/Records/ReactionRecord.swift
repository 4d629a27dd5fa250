package import ConferenceModel
import GRDB

/// A star that a reaction set.
package struct ReactionStar: Hashable, Sendable {
  /// Whose star.
  package var subscriber: SubscriberID
  /// On which session.
  package var session: SessionID

  /// A star that a reaction set.
  package init(subscriber: SubscriberID, session: SessionID) {
    self.subscriber = subscriber
    self.session = session
  }
}

extension WriteTransaction {
  /// Remembers that a reaction set a star, so that taking it back takes the star back.
  package func remember(_ star: ReactionStar, reaction: String, on platform: ChatPlatform) throws {
    try execute(
      "INSERT OR IGNORE INTO reaction (platform, id, subscriber, session) VALUES (?, ?, ?, ?)",
      [platform.rawValue, reaction, star.subscriber, star.session])
  }

  /// The stars that a reaction set; they are forgotten with this. Empty where it set none.
  package func takeReaction(
    _ reaction: String, on platform: ChatPlatform
  ) throws -> [ReactionStar] {
    let stars = try Row.fetchAll(
      database, sql: "SELECT subscriber, session FROM reaction WHERE platform = ? AND id = ?",
      arguments: [platform.rawValue, reaction]
    ).map { ReactionStar(subscriber: $0[0], session: $0[1]) }
    try execute(
      "DELETE FROM reaction WHERE platform = ? AND id = ?", [platform.rawValue, reaction])
    return stars
  }
}
