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
    /// How loud it was: a digest is told from the answer to `digest preview` by it.
    package var attention: Attention
    /// Whether the bot got to know that it arrived. Where the answer was lost, or the process ended
    /// before it came, the message may be sent once more.
    package var isAnswered: Bool

    /// A message or an edit.
    package init(
      sentAt: Date, arrivedAt: Date, address: ConversationAddress, id: String,
      document: MessageDocument, isEdit: Bool = false, attention: Attention = .push,
      isAnswered: Bool = true
    ) {
      self.isAnswered = isAnswered
      self.sentAt = sentAt
      self.arrivedAt = arrivedAt
      self.address = address
      self.id = id
      self.document = document
      self.isEdit = isEdit
      self.attention = attention
    }
  }

  /// A time in which a chat, a whole platform or all of them took messages late or not at all.
  package struct Trouble: Sendable {
    /// nil for all platforms.
    package var platform: ChatPlatform?
    /// nil for all chats.
    package var address: ConversationAddress?
    /// From the first failure until the bot had tried again after the last one.
    package var span: DateInterval

    /// A time of trouble; for everybody unless one is named.
    package init(
      platform: ChatPlatform? = nil, address: ConversationAddress? = nil, span: DateInterval
    ) {
      self.platform = platform
      self.address = address
      self.span = span
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
  /// When chats did not take what was sent to them.
  package var troubles: [Trouble]
  /// What was handed to the network, never arrived, and of which the bot could not know that; one
  /// entry for each attempt.
  package var losses: [Receipt]

  /// A run that has been seen.
  package init(
    timeZone: TimeZone, span: DateInterval, feeds: [FeedVersion] = [], acts: [Act] = [],
    receipts: [Receipt] = [], outages: [DateInterval] = [], troubles: [Trouble] = [],
    losses: [Receipt] = []
  ) {
    self.troubles = troubles
    self.losses = losses
    self.timeZone = timeZone
    self.span = span
    self.feeds = feeds
    self.acts = acts
    self.receipts = receipts
    self.outages = outages
  }
}
