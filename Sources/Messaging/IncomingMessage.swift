package import ConferenceModel

/// Something a person did in a chat, translated from the platform's words.
package struct IncomingMessage: Hashable, Sendable {
  /// Where it was said; the reply goes there.
  package var address: ConversationAddress
  /// A direct chat or a channel.
  package var audience: Audience
  /// The command as typed, without the platform's prefix (`/`, `!`, bot name); a button's command
  /// is the same as typing it.
  package var text: String
  /// Whether the sender may change a channel's settings; true in a direct chat.
  package var isAdministrator: Bool
  /// What to hand back to the adapter to stop the button's spinner; nil for typed messages.
  package var callbackID: String?
  /// The language the platform says the person uses ("zh-hans", "en"); nil when unknown.
  package var languageHint: String?
  /// In a channel: the sender's own direct conversation, where the platform tells it. What concerns
  /// a person (`star`, `mine`, `lead`, …) acts there.
  package var speaker: ConversationAddress?
  /// Where within the conversation the answer belongs (a thread, one person's eyes); handed back
  /// in `OutgoingMessage.route`. It may hold a secret address, so it is never logged.
  package var route: String?
  /// Whether the answer is shown beside the conversation (Slack's App Home): then its numbers are
  /// not those that the next command means.
  package var isAside: Bool

  /// A message as an adapter read it.
  package init(
    address: ConversationAddress, audience: Audience, text: String, isAdministrator: Bool = true,
    callbackID: String? = nil, languageHint: String? = nil, speaker: ConversationAddress? = nil,
    route: String? = nil, isAside: Bool = false
  ) {
    self.speaker = speaker
    self.route = route
    self.isAside = isAside
    self.address = address
    self.audience = audience
    self.text = text
    self.isAdministrator = isAdministrator
    self.callbackID = callbackID
    self.languageHint = languageHint
  }
}

/// Somebody put a star on one of our messages as a reaction.
package struct IncomingReaction: Hashable, Sendable {
  /// Where the message is.
  package var address: ConversationAddress
  /// A direct chat or a channel.
  package var audience: Audience
  /// In a channel: the person's own direct conversation; nil when it is not known.
  package var speaker: ConversationAddress?
  /// The message's receipt, as `send` gave it.
  package var receipt: String
  /// The platform's name for this reaction, by which its removal is told.
  package var id: String

  /// A reaction.
  package init(
    address: ConversationAddress, audience: Audience, speaker: ConversationAddress? = nil,
    receipt: String, id: String
  ) {
    self.address = address
    self.audience = audience
    self.speaker = speaker
    self.receipt = receipt
    self.id = id
  }
}

/// What a platform tells besides messages.
package enum IncomingEvent: Hashable, Sendable {
  /// A command or button.
  case message(IncomingMessage)
  /// A star as a reaction: it stars what the message is about.
  case starred(IncomingReaction)
  /// A reaction was taken back, by its id; unknown ones are none of our business.
  case unstarred(reaction: String)
  /// Nothing said here can be read (end-to-end encryption); `offer` is a conversation that can,
  /// made for the person who wrote.
  case unreadable(ConversationAddress, Audience, offer: ConversationAddress?)
  /// The conversation refuses us from now on.
  case blocked(ConversationAddress)
  /// It accepts us again.
  case unblocked(ConversationAddress)
  /// The conversation goes on under another address.
  case migrated(from: ConversationAddress, to: ConversationAddress)
}

/// What one long poll or one delivery brought. Its cursor or id is stored in the transaction that
/// stores the effects.
package struct IncomingBatch: Hashable, Sendable {
  /// In the order of the platform.
  package var events: [IncomingEvent]
  /// Where the next poll starts, opaque; for a delivery its own id, the same when the platform
  /// delivers it again.
  package var cursor: String
  /// Whether the platform delivered it on its own: then the cursor is remembered for some days as
  /// one of many, and is no place to go on from.
  package var isDelivery: Bool

  /// A batch.
  package init(events: [IncomingEvent], cursor: String, isDelivery: Bool = false) {
    self.events = events
    self.cursor = cursor
    self.isDelivery = isDelivery
  }
}

/// Why a poll brought nothing.
package enum ReceiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Try again after the span (or the loop's own backoff when nil).
  case temporary(reason: String, retryAfter: Duration?)
  /// The token is wrong, or another program polls: the operator must act; tried again slowly.
  case needsOperator(reason: String)

  /// The reason.
  package var description: String {
    switch self {
    case .temporary(let reason, _): reason
    case .needsOperator(let reason): reason
    }
  }
}

/// A channel that also hears, by asking.
package protocol ReceivingChannel: ChatChannel {
  /// Whether it is to be asked, as configured; a channel that is pushed to is not.
  var polls: Bool { get }
  /// Waits for news after the cursor (nil: from the beginning of what the platform keeps).
  ///
  /// - throws: `ReceiveError`, or `CancellationError` when the task is cancelled.
  func receive(after cursor: String?) async throws -> IncomingBatch
  /// Tells the platform that a button press was heard; failures do not matter.
  func acknowledge(callbackID: String) async
}

extension ReceivingChannel {
  /// Unless a channel can also be pushed to.
  package var polls: Bool { true }
}
