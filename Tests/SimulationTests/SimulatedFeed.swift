import ConferenceModel
import Foundation
import Persistence
import ScheduleFormats
import ScheduleSync
import Synchronization

/// A feed whose versions a run sets: what a refresh gets is what stands there then.
final class SimulatedFeed: Sendable {
  /// What is served.
  enum Body: Sendable {
    case bytes([UInt8])
    /// The server cannot be reached, or answers with an error.
    case outage
  }

  let id: String
  private let body = Mutex(Body.outage)

  init(id: String) { self.id = id }

  func serve(_ new: Body) { body.withLock { $0 = new } }

  func source(refreshEvery: TimeInterval) -> FeedSource {
    FeedSource(
      id: id, location: "simulated", format: nil, refreshEvery: .seconds(refreshEvery)
    ) { [self] _ throws(RefreshError) in
      switch body.withLock({ $0 }) {
      case .bytes(let bytes): return .body(bytes, SourceValidators())
      case .outage:
        throw .unreachable(
          location: "simulated", reason: "the server answered 503", retryAfter: nil)
      }
    }
  }

  /// As a reader reads it; nil when it is no programme.
  func read(_ bytes: [UInt8], zone: TimeZone, now: Date) -> [Session]? {
    try? ScheduleReader.read(
      bytes, format: nil, options: ReadingOptions(source: id, timeZone: zone, horizon: now)
    ).sessions
  }
}

/// A talk in a made-up programme.
struct MadeTalk: Sendable {
  var id: String
  var title: String
  var speakers: [String]
  var room: String
  var start: Date
  var minutes: Int
  var abstract = "What it is about."
}

/// A made-up programme as `schedule.json`.
enum MadeSchedule {
  static func json(_ talks: [MadeTalk], zone: TimeZone) throws -> [UInt8] {
    let form = Date.ISO8601FormatStyle(timeZone: zone)
    let rooms = Dictionary(grouping: talks, by: \.room).mapValues { talks in
      talks.map { talk -> [String: Any] in
        [
          "id": talk.id, "guid": talk.id, "title": talk.title, "room": talk.room,
          "date": talk.start.formatted(form.timeZone(separator: .colon)),
          "start": zone.clockText(of: talk.start),
          "duration": String(format: "%02d:%02d", talk.minutes / 60, talk.minutes % 60),
          "track": "Main", "type": "Talk", "abstract": talk.abstract,
          "persons": talk.speakers.map { ["public_name": $0] },
        ]
      }
    }
    let day = talks.map(\.start).min().map { zone.day(of: $0).description } ?? ""
    let root: [String: Any] = [
      "schedule": [
        "version": "1",
        "conference": [
          "title": "SimCon", "acronym": "sim", "time_zone_name": zone.identifier,
          "days": [["index": 1, "date": day, "rooms": rooms]],
        ],
      ]
    ]
    return [UInt8](try JSONSerialization.data(withJSONObject: root, options: .sortedKeys))
  }
}
