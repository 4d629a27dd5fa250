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

  /// A message as an adapter read it.
  package init(
    address: ConversationAddress, audience: Audience, text: String, isAdministrator: Bool = true,
    callbackID: String? = nil, languageHint: String? = nil
  ) {
    self.address = address
    self.audience = audience
    self.text = text
    self.isAdministrator = isAdministrator
    self.callbackID = callbackID
    self.languageHint = languageHint
  }
}

/// What a platform tells besides messages.
package enum IncomingEvent: Hashable, Sendable {
  /// A command or button.
  case message(IncomingMessage)
  /// The conversation refuses us from now on.
  case blocked(ConversationAddress)
  /// It accepts us again.
  case unblocked(ConversationAddress)
  /// The conversation goes on under another address.
  case migrated(from: ConversationAddress, to: ConversationAddress)
}

/// What one long poll brought. The cursor is stored in the transaction that stores the effects.
package struct IncomingBatch: Hashable, Sendable {
  /// In the order of the platform.
  package var events: [IncomingEvent]
  /// Where the next poll starts; opaque.
  package var cursor: String

  /// A batch.
  package init(events: [IncomingEvent], cursor: String) {
    self.events = events
    self.cursor = cursor
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

/// A channel that also hears.
package protocol ReceivingChannel: ChatChannel {
  /// Waits for news after the cursor (nil: from the beginning of what the platform keeps).
  ///
  /// - throws: `ReceiveError`, or `CancellationError` when the task is cancelled.
  func receive(after cursor: String?) async throws -> IncomingBatch
  /// Tells the platform that a button press was heard; failures do not matter.
  func acknowledge(callbackID: String) async
}
