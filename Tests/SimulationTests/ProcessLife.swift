import Persistence
import Synchronization

/// The life of one process: its store, its parts, and whether it is over.
final class ProcessLife: Sendable {
  private let dead = Mutex(false)
  let database: ConferenceDatabase

  init(database: ConferenceDatabase) { self.database = database }

  /// From then on nothing of it writes, and nothing it sends leaves the machine.
  var isOver: Bool { dead.withLock { $0 } }

  /// Lets it end after so many commits from now on.
  func end(afterWrites count: Int) {
    database.die(afterWrites: count) { [weak self] in self?.dead.withLock { $0 = true } }
  }
}

/// Chance that several tasks draw from.
final class SharedRandom: Sendable {
  private let state: Mutex<SeededRandom>

  init(_ random: SeededRandom) { state = Mutex(random) }

  /// 0 to 1.
  func next() -> Double { state.withLock { Double.random(in: 0..<1, using: &$0) } }
}
