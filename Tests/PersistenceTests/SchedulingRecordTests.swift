import ConferenceModel
import Foundation
import Persistence
import Testing

@Suite struct SchedulingRecordTests {
  private let lead10 = LeadTime(minutes: 10)

  private func armed(_ database: ConferenceDatabase) throws -> [ArmedReminder] {
    try database.read {
      try $0.remindersToPlan(dueUntil: minutes(100_000), window: 0, limit: 100)
    }.sorted { ($0.dueAt, $0.lead) < ($1.dueAt, $1.lead) }
  }

  @Test func `a star arms one reminder for each lead time that is still ahead`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a", startsAfter: 20)])
    let person = try database.person(
      preferences: Preferences(leadTimes: [lead10, LeadTime(minutes: 30)]))
    let entry = try database.entry("a")
    #expect(try database.write { try $0.star(entry, by: person.id, now: morning) })
    #expect(try !database.write { try $0.star(entry, by: person.id, now: morning) })
    #expect(
      try armed(database) == [
        ArmedReminder(subscriber: person.id, session: entry.id, lead: lead10, dueAt: minutes(10))
      ])
  }

  @Test func `a talk moved later is armed again after its reminder was sent`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a", startsAfter: 20)])
    let person = try database.person()
    let entry = try database.entry("a")
    try database.write {
      try $0.star(entry, by: person.id, now: morning)
      try $0.consume([(person.id, entry.id, lead10)])
    }
    try database.change([session("a", startsAfter: 20, status: .cancelled)], now: minutes(11))
    #expect(try armed(database) == [])
    try database.change([session("a", startsAfter: 90)], now: minutes(12))
    #expect(
      try armed(database) == [
        ArmedReminder(subscriber: person.id, session: entry.id, lead: lead10, dueAt: minutes(80))
      ])
  }

  @Test func `a new room does not arm a reminder that was consumed`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a", startsAfter: 60)])
    let person = try database.person()
    let entry = try database.entry("a")
    try database.write {
      try $0.star(entry, by: person.id, now: morning)
      try $0.consume([(person.id, entry.id, lead10)])
    }
    try database.change([session("a", room: "Hall 9", startsAfter: 60)], now: minutes(1))
    #expect(try armed(database) == [])
  }

  @Test func `new lead times arm anew and unstarring disarms`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a", startsAfter: 60)])
    let person = try database.person()
    let entry = try database.entry("a")
    try database.write { store in
      try store.star(entry, by: person.id, now: morning)
      var preferences = person.preferences
      preferences.leadTimes = [LeadTime(minutes: 5)]
      try store.setPreferences(preferences, of: person, nextDigestAt: nil, now: morning)
    }
    #expect(try armed(database).map(\.dueAt) == [minutes(55)])
    #expect(try database.write { try $0.unstar(entry.id, by: person.id) })
    #expect(try armed(database) == [])
  }

  @Test func `only who was told other facts is untold, until the alert is queued`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a"), session("b")])
    let (first, second) = (try database.person("1"), try database.person("2"))
    let (a, b) = (try database.entry("a"), try database.entry("b"))
    try database.write {
      try $0.star(a, by: first.id, now: morning)
      try $0.star(b, by: second.id, now: morning)
    }
    try database.change([session("a", room: "C203")], settlesAt: minutes(2))
    #expect(try database.read { try $0.settledSessions(now: minutes(1)) } == [])
    #expect(try database.read { try $0.settledSessions(now: minutes(2)) } == [a.id])
    let untold = try database.read { try $0.untoldStars(of: [a.id, b.id]) }
    #expect(untold.map(\.subscriber) == [first.id])
    #expect(untold.map(\.told) == [a.factsID])
    try database.write {
      try $0.markAlerted(untold)
      try $0.clearSettled([a.id])
    }
    #expect(try database.read { try $0.untoldStars(of: [a.id, b.id]) } == [])
    #expect(try database.read { try $0.settledSessions(now: minutes(9)) } == [])
  }

  @Test func `who comes back after a pause is told what changed meanwhile`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a")])
    let person = try database.person()
    let entry = try database.entry("a")
    try database.write {
      try $0.star(entry, by: person.id, now: morning)
      try $0.setState(.paused, of: person.id)
    }
    try database.change([session("a", room: "C203")])
    #expect(try database.read { try $0.untoldStars(of: [entry.id]) } == [])
    try database.write { try $0.setState(.active, of: person.id) }
    #expect(try database.read { try $0.settledSessions(now: minutes(1)) } == [entry.id])
    #expect(try database.read { try $0.untoldStars(of: [entry.id]) }.count == 1)
  }

  @Test func `a channel follows its filter and sessions added later, without reminders`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a"), session("b", track: "Security")])
    let channel = try database.write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: .slack, conversation: "webhook/hall"),
        audience: .channel,
        preferences: Preferences(alertFilter: SessionFilter(track: "security")),
        nextDigestAt: nil, now: morning)
    }
    try database.load([session("c", track: "Security")])
    let (b, c) = (try database.entry("b"), try database.entry("c"))
    #expect(
      try database.read { try $0.told(channel.id, of: [1, b.id, c.id]) }
        == [b.id: b.factsID, c.id: c.factsID])
    #expect(try armed(database) == [])
    #expect(try database.read { try $0.stars(of: channel.id) } == [])
  }

  @Test func `what only a digest is about is followed without alerts`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a"), session("b", track: "Security")])
    let digest = DigestPreference(minuteOfDay: 480, filter: SessionFilter(track: "AI + ML"))
    let channel = try database.write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: .slack, conversation: "webhook/hall"),
        audience: .channel, preferences: Preferences(digest: digest, alerts: false),
        nextDigestAt: nil, now: morning)
    }
    let before = try database.entry("a")
    try database.change([session("a", room: "C203")], settlesAt: morning)
    #expect(
      try database.read { try $0.told(channel.id, of: [1, 2]) } == [before.id: before.factsID])
    #expect(try database.read { try $0.untoldStars(of: [before.id]) } == [])
    var preferences = channel.preferences
    preferences.alerts = true
    try database.write {
      try $0.setPreferences(preferences, of: channel, nextDigestAt: nil, now: morning)
    }
    #expect(try database.read { try $0.untoldStars(of: [before.id]) }.count == 1)
  }

  @Test func `the next instant is the earliest of reminder, settling change and digest`() throws {
    let database = try StoreFixture.temporary()
    #expect(try database.read { try $0.nextSchedulingInstant() } == nil)
    try database.load([session("a", startsAfter: 60)])
    let person = try database.person()
    try database.write { try $0.setNextDigest(minutes(70), of: person.id) }
    #expect(try database.read { try $0.nextSchedulingInstant() } == minutes(70))
    let entry = try database.entry("a")
    try database.write { try $0.star(entry, by: person.id, now: morning) }
    #expect(try database.read { try $0.nextSchedulingInstant() } == minutes(50))
    try database.change([session("a", room: "X", startsAfter: 60)], settlesAt: minutes(3))
    #expect(try database.read { try $0.nextSchedulingInstant() } == minutes(3))
  }
}
