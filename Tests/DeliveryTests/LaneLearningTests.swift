import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import TestSupport
import Testing

/// A server with a token bucket that it tells nobody about, asked by a pacer.
private struct SilentServer {
  let rate: Double
  let burst: Double
  private var tokens: Double
  private var last = SampleDay.morning

  init(rate: Double, burst: Double) {
    (self.rate, self.burst, tokens) = (rate, burst, burst)
  }

  /// nil when the message went through; else the seconds until one would.
  mutating func send(at now: Date) -> Double? {
    tokens = min(burst, tokens + now.timeIntervalSince(last) * rate)
    last = now
    // Dates are rounded.
    guard tokens < 1 - 1e-6 else {
      tokens -= 1
      return nil
    }
    return (1 - tokens) / rate
  }
}

@Suite struct LaneLearningTests {
  private func at(_ seconds: Double) -> Date { SampleDay.morning.addingTimeInterval(seconds) }

  /// What becomes of a number of messages, each sent as early as the pacer lets it.
  private func run(
    _ count: Int, through pacer: inout Pacer, to server: inout SilentServer, lane: String,
    rules: [RateRule] = [], from start: Date
  ) -> (refused: Int, end: Date) {
    var now = start
    var (sent, refused) = (0, 0)
    while sent < count {
      if let opening = pacer.reserve(rules, lanes: [lane], now: now) {
        now = opening
      } else if let wait = server.send(at: now) {
        refused += 1
        pacer.learn(until: now.addingTimeInterval(wait), now: now)
        pacer.close(lane, until: now.addingTimeInterval(wait))
      } else {
        sent += 1
        pacer.notePassage(now: now)
      }
    }
    return (refused, now)
  }

  @Test func `a homeserver's limit that nobody publishes is learned from a few refusals`() throws {
    // Synapse's default: ten at once, then one in five seconds.
    var server = SilentServer(rate: 0.2, burst: 10)
    var pacer = Pacer(main: "matrix")
    #expect(pacer.rate(at: at(0)) == nil)
    let first = run(60, through: &pacer, to: &server, lane: "matrix", from: at(0))
    #expect(first.refused <= 10)
    #expect(abs(try #require(pacer.rate(at: first.end)) - 0.2) < 0.06)
    // Fifty messages at 0.2 a second are 250 s: what was learned costs nothing worth mentioning.
    #expect(first.end.timeIntervalSince(at(0)) < 250 * 1.15)
    let second = run(60, through: &pacer, to: &server, lane: "matrix", from: first.end)
    #expect(second.refused <= 10)
  }

  @Test func `a workspace's limit does not become a message in half a minute`() throws {
    // 300 in a minute, and Slack asks to wait for what is left of it.
    var server = SilentServer(rate: 5, burst: 300)
    var pacer = Pacer(main: "slack")
    let all = run(2000, through: &pacer, to: &server, lane: "slack", from: at(0))
    #expect(all.refused < 30)
    #expect(all.end.timeIntervalSince(at(0)) < 1.25 * (2000 - 300) / 5)
  }

  @Test func `a published rule gives way to a stricter one and comes back`() throws {
    let published = RateRule(lane: "telegram", permits: 5, period: .milliseconds(200))
    var server = SilentServer(rate: 20, burst: 30)
    var pacer = Pacer(main: "telegram", published: published)
    let strict = run(
      2000, through: &pacer, to: &server, lane: "telegram", rules: [published], from: at(0))
    #expect(strict.refused > 0)
    #expect(strict.refused < 60)
    #expect(try #require(pacer.rate(at: strict.end)) < 25)
    server = SilentServer(rate: 1000, burst: 1000)
    let later = strict.end.addingTimeInterval(600)
    let free = run(
      600, through: &pacer, to: &server, lane: "telegram", rules: [published], from: later)
    #expect(free.refused == 0)
    #expect(pacer.rate(at: later) == 25)
    #expect(pacer.takeChanges(now: later).keep.last?.isLearned == false)
  }

  @Test func `a single refusal without load teaches nothing where a rule is published`() {
    let published = RateRule(lane: "telegram", permits: 5, period: .milliseconds(200))
    var pacer = Pacer(main: "telegram", published: published)
    #expect(pacer.reserve([published], lanes: ["telegram"], now: at(0)) == nil)
    // Telegram has asked for half a day.
    pacer.notePassage(now: at(0))
    pacer.learn(until: at(43_837), now: at(0))
    pacer.close("telegram", until: at(43_837))
    #expect(pacer.rate(at: at(0)) == 25)
    #expect(pacer.reserve([published], lanes: ["telegram"], now: at(60)) == at(43_837))
    #expect(pacer.reserve([published], lanes: ["telegram"], now: at(43_837)) == nil)
  }

  @Test func `a clock that was set opens the lanes and leaves what was learned`() {
    var pacer = Pacer(main: "matrix")
    for _ in 0..<10 { pacer.notePassage(now: at(3600)) }
    pacer.learn(until: at(3605), now: at(3600))
    pacer.close("matrix", until: at(3605))
    pacer.forgetInstants()
    #expect(pacer.rate(at: at(3600)) == 2)
    #expect(pacer.reserve([], lanes: ["matrix"], now: at(0)) == nil)
    #expect(pacer.takeChanges(now: at(0)).keep.map(\.closedUntil) == [nil])
  }

  @Test func `a refusal among few messages teaches nothing, however many there were before`() {
    var pacer = Pacer(main: "matrix")
    for step in 0..<60 { pacer.notePassage(now: at(Double(step) * 20)) }
    pacer.learn(until: at(1210), now: at(1200))
    pacer.close("matrix", until: at(1210))
    #expect(pacer.rate(at: at(1200)) == nil)
    for step in 0..<50 {
      #expect(pacer.reserve([], lanes: ["matrix"], now: at(1210 + Double(step) / 10)) == nil)
    }
  }

  @Test func `what was learned wrongly holds nobody up for long`() throws {
    var pacer = Pacer(main: "matrix")
    for _ in 0..<5 { pacer.notePassage(now: at(0)) }
    pacer.learn(until: at(30), now: at(0))
    pacer.close("matrix", until: at(30))
    #expect(abs(try #require(pacer.rate(at: at(0))) - 5.0 / 30) < 0.001)
    #expect(try #require(pacer.rate(at: at(1800))) > 1)
    #expect(try #require(pacer.rate(at: at(3600))) > 10)
  }

  @Test func `what was under way together is one lesson`() throws {
    var pacer = Pacer(main: "matrix")
    for _ in 0..<10 { pacer.notePassage(now: at(0)) }
    for _ in 0..<5 {
      pacer.learn(until: at(5), now: at(1))
      pacer.close("matrix", until: at(5))
    }
    // Ten in the five seconds until the next one.
    #expect(pacer.rate(at: at(1)) == 2)
  }

  @Test func `what was learned outlives the process, for a day`() throws {
    var pacer = Pacer(main: "matrix")
    for _ in 0..<10 { pacer.notePassage(now: at(0)) }
    pacer.learn(until: at(5), now: at(0))
    pacer.close("matrix", until: at(5))
    pacer.close("matrix:!room", until: at(90))
    let changes = pacer.takeChanges(now: at(0))
    #expect(changes.forget == [])
    #expect(
      changes.keep == [
        LaneLimit(
          lane: "matrix", permits: 10, period: 5, closedUntil: at(5), isLearned: true,
          changedAt: at(0)),
        LaneLimit(
          lane: "matrix:!room", permits: nil, period: 1, closedUntil: at(90), isLearned: false,
          changedAt: at(0)),
      ])
    #expect(pacer.takeChanges(now: at(0)).keep == [])
    var next = Pacer(main: "matrix")
    next.remember(changes.keep, now: at(60))
    #expect(abs(try #require(next.rate(at: at(60))) - 2 * pow(2, 0.1)) < 0.01)
    #expect(next.reserve([], lanes: ["matrix", "matrix:!room"], now: at(60)) == at(90))
    var late = Pacer(main: "matrix")
    late.remember(changes.keep, now: at(90_000))
    #expect(late.rate(at: at(90_000)) == nil)
    #expect(late.reserve([], lanes: ["matrix", "matrix:!room"], now: at(90_000)) == nil)
  }
}
