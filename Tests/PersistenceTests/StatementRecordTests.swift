import ConferenceModel
import Foundation
import Persistence
import Testing

@Suite struct StatementRecordTests {
  private let database: ConferenceDatabase
  private let person: Subscriber
  private let a: ProgrammeEntry
  private let b: ProgrammeEntry

  init() throws {
    database = try StoreFixture.temporary()
    try database.load([session("a"), session("b", startsAfter: 120)])
    person = try database.person()
    a = try database.entry("a")
    b = try database.entry("b")
  }

  private func facts(_ entries: ProgrammeEntry...) -> [StatedFacts] {
    entries.map { StatedFacts(session: $0.id, facts: $0.factsID) }
  }

  private func reminder(_ entries: ProgrammeEntry...) -> Notice {
    .reminder(sessions: entries.map(\.id), start: minutes(60), lead: LeadTime(minutes: 10))
  }

  private func star(_ entry: ProgrammeEntry) throws {
    try database.write { _ = try $0.star(entry, by: person.id, now: morning) }
  }

  /// Has a notice in the chat.
  ///
  /// - returns: its entry's number.
  @discardableResult
  private func deliver(
    _ notice: Notice, receipt: String?, stated: [StatedFacts], listed: [SessionID]? = nil,
    to subscriber: Subscriber? = nil, at now: Date = morning
  ) throws -> Int64 {
    let whom = subscriber ?? person
    return try database.write { store in
      try store.enqueue(
        [
          NewOutboxEntry(
            key: "\(notice) \(receipt ?? "")", subscriber: whom.id, notice: notice,
            dueAt: now, deadline: now, expiresAt: minutes(600))
        ], now: now)
      let claimed = try store.claim(platform: .telegram, now: now, limit: 1, lease: 60)
      try store.settle(
        claimed.map {
          Settlement(
            entry: $0, result: .delivered(receipt: receipt, stated: stated, listed: listed))
        }, now: now)
      return claimed.first?.id ?? 0
    }
  }

  private func statements(_ entry: Int64) throws -> [StatedFacts] {
    try database.read { try $0.statements(of: entry) }
  }

  private func sessions(_ receipt: String, at name: String = "1") throws -> [SessionID]? {
    try database.read {
      try $0.sessions(
        ofReceipt: receipt, at: ConversationAddress(platform: .telegram, conversation: name))
    }
  }

  @Test(
    arguments: [
      ("a reminder", 0, "7", 2), ("a digest", 1, "7", 2), ("a confirmation", 2, "7", 1),
      ("an alert", 3, "7", 0), ("an answer", 4, "7", 0), ("no receipt", 0, nil, 0),
    ] as [(String, Int, String?, Int)])
  func `what can be corrected keeps what it states`(
    name: String, index: Int, receipt: String?, count: Int
  ) throws {
    let notices: [Notice] = [
      reminder(a, b), .digest(day: LocalDay(dayNumber: 20536), filter: SessionFilter()),
      // Its list names another session, whose facts are stated as well.
      .reply(
        document: "{}", stated: [], context: ReplyContext(sessions: [a.id], confirmsStars: true)),
      .alert(sessions: [a.id, b.id]),
      .reply(document: "{}", stated: [], context: ReplyContext(sessions: [a.id, b.id])),
    ]
    let entry = try deliver(notices[index], receipt: receipt, stated: facts(a, b))
    #expect(try statements(entry) == Array(facts(a, b).prefix(count)))
    #expect(
      try database.read { try $0.deliveredEntry(entry)?.receipt } == receipt)
  }

  @Test func `a correction moves what the message states, and no told pointer`() throws {
    try star(a)
    let entry = try deliver(reminder(a), receipt: "7", stated: facts(a))
    try database.change([session("a", room: "C203")])
    let after = try database.entry("a")
    try deliver(.correction(of: entry), receipt: "7", stated: facts(after))
    #expect(try statements(entry) == facts(after))
    #expect(try database.read { try $0.firstStated(by: entry) } == facts(a))
    #expect(try database.read { try $0.told(person.id, of: [a.id]) } == [a.id: a.factsID])
  }

  @Test func `what was stated of sessions that changed is found, with its star`() throws {
    try star(a)
    let other = try database.person("2")
    let first = try deliver(reminder(a, b), receipt: "7", stated: facts(a, b))
    let second = try deliver(reminder(a), receipt: "8", stated: facts(a), to: other)
    func outdated() throws -> [OutdatedStatement] {
      try database.read { try $0.outdatedStatements(of: [a.id, b.id]) }
    }
    #expect(try outdated() == [])
    try database.change([session("a", room: "C203")])
    let mine = OutdatedStatement(
      entry: first, kind: .reminder, subscriber: person.id, session: a.id, stated: a.factsID,
      isStarred: true)
    let its = OutdatedStatement(
      entry: second, kind: .reminder, subscriber: other.id, session: a.id, stated: a.factsID,
      isStarred: false)
    #expect(try outdated() == [mine, its])
    try database.write { try $0.setState(.stopped, of: other.id) }
    #expect(try outdated() == [mine])
  }

  @Test func `a linked chat's star is its owner's`() throws {
    let other = try database.person("2")
    try database.write { store in
      let code = try store.makeLinkCode(for: person.id, expiresAt: minutes(10))
      _ = try store.link(other.id, byCode: code, now: morning)
    }
    try star(a)
    try deliver(reminder(a), receipt: "8", stated: facts(a), to: other)
    try database.change([session("a", room: "C203")])
    #expect(
      try database.read { try $0.outdatedStatements(of: [a.id]).map(\.isStarred) } == [true])
  }

  @Test func `facts that changed under way settle anew`() throws {
    try database.change([session("a", room: "C203")])
    #expect(try database.read { try $0.settledSessions(now: morning) } == [])
    try deliver(reminder(a, b), receipt: "7", stated: facts(a, b))
    #expect(try database.read { try $0.settledSessions(now: morning) } == [a.id])
  }

  @Test func `facts that settle still are not handed on before their time`() throws {
    try database.change([session("a", room: "C203")], settlesAt: minutes(2))
    try deliver(reminder(a), receipt: "7", stated: facts(a))
    #expect(try database.read { try $0.settledSessions(now: minutes(1)) } == [])
    #expect(try database.read { try $0.settledSessions(now: minutes(2)) } == [a.id])
  }

  @Test(arguments: [(89.0, 2), (90, 1), (149, 1), (150, 0)])
  func `what is over is forgotten`(minute: Double, left: Int) throws {
    let entry = try deliver(reminder(a, b), receipt: "7", stated: facts(a, b))
    try database.write { try $0.forgetPastStatements(now: minutes(minute), limit: 10) }
    #expect(try statements(entry).count == left)
  }

  @Test func `what was moved into the past or the future is not over yet`() throws {
    let entry = try deliver(reminder(a, b), receipt: "7", stated: facts(a, b))
    try database.change([session("a", startsAfter: 300), session("b", startsAfter: 0)])
    try database.write { try $0.forgetPastStatements(now: minutes(100), limit: 10) }
    #expect(try statements(entry).count == 2)
    try database.write { try $0.forgetPastStatements(now: minutes(150), limit: 10) }
    #expect(try statements(entry).map(\.session) == [a.id])
  }

  @Test func `no more is forgotten at a time than was asked`() throws {
    let entry = try deliver(reminder(a, b), receipt: "7", stated: facts(a, b))
    try database.write { try $0.forgetPastStatements(now: minutes(300), limit: 1) }
    #expect(try statements(entry).count == 1)
  }

  @Test func `who is forgotten leaves no statement`() throws {
    let entry = try deliver(reminder(a), receipt: "7", stated: facts(a))
    try database.write { try $0.deleteSubscriber(person.id) }
    #expect(try statements(entry) == [])
    #expect(try sessions("7") == nil)
  }

  @Test func `a chat that moved has no messages any more`() throws {
    let entry = try deliver(reminder(a), receipt: "7", stated: facts(a))
    let new = ConversationAddress(platform: .telegram, conversation: "-100")
    try database.write { try $0.moveSubscriber(from: person.address, to: new) }
    #expect(try statements(entry) == [])
    #expect(try database.read { try $0.deliveredEntry(entry) } == nil)
    #expect(try sessions("7", at: "-100") == nil)
  }

  @Test(
    arguments: [
      ("7", [1, 2]), ("8", nil), ("", nil), ("0", nil), ("11", [2]), ("12", [2]), ("13", [2]),
      ("1", nil), ("11 12", [2]), ("12 11", nil),
    ] as [(String, [Int]?)])
  func `a receipt or a part of one means the sessions of its message`(
    receipt: String, expected: [Int]?
  ) throws {
    try deliver(reminder(a, b), receipt: "7", stated: [])
    try deliver(.alert(sessions: [b.id]), receipt: "11 12 13", stated: [])
    #expect(try sessions(receipt) == expected.map { $0.map { $0 == 1 ? a.id : b.id } })
  }

  @Test func `a receipt of another chat is none of its`() throws {
    _ = try database.person("2")
    try deliver(reminder(a), receipt: "7", stated: [])
    #expect(try sessions("7", at: "2") == nil)
    #expect(try sessions("7", at: "3") == nil)
  }

  @Test func `an answer, a digest and their corrections mean their sessions in order`() throws {
    let answer = Notice.reply(
      document: "{}", stated: [], context: ReplyContext(sessions: [b.id, a.id]))
    try deliver(answer, receipt: "1", stated: facts(a))
    let digest = try deliver(
      .digest(day: LocalDay(dayNumber: 20536), filter: SessionFilter()), receipt: "2",
      stated: facts(b, a))
    try deliver(.correction(of: digest), receipt: "2", stated: facts(a, b))
    try deliver(.reply(document: "{}", stated: []), receipt: "3", stated: [])
    #expect(try sessions("1") == [b.id, a.id])
    #expect(try sessions("2") == [b.id, a.id])
    #expect(try sessions("3") == [])
  }

  @Test func `what was told before a message is not what it told`() throws {
    try deliver(reminder(a), receipt: "1", stated: facts(a))
    try database.change([session("a", room: "C203")])
    let after = try database.entry("a")
    let entry = try deliver(
      .alert(sessions: [a.id, b.id]), receipt: "2", stated: facts(after, b))
    #expect(
      try database.read { try $0.told(person.id, of: [a.id, b.id], before: entry) }
        == [a.id: a.factsID])
  }

  @Test func `a digest of a day is found by its day`() throws {
    let day = LocalDay(dayNumber: 20536)
    func receipt(_ day: LocalDay) throws -> String? {
      try database.read { try $0.digestReceipt(of: person.id, day: day) }
    }
    try database.write { store in
      try store.enqueue(
        [
          NewOutboxEntry(
            key: ReadTransaction.digestKey(of: person.id, day: day), subscriber: person.id,
            notice: .digest(day: day, filter: SessionFilter()), dueAt: morning,
            deadline: morning, expiresAt: minutes(10))
        ], now: morning)
    }
    #expect(try receipt(day) == nil)
    try database.write { store in
      let claimed = try store.claim(platform: .telegram, now: morning, limit: 1, lease: 60)
      try store.settle(
        claimed.map {
          Settlement(entry: $0, result: .delivered(receipt: "9", stated: [], listed: nil))
        }, now: morning)
    }
    #expect(try receipt(day) == "9")
    #expect(try receipt(day.adding(days: 1)) == nil)
  }

  @Test func `a corrected list goes on only where it is the last one`() throws {
    let digest = Notice.digest(day: LocalDay(dayNumber: 20536), filter: SessionFilter())
    let entry = try deliver(digest, receipt: "2", stated: facts(a), listed: [a.id])
    func last() throws -> [SessionID] { try database.read { try $0.lastList(of: person.id) } }
    try deliver(
      .correction(of: entry), receipt: "2", stated: facts(a, b), listed: [a.id, b.id])
    #expect(try last() == [a.id, b.id])
    try database.write { try $0.setLastList([b.id], command: "mine", of: person.id) }
    try deliver(
      .correction(of: entry), receipt: "2 ", stated: facts(a, b), listed: [b.id, a.id])
    #expect(try last() == [b.id])
    // Another digest's list has no command either.
    try database.write { try $0.setLastList([b.id], of: person.id) }
    try deliver(
      .correction(of: entry), receipt: "2  ", stated: facts(a, b), listed: [a.id, b.id])
    #expect(try last() == [b.id])
  }

  @Test func `quiet hours are stored and taken back`() throws {
    let night = QuietHours(from: 1320, until: 420)
    let sleeper = try database.person("2", preferences: Preferences(quiet: night))
    func stored() throws -> QuietHours? {
      try database.read { try $0.subscriber(sleeper.id)?.preferences.quiet }
    }
    #expect(try stored() == night)
    try database.write {
      try $0.setPreferences(Preferences(), of: sleeper, nextDigestAt: nil, now: morning)
    }
    #expect(try stored() == nil)
  }
}
