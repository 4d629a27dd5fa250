import Glibc
import Synchronization

/// Kills a process when its turn comes: at a message, at one of its moments.
final class Trap: Sendable {
  /// A moment in the life of a message.
  enum Moment: CaseIterable {
    /// It never reaches the chat.
    case beforeArrival
    /// It is in the chat, and nobody says so.
    case beforeAnswer
    /// The answer is on its way, or just there.
    case afterAnswer
  }

  private struct State {
    var life = 0
    var process: pid_t?
    var left = 0
    var moment = Moment.afterAnswer
  }

  private let state = Mutex(State())

  /// Which life of the bot this is, from 1.
  var life: Int { state.withLock { $0.life } }

  /// Watches over a new life.
  ///
  /// - parameter sends: the message that it is to die of; 0 is none.
  func watch(_ process: pid_t, sends: Int, moment: Moment) {
    state.withLock {
      $0 = State(life: $0.life + 1, process: process, left: sends, moment: moment)
    }
  }

  /// A message has come; the moment at which to `spring`, if it is the one.
  func meets() -> Moment? {
    state.withLock { state in
      guard state.process != nil, state.left > 0 else { return nil }
      state.left -= 1
      return state.left == 0 ? state.moment : nil
    }
  }

  /// Kills that life, unless it is over.
  func spring(_ life: Int) {
    state.withLock { state in
      guard state.life == life, let process = state.process else { return }
      state.process = nil
      kill(process, SIGKILL)
    }
  }

  /// Whether the life was ended.
  var hasSprung: Bool { state.withLock { $0.process == nil } }

  /// Lets go: whoever watches it now ends it.
  func release() { state.withLock { $0.process = nil } }
}
