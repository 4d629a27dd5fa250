import ConferenceModel
import Foundation
import Persistence
import Testing

/// A lead that grows when the starred talk before is in another hall.
@Suite struct WalkRecordTests {
  /// A store in which one person stars talks, with eight minutes between Hall 1 and Hall 12.
  private struct Stage {
    let database: ConferenceDatabase
    let person: Subscriber

    init(_ sessions: Session..., leads: [Int] = [10], table: [WalkingTime]? = nil) throws {
      database = try StoreFixture.temporary()
      try database.load(sessions)
      person = try database.person(
        preferences: Preferences(leadTimes: leads.map(LeadTime.init(minutes:))))
      let table = table ?? [WalkingTime(from: "Hall 12", to: "Hall 1", minutes: 8)]
      try database.write { try $0.setWalkingTimes(table, now: morning) }
    }

    func star(_ ids: String..., at now: Date = morning) throws {
      for id in ids {
        let entry = try database.entry(id)
        try database.write { _ = try $0.star(entry, by: person.id, now: now) }
      }
    }

    func unstar(_ id: String) throws {
      let entry = try database.entry(id)
      try database.write { _ = try $0.unstar(entry.id, by: person.id) }
    }

    func mark(_ mark: StarMark?, _ id: String) throws {
      let entry = try database.entry(id)
      try database.write { try $0.setMark(mark, on: entry.id, of: person.id) }
    }

    /// When the reminders of a talk are due, in minutes after the morning.
    func due(_ id: String) throws -> [Double] {
      let entry = try database.entry(id)
      return try database.read { try $0.dueTimes(of: entry.id, for: person.id) }
        .map { $0.timeIntervalSince(morning) / 60 }
    }

    func walk(_ id: String) throws -> Walk? {
      let entry = try database.entry(id)
      return try database.read { try $0.walk(to: entry.id, of: person.id) }
    }
  }

  /// Ends at 90.
  private let before = session("p", room: "Hall 12")
  private let after = session("a", startsAfter: 100)

  @Test func `the walk from the talk before comes on top of every lead`() throws {
    let stage = try Stage(before, after, leads: [0, 10, 30])
    try stage.star("p", "a")
    #expect(try stage.due("a") == [62, 82, 92])
    #expect(try stage.due("p") == [30, 50, 60])
    #expect(try stage.walk("a") == Walk(origin: "Hall 12", minutes: 8))
    #expect(try stage.walk("p") == nil)
  }

  @Test func `the order in which talks are starred does not matter`() throws {
    let stage = try Stage(before, after)
    try stage.star("a", "p")
    #expect(try stage.due("a") == [82])
    try stage.unstar("p")
    #expect(try stage.due("a") == [90])
    #expect(try stage.walk("a") == nil)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let others: [Session]
    let walk: Walk?

    init(_ name: String, _ others: Session..., walk: Int?) {
      testDescription = name
      self.others = others
      self.walk = walk.map { Walk(origin: "Hall 12", minutes: $0) }
    }
  }

  @Test(arguments: [
    Case("in the same room", session("p", startsAfter: 70), walk: nil),
    Case("in a room that is not in the table", session("p", room: "C203"), walk: nil),
    Case("in no room", session("p", room: nil), walk: nil),
    Case("ends at the start", session("p", room: "Hall 12", startsAfter: 70), walk: 8),
    Case("ends 45 minutes before", session("p", room: "Hall 12", startsAfter: 25), walk: 8),
    Case("ends 46 minutes before", session("p", room: "Hall 12", startsAfter: 24), walk: nil),
    Case("overlaps", session("p", room: "Hall 12", startsAfter: 71), walk: nil),
    Case(
      "is cancelled", session("p", room: "Hall 12", startsAfter: 70, status: .cancelled),
      walk: nil),
    Case(
      "is not the last one", session("p", room: "Hall 12", startsAfter: 60),
      session("q", startsAfter: 65), walk: nil),
    Case(
      "is the last one", session("p", startsAfter: 60),
      session("q", room: "Hall 12", startsAfter: 65), walk: 8),
    Case(
      "one of two that end together is far", session("p", startsAfter: 60),
      session("q", room: "Hall 12", startsAfter: 60), walk: 8),
  ])
  func `the talk before is the last that ends at most 45 minutes before the start`(
    example: Case
  ) throws {
    let stage = try Stage(after)
    try stage.database.load(example.others)
    try stage.star("a")
    for other in example.others { try stage.star(other.key.id) }
    #expect(try stage.walk("a") == example.walk)
    #expect(try stage.due("a") == [90 - Double(example.walk?.minutes ?? 0)])
  }

  @Test func `a backup does not count while its first choice stands`() throws {
    let stage = try Stage(before, session("g"), after)
    try stage.star("p", "g", "a")
    #expect(try stage.due("a") == [82])
    try stage.mark(.backup, "p")
    #expect(try stage.due("a") == [82])
    try stage.mark(.goto, "g")
    #expect(try stage.due("a") == [90])
    try stage.database.change([session("g", status: .cancelled)])
    #expect(try stage.due("a") == [82])
    try stage.database.change([session("g")])
    #expect(try stage.due("a") == [90])
    try stage.mark(nil, "g")
    #expect(try stage.due("a") == [82])
  }

  @Test func `a refresh that moves, cancels or re-rooms either talk moves the due time`() throws {
    let stage = try Stage(before, after)
    try stage.star("p", "a")
    try stage.database.change([session("p", room: "Hall 1")])
    #expect(try stage.due("a") == [90])
    try stage.database.change([session("p", room: "Hall 12", startsAfter: 80)])
    #expect(try stage.due("a") == [90])
    try stage.database.change([session("p", room: "Hall 12", startsAfter: 65)])
    #expect(try stage.due("a") == [82])
    try stage.database.change([session("p", room: "Hall 12", startsAfter: 65, status: .cancelled)])
    #expect(try stage.due("a") == [90])
    try stage.database.change([
      session("p", room: "Hall 12", startsAfter: 165), session("a", startsAfter: 200),
    ])
    #expect(try stage.due("a") == [182])
    try stage.database.change([session("a", room: "Hall 12", startsAfter: 200)])
    #expect(try stage.due("a") == [190])
    try stage.database.change([session("a", startsAfter: 240)])
    #expect(try stage.due("a") == [222])
    try stage.database.change([session("a", startsAfter: 241)])
    #expect(try stage.due("a") == [231])
  }

  @Test func `a backup that ends long after its first choice counts when that falls away`() throws {
    var long = session("p", room: "Hall 12")
    long.facts.end = minutes(180)
    let stage = try Stage(long, session("g"), session("a", startsAfter: 200))
    try stage.star("p", "g", "a")
    try stage.mark(.backup, "p")
    try stage.mark(.goto, "g")
    #expect(try stage.due("a") == [190])
    try stage.database.change([session("g", status: .cancelled)])
    #expect(try stage.due("a") == [182])
  }

  @Test func `another table re-arms, the same one changes nothing`() throws {
    let stage = try Stage(before, after, table: [])
    try stage.star("p", "a")
    #expect(try stage.due("a") == [90])
    let table = [WalkingTime(from: "Hall 1", to: "Hall 12", minutes: 5)]
    for _ in 1...2 {
      try stage.database.write { try $0.setWalkingTimes(table, now: morning) }
      #expect(try stage.due("a") == [85])
    }
    try stage.database.write { try $0.setWalkingTimes([], now: morning) }
    #expect(try stage.due("a") == [90])
  }

  @Test func `a room that a refresh brings is in the table as well`() throws {
    let stage = try Stage(before, after)
    try stage.star("p", "a")
    try stage.database.load([session("b", room: "Hall 1 | Stage", startsAfter: 100)])
    try stage.star("b")
    #expect(try stage.due("b") == [82])
    try stage.database.change([session("p", room: "Hall 12 | Annex")])
    #expect(try stage.due("a") == [82])
    #expect(try stage.walk("a") == Walk(origin: "Hall 12 | Annex", minutes: 8))
  }

  @Test func `what fired because of the walk is not armed again`() throws {
    let stage = try Stage(before, after)
    try stage.star("p", "a")
    let entry = try stage.database.entry("a")
    try stage.database.write {
      try $0.consume([(stage.person.id, entry.id, LeadTime(minutes: 10))])
    }
    try stage.unstar("p")
    try stage.star("p", at: minutes(84))
    try stage.database.change([session("p", room: "Hall 1")], now: minutes(85))
    try stage.database.write { try $0.setWalkingTimes([], now: minutes(85)) }
    try stage.database.write {
      var preferences = stage.person.preferences
      preferences.leadTimes = [LeadTime(minutes: 10), LeadTime(minutes: 5)]
      try $0.setPreferences(preferences, of: stage.person, nextDigestAt: nil, now: minutes(86))
    }
    #expect(try stage.due("a") == [95])
  }

  @Test func `what is late for the walk alone is armed and due at once`() throws {
    let stage = try Stage(before, after)
    try stage.star("p")
    try stage.star("a", at: minutes(85))
    #expect(try stage.due("a") == [85])
    #expect(try stage.database.read { try $0.hasDueReminders(now: minutes(85)) })
    try stage.unstar("a")
    try stage.star("a", at: minutes(90))
    #expect(try stage.due("a") == [])
  }

  @Test func `a snoozed reminder keeps its minute and stands beside those of the leads`() throws {
    let stage = try Stage(before, after)
    try stage.star("a")
    let entry = try stage.database.entry("a")
    func snooze(until minute: Double) throws {
      let reminder = ArmedReminder(
        subscriber: stage.person.id, session: entry.id, lead: LeadTime(minutes: 10),
        dueAt: minutes(minute))
      try stage.database.write { try $0.arm(reminder) }
    }
    try snooze(until: 91)
    try snooze(until: 93)
    try stage.star("p")
    let armed = try stage.database.read {
      try $0.remindersToPlan(dueUntil: minutes(95), window: 0, limit: 10)
    }.filter { $0.session == entry.id }
    #expect(
      Set(armed) == [
        ArmedReminder(
          subscriber: stage.person.id, session: entry.id, lead: LeadTime(minutes: 10),
          dueAt: minutes(82)),
        ArmedReminder(
          subscriber: stage.person.id, session: entry.id, lead: LeadTime(minutes: 10),
          dueAt: minutes(93), isSnoozed: true),
      ])
    try stage.database.write { try $0.consume(armed.filter(\.isSnoozed)) }
    #expect(try stage.due("a") == [82])
  }

  @Test func `what a channel follows has no walk`() throws {
    let stage = try Stage(before, after)
    let channel = try stage.database.write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: .telegram, conversation: "-1"), audience: .channel,
        preferences: Preferences(leadTimes: [], alerts: false, follow: SessionFilter()),
        nextDigestAt: nil, now: morning)
    }
    try stage.database.change([session("p", room: "Hall 12", startsAfter: 61)])
    let entry = try stage.database.entry("a")
    #expect(
      try stage.database.read { try $0.dueTimes(of: entry.id, for: channel.id) } == [minutes(100)])
    #expect(try stage.database.read { try $0.walk(to: entry.id, of: channel.id) } == nil)
  }
}
