import ConferenceModel
import Foundation
import Planning
import Testing

/// Reminders whose due time is not the start less the lead: for a walk, or asked for once more.
@Suite struct SnoozedReminderTests {
  private func candidate(
    _ id: SessionID, _ from: String, _ to: String? = nil, room: String = "Hall 12", lead: Int = 10,
    due: String, now: String, snoozed: Bool = false
  ) -> ReminderCandidate {
    ReminderCandidate(
      subscriber: 1, lead: LeadTime(minutes: lead),
      entry: entry(id, facts("Talk \(id)", room: room, from: from, to: to)),
      isDue: at(due) <= at(now), dueAt: at(due), isSnoozed: snoozed)
  }

  private func covered(_ pairs: (SessionID, Int)...) -> [CoveredReminder] {
    pairs.map { CoveredReminder(session: $0.0, lead: LeadTime(minutes: $0.1)) }
  }

  @Test func `a walk is in the due time and the deadline, not in the key`() {
    let now = "24T10:42"
    let plan = ReminderPlanner.plan(
      [candidate(7, "24T11:00", "24T11:30", due: "24T10:42", now: now)], now: at(now))
    let expected = PlannedReminder(
      subscriber: 1, sessions: [7], start: at("24T11:00"), lead: LeadTime(minutes: 10),
      shape: .single, key: "1/7/1774350000/10", due: at("24T10:42"), deadline: at("24T10:43"),
      expiry: at("24T11:00"), covers: covered((7, 10)))
    #expect(plan == ReminderPlan(reminders: [expected]))
  }

  @Test func `talks that start together come together when the walk to one is longer`() {
    let now = "24T10:42"
    let plan = ReminderPlanner.plan(
      [
        candidate(7, "24T11:00", "24T11:30", room: "Hall 1", due: "24T10:42", now: now),
        candidate(7, "24T11:00", "24T11:30", room: "Hall 1", lead: 5, due: "24T10:47", now: now),
        candidate(8, "24T11:00", "24T11:30", due: "24T10:50", now: now),
        candidate(8, "24T11:00", "24T11:30", lead: 5, due: "24T10:55", now: now),
      ], now: at(now))
    #expect(plan.reminders.map(\.sessions) == [[7, 8]])
    #expect(plan.reminders.map(\.shape) == [.conflict])
    #expect(plan.reminders.map(\.covers) == [covered((7, 10), (8, 10))])
  }

  @Test func `a snoozed reminder is another message than the one with its lead`() {
    let now = "24T10:50"
    let plan = ReminderPlanner.plan(
      [candidate(7, "24T11:00", due: "24T10:50", now: now, snoozed: true)], now: at(now))
    #expect(plan.reminders.map(\.key) == ["1/7/1774350000/10/again@1774349400"])
    #expect(plan.reminders.map(\.expiry) == [at("24T11:00")])
  }

  @Test func `a block that was snoozed comes as a block`() {
    let now = "24T10:55"
    let plan = ReminderPlanner.plan(
      [
        candidate(7, "24T11:00", "24T11:10", lead: 5, due: now, now: now, snoozed: true),
        candidate(8, "24T11:10", "24T11:20", lead: 15, due: now, now: now, snoozed: true),
        candidate(9, "24T11:20", "24T11:30", lead: 25, due: now, now: now, snoozed: true),
      ], now: at(now))
    #expect(plan.reminders.map(\.sessions) == [[7, 8, 9]])
    #expect(plan.reminders.map(\.shape) == [.block])
  }

  @Test func `a snoozed one that is not due waits for its own time`() {
    let now = "24T10:50"
    let plan = ReminderPlanner.plan(
      [
        candidate(7, "24T11:00", lead: 5, due: "24T10:55", now: now, snoozed: true),
        candidate(8, "24T11:00", lead: 5, due: "24T10:47", now: now),
      ], now: at(now))
    #expect(plan.reminders.map(\.sessions) == [[8]])
    #expect(plan.reminders.map(\.covers) == [covered((8, 5))])
  }

  @Test(arguments: [("24T11:00", false), ("24T10:59", true)])
  func `one snoozed until seconds before the start does not come after it`(
    now: String, comes: Bool
  ) {
    let plan = ReminderPlanner.plan(
      [candidate(7, "24T11:00", lead: 0, due: "24T10:59", now: now, snoozed: true)], now: at(now))
    #expect(plan.reminders.isEmpty != comes)
    #expect(plan.reminders.map(\.expiry) == (comes ? [at("24T11:00")] : []))
    #expect(plan.dropped.map(\.reason) == (comes ? [] : [.started]))
  }

  @Test func `what starts now names nothing ahead of it`() {
    let now = "24T11:00"
    let plan = ReminderPlanner.plan(
      [
        candidate(7, "24T11:00", "24T11:05", lead: 0, due: "24T11:00", now: now),
        candidate(8, "24T11:05", "24T11:10", lead: 0, due: "24T11:05", now: now),
      ], now: at(now))
    #expect(plan.reminders.map(\.sessions) == [[7]])
  }
}
