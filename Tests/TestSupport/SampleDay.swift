package import ConferenceModel
package import Foundation

/// The day on which talks of tests take place, KubeCon's first in Amsterdam.
package enum SampleDay {
  /// 24 March 2026, 09:00 in Amsterdam; no talk of a test is earlier.
  package static let morning = Date(timeIntervalSince1970: 1_774_339_200)

  /// Where it takes place.
  package static let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt

  /// An instant by minutes after the morning.
  package static func at(_ minutes: Double) -> Date { morning.addingTimeInterval(minutes * 60) }

  /// A talk of the source `main`, named by its id.
  ///
  /// - parameter start: minutes after the morning; nil while it has no time.
  /// - parameter length: in minutes.
  package static func talk(
    _ id: String, title: String? = nil, room: String? = "Hall 1", start: Double? = 60,
    length: Double = 30, status: SessionStatus = .scheduled, track: String? = "AI + ML"
  ) -> Session {
    Session(
      key: SessionKey(source: "main", id: id),
      facts: SessionFacts(
        title: title ?? "Talk \(id)", room: room, start: start.map(at),
        end: start.map { at($0 + length) }, status: status),
      track: track)
  }
}
