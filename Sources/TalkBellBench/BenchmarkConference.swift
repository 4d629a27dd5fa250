import ConferenceModel
import Foundation
import Logging
import Persistence
import Planning
import ReminderScheduling
import Timekeeping

/// People who all starred the same keynote, and some sessions of later days, in a store on disk.
struct BenchmarkConference {
  /// How many people.
  let subscribers: Int
  /// How many stars each has, besides the keynote.
  let stars: Int

  /// 24 March 2026, 08:00 in Amsterdam; the keynote is an hour later.
  static let morning = Date(timeIntervalSince1970: 1_774_335_600)
  /// When everybody is to be reminded of it.
  static let due = morning.addingTimeInterval(50 * 60)

  /// The session that everybody starred.
  static var keynote: Session { session(number: 0, minutesLater: 60) }

  /// Puts all of it into an empty store. The programme is as large as the stars ask for: everybody
  /// stars every session.
  func fill(_ database: ConferenceDatabase) throws {
    var changes = SourceChanges()
    changes.added = [Self.keynote]
    // The other sessions start on the following days, five minutes apart.
    changes.added += (0..<stars).map {
      Self.session(number: $0 + 1, minutesLater: 1440 + $0 * 5)
    }
    let now = Self.morning
    try database.write {
      try $0.apply(changes, source: "main", validators: SourceValidators(), now: now)
    }
    let entries = try database.read { try $0.programme() }.entries
    for first in stride(from: 0, to: subscribers, by: 500) {
      try database.write { store in
        for number in first..<min(first + 500, subscribers) {
          // Numbers of one length, so that every request is as long as the others.
          let subscriber = try store.addSubscriber(
            at: ConversationAddress(platform: .telegram, conversation: "\(100_000_000 + number)"),
            audience: .person, preferences: Preferences(), nextDigestAt: nil, now: now)
          for entry in entries { try store.star(entry, by: subscriber.id, now: now) }
        }
      }
    }
  }

  /// A scheduler over a filled store.
  static func scheduler(_ database: ConferenceDatabase) -> ReminderScheduler {
    ReminderScheduler(
      database: database, clock: SimulatedClock(start: morning, speed: 0),
      conferenceTimeZone: .gmt, wake: WakeSignal(), onCommit: {}, logger: silentLogger)
  }

  /// A logger that writes nothing.
  static var silentLogger: Logger { Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() } }

  private static func session(number: Int, minutesLater: Int) -> Session {
    let start = morning.addingTimeInterval(Double(minutesLater) * 60)
    return Session(
      key: SessionKey(source: "main", id: "s\(number)"),
      facts: SessionFacts(
        title: "Session \(number)", speakers: [Speaker(name: "Ada Lovelace", affiliation: "ACM")],
        room: "Hall \(number % 20)", start: start, end: start.addingTimeInterval(1800)))
  }
}
