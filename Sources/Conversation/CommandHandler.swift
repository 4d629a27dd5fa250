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

  /// A reply should arrive within this span, in seconds.
  private static let replyDeadline: TimeInterval = 5
  /// A reply that comes later than this answers nobody, in seconds.
  private static let replyExpiry: TimeInterval = 15 * 60

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
    if try transaction.receiveCursor(of: platform) == batch.cursor {
      handled.isRepeat = true
      return handled
    }
    for (index, event) in batch.events.enumerated() {
      switch event {
      case .message(let message):
        let key = "reply/\(platform.rawValue)/\(batch.cursor)/\(index)"
        try answer(message, key: key, transaction, now: now, into: &handled)
      case .blocked(let address):
        guard let subscriber = try transaction.subscriber(at: address),
          subscriber.state == .active
        else { continue }
        try transaction.setState(.paused, of: subscriber.id)
      case .unblocked(let address):
        guard let subscriber = try transaction.subscriber(at: address),
          subscriber.state == .paused
        else { continue }
        try transaction.setState(.active, of: subscriber.id)
      case .migrated(let old, let new):
        try transaction.moveSubscriber(from: old, to: new)
      case .starred, .unstarred, .unreadable: continue
      }
    }
    try transaction.setReceiveCursor(batch.cursor, of: platform)
    return handled
  }

  private func answer(
    _ message: IncomingMessage, key: String, _ transaction: WriteTransaction, now: Date,
    into handled: inout HandledBatch
  ) throws {
    let subscriber = try self.subscriber(for: message, transaction, now: now)
    let exchange = Exchange(
      transaction: transaction, configuration: configuration, subscriber: subscriber,
      owner: try transaction.starOwner(of: subscriber.id),
      isAdministrator: message.isAdministrator, now: now,
      programme: try transaction.programme())
    let reply = try exchange.reply(to: message.text)
    let language = reply.language ?? subscriber.preferences.language
    let document = Phrasebook.phrases(for: language).answer(reply.answer)
    guard try transaction.subscriber(subscriber.id) != nil else {
      let seconds = Int64(now.timeIntervalSince1970)
      handled.farewells.append(
        OutgoingMessage(
          address: message.address, document: document, attention: .push,
          transactionID: "tb-\(try transaction.instance())-\(subscriber.id)-\(seconds)"))
      return
    }
    let notice = Notice.reply(document: try Self.json(document), stated: reply.stated)
    let entry = NewOutboxEntry(
      key: key, subscriber: subscriber.id, notice: notice, dueAt: now,
      deadline: now.addingTimeInterval(Self.replyDeadline),
      expiresAt: now.addingTimeInterval(Self.replyExpiry))
    handled.replyCount += try transaction.enqueue([entry], now: now)
  }

  /// The subscriber who speaks: made on first contact, resumed when it was paused.
  private func subscriber(
    for message: IncomingMessage, _ transaction: WriteTransaction, now: Date
  ) throws -> Subscriber {
    if var known = try transaction.subscriber(at: message.address) {
      if known.state == .paused {
        try transaction.setState(.active, of: known.id)
        known.state = .active
      }
      return known
    }
    var preferences = configuration.defaults
    if message.languageHint?.lowercased().hasPrefix("zh") ?? false {
      preferences.language = .chinese
    }
    if message.audience == .channel {
      // A channel that nobody has set up yet must not be flooded with a whole programme's alerts.
      preferences = Preferences(
        language: preferences.language, timeZone: preferences.timeZone, leadTimes: [],
        alerts: false)
    }
    let zone = preferences.zone ?? configuration.timeZone
    return try transaction.addSubscriber(
      at: message.address, audience: message.audience, preferences: preferences,
      nextDigestAt: preferences.nextDigest(after: now, zone: zone), now: now)
  }

  private static func json(_ document: MessageDocument) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }
}
