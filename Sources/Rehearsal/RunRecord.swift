package import ConferenceModel
package import Foundation
package import Messaging

/// What can be seen of a run from outside: the feeds as they were served, what people did, what the
/// chats received. The promise is judged by this and nothing else, never by the bot's own store.
package struct RunRecord: Sendable {
  /// One version of a feed, as it was served from an instant on.
  package struct FeedVersion: Sendable {
    /// From when on the feed showed it, until the next version of the same source.
    package var servedFrom: Date
    /// The id of the source.
    package var source: String
    /// As a reader reads it; nil for an outage: an error, a login page, nothing.
    package var sessions: [Session]?
    /// Whether it is one that the guard ought to hold, so that it never comes into force.
    package var isHeld: Bool

    /// A version.
    package init(servedFrom: Date, source: String, sessions: [Session]?, isHeld: Bool = false) {
      self.servedFrom = servedFrom
      self.source = source
      self.sessions = sessions
      self.isHeld = isHeld
    }
  }

  /// What a person or the operator set.
  package enum Action: Hashable, Sendable {
    /// A person stars a session.
    case star(SessionKey)
    /// A person takes it back.
    case unstar(SessionKey)
    /// All preferences as they are from now on; the first one makes the conversation known.
    case prefer(Preferences, Audience)
    /// No more messages, and again.
    case stop, start
    /// All is deleted.
    case forget
    /// Anything typed that has an answer and changes nothing.
    case ask(String)
  }

  /// An action of one conversation.
  package struct Act: Sendable {
    /// When the platform got it.
    package var at: Date
    /// Where.
    package var address: ConversationAddress
    /// What.
    package var action: Action

    /// An act.
    package init(at: Date, address: ConversationAddress, action: Action) {
      self.at = at
      self.address = address
      self.action = action
    }
  }

  /// A message as a chat shows it.
  package struct Receipt: Sendable {
    /// When the bot handed it to the network; what it says has to be true then.
    package var sentAt: Date
    /// When it stood in the chat.
    package var arrivedAt: Date
    /// Where.
    package var address: ConversationAddress
    /// The platform's name of the message.
    package var id: String
    /// What stands there.
    package var document: MessageDocument
    /// Whether it took the place of an earlier message with this id; then nobody's chat rang.
    package var isEdit: Bool
    /// How loud it was.
    package var attention: Attention

    /// A message or an edit.
    package init(
      sentAt: Date, arrivedAt: Date, address: ConversationAddress, id: String,
      document: MessageDocument, isEdit: Bool = false, attention: Attention = .push
    ) {
      self.sentAt = sentAt
      self.arrivedAt = arrivedAt
      self.address = address
      self.id = id
      self.document = document
      self.isEdit = isEdit
      self.attention = attention
    }
  }

  /// The venue's zone.
  package var timeZone: TimeZone
  /// From the first instant to the last one.
  package var span: DateInterval
  /// In the order in which they were served.
  package var feeds: [FeedVersion]
  /// In the order in which they happened.
  package var acts: [Act]
  /// In the order in which they arrived.
  package var receipts: [Receipt]
  /// When the bot did not run, or had no network.
  package var outages: [DateInterval]

  /// A run that has been seen.
  package init(
    timeZone: TimeZone, span: DateInterval, feeds: [FeedVersion] = [], acts: [Act] = [],
    receipts: [Receipt] = [], outages: [DateInterval] = []
  ) {
    self.timeZone = timeZone
    self.span = span
    self.feeds = feeds
    self.acts = acts
    self.receipts = receipts
    self.outages = outages
  }
}
