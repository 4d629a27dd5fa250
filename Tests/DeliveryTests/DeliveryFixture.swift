import ConferenceModel
import Delivery
import Foundation
import Logging
import Messaging
import Persistence
import ReminderScheduling
import Synchronization
import TestSupport
import Timekeeping

/// A store with a programme, a chat in memory and the relay between them.
final class DeliveryFixture {
  private let path: String
  private let concurrency: Int
  let channel: RecordingChannel
  let clock = SimulatedClock(start: SampleDay.morning, speed: 0)
  let wake = WakeSignal()
  /// How often the relay asked the scheduler to look again.
  let outdated = CallCount()
  private(set) var database: ConferenceDatabase
  private(set) var relay: OutboxRelay

  init(
    _ talks: [Session] = [], channel: RecordingChannel = RecordingChannel(), concurrency: Int = 32
  ) throws {
    path = try TemporaryFolder.make().appending(path: "talkbell.sqlite").path
    self.channel = channel
    self.concurrency = concurrency
    database = try ConferenceDatabase(path: path)
    relay = Self.relay(on: database, channel, clock, wake, outdated, concurrency)
    var changes = SourceChanges()
    changes.added = talks
    try apply(changes)
  }

  /// One round of the relay with the clock at these minutes after the morning.
  @discardableResult
  func pass(at minutes: Double = 0) async throws -> RelayPass {
    clock.advance(to: SampleDay.at(minutes))
    return try await relay.pass(now: clock.now())
  }

  /// The scheduler that fills the outbox.
  func scheduler() -> ReminderScheduler {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return ReminderScheduler(
      database: database, clock: clock, conferenceTimeZone: SampleDay.zone, wake: WakeSignal(),
      onCommit: {}, logger: logger)
  }

  /// The next process on the same file. The store in use has to be gone before the file is free.
  func restart() throws {
    let spare = try TemporaryFolder.make().appending(path: "spare.sqlite").path
    database = try ConferenceDatabase(path: spare)
    relay = Self.relay(on: database, channel, clock, wake, outdated, concurrency)
    database = try ConferenceDatabase(path: path)
    relay = Self.relay(on: database, channel, clock, wake, outdated, concurrency)
  }

  func person(
    _ name: String = "1", _ preferences: Preferences = Preferences(),
    platform: ChatPlatform? = nil
  ) throws -> Subscriber {
    try database.write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: platform ?? channel.platform, conversation: name),
        audience: .person, preferences: preferences, nextDigestAt: nil, now: clock.now())
    }
  }

  func star(_ talks: String..., by subscriber: Subscriber) throws {
    let entries = try talks.map(entry)
    try database.write { store in
      for entry in entries { try store.star(entry, by: subscriber.id, now: clock.now()) }
    }
  }

  func unstar(_ talk: String, by subscriber: Subscriber) throws {
    let id = try entry(talk).id
    try database.write { _ = try $0.unstar(id, by: subscriber.id) }
  }

  func change(_ talks: Session..., renamedRooms: [String: String] = [:]) throws {
    var changes = SourceChanges()
    changes.renamedRooms = renamedRooms
    changes.updated = try talks.map {
      SourceChanges.Update(
        id: try entry($0.key.id).id, session: $0, settlesAt: nil, firstChangedAt: nil)
    }
    try apply(changes)
  }

  func entry(_ talk: String) throws -> ProgrammeEntry {
    let key = SessionKey(source: "main", id: talk)
    guard let entry = try database.read({ try $0.programme()[key] }) else {
      throw MissingTalk(id: talk)
    }
    return entry
  }

  /// Puts a notice in the outbox under a name; times in minutes after the morning.
  func queue(
    _ name: String, _ notice: Notice, for subscriber: Subscriber, deadline: Double = 10,
    expires: Double = 600
  ) throws {
    let entry = NewOutboxEntry(
      key: name, subscriber: subscriber.id, notice: notice, dueAt: clock.now(),
      deadline: SampleDay.at(deadline), expiresAt: SampleDay.at(expires))
    try database.write { _ = try $0.enqueue([entry], now: clock.now()) }
    wake.signal()
  }

  /// A reply of one paragraph, named like it.
  func reply(
    _ text: String, to subscriber: Subscriber, deadline: Double = 10, expires: Double = 600
  ) throws {
    let document = try JSONEncoder().encode(MessageDocument(text))
    try queue(
      text, .reply(document: String(decoding: document, as: UTF8.self), stated: []),
      for: subscriber, deadline: deadline, expires: expires)
  }

  /// The reminder of a talk at its planned start, ten minutes ahead.
  func reminder(_ talks: String..., start: Double = 60) throws -> Notice {
    .reminder(
      sessions: try talks.map { try entry($0).id }, start: SampleDay.at(start),
      lead: LeadTime(minutes: 10))
  }

  /// The programme of the sample day.
  var digest: Notice {
    .digest(day: SampleDay.zone.day(of: SampleDay.morning), filter: SessionFilter())
  }

  /// An entry of the outbox by its name.
  func outbox(_ name: String) throws -> OutboxEntry? {
    try database.read { try $0.outbox(in: OutboxState.allCases, limit: 1000) }
      .first { $0.key == name }
  }

  /// Where all entries stand, by name.
  func states() throws -> [String: OutboxState] {
    let all = try database.read { try $0.outbox(in: OutboxState.allCases, limit: 1000) }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0.state) })
  }

  /// Leases what may go, as a relay does before it sends; the process ends there.
  func claimAll(_ platform: ChatPlatform? = nil) throws {
    try database.write {
      _ = try $0.claim(
        platform: platform ?? channel.platform, now: clock.now(), limit: 100, lease: 300)
    }
  }

  func delete(_ subscriber: Subscriber) throws {
    try database.write { try $0.deleteSubscriber(subscriber.id) }
  }

  func setState(_ state: SubscriberState, of subscriber: Subscriber) throws {
    try database.write { try $0.setState(state, of: subscriber.id) }
  }

  func state(of subscriber: Subscriber) throws -> SubscriberState? {
    try database.read { try $0.subscriber(subscriber.id)?.state }
  }

  func lastList(_ subscriber: Subscriber) throws -> [SessionID] {
    try database.read { try $0.lastList(of: subscriber.id) }
  }

  /// The room that a subscriber was last told of a talk.
  func toldRoom(_ talk: String, _ subscriber: Subscriber) throws -> String? {
    let id = try entry(talk).id
    return try database.read { store in
      let told = try store.told(subscriber.id, of: [id])
      return try told[id].flatMap { try store.facts([$0])[$0]?.room }
    }
  }

  /// What was handed to the chat, as words.
  var words: [String] { channel.sent.map(\.document.words) }

  /// One transaction, in a test that is async too.
  @discardableResult
  func write<Value>(_ body: (WriteTransaction) throws -> Value) throws -> Value {
    try database.write(body)
  }

  /// One snapshot, in a test that is async too.
  func read<Value>(_ body: (ReadTransaction) throws -> Value) throws -> Value {
    try database.read(body)
  }

  private func apply(_ changes: SourceChanges) throws {
    try database.write {
      try $0.apply(changes, source: "main", validators: SourceValidators(), now: clock.now())
    }
  }

  private static func relay(
    on database: ConferenceDatabase, _ channel: RecordingChannel, _ clock: SimulatedClock,
    _ wake: WakeSignal, _ outdated: CallCount, _ concurrency: Int
  ) -> OutboxRelay {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return OutboxRelay(
      database: database, channel: channel, conferenceName: "KubeCon",
      conferenceTimeZone: SampleDay.zone, clock: clock, concurrency: concurrency, wake: wake,
      jitter: { 0.5 }, onOutdated: { outdated.add() }, logger: logger)
  }
}

/// Counts over tasks.
final class CallCount: Sendable {
  private let state = Mutex(0)

  var value: Int { state.withLock { $0 } }

  func add() { state.withLock { $0 += 1 } }
}

struct MissingTalk: Error { let id: String }

extension MessageDocument {
  /// All text in reading order, a line for each block and item.
  var words: String {
    blocks.flatMap { block -> [[Inline]] in
      switch block {
      case .heading(let inlines), .paragraph(let inlines): [inlines]
      case .numbered(_, let items), .bulleted(let items): items
      }
    }.map { $0.map(\.words).joined() }.joined(separator: "\n")
  }
}

extension MessageDocument.Inline {
  fileprivate var words: String {
    switch self {
    case .text(let text), .strong(let text), .emphasis(let text), .struck(let text),
      .link(let text, _), .code(let text):
      text
    case .lineBreak: "\n"
    }
  }
}
