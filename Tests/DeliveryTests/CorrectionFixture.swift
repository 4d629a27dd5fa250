import ConferenceModel
import Delivery
import Foundation
import Logging
import Messaging
import Persistence
import ReminderScheduling
import TestSupport
import Timekeeping

/// The whole way of a change: a refresh stores it, the scheduler plans, the relay sends and edits.
extension DeliveryFixture {
  /// Stores other versions of talks as a refresh does whose changes settle at once.
  func refresh(_ talks: Session..., renamedRooms: [String: String] = [:], at minutes: Double) throws
  {
    var changes = SourceChanges()
    changes.renamedRooms = renamedRooms
    changes.updated = try talks.map {
      SourceChanges.Update(
        id: try entry($0.key.id).id, session: $0, settlesAt: SampleDay.at(minutes),
        firstChangedAt: SampleDay.at(minutes))
    }
    try database.write {
      try $0.apply(
        changes, source: "main", validators: SourceValidators(), now: SampleDay.at(minutes))
    }
  }

  /// Puts in the outbox what is due, and sends nothing.
  @discardableResult
  func plan(at minutes: Double) async throws -> SchedulingPass {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let scheduler = ReminderScheduler(
      database: database, clock: clock, conferenceTimeZone: SampleDay.zone, wake: WakeSignal(),
      onCommit: {}, logger: logger)
    clock.advance(to: SampleDay.at(minutes))
    return try await scheduler.pass(now: clock.now())
  }

  /// One round of scheduler and relay.
  @discardableResult
  func round(at minutes: Double) async throws -> RelayPass {
    try await plan(at: minutes)
    return try await pass(at: minutes)
  }

  /// Stars talks and has the reply in the chat that confirms it.
  func confirmStars(_ talk: String, by subscriber: Subscriber, at minutes: Double = 0)
    async throws
  {
    try queueConfirmation(of: talk, to: subscriber)
    try await pass(at: minutes)
  }

  /// Stars talks and puts the reply in the outbox that confirms it.
  func queueConfirmation(of talks: String..., to subscriber: Subscriber) throws {
    let entries = try talks.map(entry)
    let document = try JSONEncoder().encode(MessageDocument("Starred"))
    try database.write { store in
      for entry in entries { try store.star(entry, by: subscriber.id, now: clock.now()) }
    }
    try queue(
      "\(subscriber.id) stars " + talks.joined(separator: ", "),
      .reply(
        document: String(decoding: document, as: UTF8.self),
        stated: entries.map { StatedFacts(session: $0.id, facts: $0.factsID) },
        context: ReplyContext(sessions: entries.map(\.id), confirmsStars: true)),
      for: subscriber)
  }

  func channelOfDay(_ preferences: Preferences, digestAt: Double? = nil) throws -> Subscriber {
    try database.write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: channel.platform, conversation: "-100"),
        audience: .channel, preferences: preferences,
        nextDigestAt: digestAt.map(SampleDay.at), now: clock.now())
    }
  }

  /// What a receipt in a chat means.
  func sessions(of receipt: String, at subscriber: Subscriber) throws -> [SessionID]? {
    try database.read { try $0.sessions(ofReceipt: receipt, at: subscriber.address) }
  }

  /// What edits said, oldest first, each with the message it replaced.
  var corrections: [String] {
    channel.edited.map { "\($0.receipt): \($0.message.document.marked)" }
  }
}

extension MessageDocument {
  /// The words with what is struck out marked as such.
  var marked: String {
    let blocks = blocks.map { block -> String in
      switch block {
      case .heading(let inlines), .paragraph(let inlines): Self.marked(inlines)
      case .numbered(let start, let items):
        items.enumerated().map { "\(start + $0). \(Self.marked($1))" }.joined(separator: "\n")
      case .bulleted(let items): items.map(Self.marked).joined(separator: "\n")
      }
    }
    return blocks.joined(separator: "\n")
  }

  private static func marked(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .strong(let text), .emphasis(let text), .code(let text): text
      case .struck(let text): "~~\(text)~~"
      case .link(let text, _): text
      case .lineBreak: "\n"
      }
    }.joined()
  }
}
