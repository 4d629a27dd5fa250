import ConferenceModel
import Foundation
import Persistence
import Testing

/// Chats that are the same person, and stars that reactions set.
@Suite struct LinkRecordTests {
  private let database: ConferenceDatabase
  private let owner: Subscriber
  private let other: Subscriber
  private let a: ProgrammeEntry
  private let b: ProgrammeEntry

  init() throws {
    database = try StoreFixture.temporary()
    try database.load([session("a"), session("b", startsAfter: 120)])
    owner = try database.person("1")
    other = try database.person("2", preferences: Preferences(leadTimes: [LeadTime(minutes: 5)]))
    a = try database.entry("a")
    b = try database.entry("b")
  }

  private func code(of subscriber: Subscriber, until: Date = minutes(15)) throws -> String {
    try database.write { try $0.makeLinkCode(for: subscriber.id, expiresAt: until) }
  }

  private func link(
    _ subscriber: Subscriber, _ code: String, at now: Date = morning
  ) throws -> ConversationAddress? {
    try database.write { try $0.link(subscriber.id, byCode: code, now: now) }
  }

  private func star(_ entry: ProgrammeEntry, by subscriber: Subscriber) throws {
    try database.write { _ = try $0.star(entry, by: subscriber.id, now: morning) }
  }

  private func stars(of subscriber: Subscriber) throws -> Set<SessionID> {
    try database.read { Set(try $0.stars(of: subscriber.id).map(\.session)) }
  }

  private func dueTimes(of entry: ProgrammeEntry, for subscriber: Subscriber) throws -> [Date] {
    try database.read { try $0.dueTimes(of: entry.id, for: subscriber.id) }
  }

  @Test func `a code is eight hex digits, good once, until it expires, and replaces the last`()
    throws
  {
    let first = try code(of: owner)
    let second = try code(of: owner)
    #expect(second.wholeMatch(of: /[0-9a-f]{8}/) != nil)
    #expect(try link(other, first) == nil)
    #expect(try link(other, second, at: minutes(15)) == nil)
    #expect(try link(owner, second) == nil)
    #expect(try link(other, second, at: minutes(14)) == owner.address)
    #expect(try link(other, second) == nil)
  }

  @Test func `a linked chat's stars and marks go to the owner, with the owner's lead times`()
    throws
  {
    try star(a, by: owner)
    try star(a, by: other)
    try star(b, by: other)
    try database.write { store in
      try store.setMark(.goto, on: a.id, of: owner.id)
      try store.setMark(.backup, on: a.id, of: other.id)
      try store.setMark(.goto, on: b.id, of: other.id)
    }
    #expect(try link(other, try code(of: owner)) == owner.address)
    #expect(try stars(of: owner) == [a.id, b.id])
    #expect(try stars(of: other) == [])
    #expect(
      try database.read { try $0.marks(of: owner.id) } == [a.id: .goto, b.id: .goto])
    #expect(try dueTimes(of: b, for: owner) == [minutes(110)])
    #expect(try dueTimes(of: b, for: other) == [])
  }

  @Test func `a reminder that is on its way to both chats comes once`() throws {
    try database.write { store in
      for (subscriber, entry) in [(owner, a), (other, a), (other, b)] {
        _ = try store.enqueue(
          [
            NewOutboxEntry(
              key: "\(subscriber.id)/\(entry.id)", subscriber: subscriber.id,
              notice: .reminder(
                sessions: [entry.id], start: minutes(60), lead: LeadTime(minutes: 10)),
              dueAt: morning, deadline: minutes(1), expiresAt: minutes(60))
          ], now: morning)
      }
    }
    _ = try link(other, try code(of: owner))
    let waiting = try database.read { try $0.outbox(in: [.pending], limit: 9) }
    #expect(Set(waiting.map(\.key)) == ["\(owner.id)/\(a.id)", "\(other.id)/\(b.id)"])
    #expect(waiting.allSatisfy { $0.subscriber.id == owner.id })
  }

  @Test func `links are one step long, whoever has the stars`() throws {
    let third = try database.person("3")
    _ = try link(other, try code(of: owner))
    // Linking the owner of two to a third brings both.
    #expect(try link(owner, try code(of: third)) == third.address)
    func owners() throws -> [SubscriberID] {
      try database.read { store in try [owner, other, third].map { try store.starOwner(of: $0.id) }
      }
    }
    #expect(try owners() == [third.id, third.id, third.id])
    #expect(
      try database.read { try $0.linkedChats(of: other.id) }.map(\.id) == [owner.id, third.id])
    let before = try database.write { try $0.takeOverStars(other.id) }
    #expect(before?.id == third.id)
    #expect(try owners() == [other.id, other.id, other.id])
    #expect(try database.write { try $0.takeOverStars(other.id) } == nil)
    #expect(
      try database.write { try $0.unlink(other.id) }
        == .released([owner.address, third.address]))
    #expect(try owners() == [owner.id, other.id, third.id])
    #expect(try database.write { try $0.unlink(owner.id) } == .nothing)
  }

  @Test func `taking over brings reminders as they are armed`() throws {
    try star(a, by: owner)
    _ = try link(other, try code(of: owner))
    let snoozed = ArmedReminder(
      subscriber: owner.id, session: a.id, lead: LeadTime(minutes: 3), dueAt: minutes(57))
    try database.write { store in
      try store.arm(snoozed)
      _ = try store.takeOverStars(other.id)
    }
    #expect(
      try database.read { try $0.armedReminders(of: other.id, for: a.id).map(\.dueAt) }
        == [minutes(50), minutes(57)])
    #expect(try dueTimes(of: a, for: owner) == [])
    #expect(
      try database.read { try $0.subscriber(other.id)?.preferences.leadTimes }
        == [LeadTime(minutes: 10)])
  }

  @Test func `what was told stays told, so that a change on its way is told`() throws {
    try star(a, by: other)
    try database.change([session("a", room: "C203")])
    _ = try link(other, try code(of: owner))
    #expect(try database.read { try $0.told(owner.id, of: [a.id]) } == [a.id: a.factsID])
  }

  @Test func `an owner that is forgotten leaves the others on their own`() throws {
    try star(a, by: owner)
    _ = try link(other, try code(of: owner))
    try database.write { try $0.deleteSubscriber(owner.id) }
    #expect(try database.read { try $0.starOwner(of: other.id) } == other.id)
    #expect(try stars(of: other) == [])
    // Nor is its code left.
    let orphan = try code(of: other)
    try database.write { try $0.deleteSubscriber(other.id) }
    #expect(try link(try database.person("3"), orphan) == nil)
  }

  @Test func `a reaction's star is taken once, on its platform, and goes with its person`() throws {
    let star = ReactionStar(subscriber: owner.id, session: a.id)
    func take(_ id: String, on platform: ChatPlatform = .matrix) throws -> [ReactionStar] {
      try database.write { try $0.takeReaction(id, on: platform) }
    }
    func remember(_ id: String) throws {
      try database.write { try $0.remember(star, reaction: id, on: .matrix) }
    }
    try remember("$1")
    try remember("$1")
    #expect(try take("$1", on: .slack) == [])
    #expect(try take("$2") == [])
    #expect(try take("$1") == [star])
    #expect(try take("$1") == [])
    try remember("$3")
    try database.write { try $0.deleteSubscriber(owner.id) }
    #expect(try take("$3") == [])
  }

  @Test func `conversations below another are found by their slash alone`() throws {
    let names = ["-100", "-100/17", "-1001", "-1001/17", "-100_17", "-10", "x-100/17"]
    for name in names { _ = try database.person(name) }
    func within(_ name: String) throws -> [String] {
      let address = ConversationAddress(platform: .telegram, conversation: name)
      return try database.read { try $0.subscribers(within: address) }
        .map(\.address.conversation)
    }
    #expect(try within("-100") == ["-100", "-100/17"])
    #expect(try within("-100/17") == ["-100/17"])
    #expect(try within("-100/") == [])
    #expect(try within("-1%") == [])
    #expect(try within("-___") == [])
  }

  @Test func `a chat that moves where another is gives way to it`() throws {
    try star(a, by: owner)
    try star(b, by: other)
    try database.write { try $0.moveSubscriber(from: owner.address, to: other.address) }
    #expect(try database.read { try $0.subscribers().map(\.id) } == [other.id])
    #expect(try stars(of: other) == [b.id])
    try database.write { try $0.moveSubscriber(from: other.address, to: other.address) }
    #expect(try stars(of: other) == [b.id])
  }
}
