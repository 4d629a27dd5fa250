import ConferenceModel
import Foundation
import Persistence

/// What walking times cost where many have starred many talks, beside the same work without them.
struct WalkingBenchmark {
  let database: ConferenceDatabase
  /// The subscribers have the numbers from 1.
  let subscribers: Int
  /// A session that everybody starred.
  let keynote: Session
  let now: Date

  func run() throws {
    let plain = try (move: move(), star: star())
    let table = [WalkingTime(from: "Hall", to: "Hall", minutes: 8)]
    let setting = try ContinuousClock().measure {
      try database.write { try $0.setWalkingTimes(table, now: now) }
    }
    let walking = try (move: move(), star: star())
    let (moved, starred) = (plain.move.best.seconds, plain.star.best.seconds)
    report("keynote moved, everybody re-armed, without walks", String(format: "%.3f s", moved))
    report(
      "the same with walks, as a ratio",
      String(format: "%.1f", walking.move.best.seconds / moved))
    report(
      "every reminder due anew for a new table, as a ratio",
      String(format: "%.1f", setting.seconds / moved))
    report(
      "a star taken back and set again, with walks, as a ratio",
      String(format: "%.1f", walking.star.best.seconds / starred))
    try database.write { try $0.setWalkingTimes([], now: now) }
  }

  /// A quarter of an hour later, and back.
  private func move() throws -> Measurement {
    try Measurement(runs: 3) {
      for minutes in [15.0, 0] {
        var session = keynote
        session.facts.start?.addTimeInterval(minutes * 60)
        session.facts.end?.addTimeInterval(minutes * 60)
        try database.write { store in
          var changes = SourceChanges()
          changes.updated = try store.programme().entries.filter { $0.session.key == session.key }
            .map {
              SourceChanges.Update(
                id: $0.id, session: session, settlesAt: nil, firstChangedAt: nil)
            }
          try store.apply(changes, source: "main", validators: SourceValidators(), now: now)
        }
      }
    }
  }

  /// By 500 people, in one transaction.
  private func star() throws -> Measurement {
    let now = now
    return try Measurement(runs: 3) {
      try database.write { store in
        guard
          let entry = try store.programme().entries.first(where: { $0.session.key == keynote.key })
        else { return }
        for number in 1...min(500, subscribers) {
          try store.unstar(entry.id, by: SubscriberID(number))
          try store.star(entry, by: SubscriberID(number), now: now)
        }
      }
    }
  }
}
