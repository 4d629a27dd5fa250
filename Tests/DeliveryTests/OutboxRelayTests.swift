import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import TestSupport
import Testing
import Timekeeping

@Suite struct OutboxRelayTests {
  @Test func `an empty outbox gives an empty round`() async throws {
    let fixture = try DeliveryFixture()
    #expect(try await fixture.pass() == RelayPass())
  }

  @Test func `what may go is sent, settled and told`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try fixture.queue("alert", .alert(sessions: [try fixture.entry("a").id]), for: person)
    try fixture.change(SampleDay.talk("a", room: "C1"))
    try fixture.change(SampleDay.talk("a", room: "C2"))
    #expect(try fixture.toldRoom("a", person) == "Hall 1")
    #expect(try await fixture.pass() == RelayPass(claimed: 1, delivered: 1))
    #expect(fixture.words == ["New room · In 1 h\nTalk a\n10:00–10:30 · Hall 1 → C2"])
    let message = try #require(fixture.channel.sent.first)
    let entry = try #require(try fixture.outbox("alert"))
    #expect(message.address == person.address)
    #expect(message.attention == .push)
    #expect(message.transactionID == entry.transactionID)
    #expect(entry.state == .delivered)
    #expect(try fixture.toldRoom("a", person) == "C2")
    #expect(try await fixture.pass(at: 1) == RelayPass())
  }

  @Test func `a digest leaves its numbers for the next command`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a"), SampleDay.talk("b", start: 90)])
    let person = try fixture.person()
    try fixture.queue("digest", fixture.digest, for: person)
    try await fixture.pass()
    #expect(try fixture.lastList(person) == ["a", "b"].map { try fixture.entry($0).id })
    #expect(fixture.channel.sent.map(\.attention) == [.quiet])
  }

  @Test func `a change that was taken back is not told`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try fixture.change(SampleDay.talk("a", room: "C1"))
    try fixture.queue("alert", .alert(sessions: [try fixture.entry("a").id]), for: person)
    try fixture.change(SampleDay.talk("a"))
    #expect(try await fixture.pass() == RelayPass(claimed: 1, superseded: 1))
    #expect(fixture.channel.sent == [])
    #expect(try fixture.states() == ["alert": .superseded])
  }

  @Test func `a renamed room ends without words and with the pointer moved`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try fixture.queue("alert", .alert(sessions: [try fixture.entry("a").id]), for: person)
    try fixture.change(SampleDay.talk("a", room: "Big"), renamedRooms: ["Hall 1": "Big"])
    try await fixture.pass()
    #expect(try fixture.states() == ["alert": .superseded])
    #expect(try fixture.toldRoom("a", person) == "Big")
  }

  @Test func `a reminder whose time is over is not sent`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try fixture.queue("r", try fixture.reminder("a"), for: person, expires: 60)
    #expect(try await fixture.pass(at: 60) == RelayPass(expired: 1))
    #expect(fixture.channel.sent == [])
    #expect(try fixture.states() == ["r": .expired])
  }

  @Test func `a time that runs out behind another message is not overlooked`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    fixture.channel.hold(person.address)
    try fixture.reply("first", to: person, deadline: 1)
    try fixture.reply("second", to: person, deadline: 2, expires: 5)
    let relay = fixture.relay
    async let pass = relay.pass(now: SampleDay.morning)
    await fixture.channel.hasBeenSent(1)
    fixture.clock.advance(to: SampleDay.at(5))
    fixture.channel.release(person.address)
    #expect(try await pass == RelayPass(claimed: 2, delivered: 1, expired: 1))
    #expect(fixture.words == ["first"])
  }

  @Test func `a conversation is served by deadline, one message at a time`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    for (text, deadline) in [("late", 9.0), ("early", 1), ("middle", 5)] {
      try fixture.reply(text, to: person, deadline: deadline)
    }
    try await fixture.pass()
    #expect(fixture.words == ["early", "middle", "late"])
    #expect(fixture.channel.mostUnderWay == 1)
  }

  @Test func `the earliest deadlines go first`() async throws {
    let fixture = try DeliveryFixture(concurrency: 1)
    for (name, deadline) in [("1", 9.0), ("2", 1), ("3", 5)] {
      try fixture.reply(name, to: try fixture.person(name), deadline: deadline)
    }
    #expect(
      try await fixture.pass()
        == RelayPass(claimed: 2, delivered: 2, next: SampleDay.morning))
    #expect(Set(fixture.words) == ["2", "3"])
    try await fixture.pass()
    #expect(fixture.words.last == "1")
  }

  @Test func `what is not due yet waits, and the round says until when`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    fixture.channel.answer(person.address, with: .retryable(reason: "refused"))
    try fixture.reply("text", to: person)
    let second = 1 / 60.0
    #expect(
      try await fixture.pass()
        == RelayPass(claimed: 1, waiting: 1, next: SampleDay.at(second)))
    #expect(try await fixture.pass() == RelayPass(next: SampleDay.at(second)))
    #expect(try await fixture.pass(at: second) == RelayPass(claimed: 1, delivered: 1))
    #expect(fixture.words == ["text", "text"])
  }

  @Test func `the answer to stop reaches one who stopped, notices do not`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try fixture.queue("reminder", try fixture.reminder("a"), for: person, expires: 60)
    try fixture.reply("You get no more messages.", to: person)
    try fixture.setState(.stopped, of: person)
    #expect(try await fixture.pass(at: 50) == RelayPass(claimed: 1, delivered: 1))
    #expect(fixture.words == ["You get no more messages."])
    try fixture.setState(.active, of: person)
    #expect(try await fixture.pass(at: 51) == RelayPass(claimed: 1, delivered: 1))
    #expect(fixture.words.last?.hasPrefix("In 9 min") == true)
  }

  @Test func `who stops while a message hangs gets no other notice`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    fixture.channel.hold(person.address)
    try fixture.reply("hangs", to: person, deadline: 1)
    try fixture.queue("digest", fixture.digest, for: person, deadline: 2)
    try fixture.reply("stopped", to: person, deadline: 3)
    let relay = fixture.relay
    async let pass = relay.pass(now: SampleDay.morning)
    await fixture.channel.hasBeenSent(1)
    try fixture.setState(.stopped, of: person)
    fixture.channel.release(person.address)
    #expect(try await pass == RelayPass(claimed: 3, delivered: 2, waiting: 1))
    #expect(fixture.words == ["hangs", "stopped"])
    try fixture.setState(.active, of: person)
    #expect(try await fixture.pass() == RelayPass(claimed: 1, delivered: 1))
  }

  @Test func `what an alert has told its reminder does not tell again, however many there are`()
    async throws
  {
    let fixture = try DeliveryFixture([SampleDay.talk("a")], concurrency: 64)
    let people = try (1...30).map { try fixture.person("\($0)") }
    for person in people { try fixture.star("a", by: person) }
    try fixture.change(SampleDay.talk("a", room: "Hall 9"))
    let alert = Notice.alert(sessions: [try fixture.entry("a").id])
    for person in people {
      try fixture.queue("alert \(person.id)", alert, for: person, deadline: 1)
      try fixture.queue("reminder \(person.id)", try fixture.reminder("a"), for: person)
    }
    try await fixture.pass(at: 50)
    let counts = Dictionary(grouping: fixture.words) { $0 }.mapValues(\.count)
    #expect(
      counts == [
        "New room · In 10 min\nTalk a\n10:00–10:30 · Hall 1 → Hall 9": 30,
        "In 10 min · 10:00–10:30 · Hall 9\nTalk a": 30,
      ])
  }

  @Test func `chats that are blocked get one message, however many there are`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")], concurrency: 64)
    for number in 1...30 {
      let person = try fixture.person("\(number)")
      fixture.channel.answer(person.address, with: .addressGone(reason: "blocked"))
      try fixture.queue("first \(number)", fixture.digest, for: person, deadline: 1)
      try fixture.queue("second \(number)", fixture.digest, for: person, deadline: 2)
    }
    let pass = try await fixture.pass()
    #expect(pass == RelayPass(claimed: 60, waiting: 30, dead: 30))
    #expect(fixture.channel.sent.count == 30)
  }

  @Test func `entries of another platform are left alone`() async throws {
    let fixture = try DeliveryFixture(channel: RecordingChannel(platform: .matrix))
    let other = try fixture.person("1", platform: .telegram)
    try fixture.reply("text", to: other)
    #expect(try await fixture.pass() == RelayPass())
    #expect(try fixture.states() == ["text": .pending])
  }

  @Test func `a reply that cannot be read is tried until its time is over`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    try fixture.queue("n", .reply(document: "{", stated: []), for: person, expires: 5)
    try fixture.reply("other", to: person)
    let next = SampleDay.at(5 / 60.0)
    #expect(
      try await fixture.pass() == RelayPass(claimed: 2, delivered: 1, waiting: 1, next: next))
    #expect(try await fixture.pass(at: 5) == RelayPass(expired: 1))
    #expect(fixture.words == ["other"])
  }
}
