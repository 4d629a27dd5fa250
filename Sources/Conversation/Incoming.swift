import ConferenceModel
import Foundation
import Messaging
import Persistence
import Phrasebook

/// One thing that came in, inside the transaction of its batch.
struct Incoming {
  let transaction: WriteTransaction
  let configuration: ConversationConfiguration
  let now: Date
  /// Of the answer in the outbox: the same when the batch is handled again.
  let key: String

  /// A reply should arrive within this span, in seconds.
  private static let replyDeadline: TimeInterval = 5
  /// A reply that comes later than this answers nobody, in seconds.
  private static let replyExpiry: TimeInterval = 15 * 60

  // MARK: - Messages

  /// Carries out a command and queues its answer.
  func answer(_ message: IncomingMessage, into handled: inout HandledBatch) throws {
    let subscriber = try self.subscriber(
      at: message.address, message.audience, languageHint: message.languageHint)
    if let person = try self.person(behind: message) {
      // What is a person's own is done and answered in their own chat, and the channel stays quiet.
      let reply = try exchange(
        with: person, listOwner: subscriber.id, isTyped: Self.isTyped(message)
      ).reply(to: message.text)
      return try queue(reply, to: person, route: nil, into: &handled)
    }
    let exchange = try exchange(
      with: subscriber, isAdministrator: message.isAdministrator, isAside: message.isAside,
      isTyped: Self.isTyped(message))
    var reply = try exchange.reply(to: message.text)
    // Nobody may be looking beside the conversation, so what is said there tells of no change.
    if message.isAside { reply.stated = [] }
    try queue(reply, to: subscriber, route: message.route, into: &handled)
  }

  /// Slack's adapter gives what is typed and what buttons send alike.
  private static func isTyped(_ message: IncomingMessage) -> Bool {
    message.callbackID == nil && message.address.platform != .slack
  }

  /// The person whose command was typed in a channel; nil when it concerns the channel, or when
  /// the person can't be reached.
  private func person(behind message: IncomingMessage) throws -> Subscriber? {
    guard message.audience == .channel, let speaker = message.speaker,
      let command = try? CommandParser.parse(message.text), command.isPersonal
    else { return nil }
    return try person(at: speaker, languageHint: message.languageHint)
  }

  private func person(
    at address: ConversationAddress, languageHint: String? = nil
  ) throws -> Subscriber? {
    // On Telegram a bot may write only to who has written to it: the channel is told so instead.
    if address.platform == .telegram {
      guard let known = try transaction.subscriber(at: address), known.state != .paused else {
        return nil
      }
      return known
    }
    return try subscriber(at: address, .person, languageHint: languageHint)
  }

  // MARK: - Reactions

  /// Stars what a message is about.
  func star(_ reaction: IncomingReaction, into handled: inout HandledBatch) throws {
    let address = reaction.audience == .person ? reaction.address : reaction.speaker
    guard let address,
      let sessions = try transaction.sessions(ofReceipt: reaction.receipt, at: reaction.address),
      !sessions.isEmpty, let person = try self.person(at: address)
    else { return }
    guard sessions.count == 1 else {
      let problem = Problem.severalToStar(count: sessions.count)
      return try queue(
        Reply(answer: .problem(problem)), to: person, route: nil, into: &handled)
    }
    let exchange = try exchange(with: person)
    let before = try exchange.starred()
    let reply = try exchange.reply(to: "star #\(sessions[0])")
    if !before.contains(sessions[0]), try exchange.starred().contains(sessions[0]) {
      try transaction.remember(
        ReactionStar(subscriber: person.id, session: sessions[0]), reaction: reaction.id,
        on: reaction.address.platform)
    }
    try queue(reply, to: person, route: nil, into: &handled)
  }

  /// Takes back what a reaction starred.
  func unstar(
    _ reaction: String, on platform: ChatPlatform, into handled: inout HandledBatch
  ) throws {
    for star in try transaction.takeReaction(reaction, on: platform) {
      guard let person = try transaction.subscriber(star.subscriber) else { continue }
      let exchange = try exchange(with: person)
      guard try exchange.starred().contains(star.session) else { continue }
      let reply = try exchange.reply(to: "unstar #\(star.session)")
      try queue(reply, to: person, route: nil, into: &handled)
    }
  }

  // MARK: - Conversations we can't read

  /// Says once for ever why nothing is answered here, in both languages: who writes is unknown.
  func explain(
    _ address: ConversationAddress, _ audience: Audience, hasOffer: Bool,
    into handled: inout HandledBatch
  ) throws {
    let subscriber =
      try transaction.subscriber(at: address)
      ?? transaction.addSubscriber(
        at: address, audience: audience, preferences: Preferences(leadTimes: [], alerts: false),
        nextDigestAt: nil, now: now)
    let blocks = Language.allCases.flatMap {
      Phrasebook.phrases(for: $0).answer(.unreadable(hasOffer: hasOffer)).blocks
    }
    try enqueue(
      MessageDocument(blocks: blocks), stated: [], context: nil, to: subscriber,
      key: "unreadable/\(address)", into: &handled)
  }
}

/// Exchanges and their answers.
extension Incoming {
  private func exchange(
    with subscriber: Subscriber, listOwner: SubscriberID? = nil, isAdministrator: Bool = true,
    isAside: Bool = false, isTyped: Bool = false
  ) throws -> Exchange {
    Exchange(
      transaction: transaction, configuration: configuration, subscriber: subscriber,
      owner: try transaction.starOwner(of: subscriber.id), listOwner: listOwner ?? subscriber.id,
      isAside: isAside, isAdministrator: isAdministrator, isTyped: isTyped, now: now,
      programme: try transaction.programme())
  }

  private func queue(
    _ reply: Reply, to subscriber: Subscriber, route: String?, into handled: inout HandledBatch
  ) throws {
    let language = reply.language ?? subscriber.preferences.language
    let document = Phrasebook.phrases(for: language).answer(reply.answer)
    guard try transaction.subscriber(subscriber.id) != nil else {
      let seconds = Int64(now.timeIntervalSince1970)
      handled.farewells.append(
        OutgoingMessage(
          address: subscriber.address, document: document, attention: .push,
          transactionID: "tb-\(try transaction.instance())-\(subscriber.id)-\(seconds)",
          route: route))
      return
    }
    let context = ReplyContext(
      sessions: reply.sessions, confirmsStars: reply.confirmsStars, route: route)
    try enqueue(
      document, stated: reply.stated, context: context, to: subscriber, key: key, into: &handled)
  }

  private func enqueue(
    _ document: MessageDocument, stated: [StatedFacts], context: ReplyContext?,
    to subscriber: Subscriber, key: String, into handled: inout HandledBatch
  ) throws {
    let notice = Notice.reply(document: try Self.json(document), stated: stated, context: context)
    let entry = NewOutboxEntry(
      key: key, subscriber: subscriber.id, notice: notice, dueAt: now,
      deadline: now.addingTimeInterval(Self.replyDeadline),
      expiresAt: now.addingTimeInterval(Self.replyExpiry))
    handled.replyCount += try transaction.enqueue([entry], now: now)
  }

  /// The subscriber of a conversation: made on first contact, resumed when it was paused.
  private func subscriber(
    at address: ConversationAddress, _ audience: Audience, languageHint: String?
  ) throws -> Subscriber {
    if var known = try transaction.subscriber(at: address) {
      if known.state == .paused {
        try transaction.setState(.active, of: known.id)
        known.state = .active
      }
      return known
    }
    var preferences = configuration.defaults
    if languageHint?.lowercased().hasPrefix("zh") ?? false { preferences.language = .chinese }
    if audience == .channel {
      // A channel that nobody has set up yet must not be flooded with a whole programme's alerts.
      preferences = Preferences(
        language: preferences.language, timeZone: preferences.timeZone, leadTimes: [],
        alerts: false)
    }
    let zone = preferences.zone ?? configuration.timeZone
    return try transaction.addSubscriber(
      at: address, audience: audience, preferences: preferences,
      nextDigestAt: preferences.nextDigest(after: now, zone: zone), now: now)
  }

  private static func json(_ document: MessageDocument) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }
}
