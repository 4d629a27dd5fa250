package import ConferenceModel
package import Foundation
package import Messaging
package import Persistence
import Phrasebook

/// What the conversation needs to know of the installation.
package struct ConversationConfiguration: Hashable, Sendable {
  /// The conference's name, for welcome and digest.
  package var conferenceName: String
  /// The conference's zone, for all who chose no other.
  package var timeZone: TimeZone
  /// What a new person starts with. A channel starts with its language and nothing switched on.
  package var defaults: Preferences
  /// The guides, in the order of the configuration; one guide may be there in several languages.
  package var guides: [Guide]
  /// Who may decide about the bot itself.
  package var operators: Set<ConversationAddress>

  /// What the conversation needs to know.
  package init(
    conferenceName: String, timeZone: TimeZone, defaults: Preferences = Preferences(),
    guides: [Guide] = [], operators: Set<ConversationAddress> = []
  ) {
    self.guides = guides
    self.operators = operators
    self.conferenceName = conferenceName
    self.timeZone = timeZone
    self.defaults = defaults
  }
}

/// What handling a batch came to.
package struct HandledBatch: Hashable, Sendable {
  /// True when the store had this batch already: nothing was done.
  package var isRepeat: Bool
  /// Button presses to acknowledge; also those of a repeated batch.
  package var acknowledgements: [String]
  /// How many replies are in the outbox; wake the relay when there are any.
  package var replyCount: Int
  /// Last words to conversations that were forgotten: no row is left that could wait in the
  /// outbox, so they are to be sent once, now, after the transaction.
  package var farewells: [OutgoingMessage]

  /// What handling a batch came to.
  package init(
    isRepeat: Bool = false, acknowledgements: [String] = [], replyCount: Int = 0,
    farewells: [OutgoingMessage] = []
  ) {
    self.isRepeat = isRepeat
    self.acknowledgements = acknowledgements
    self.replyCount = replyCount
    self.farewells = farewells
  }
}

/// Carries out what people say: effects, replies and the receive cursor in one transaction.
///
/// So a command is neither lost nor carried out twice: a crash before the commit leaves the cursor
/// where it was and the platform delivers again; after it the cursor tells the repeat.
package struct CommandHandler: Sendable {
  private let configuration: ConversationConfiguration

  /// A handler for an installation.
  package init(configuration: ConversationConfiguration) { self.configuration = configuration }

  /// Handles what one poll brought, all of it or nothing.
  ///
  /// - throws: `PersistenceError`; then nothing is stored and the batch may be handled again.
  package func handle(
    _ batch: IncomingBatch, on platform: ChatPlatform, database: ConferenceDatabase, now: Date
  ) throws -> HandledBatch {
    try database.write { transaction in
      try handle(batch, on: platform, transaction, now: now)
    }
  }

  /// `handle` without blocking a thread of the concurrency pool.
  package func handle(
    _ batch: IncomingBatch, on platform: ChatPlatform, database: ConferenceDatabase, now: Date
  ) async throws -> HandledBatch {
    try await database.write { transaction in
      try handle(batch, on: platform, transaction, now: now)
    }
  }

  private func handle(
    _ batch: IncomingBatch, on platform: ChatPlatform, _ transaction: WriteTransaction, now: Date
  ) throws -> HandledBatch {
    let acknowledgements = batch.events.compactMap { event -> String? in
      guard case .message(let message) = event else { return nil }
      return message.callbackID
    }
    var handled = HandledBatch(acknowledgements: acknowledgements)
    guard try isNew(batch, on: platform, transaction, now: now) else {
      handled.isRepeat = true
      return handled
    }
    let repeated = Self.repeated(batch.events)
    for (index, event) in batch.events.enumerated() where !repeated.contains(index) {
      let incoming = Incoming(
        transaction: transaction, configuration: configuration, now: now,
        key: "reply/\(platform.rawValue)/\(batch.cursor)/\(index)")
      switch event {
      case .message(let message): try incoming.answer(message, into: &handled)
      case .starred(let reaction): try incoming.star(reaction, into: &handled)
      case .unstarred(let reaction):
        try incoming.unstar(reaction, on: platform, into: &handled)
      case .unreadable(let address, let audience, let offer):
        try incoming.explain(address, audience, hasOffer: offer != nil, into: &handled)
      case .blocked(let address): try change(within: address, .active, to: .paused, transaction)
      case .unblocked(let address): try change(within: address, .paused, to: .active, transaction)
      case .migrated(let old, let new): try move(from: old, to: new, transaction)
      }
    }
    return handled
  }

  /// The messages that somebody typed once more because nobody answered, as during a downtime: the
  /// last of the same in a row is answered, once. To ask for one more page twice is no repeat.
  private static func repeated(_ events: [IncomingEvent]) -> Set<Int> {
    var repeated: Set<Int> = []
    var last: [ConversationAddress: (index: Int, message: IncomingMessage)] = [:]
    for (index, event) in events.enumerated() {
      guard case .message(let message) = event, message.callbackID == nil else { continue }
      if let before = last[message.address], before.message == message,
        (try? CommandParser.parse(message.text)) != .page(nil)
      {
        repeated.insert(before.index)
      }
      last[message.address] = (index, message)
    }
    return repeated
  }

  /// Remembers where the platform is; false when it tells again what is stored already.
  private func isNew(
    _ batch: IncomingBatch, on platform: ChatPlatform, _ transaction: WriteTransaction, now: Date
  ) throws -> Bool {
    if batch.isDelivery {
      return try transaction.rememberDelivery(batch.cursor, on: platform, now: now)
    }
    guard try transaction.receiveCursor(of: platform) != batch.cursor else { return false }
    try transaction.setReceiveCursor(batch.cursor, of: platform)
    return true
  }

  private func change(
    within address: ConversationAddress, _ old: SubscriberState, to new: SubscriberState,
    _ transaction: WriteTransaction
  ) throws {
    for subscriber in try transaction.subscribers(within: address) where subscriber.state == old {
      try transaction.setState(new, of: subscriber.id)
    }
  }

  private func move(
    from old: ConversationAddress, to new: ConversationAddress, _ transaction: WriteTransaction
  ) throws {
    for subscriber in try transaction.subscribers(within: old) {
      var target = new
      target.conversation += subscriber.address.conversation.dropFirst(old.conversation.count)
      try transaction.moveSubscriber(from: subscriber.address, to: target)
    }
  }
}
