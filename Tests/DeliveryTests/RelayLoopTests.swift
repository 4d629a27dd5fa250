import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import TestSupport
import Testing
import Timekeeping

/// The relay as a loop: woken by signals and the clock, ended by a stop or a cancellation.
@Suite(.timeLimit(.minutes(1))) struct RelayLoopTests {
  @Test func `a chat that hangs delays nobody else`() async throws {
    let fixture = try DeliveryFixture(concurrency: 4)
    let (slow, other) = (try fixture.person("slow"), try fixture.person("other"))
    fixture.channel.hold(slow.address)
    let loop = run(fixture.relay)
    try fixture.reply("hangs", to: slow)
    await fixture.channel.hasBeenSent(1)
    for number in 1...20 {
      try fixture.reply("\(number)", to: other)
      await fixture.channel.hasBeenSent(1 + number)
    }
    #expect(fixture.words == ["hangs"] + (1...20).map(String.init))
    fixture.channel.release(slow.address)
    fixture.relay.stop()
    try await loop.value
    #expect(try fixture.states().values.allSatisfy { $0 == .delivered })
  }

  @Test func `a chat that hangs with a long queue delays nobody else`() async throws {
    let fixture = try DeliveryFixture(concurrency: 2)
    let (slow, other) = (try fixture.person("slow"), try fixture.person("other"))
    fixture.channel.hold(slow.address)
    for number in 1...20 { try fixture.reply("slow \(number)", to: slow, deadline: 1) }
    let loop = run(fixture.relay)
    try fixture.reply("other", to: other, deadline: 2)
    await fixture.channel.hasBeenSent(2)
    #expect(fixture.words == ["slow 1", "other"])
    fixture.relay.stop()
    fixture.channel.release(slow.address)
    try await loop.value
  }

  @Test func `a conversation has one message under way, whenever they come`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    fixture.channel.hold(person.address)
    let loop = run(fixture.relay)
    try fixture.reply("1", to: person)
    await fixture.channel.hasBeenSent(1)
    for number in 2...5 { try fixture.reply("\(number)", to: person) }
    fixture.channel.release(person.address)
    await fixture.channel.hasBeenSent(5)
    #expect(fixture.channel.mostUnderWay == 1)
    #expect(fixture.words == ["1", "2", "3", "4", "5"])
    fixture.relay.stop()
    try await loop.value
  }

  @Test func `it wakes when a wait is over`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    fixture.channel.answer(person.address, with: .retryable(reason: "refused"))
    let loop = run(fixture.relay)
    try fixture.reply("text", to: person)
    await fixture.channel.hasBeenSent(1)
    fixture.clock.advance(to: SampleDay.at(1))
    await fixture.channel.hasBeenSent(2)
    fixture.relay.stop()
    try await loop.value
    #expect(try fixture.states() == ["text": .delivered])
  }

  @Test func `a stop awaits what is under way and begins nothing`() async throws {
    let fixture = try DeliveryFixture()
    let (person, other) = (try fixture.person("1"), try fixture.person("2"))
    fixture.channel.hold(person.address)
    try fixture.reply("first", to: person, deadline: 1)
    try fixture.reply("second", to: person, deadline: 2)
    let loop = run(fixture.relay)
    await fixture.channel.hasBeenSent(1)
    fixture.relay.stop()
    try fixture.reply("third", to: other)
    fixture.channel.release(person.address)
    try await loop.value
    #expect(fixture.words == ["first"])
    // The third may have been claimed in the same moment and put back, or not.
    let states = try fixture.states()
    #expect(states["first"] == .delivered)
    #expect(states["second"] == .waiting)
    #expect([.pending, .waiting].contains(states["third"]))
    #expect(try fixture.outbox("second")?.attempt == 0)
    try fixture.restart()
    #expect(try await fixture.pass() == RelayPass(claimed: 2, delivered: 2))
  }

  @Test func `a cancellation stores what it cut off as not known`() async throws {
    let fixture = try DeliveryFixture([SampleDay.talk("a")])
    let person = try fixture.person()
    fixture.channel.hold(person.address)
    try fixture.reply("first", to: person, deadline: 1)
    try fixture.queue("digest", fixture.digest, for: person, deadline: 2)
    let loop = run(fixture.relay)
    await fixture.channel.hasBeenSent(1)
    loop.cancel()
    try await loop.value
    #expect(fixture.channel.sent.count == 1)
    #expect(try fixture.states() == ["first": .waiting, "digest": .waiting])
    #expect(try fixture.outbox("first")?.resends == 1)
    #expect(try fixture.outbox("digest")?.attempt == 0)
  }

  @Test(arguments: 0..<60, [true, false])
  func `an end at any moment leaves nothing leased or doubtful`(
    yields: Int, isGraceful: Bool
  ) async throws {
    let fixture = try DeliveryFixture()
    for name in ["1", "2", "3"] { try fixture.reply(name, to: try fixture.person(name)) }
    let loop = run(fixture.relay)
    for _ in 0..<yields * 50 { await Task.yield() }
    if isGraceful { fixture.relay.stop() } else { loop.cancel() }
    try await loop.value
    for name in ["1", "2", "3"] {
      let entry = try #require(try fixture.outbox(name))
      let count = fixture.words.count { $0 == name }
      #expect([.pending, .waiting, .delivered].contains(entry.state))
      #expect(entry.resends == 0)
      #expect(count == (entry.state == .delivered ? 1 : 0))
    }
  }

  @Test func `a stop before the first round ends it at once`() async throws {
    let fixture = try DeliveryFixture()
    try fixture.reply("text", to: try fixture.person())
    fixture.relay.stop()
    fixture.relay.stop()
    try await run(fixture.relay).value
    #expect(try fixture.states() == ["text": .pending])
  }

  @Test func `many conversations are all served`() async throws {
    let fixture = try DeliveryFixture(concurrency: 8)
    for number in 1...100 {
      let person = try fixture.person("\(number)")
      for text in ["a", "b"] { try fixture.reply("\(number)\(text)", to: person) }
    }
    let loop = run(fixture.relay)
    await fixture.channel.hasBeenSent(200)
    fixture.relay.stop()
    try await loop.value
    #expect(fixture.channel.sent.count == 200)
    #expect(fixture.channel.mostUnderWay == 1)
    #expect(try fixture.states().values.allSatisfy { $0 == .delivered })
  }

  @Test func `a disk that is full for a while stops nothing for good`() async throws {
    let fixture = try DeliveryFixture()
    let person = try fixture.person()
    fixture.channel.answer(
      person.address, with: .delivered(receipt: String(repeating: "x", count: 100_000)))
    fixture.channel.hold(person.address)
    let loop = run(fixture.relay)
    try fixture.reply("first", to: person)
    await fixture.channel.hasBeenSent(1)
    try fixture.database.limitSize(pages: 1)
    fixture.channel.release(person.address)
    // It tries again each second; a stop tries once more.
    while fixture.clock.sleeperCount == 0 { await Task.yield() }
    try fixture.database.limitSize(pages: 1_000_000)
    fixture.clock.advance(to: SampleDay.at(1))
    try fixture.reply("second", to: person)
    await fixture.channel.hasBeenSent(2)
    fixture.relay.stop()
    try await loop.value
    #expect(try fixture.states() == ["first": .delivered, "second": .delivered])
    #expect(fixture.words == ["first", "second"])
  }

  private func run(_ relay: OutboxRelay) -> Task<Void, any Error> {
    Task { try await relay.run() }
  }
}
