import ConferenceModel
import Foundation
import Logging
import Persistence
import ReminderScheduling
import Synchronization
import TestSupport
import Timekeeping

/// A store with a programme, and the scheduler that works on it.
final class SchedulingFixture {
  private let path: String
  private(set) var database: ConferenceDatabase
  private(set) var scheduler: ReminderScheduler
  /// How often the scheduler said that the outbox got something.
  let commits = CommitCount()
  let wake = WakeSignal()
  private let operators: [ConversationAddress]
  let clock = SimulatedClock(start: SampleDay.morning, speed: 0)

  init(_ talks: [Session] = [], operators: [ConversationAddress] = []) throws {
    self.operators = operators
    path = try TemporaryFolder.make().appending(path: "talkbell.sqlite").path
    database = try ConferenceDatabase(path: path)
    scheduler = Self.scheduler(on: database, clock, operators, wake, commits)
    guard !talks.isEmpty else { return }
    var changes = SourceChanges()
    changes.added = talks
    try apply(changes, at: 0)
  }

  /// Runs the scheduler once; minutes after the morning.
  @discardableResult
  func pass(at minutes: Double) async throws -> SchedulingPass {
    try await scheduler.pass(now: SampleDay.at(minutes))
  }

  /// The next process on the same file. The store in use has to be gone before the file is free.
  func restart() throws {
    let spare = try TemporaryFolder.make().appending(path: "spare.sqlite").path
    database = try ConferenceDatabase(path: spare)
    scheduler = Self.scheduler(on: database, clock, operators, wake, commits)
    database = try ConferenceDatabase(path: path)
    scheduler = Self.scheduler(on: database, clock, operators, wake, commits)
  }

  func subscriber(
    _ name: String = "1", _ preferences: Preferences = Preferences(),
    audience: Audience = .person, digestAt: Double? = nil, on platform: ChatPlatform = .telegram
  ) throws -> Subscriber {
    try database.write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: platform, conversation: name), audience: audience,
        preferences: preferences, nextDigestAt: digestAt.map(SampleDay.at),
        now: SampleDay.morning)
    }
  }

  func star(_ talks: String..., by subscriber: Subscriber, at minutes: Double = 0) throws {
    try database.write { store in
      let programme = try store.programme()
      for talk in talks {
        guard let entry = programme[SessionKey(source: "main", id: talk)] else { continue }
        try store.star(entry, by: subscriber.id, now: SampleDay.at(minutes))
      }
    }
  }

  /// Stores other versions of talks as a refresh does; nothing settles when `settlesAt` is nil.
  func change(
    _ talks: Session..., renamedRooms: [String: String] = [:], at minutes: Double,
    settlesAt: Double?
  ) throws {
    let programme = try database.read { try $0.programme() }
    var changes = SourceChanges()
    changes.renamedRooms = renamedRooms
    changes.updated = talks.compactMap { talk in
      programme[talk.key].map {
        SourceChanges.Update(
          id: $0.id, session: talk, settlesAt: settlesAt.map(SampleDay.at),
          firstChangedAt: settlesAt == nil ? nil : SampleDay.at(minutes))
      }
    }
    try apply(changes, at: minutes)
  }

  /// Lets Telegram let so many messages a second through, as its relay says when it starts.
  func knowRate(_ perSecond: Double, at minutes: Double) throws {
    let limit = LaneLimit(
      lane: "telegram", permits: 1, period: 1 / perSecond, isLearned: false,
      changedAt: SampleDay.at(minutes))
    try database.write { try $0.keep([limit], of: .telegram) }
  }

  func setState(_ state: SubscriberState, of subscriber: Subscriber) throws {
    try database.write { try $0.setState(state, of: subscriber.id) }
  }

  func setPreferences(
    _ preferences: Preferences, of subscriber: Subscriber, digestAt: Double
  ) throws {
    try database.write {
      try $0.setPreferences(
        preferences, of: subscriber, nextDigestAt: SampleDay.at(digestAt), now: clock.now())
    }
  }

  func nextDigest(of subscriber: Subscriber) throws -> Date? {
    try database.read { try $0.nextDigest(of: subscriber.id) }
  }

  /// How many entries are in each state.
  var counts: [OutboxState: Int] { get throws { try database.read { try $0.outboxCounts() } } }

  /// The size of what SQLite appends every write to.
  var writtenBytes: Int {
    get throws { try Data(contentsOf: URL(filePath: path + "-wal")).count }
  }

  func number(_ talk: String) throws -> SessionID {
    try database.read { try $0.programme()[SessionKey(source: "main", id: talk)]?.id } ?? 0
  }

  /// What the outbox holds for a subscriber, oldest first.
  func queued(for subscriber: Subscriber) throws -> [OutboxEntry] {
    try database.read { try $0.outbox(in: OutboxState.allCases, limit: 100) }
      .filter { $0.subscriber.id == subscriber.id }.reversed()
  }

  /// The same without the times.
  func notices(for subscriber: Subscriber) throws -> [Notice] {
    try queued(for: subscriber).map(\.notice)
  }

  /// One transaction, in a test that is async too.
  @discardableResult
  func write<Value>(_ body: (WriteTransaction) throws -> Value) throws -> Value {
    try database.write(body)
  }

  /// One snapshot, in a test that is async too.
  func read<Value>(_ body: (ReadTransaction) throws -> Value) throws -> Value {
    try database.read(body)
  }

  private func apply(_ changes: SourceChanges, at minutes: Double) throws {
    try database.write {
      try $0.apply(
        changes, source: "main", validators: SourceValidators(), now: SampleDay.at(minutes))
    }
  }

  private static func scheduler(
    on database: ConferenceDatabase, _ clock: SimulatedClock, _ operators: [ConversationAddress],
    _ wake: WakeSignal, _ commits: CommitCount
  ) -> ReminderScheduler {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return ReminderScheduler(
      database: database, clock: clock, conferenceTimeZone: SampleDay.zone,
      operators: operators, wake: wake,
      onCommit: { commits.add() }, logger: logger)
  }
}

/// Counts over tasks, and lets a test wait for the next one.
final class CommitCount: Sendable {
  private let state = Mutex(0)
  private let signal = WakeSignal()

  var value: Int { state.withLock { $0 } }

  func add() {
    state.withLock { $0 += 1 }
    signal.signal()
  }

  /// Returns when one was counted since the last call.
  func next(on clock: any WallClock) async throws { try await signal.wait(until: nil, on: clock) }
}
