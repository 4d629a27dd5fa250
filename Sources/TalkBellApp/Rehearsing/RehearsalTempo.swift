import ConferenceModel
import Foundation
import Synchronization
import Timekeeping

/// How fast a rehearsal goes in real time, and what a person who waits for it sees meanwhile.
final class RehearsalTempo: Sendable {
  private struct State {
    var begin: Date?
    var lastReport = Date.distantPast
    var hasReported = false
  }

  private let span: DateInterval
  private let speed: Double?
  private let timeZone: TimeZone
  private let write: (@Sendable (String) -> Void)?
  private let machine = SystemClock()
  private let state = Mutex(State())

  /// Between two lines of progress, in real seconds.
  private static let interval: TimeInterval = 0.2

  /// - parameters:
  ///   - speed: simulated seconds per real one; nil is as fast as it goes.
  ///   - write: where progress is shown; nil shows none.
  init(
    span: DateInterval, speed: Double?, timeZone: TimeZone,
    write: (@Sendable (String) -> Void)?
  ) {
    self.span = span
    self.speed = speed
    self.timeZone = timeZone
    self.write = write
  }

  /// Waits until a simulated instant has come, if real time matters at all.
  func wait(until instant: Date) async throws {
    guard let speed else { return }
    let begin = state.withLock { state in
      let begin = state.begin ?? machine.now()
      state.begin = begin
      return begin
    }
    try await machine.sleep(
      until: begin.addingTimeInterval(instant.timeIntervalSince(span.start) / speed))
  }

  /// Shows how far it is, a few times a second.
  func report(now: Date, sent: Int) {
    guard let write else { return }
    let real = machine.now()
    let isTime = state.withLock { state in
      guard real.timeIntervalSince(state.lastReport) >= Self.interval else { return false }
      (state.lastReport, state.hasReported) = (real, true)
      return true
    }
    guard isTime else { return }
    let share = Int((now.timeIntervalSince(span.start) / max(1, span.duration) * 100).rounded())
    write(
      "\r\(timeZone.day(of: now)) \(timeZone.clockText(of: now))  \(share) %  "
        + "\(sent) messages\u{1B}[K")
  }

  /// Takes the progress away.
  func end() {
    guard let write, state.withLock({ $0.hasReported }) else { return }
    write("\r\u{1B}[K")
  }
}
