import ConferenceModel
import Foundation
import Planning
import ScheduleFormats
import Synchronization
import TestSupport
import Testing

/// A step that a real programme took, and everything that should be said about it.
struct Transition: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// Both versions by their paths in the corpus.
  var old: String
  var new: String
  /// For feeds that give no zone.
  var zone = "UTC"
  /// Rooms that only got another name; nobody is told.
  var renamedRooms: [String: String] = [:]
  /// A line for each kind and value: `relocated 223f5a95 53b16bb3: Hall 7 > C203`.
  ///
  /// Ids are cut to eight characters and titles to sixty. Times are UTC, as month and day.
  /// `speakersChanged` names who left (-), who came (+) and whose affiliation changed (~). What
  /// is only kept, not told, ends in `(silent)`.
  var told = ""

  /// The lines of `told`, one for each session.
  var expected: [String] {
    told.split(separator: "\n").flatMap { line -> [String] in
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      let words = parts[0].split(separator: " ").map(String.init)
      let value = parts.count > 1 ? parts[1] : ""
      return words.dropFirst().map { "\($0) \(words[0])\(value)" }
    }.sorted()
  }

  /// Both versions as the readers have them.
  func versions() throws -> (old: [Session], new: [Session]) {
    (try Self.sessions(of: old, zone: zone), try Self.sessions(of: new, zone: zone))
  }

  /// One version as its reader has it; read once, for most are the end of one step and the
  /// beginning of another.
  static func sessions(of path: String, zone: String = "UTC") throws -> [Session] {
    if let known = known.withLock({ $0[path] }) { return known }
    let zone = TimeZone(identifier: zone) ?? .gmt
    let sessions = try ScheduleReader.read(
      Corpus.unpacked(path), format: nil,
      options: ReadingOptions(source: "main", timeZone: zone)
    ).sessions
    known.withLock { $0[path] = sessions }
    return sessions
  }

  private static let known = Mutex<[String: [Session]]>([:])
}

extension SessionChange {
  /// The change as a line of `Transition.told` for this session alone.
  var line: String {
    let isNoted = urgency == .silent && change != .described
    return "\(session.key.id.prefix(8)) \(words)\(isNoted ? " (silent)" : "")"
  }

  private var words: String {
    switch change {
    case .added: "added"
    case .cancelled: "cancelled"
    case .reinstated: "reinstated"
    case .described: "described"
    case .replaced(_, let title): "replaced \(Self.beginning(title))"
    case .announced(_, let title): "announced \(Self.beginning(title))"
    case .retitled(_, let title): "retitled \(Self.beginning(title))"
    case .renamedRoom(let old, let new): "renamedRoom \(old) > \(new)"
    case .relocated(let old, let new): "relocated \(old ?? "-") > \(new ?? "-")"
    case .rescheduled(let old, let new): "rescheduled \(old.words) > \(new.words)"
    case .speakersChanged(let old, let new): "speakersChanged \(Self.people(old, new))"
    }
  }

  private static func beginning(_ title: String) -> String {
    String(title.prefix(60)).trimmingCharacters(in: .whitespaces)
  }

  private static func people(_ old: [Speaker], _ new: [Speaker]) -> String {
    let (before, after) = (Set(old.map(\.name)), Set(new.map(\.name)))
    let signs =
      old.filter { !after.contains($0.name) }.map { "-\($0.name)" }
      + new.filter { !before.contains($0.name) }.map { "+\($0.name)" }
      + new.filter { before.contains($0.name) && !old.contains($0) }.map { "~\($0.name)" }
    return signs.joined(separator: " ")
  }
}

extension TimeSlot {
  /// `03-24T15:25-15:40`, in UTC.
  fileprivate var words: String {
    "\(start.map { Self.text($0).prefix(11) } ?? "?")-\(end.map { Self.text($0).suffix(5) } ?? "?")"
  }

  private static func text(_ date: Date) -> String {
    let parts = Calendar(identifier: .gregorian)
      .dateComponents(in: .gmt, from: date)
    func two(_ number: Int?) -> String {
      let text = String(number ?? 0)
      return text.count < 2 ? "0" + text : text
    }
    return "\(two(parts.month))-\(two(parts.day))T\(two(parts.hour)):\(two(parts.minute))"
  }
}
