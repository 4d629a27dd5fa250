import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import TestSupport
import Testing
import Timekeeping

/// The process ends, or the disk fills up, at the points where it hurts.
@Suite struct CrashTests {
  /// A store with a starred talk at 10:00 and a digest and a reminder of it in the outbox.
  private func fixture(
    channel: RecordingChannel = RecordingChannel()
  ) throws -> (DeliveryFixture, Subscriber) {
    let fixture = try DeliveryFixture([SampleDay.talk("a")], channel: channel)
    fixture.clock.advance(to: SampleDay.at(50))
    let person = try fixture.person()
    try fixture.star("a", by: person)
    try fixture.queue(
      "reminder", try fixture.reminder("a"), for: person, deadline: 51, expires: 60)
    try fixture.queue("digest", fixture.digest, for: person, deadline: 55, expires: 240)
    return (fixture, person)
  }

  @Test func `before the claim nothing is lost`() async throws {
    let (fixture, _) = try fixture()
    try fixture.restart()
    #expect(try await fixture.pass(at: 50) == RelayPass(claimed: 2, delivered: 2))
  }

  @Test func `after the claim a reminder goes once more and a digest does not`() async throws {
    let (fixture, _) = try fixture()
    try fixture.claimAll()
    try fixture.restart()
    #expect(
      try await fixture.pass(at: 50) == RelayPass(claimed: 1, delivered: 1, waiting: 1, dead: 1))
    #expect(try fixture.states() == ["reminder": .delivered, "digest": .dead])
    #expect(fixture.channel.sent.count == 1)
  }

  @Test func `however often it is killed before it arrives, a reminder is not lost`() async throws {
    let (fixture, person) = try fixture()
    for _ in 1...4 {
      try fixture.claimAll()
      try fixture.restart()
      // So that what the crash left is found, and nothing is sent before the next one.
      try fixture.setState(.paused, of: person)
      try await fixture.pass(at: 50)
      try fixture.setState(.active, of: person)
    }
    #expect(try await fixture.pass(at: 52).delivered == 1)
    #expect(try fixture.states() == ["reminder": .delivered, "digest": .dead])
    #expect(fixture.channel.sent.count == 1)
  }

  @Test func `a crash takes nothing from what an answer that is missed allows`() async throws {
    let (fixture, person) = try fixture()
    try fixture.claimAll()
    try fixture.restart()
    fixture.channel.answer(person.address, with: .ambiguous(reason: "the connection broke"))
    try await fixture.pass(at: 50)
    fixture.clock.advance(to: SampleDay.at(51))
    #expect(try await fixture.pass(at: 51).delivered == 1)
    #expect(fixture.channel.sent.count == 2)
  }

  @Test func `after the start a reminder is not sent once more`() async throws {
    let (fixture, _) = try fixture()
    try fixture.claimAll()
    try fixture.restart()
    try await fixture.pass(at: 60)
    try await fixture.pass(at: 61)
    #expect(try fixture.states() == ["reminder": .expired, "digest": .dead])
    #expect(fixture.channel.sent == [])
  }

  @Test func `where sending again is harmless all go again under their ids`() async throws {
    let channel = RecordingChannel(platform: .matrix, isIdempotent: true)
    let (fixture, _) = try fixture(channel: channel)
    let ids = try ["reminder", "digest"].map { try fixture.outbox($0)?.transactionID }
    try fixture.claimAll()
    try fixture.restart()
    #expect(
      try await fixture.pass(at: 50) == RelayPass(claimed: 2, delivered: 2, waiting: 2))
    #expect(channel.sent.map(\.transactionID) == ids)
  }

  @Test func `what another platform has under way is left to its relay`() async throws {
    let (fixture, _) = try fixture()
    let other = try fixture.person("m", platform: .matrix)
    try fixture.reply("matrix", to: other)
    try fixture.claimAll(.matrix)
    try await fixture.pass(at: 50)
    #expect(try fixture.states()["matrix"] == .leased)
  }

  @Test func `sent and not settled is decided by the same rule`() async throws {
    let (fixture, person) = try fixture()
    try await fillDisk(fixture, person)
    #expect(fixture.channel.sent.count == 2)
    try fixture.restart()
    try await fixture.pass(at: 50)
    try await fixture.pass(at: 51)
    #expect(fixture.channel.sent.count == 3)
    #expect(try fixture.states() == ["reminder": .delivered, "digest": .dead])
  }

  @Test func `a disk that is full for a while doubles nothing`() async throws {
    let (fixture, person) = try fixture()
    try await fillDisk(fixture, person)
    await #expect(throws: PersistenceError.self) { try await fixture.pass(at: 50) }
    #expect(try fixture.states() == ["reminder": .leased, "digest": .leased])
    try fixture.database.limitSize(pages: 1_000_000)
    #expect(try await fixture.pass(at: 51) == RelayPass(delivered: 2))
    #expect(try fixture.states() == ["reminder": .delivered, "digest": .delivered])
    #expect(fixture.channel.sent.count == 2)
    #expect(try await fixture.pass(at: 52) == RelayPass())
  }

  /// Lets the disk fill up while the reminder is under way; its receipt is too long for what is
  /// left.
  private func fillDisk(_ fixture: DeliveryFixture, _ person: Subscriber) async throws {
    fixture.channel.answer(
      person.address, with: .delivered(receipt: String(repeating: "x", count: 100_000)))
    fixture.channel.hold(person.address)
    let relay = fixture.relay
    let pass = Task { try await relay.pass(now: SampleDay.at(50)) }
    await fixture.channel.hasBeenSent(1)
    try fixture.database.limitSize(pages: 1)
    fixture.channel.release(person.address)
    await #expect(throws: PersistenceError.self) { _ = try await pass.value }
  }

  @Test func `a subscriber that is forgotten while its message is under way gets no other`()
    async throws
  {
    let (fixture, person) = try fixture()
    fixture.channel.hold(person.address)
    let relay = fixture.relay
    async let pass = relay.pass(now: SampleDay.at(50))
    await fixture.channel.hasBeenSent(1)
    try fixture.delete(person)
    fixture.channel.release(person.address)
    _ = try await pass
    #expect(fixture.channel.sent.count == 1)
    #expect(try fixture.states() == [:])
  }
}
