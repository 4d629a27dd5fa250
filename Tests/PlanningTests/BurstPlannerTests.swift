import ConferenceModel
import Foundation
import Planning
import Testing

@Suite struct BurstPlannerTests {
  private let noon = Date(timeIntervalSince1970: 1_774_350_000)

  private func seconds(_ count: Double) -> Date { noon.addingTimeInterval(count) }

  private func burst(
    _ count: Int, at due: Double, _ platform: ChatPlatform = .telegram
  ) -> ReminderDemand {
    ReminderDemand(platform: platform, dueAt: seconds(due), count: count)
  }

  /// What is released when one looks at an instant.
  private func plan(
    _ demand: [ReminderDemand], waiting: [ChatPlatform: Int] = [:],
    rates: [ChatPlatform: Double] = [.telegram: 25], at now: Double = 0
  ) -> EarlyRelease {
    BurstPlanner.plan(demand, waiting: waiting, rates: rates, now: seconds(now))
  }

  @Test func `what a minute is enough for begins when it is due`() {
    #expect(plan([burst(1350, at: 1800)]) == EarlyRelease())
    #expect(plan([burst(1, at: 1800), burst(1000, at: 1810)]) == EarlyRelease())
  }

  @Test func `a keynote of 15,000 begins so early that the last arrives by its deadline`() throws {
    let keynote = [burst(15_000, at: 1800)]
    let begin = try #require(plan(keynote).next)
    // 15,000 at nine tenths of 25 a second are 667 s, until a minute after due.
    #expect(abs(begin.timeIntervalSince(seconds(1860 - 666.67))) < 0.01)
    #expect(plan(keynote, at: 1193) == EarlyRelease(next: begin))
    #expect(plan(keynote, at: 1194) == EarlyRelease(until: [.telegram: seconds(1800)]))
  }

  @Test func `a burst that follows another makes that begin earlier`() throws {
    let both = [burst(3000, at: 1800), burst(3000, at: 1830)]
    // The later one takes 133 s before 1890, and the earlier one the 133 s before that.
    let begin = try #require(plan(both).next)
    #expect(abs(begin.timeIntervalSince(seconds(1890 - 266.67))) < 0.01)
    #expect(plan(both, at: 1700).until == [.telegram: seconds(1800)])
    #expect(plan(both, at: 1770).until == [.telegram: seconds(1830)])
  }

  @Test func `what waits already goes first`() throws {
    let begin = try #require(plan([burst(3000, at: 1800)], waiting: [.telegram: 2250]).next)
    #expect(abs(begin.timeIntervalSince(seconds(1860 - 133.33 - 100))) < 0.01)
  }

  @Test func `each platform has its own pace, and none without a limit begins early`() throws {
    let demand = [
      burst(500, at: 1800), burst(500, at: 1800, .matrix), burst(9000, at: 1800, .slack),
    ]
    let release = plan(demand, rates: [.telegram: 25, .matrix: 0.5])
    #expect(release == EarlyRelease(next: seconds(1860 - 500 / 0.45)))
    #expect(
      plan(demand, rates: [.telegram: 25, .matrix: 0.5], at: 1000).until
        == [.matrix: seconds(1800)])
  }

  @Test func `nothing comes more than an hour early`() {
    let slow = [burst(500, at: 7200, .matrix)]
    #expect(
      plan(slow, rates: [.matrix: 0.01]) == EarlyRelease(next: seconds(3600)))
    #expect(
      plan(slow, rates: [.matrix: 0.01], at: 3600)
        == EarlyRelease(until: [.matrix: seconds(7200)]))
  }

  @Test func `a look is worth while from what the slowest platform can't do in a minute`() {
    #expect(BurstPlanner.threshold(rates: [:]) == nil)
    #expect(BurstPlanner.threshold(rates: [.telegram: 25]) == 1350)
    #expect(BurstPlanner.threshold(rates: [.telegram: 25, .matrix: 0.2]) == 10)
    #expect(BurstPlanner.threshold(rates: [.matrix: 0.001]) == 1)
  }
}
