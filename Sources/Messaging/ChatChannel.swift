package import ConferenceModel

/// How loud a message is.
package enum Attention: String, Hashable, Sendable, Codable {
  /// It must ring: reminders, alerts, replies. (Matrix: `m.text`; `m.notice` does not push.)
  case push
  /// It may be silent: digests.
  case quiet
}

/// A message on its way out, words made.
package struct OutgoingMessage: Hashable, Sendable {
  /// Where to.
  package var address: ConversationAddress
  /// What.
  package var document: MessageDocument
  /// How loud.
  package var attention: Attention
  /// The same for every attempt at the same outbox entry, over restarts; 1–64 of `[A-Za-z0-9-]`.
  package var transactionID: String
  /// Where within the conversation it belongs, as the adapter said with what this answers
  /// (`IncomingMessage.route`); nil for the conversation itself. Only the adapter reads it.
  package var route: String?
  /// The receipt of an earlier message of ours in whose thread it belongs; a platform without
  /// threads leaves it out.
  package var thread: String?

  /// A message for an address.
  package init(
    address: ConversationAddress, document: MessageDocument, attention: Attention,
    transactionID: String, route: String? = nil, thread: String? = nil
  ) {
    self.address = address
    self.document = document
    self.attention = attention
    self.transactionID = transactionID
    self.route = route
    self.thread = thread
  }
}

/// What became of one attempt. A refusal by a chat service is a value, not an error.
///
/// Reasons are one clause for the ledger and the log: never a token, never a URL with one.
package enum DeliveryOutcome: Hashable, Sendable {
  /// It is in the chat; the receipt is the platform's message id, for later edits.
  case delivered(receipt: String?)
  /// 429: not before this span has passed. Uses up no attempt.
  case rateLimited(retryAfter: Duration, scope: RateLimitScope)
  /// It surely did not arrive and may next time (connect-phase error, 5xx before acceptance).
  case retryable(reason: String)
  /// It may have arrived (the connection broke after the request was sent, a 5xx after it).
  case ambiguous(reason: String)
  /// It will never be accepted (400, bad markup, too long).
  case refused(reason: String)
  /// The conversation refuses us (blocked, kicked, archived): pause the subscriber.
  case addressGone(reason: String)
  /// The conversation goes on under another address.
  case migrated(to: ConversationAddress)
  /// The token is wrong: the operator must act, entries wait.
  case unauthorized(reason: String)
}

/// What a 429 stops.
package enum RateLimitScope: Hashable, Sendable {
  /// Everything to this platform.
  case platform
  /// Only this conversation.
  case conversation
}

/// One rule of a rate limit: at most `permits` per `period` in a lane, as a token bucket.
package struct RateRule: Hashable, Sendable {
  /// What the limit covers, `telegram` or `telegram:-1001234`; messages of one name share it.
  package var lane: String
  /// How many per period; also the size of the burst.
  package var permits: Int
  /// In which all permits come back, evenly.
  package var period: Duration

  /// A rule for a lane.
  package init(lane: String, permits: Int, period: Duration) {
    self.lane = lane
    self.permits = permits
    self.period = period
  }
}

/// A way out to one chat platform. It translates and sends once: it keeps no state of what was
/// sent and never retries.
package protocol ChatChannel: Sendable {
  /// The platform it speaks to.
  var platform: ChatPlatform { get }
  /// True when sending again under the same transaction id gives no second message (Matrix).
  var isIdempotent: Bool { get }
  /// The same for one address, where a platform has ways of several kinds.
  func isIdempotent(for address: ConversationAddress) -> Bool
  /// The published limits that cover a message to this address; empty when learned from 429.
  func rateRules(for address: ConversationAddress) -> [RateRule]
  /// Sends once and says what became of it. Cancellation gives `.ambiguous` or `.retryable`. The
  /// receipts of a message of several parts are joined by a blank.
  func send(_ message: OutgoingMessage) async -> DeliveryOutcome
  /// Puts new words in the place of an earlier message of ours; what stands there already counts
  /// as delivered, under the receipt as it was. Doing so twice does no harm, so nothing is
  /// `.ambiguous`.
  ///
  /// - parameter receipt: what `send` gave for it.
  func edit(_ message: OutgoingMessage, receipt: String) async -> DeliveryOutcome
  /// Tells the platform about the bot before it begins: its commands, where it hears. Once a start.
  ///
  /// - throws: `ReceiveError.needsOperator` when only the operator can mend it.
  func introduce(_ profile: BotProfile) async throws(ReceiveError)
  /// Looks at all that the platform can tell of our account and its settings.
  func examine() async -> ChannelExamination
}

extension ChatChannel {
  /// The published limit on all messages to the platform together, whose lane has the platform's
  /// name; nil when there is none or nobody publishes it.
  package var overallRule: RateRule? {
    rateRules(for: ConversationAddress(platform: platform, conversation: "0"))
      .first { $0.lane == platform.rawValue }
  }

  /// As the platform.
  package func isIdempotent(for address: ConversationAddress) -> Bool { isIdempotent }

  /// Refused: a platform that can edit says so itself.
  package func edit(_ message: OutgoingMessage, receipt: String) async -> DeliveryOutcome {
    .refused(reason: "\(platform.rawValue) messages can't be edited")
  }

  /// Nothing to tell.
  package func introduce(_ profile: BotProfile) async throws(ReceiveError) {}

  /// Nothing can be asked.
  package func examine() async -> ChannelExamination { ChannelExamination() }
}

/// What a platform may be told about the bot.
package struct BotProfile: Hashable, Sendable {
  /// A command for the platform's menu.
  package struct MenuCommand: Hashable, Sendable {
    /// As typed, without a prefix: 1–32 of `[a-z0-9_]`.
    package var name: String
    /// What it does, at most 100 characters.
    package var summary: String

    /// A command.
    package init(name: String, summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  /// The menu in each language; the first command is the most useful one.
  package var commands: [Language: [MenuCommand]]
  /// Where the world reaches our web server, without a slash at the end; nil when it does not.
  package var publicURL: String?

  /// A profile.
  package init(commands: [Language: [MenuCommand]], publicURL: String? = nil) {
    self.commands = commands
    self.publicURL = publicURL
  }
}
