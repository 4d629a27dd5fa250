import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct ReminderPlannerTests {
  private let ten = LeadTime(minutes: 10)
  private let thirty = LeadTime(minutes: 30)

  private func candidate(
    _ id: SessionID, _ from: String?, _ to: String? = nil, room: String? = "Hall 12",
    lead: Int = 10, due: Bool = true, subscriber: SubscriberID = 1,
    status: SessionStatus = .scheduled
  ) -> ReminderCandidate {
    ReminderCandidate(
      subscriber: subscriber, lead: LeadTime(minutes: lead),
      entry: entry(id, facts("Talk \(id)", room: room, from: from, to: to, status)), isDue: due)
  }

  private func covered(_ pairs: (SessionID, Int)...) -> [CoveredReminder] {
    pairs.map { CoveredReminder(session: $0.0, lead: LeadTime(minutes: $0.1)) }
  }

  /// What most tests ask: shape, sessions and what is used up.
  private struct Brief: Equatable {
    var shape: ReminderShape
    var sessions: [SessionID]
    var lead: Int
    var covers: [CoveredReminder]
  }

  private func briefs(_ candidates: [ReminderCandidate], now: String = "24T10:50") -> [Brief] {
    ReminderPlanner.plan(candidates, now: at(now)).reminders.map {
      Brief(shape: $0.shape, sessions: $0.sessions, lead: $0.lead.minutes, covers: $0.covers)
    }
  }

  @Test func `a due star is one reminder`() {
    let plan = ReminderPlanner.plan(
      [candidate(7, "24T11:00", "24T11:30")], now: at("24T10:50"))
    let expected = PlannedReminder(
      subscriber: 1, sessions: [7], start: at("24T11:00"), lead: ten, shape: .single,
      key: "1/7/1774350000/10", due: at("24T10:50"), deadline: at("24T10:51"),
      expiry: at("24T11:00"), covers: covered((7, 10)))
    #expect(plan == ReminderPlan(reminders: [expected]))
  }

  @Test func `nothing due is nothing planned`() {
    #expect(ReminderPlanner.plan([], now: at("24T10:50")) == ReminderPlan())
    let waiting = [
      candidate(7, "24T11:30", due: false), candidate(8, nil, due: false),
      candidate(9, "24T11:30", due: false, status: .cancelled),
    ]
    #expect(ReminderPlanner.plan(waiting, now: at("24T10:50")) == ReminderPlan())
  }

  @Test func `sessions that start together are one conflict`() {
    #expect(
      briefs([
        candidate(9, "24T11:00", "24T11:30"), candidate(7, "24T11:00", "24T12:30", room: "C203"),
      ]) == [
        Brief(shape: .conflict, sessions: [7, 9], lead: 10, covers: covered((7, 10), (9, 10)))
      ])
  }

  @Test func `sessions that start apart are two reminders`() {
    #expect(
      briefs([candidate(9, "24T11:00", "24T12:00"), candidate(7, "24T10:55", "24T11:30")]) == [
        Brief(shape: .single, sessions: [7], lead: 10, covers: covered((7, 10))),
        Brief(shape: .single, sessions: [9], lead: 10, covers: covered((9, 10))),
      ])
  }

  @Test func `each subscriber has its own messages`() {
    let plan = ReminderPlanner.plan(
      [
        candidate(7, "24T11:00", subscriber: 2), candidate(7, "24T11:00", subscriber: 1),
        candidate(8, "24T11:00", subscriber: 2),
      ], now: at("24T10:50"))
    #expect(plan.reminders.map(\.key) == ["1/7/1774350000/10", "2/7,8/1774350000/10"])
  }

  @Test func `short talks back to back in a room are one block`() {
    #expect(
      briefs([
        candidate(1, "24T11:00", "24T11:05"), candidate(2, "24T11:07", "24T11:12", due: false),
        candidate(3, "24T11:17", "24T11:32", due: false),
        candidate(4, "24T11:38", "24T11:43", due: false),
      ]) == [
        Brief(
          shape: .block, sessions: [1, 2, 3], lead: 10, covers: covered((1, 10), (2, 10), (3, 10)))
      ])
  }

  @Test(
    arguments: [
      ("another room", "24T11:05", "24T11:10", "C203", 10),
      ("no room", "24T11:05", "24T11:10", nil, 10),
      ("too long", "24T11:05", "24T11:21", "Hall 12", 10),
      ("too late", "24T11:11", "24T11:16", "Hall 12", 10),
      ("overlapping", "24T11:04", "24T11:10", "Hall 12", 10),
      ("without an end", "24T11:05", nil, "Hall 12", 10),
      ("with another lead only", "24T11:05", "24T11:10", "Hall 12", 5),
    ] as [(String, String, String?, String?, Int)])
  func `a talk does not join the block before it`(
    why: String, start: String, end: String?, room: String?, lead: Int
  ) {
    #expect(
      briefs([
        candidate(1, "24T11:00", "24T11:05"),
        candidate(2, start, end, room: room, lead: lead, due: false),
      ]) == [Brief(shape: .single, sessions: [1], lead: 10, covers: covered((1, 10)))])
  }

  @Test func `a block ends where two of its talks start together`() {
    #expect(
      briefs([
        candidate(1, "24T11:00", "24T11:05"), candidate(2, "24T11:05", "24T11:10", due: false),
        candidate(3, "24T11:05", "24T11:10", room: "C203", due: false),
      ]) == [Brief(shape: .single, sessions: [1], lead: 10, covers: covered((1, 10)))])
  }

  @Test func `a conflict starts no block`() {
    #expect(
      briefs([
        candidate(1, "24T11:00", "24T11:05"), candidate(3, "24T11:00", "24T11:05", room: "C203"),
        candidate(2, "24T11:05", "24T11:10", due: false),
      ]) == [
        Brief(shape: .conflict, sessions: [1, 3], lead: 10, covers: covered((1, 10), (3, 10)))
      ])
  }

  @Test func `a cancelled talk leaves its block`() {
    #expect(
      briefs([
        candidate(1, "24T11:00", "24T11:05"),
        candidate(2, "24T11:05", "24T11:10", due: false, status: .cancelled),
        candidate(3, "24T11:10", "24T11:15", due: false),
      ]) == [
        Brief(shape: .block, sessions: [1, 3], lead: 10, covers: covered((1, 10), (3, 10)))
      ])
  }

  @Test func `after a downtime the shortest lead speaks for the longer ones`() {
    #expect(
      briefs([
        candidate(1, "24T11:00", "24T11:30", lead: 30), candidate(1, "24T11:00", "24T11:30"),
        candidate(1, "24T11:00", "24T11:30", lead: 5, due: false),
      ]) == [Brief(shape: .single, sessions: [1], lead: 10, covers: covered((1, 10), (1, 30)))])
  }

  @Test func `after a downtime a block takes what its talks had due`() {
    #expect(
      briefs([
        candidate(1, "24T11:00", "24T11:05"), candidate(1, "24T11:00", "24T11:05", lead: 30),
        candidate(2, "24T11:05", "24T11:10", due: false),
        candidate(2, "24T11:05", "24T11:10", lead: 30),
      ]) == [
        Brief(
          shape: .block, sessions: [1, 2], lead: 10,
          covers: covered((1, 10), (1, 30), (2, 10), (2, 30)))
      ])
  }

  @Test func `what a downtime held up is one summary, and what is due now stays apart`() {
    let plan = ReminderPlanner.plan(
      [
        candidate(1, "24T11:00", "24T11:30", lead: 60), candidate(2, "24T11:00", lead: 60),
        candidate(3, "24T11:30", "24T12:00", lead: 60),
        candidate(4, "24T11:50", "24T12:20", lead: 60),
      ], now: at("24T10:50"))
    #expect(plan.reminders.map(\.shape) == [.summary, .single])
    #expect(plan.reminders.map(\.sessions) == [[1, 2, 3], [4]])
    #expect(
      plan.reminders.first?.slots == [
        ReminderSlot(sessions: [1, 2], start: at("24T11:00")),
        ReminderSlot(sessions: [3], start: at("24T11:30")),
      ])
    #expect(plan.reminders.first?.expiry == at("24T11:30"))
    #expect(plan.reminders.first?.key == "1/1,2/1774350000/60+1/3/1774351800/60")
    #expect(plan.reminders.first?.covers == covered((1, 60), (2, 60), (3, 60)))
  }

  @Test func `a late reminder keeps its due time and its deadline`() {
    let plan = ReminderPlanner.plan([candidate(7, "24T11:00")], now: at("24T10:58"))
    #expect(plan.reminders.map(\.due) == [at("24T10:50")])
    #expect(plan.reminders.map(\.deadline) == [at("24T10:51")])
  }

  @Test func `cancelled and begun sessions are dropped`() {
    let plan = ReminderPlanner.plan(
      [
        candidate(1, "24T10:50", subscriber: 2), candidate(2, "24T10:30"), candidate(3, nil),
        candidate(4, "24T11:00", status: .cancelled),
      ], now: at("24T10:50"))
    #expect(
      plan
        == ReminderPlan(dropped: [
          DroppedReminder(subscriber: 1, session: 2, lead: ten, reason: .started),
          DroppedReminder(subscriber: 1, session: 4, lead: ten, reason: .cancelled),
          DroppedReminder(subscriber: 1, session: 3, lead: ten, reason: .noTime),
          DroppedReminder(subscriber: 2, session: 1, lead: ten, reason: .started),
        ]))
  }

  @Test(arguments: [("24T11:00", 1), ("24T11:01", 0)])
  func `a lead of zero has a minute to say now`(now: String, count: Int) {
    let plan = ReminderPlanner.plan([candidate(7, "24T11:00", lead: 0)], now: at(now))
    #expect(plan.reminders.count == count)
    #expect(plan.reminders.allSatisfy { $0.expiry == at("24T11:01") })
  }

  @Test func `the plan does not depend on the order of candidates`() {
    let candidates = (0..<60).map { number -> ReminderCandidate in
      let minute = number % 5
      return candidate(
        SessionID(number % 20), "24T11:\(10 + minute)", "24T11:\(20 + minute)",
        due: number % 3 > 0, subscriber: SubscriberID(number % 4))
    }
    let plan = ReminderPlanner.plan(candidates, now: at("24T10:50"))
    #expect(plan == ReminderPlanner.plan(candidates.reversed(), now: at("24T10:50")))
  }

  @Test func `every due reminder is used up exactly once`() {
    let candidates = (0..<240).map { number -> ReminderCandidate in
      let minute = number % 10
      let status: SessionStatus = number % 7 == 0 ? .cancelled : .scheduled
      return candidate(
        SessionID(number % 40), "24T11:\(10 + minute)", "24T11:\(15 + minute)",
        lead: number % 2 == 0 ? 10 : 30, due: number % 3 > 0,
        subscriber: SubscriberID(number / 40), status: status)
    }
    let plan = ReminderPlanner.plan(candidates, now: at("24T10:55"))
    let used =
      plan.reminders.flatMap { reminder in
        reminder.covers.map { "\(reminder.subscriber) \($0.session) \($0.lead.minutes)" }
      } + plan.dropped.map { "\($0.subscriber) \($0.session) \($0.lead.minutes)" }
    #expect(Set(used).count == used.count)
    let due = candidates.filter(\.isDue).map {
      "\($0.subscriber) \($0.entry.id) \($0.lead.minutes)"
    }
    #expect(Set(due).isSubset(of: used))
    #expect(Set(plan.reminders.map(\.key)).count == plan.reminders.count)
  }

  @Test func `a keynote starred by 15,000 is 15,000 messages`() {
    let talk = entry(7, facts("Keynote", from: "24T11:00", to: "24T11:30"))
    let candidates = (0..<15_000).map {
      ReminderCandidate(subscriber: SubscriberID($0), lead: ten, entry: talk, isDue: true)
    }
    let plan = ReminderPlanner.plan(candidates.reversed(), now: at("24T10:50"))
    #expect(plan.reminders.map(\.subscriber) == (0..<15_000).map(SubscriberID.init))
  }
}
