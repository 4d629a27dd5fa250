import ConferenceModel
import Delivery
import Foundation
import Messaging
import TestSupport
import Testing

@Suite struct PacerTests {
  private let all = RateRule(lane: "telegram", permits: 25, period: .seconds(1))
  private let chat = RateRule(lane: "telegram:1", permits: 1, period: .seconds(1))
  private let group = RateRule(lane: "telegram:1/minute", permits: 20, period: .seconds(60))

  private func at(_ seconds: Double) -> Date { SampleDay.morning.addingTimeInterval(seconds) }

  /// How many messages go in a span when there is always one more, each as early as it may.
  private func count(
    _ rules: [RateRule], in span: Double, until limit: Int = 10_000
  ) -> Int {
    var pacer = Pacer()
    var now = at(0)
    var count = 0
    while now <= at(span), count < limit {
      if let opening = pacer.reserve(rules, lanes: [], now: now) {
        guard opening > now else { return -1 }
        now = opening
      } else {
        count += 1
      }
    }
    return count
  }

  @Test func `a platform's burst goes at once and then its rate`() {
    #expect(count([all], in: 0) == 25)
    #expect(count([all], in: 10) == 25 + 250)
  }

  @Test func `a chat gets one a second`() {
    #expect(count([all, chat], in: 10) == 11)
  }

  @Test func `a group gets its burst at one a second and then one in three seconds`() {
    // The burst lasts while one a second uses up more than one in three seconds brings back.
    #expect(count([all, chat, group], in: 10) == 11)
    #expect(count([all, chat, group], in: 120) == 20 + 40)
  }

  @Test func `many chats share the platform's rate`() {
    var pacer = Pacer()
    var sent = 0
    for step in 0...10_000 {
      let lane = "telegram:\(step % 500)"
      let rule = RateRule(lane: lane, permits: 1, period: .seconds(1))
      if pacer.reserve([all, rule], lanes: [], now: at(Double(step) / 1000)) == nil { sent += 1 }
    }
    #expect(sent == 275)
  }

  @Test func `what is refused takes nothing`() {
    var pacer = Pacer()
    #expect(pacer.reserve([all, chat], lanes: [], now: at(0)) == nil)
    for _ in 0..<100 { #expect(pacer.reserve([all, chat], lanes: [], now: at(0)) == at(1)) }
    #expect(pacer.permits(of: "telegram", now: at(0)) == 24)
    #expect(pacer.reserve([all, chat], lanes: [], now: at(1)) == nil)
  }

  @Test func `a closed lane opens at the server's time`() {
    var pacer = Pacer()
    pacer.close("telegram", until: at(5))
    pacer.close("telegram", until: at(3))
    #expect(pacer.reserve([all], lanes: ["telegram"], now: at(0)) == at(5))
    #expect(pacer.reserve([], lanes: ["telegram"], now: at(4)) == at(5))
    #expect(pacer.permits(of: "telegram", now: at(4)) == 0)
    #expect(pacer.opening(of: "telegram", now: at(4)) == at(5))
    #expect(pacer.reserve([], lanes: ["matrix"], now: at(4)) == nil)
    #expect(pacer.reserve([all], lanes: ["telegram"], now: at(5)) == nil)
  }

  @Test func `a closed conversation leaves the others alone`() {
    var pacer = Pacer()
    pacer.close("telegram:1", until: at(5))
    #expect(pacer.reserve([all], lanes: ["telegram", "telegram:1"], now: at(0)) == at(5))
    #expect(pacer.reserve([all], lanes: ["telegram", "telegram:2"], now: at(0)) == nil)
    #expect(pacer.permits(of: "telegram", now: at(0)) == 24)
  }

  @Test func `a lane without a rule has no number of permits`() {
    let pacer = Pacer()
    #expect(pacer.permits(of: "matrix", now: at(0)) == nil)
    #expect(pacer.opening(of: "matrix", now: at(0)) == at(0))
  }

  @Test func `an empty lane is worth waking for when a fifth of its burst is back`() {
    var pacer = Pacer()
    for _ in 0..<25 { _ = pacer.reserve([all], lanes: [], now: at(0)) }
    #expect(pacer.permits(of: "telegram", now: at(0)) == 0)
    let opening = pacer.opening(of: "telegram", now: at(0))
    #expect(abs(opening.timeIntervalSince(at(0.2))) < 0.000_01)
    #expect(pacer.permits(of: "telegram", now: opening) == 5)
  }

  @Test(arguments: [1, 3, 7, 25, 30])
  func `an instant rounded to whole milliseconds is not before the opening`(permits: Int) {
    // The outbox keeps milliseconds: what it wakes at must be late enough, or it wakes in vain.
    let rule = RateRule(lane: "any", permits: permits, period: .seconds(1))
    var pacer = Pacer()
    var now = at(0.000_4)
    for _ in 0..<200 {
      guard let opening = pacer.reserve([rule], lanes: [], now: now) else { continue }
      let stored = (opening.timeIntervalSince1970 * 1000).rounded() / 1000
      now = Date(timeIntervalSince1970: stored)
      #expect(pacer.reserve([rule], lanes: [], now: now) == nil)
    }
  }

  @Test func `a clock that is set back closes no lane`() {
    var pacer = Pacer()
    for _ in 0..<25 { #expect(pacer.reserve([all], lanes: [], now: at(3600)) == nil) }
    #expect(pacer.permits(of: "telegram", now: at(0)) == 25)
    #expect(pacer.opening(of: "telegram", now: at(0)) == at(0))
    for _ in 0..<25 { #expect(pacer.reserve([all], lanes: [], now: at(0)) == nil) }
    #expect(pacer.permits(of: "telegram", now: at(0)) == 0)
    #expect(pacer.reserve([all], lanes: [], now: at(0)) == at(0.04))
  }

  @Test func `lanes that are full again are forgotten`() {
    var pacer = Pacer()
    for step in 0..<50_000 {
      let rule = RateRule(lane: "chat \(step)", permits: 1, period: .seconds(1))
      #expect(pacer.reserve([rule], lanes: [], now: at(Double(step) / 25)) == nil)
      pacer.close("closed \(step)", until: at(Double(step) / 25 + 1))
    }
    #expect(pacer.laneCount < 25_000)
  }
}
