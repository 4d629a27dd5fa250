import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import TestSupport
import Testing
import Timekeeping

/// What the relay does about each answer of a chat.
@Suite struct OutcomeTests {
  private let second = 1 / 60.0

  private func next(_ seconds: Double) -> Date { SampleDay.at(seconds / 60) }

  @Test func `a full platform lane holds all, uses no attempt and opens in time`() async throws {
    let fixture = try DeliveryFixture()
    let (one, two) = (try fixture.person("1"), try fixture.person("2"))
    let limit = DeliveryOutcome.rateLimited(retryAfter: .seconds(5), scope: .platform)
    fixture.channel.answer(one.address, with: limit)
    try fixture.reply("first", to: one, deadline: 1)
    #expect(
      try await fixture.pass() == RelayPass(claimed: 1, waiting: 1, next: next(5)))
    try fixture.reply("second", to: two, deadline: 2)
    #expect(try await fixture.pass(at: second) == RelayPass(next: next(5)))
    #expect(try fixture.outbox("first")?.attempt == 0)
    #expect(try await fixture.pass(at: 5 * second) == RelayPass(claimed: 2, delivered: 2))
    #expect(fixture.channel.sent.count == 3)
  }

  @Test func `a full conversation lane holds only its own, in order`() async throws {
    let fixture = try DeliveryFixture()
    let (one, two) = (try fixture.person("1"), try fixture.person("2"))
    let limit = DeliveryOutcome.rateLimited(retryAfter: .seconds(5), scope: .conversation)
    fixture.channel.answer(one.address, with: limit)
    try fixture.reply("first", to: one, deadline: 1)
    try fixture.reply("second", to: one, deadline: 2)
    try fixture.reply("other", to: two, deadline: 3)
    #expect(
      try await fixture.pass()
        == RelayPass(claimed: 3, delivered: 1, waiting: 2, next: next(5)))
    #expect(try fixture.outbox("second")?.attempt == 0)
    try await fixture.pass(at: 5 * second)
    #expect(Set(fixture.words.prefix(2)) == ["first", "other"])
    #expect(fixture.words.suffix(2) == ["first", "second"])
  }

  @Test func `429 on the seventh of twenty with a wait of 43,837 s loses and doubles nothing`()
    async throws
  {
    let fixture = try DeliveryFixture()
    let people = try (1...20).map { try fixture.person("\($0)") }
    let limit = DeliveryOutcome.rateLimited(retryAfter: .seconds(43_837), scope: .conversation)
    fixture.channel.answer(people[6].address, with: limit)
    for (number, person) in people.enumerated() {
      try fixture.reply("\(number + 1)", to: person, deadline: Double(number), expires: 900)
    }
    #expect(
      try await fixture.pass()
        == RelayPass(claimed: 20, delivered: 19, waiting: 1, next: next(43_837)))
    #expect(try fixture.outbox("7")?.attempt == 0)
    #expect(try await fixture.pass(at: 43_836 * second) == RelayPass(next: next(43_837)))
    #expect(
      try await fixture.pass(at: 43_837 * second) == RelayPass(claimed: 1, delivered: 1))
    #expect(fixture.channel.sent.count == 21)
    #expect(Set(fixture.words) == Set((1...20).map(String.init)))
  }

  @Test func `a chat's own pace is kept, whatever is queued`() async throws {
    let channel = RecordingChannel { address in
      [RateRule(lane: address.description, permits: 1, period: .seconds(1))]
    }
    let fixture = try DeliveryFixture(channel: channel)
    let person = try fixture.person()
    for number in 1...4 { try fixture.reply("\(number)", to: person, deadline: Double(number)) }
    for number in 0..<4 {
      #expect(try await fixture.pass(at: Double(number) * second).delivered == 1)
      #expect(try await fixture.pass(at: Double(number) * second).delivered == 0)
    }
    #expect(fixture.words == ["1", "2", "3", "4"])
    #expect(try fixture.outbox("4")?.attempt == 0)
  }

  @Test func `a platform's pace is kept over all chats`() async throws {
    let channel = RecordingChannel { _ in
      [RateRule(lane: "telegram", permits: 25, period: .seconds(1))]
    }
    let fixture = try DeliveryFixture(channel: channel)
    for number in 1...150 { try fixture.reply("\(number)", to: try fixture.person("\(number)")) }
    var instant: Date? = SampleDay.morning
    var rounds = 0
    while let now = instant, rounds < 1000 {
      rounds += 1
      fixture.clock.advance(to: now)
      instant = try await fixture.relay.pass(now: now).next
    }
    #expect(fixture.channel.sent.count == 150)
    // A burst of 25, and 125 more at 25 a second.
    #expect(abs(fixture.clock.now().timeIntervalSince(next(5))) < 0.2)
  }

  @Test func `a blocked chat pauses its subscriber and keeps the rest for its return`() async throws
  {
    let fixture = try DeliveryFixture([SampleDay.talk("a"), SampleDay.talk("b", start: 90)])
    let person = try fixture.person()
    try fixture.star("a", "b", by: person)
    fixture.channel.answer(
      person.address, with: .addressGone(reason: "blocked"), .addressGone(reason: "blocked"))
    try fixture.queue("a", try fixture.reminder("a"), for: person, deadline: 1)
    try fixture.queue("b", try fixture.reminder("b", start: 90), for: person, deadline: 2)
    #expect(try await fixture.pass(at: 50) == RelayPass(claimed: 2, waiting: 1, dead: 1))
    #expect(try fixture.state(of: person) == .paused)
    #expect(fixture.channel.sent.count == 1)
    #expect(try fixture.states() == ["a": .dead, "b": .waiting])
    fixture.channel.forgetAnswers()
    try fixture.setState(.active, of: person)
    #expect(try await fixture.pass(at: 51) == RelayPass(claimed: 1, delivered: 1))
    #expect(try fixture.outbox("b")?.attempt == 0)
  }

  @Test func `a conversation that moved is served at its new address, in order`() async throws {
    let fixture = try DeliveryFixture()
    let group = try fixture.person("-5")
    let new = ConversationAddress(platform: .telegram, conversation: "-1005")
    fixture.channel.answer(
      group.address, with: .migrated(to: new), .migrated(to: new), .migrated(to: new))
    try fixture.reply("first", to: group, deadline: 1)
    try fixture.reply("second", to: group, deadline: 2)
    #expect(
      try await fixture.pass() == RelayPass(claimed: 2, waiting: 2, next: SampleDay.morning))
    #expect(try await fixture.pass() == RelayPass(claimed: 2, delivered: 2))
    #expect(fixture.channel.sent.map(\.address) == [group.address, new, new])
    #expect(fixture.words == ["first", "first", "second"])
  }

  @Test func `a wrong token leaves all waiting for the operator`() async throws {
    let fixture = try DeliveryFixture()
    let (one, two) = (try fixture.person("1"), try fixture.person("2"))
    fixture.channel.answer(one.address, with: .unauthorized(reason: "401"))
    try fixture.reply("first", to: one)
    #expect(
      try await fixture.pass() == RelayPass(claimed: 1, waiting: 1, next: SampleDay.at(1)))
    try fixture.reply("second", to: two)
    #expect(try await fixture.pass(at: 0.5) == RelayPass(next: SampleDay.at(1)))
    #expect(try await fixture.pass(at: 1) == RelayPass(claimed: 2, delivered: 2))
  }

  @Test func `a refused message is dead and holds up nothing`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    fixture.channel.answer(person.address, with: .refused(reason: "too long"))
    try fixture.change(SampleDay.talk("a", room: "C1"))
    try fixture.queue(
      "alert", .alert(sessions: [try fixture.entry("a").id]), for: person, deadline: 1)
    try fixture.reply("second", to: person, deadline: 2)
    #expect(try await fixture.pass() == RelayPass(claimed: 2, delivered: 1, dead: 1))
    #expect(try fixture.states() == ["alert": .dead, "second": .delivered])
    #expect(try fixture.toldRoom("a", person) == "Hall 1")
  }

  @Test func `a reminder that may have arrived is sent once more`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    let doubt = DeliveryOutcome.ambiguous(reason: "the connection broke")
    fixture.channel.answer(person.address, with: doubt, doubt)
    try fixture.queue("r", try fixture.reminder("a"), for: person, expires: 60)
    #expect(
      try await fixture.pass(at: 50)
        == RelayPass(claimed: 1, waiting: 1, next: SampleDay.at(50 + second)))
    #expect(try await fixture.pass(at: 50 + second) == RelayPass(claimed: 1, dead: 1))
    #expect(fixture.channel.sent.count == 2)
    #expect(try await fixture.pass(at: 55) == RelayPass())
  }

  @Test func `a digest that may have arrived is not sent again`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    fixture.channel.answer(person.address, with: .ambiguous(reason: "the connection broke"))
    try fixture.queue("d", fixture.digest, for: person)
    #expect(try await fixture.pass() == RelayPass(claimed: 1, dead: 1))
    #expect(try await fixture.pass(at: 5) == RelayPass())
    #expect(fixture.channel.sent.count == 1)
  }

  @Test func `where sending again is harmless it goes on under one transaction id`() async throws {
    let channel = RecordingChannel(platform: .matrix, isIdempotent: true)
    let fixture = try DeliveryFixture([SampleDay.talk("a")], channel: channel)
    let person = try fixture.person()
    let doubt = DeliveryOutcome.ambiguous(reason: "the connection broke")
    channel.answer(person.address, with: doubt, doubt, doubt)
    try fixture.queue("d", fixture.digest, for: person)
    for minute in 0..<4 { try await fixture.pass(at: Double(minute)) }
    #expect(channel.sent.count == 4)
    #expect(Set(channel.sent.map(\.transactionID)).count == 1)
    #expect(try fixture.states() == ["d": .delivered])
  }
}
