import Foundation
import Synchronization

/// The simulated time as it is outside of the bot: never before the bot's own.
final class ReplayClock: Sendable {
  private let state: Mutex<(origin: Date, since: ContinuousClock.Instant)>
  /// Simulated seconds a second; nothing else changes between setting up and the day.
  private let speed = Mutex(1)

  init(at instant: Date) { state = Mutex((instant, .now)) }

  /// Goes on from an instant, so many times as fast as the machine's.
  func go(from instant: Date, speed: Int) {
    self.speed.withLock { $0 = speed }
    state.withLock { $0 = (instant, .now) }
  }

  var now: Date {
    let speed = speed.withLock { $0 }
    return state.withLock { state in
      let elapsed = (ContinuousClock.now - state.since) / .seconds(1)
      return state.origin.addingTimeInterval(elapsed * Double(speed))
    }
  }
}

extension Date {
  /// As `--clock` takes it, in whole seconds, not before itself.
  var option: String {
    let seconds = timeIntervalSince1970.rounded(.up)
    return Date(timeIntervalSince1970: seconds).formatted(.iso8601)
  }
}
