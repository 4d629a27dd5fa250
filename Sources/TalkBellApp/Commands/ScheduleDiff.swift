import ConferenceModel
import Foundation
import Planning
import ScheduleFormats

/// What `talkbell schedule diff` is asked for.
package struct DiffOptions: Hashable, Sendable {
  /// A file's path or an http(s) address.
  package var old: String
  /// The same, of the newer version.
  package var new: String
  /// The name of a format; nil or `auto` recognises it from the content.
  package var format: String?
  /// An IANA name: of the times shown, and of feed times without a zone; nil is UTC.
  package var timeZone: String?
  /// JSON instead of text.
  package var json: Bool

  /// The words of the command line.
  package init(old: String, new: String, format: String?, timeZone: String?, json: Bool) {
    self.old = old
    self.new = new
    self.format = format
    self.timeZone = timeZone
    self.json = json
  }
}

extension TalkBell {
  /// Prints what a bot would make of a new version of a feed.
  ///
  /// - returns: the exit code: 0 whether or not there are changes, 1 when the new version would be
  ///   held.
  /// - throws: `TalkBellError` when the options name what does not exist, or when a feed can't be
  ///   had or is no programme.
  package static func diffSchedules(_ options: DiffOptions) async throws -> Int32 {
    let format = try scheduleFormat(named: options.format)
    let zone = try timeZone(named: options.timeZone)
    let reading = ReadingOptions(source: "feed", timeZone: zone)
    let old = try await read(ProgrammeLocation(options.old), format: format, options: reading)
    let place = ProgrammeLocation(options.new)
    let new: Schedule
    do throws(TalkBellError) {
      new = try await read(place, format: format, options: reading)
    } catch {
      // The bot would hold such a body too; scripts read the same shape for every reason.
      if options.json, case .failed(let reason) = error { print(try DiffReport.held(reason)) }
      throw error
    }
    if let reason = FeedGuard.reasonToHold(from: old.sessions, to: new.sessions, now: nil) {
      print(
        options.json
          ? try DiffReport.held(reason.description) : "\(place.name): held: \(reason)")
      return 1
    }
    let report = DiffReport(
      difference: ScheduleDifference(from: old.sessions, to: new.sessions), timeZone: zone)
    print(options.json ? try report.json() : report.text())
    return 0
  }
}

/// The difference of two versions, for people and for programs.
struct DiffReport {
  let difference: ScheduleDifference
  /// Of the times shown.
  let timeZone: TimeZone

  /// `{"held":{"reason":…}}`
  static func held(_ reason: String) throws -> String {
    try PrintedJSON.text(of: ["held": ["reason": reason]])
  }

  /// `{"changes":[{"session","kind","title","old":{…},"new":{…},"urgency"}]}`
  func json() throws -> String {
    let changes = difference.changes.map { Entry($0, timeZone) }
    return try PrintedJSON.text(of: ["changes": changes])
  }

  /// Two lines a change: where and what, then old → new; and a line of counts.
  func text() -> String {
    var lines: [String] = []
    for change in difference.changes {
      let entry = Entry(change, timeZone)
      let start = change.session.facts.start
      let time =
        start.map { "\(timeZone.day(of: $0)) \(timeZone.clockText(of: $0))" }
        ?? "no time         "
      lines.append("\(time)  \(entry.title)")
      let what = [entry.old.text, entry.new.text].filter { !$0.isEmpty }.joined(separator: " → ")
      lines.append(
        "                  \(entry.kind)" + (what.isEmpty ? "" : ": \(what)")
          + " (\(entry.urgency))")
    }
    for (old, new) in difference.renamedRooms.sorted(by: { $0.key < $1.key }) {
      lines.append("room renamed: \(old) → \(new)")
    }
    lines.append(counts())
    // A feed is not trusted with the terminal.
    return lines.joined(separator: "\n").replacing(/[\p{Cc}--\n]/, with: "")
  }

  private func counts() -> String {
    let kinds = Dictionary(grouping: difference.changes) { $0.change.kindName }
    let parts = kinds.sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }
    let total = difference.changes.count
    return "\(total) \(total == 1 ? "change" : "changes")"
      + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
  }

  /// One change as it is printed.
  private struct Entry: Encodable {
    let session: String
    let kind: String
    let title: String
    let old: Fields
    let new: Fields
    let urgency: String

    init(_ change: SessionChange, _ zone: TimeZone) {
      session = change.session.key.id
      kind = change.change.kindName
      title = change.session.facts.title
      (old, new) = Fields.pair(of: change.change, zone)
      urgency = change.urgency.rawValue
    }
  }

  /// The fields that a kind of change is about, before or after it.
  private enum Fields: Encodable {
    case none
    case title(String)
    case room(String?)
    case slot(start: String?, end: String?)
    case speakers([Speaker])

    static func pair(of change: ScheduleChange, _ zone: TimeZone) -> (old: Self, new: Self) {
      func slot(_ slot: TimeSlot) -> Self {
        .slot(
          start: slot.start.map { zone.timestamp(of: $0) },
          end: slot.end.map { zone.timestamp(of: $0) })
      }
      return switch change {
      case .added, .cancelled, .reinstated, .described: (.none, .none)
      case .replaced(let from, let to), .announced(let from, let to), .retitled(let from, let to):
        (.title(from), .title(to))
      case .rescheduled(let from, let to): (slot(from), slot(to))
      case .relocated(let from, let to): (.room(from), .room(to))
      case .renamedRoom(let from, let to): (.room(from), .room(to))
      case .speakersChanged(let from, let to): (.speakers(from), .speakers(to))
      }
    }

    var text: String {
      switch self {
      case .none: ""
      case .title(let title): title
      case .room(let room): room ?? "no room"
      case .slot(let start, let end): "\(start ?? "no time")/\(end ?? "…")"
      case .speakers(let speakers):
        speakers.isEmpty
          ? "nobody"
          : speakers.map { [$0.name, $0.affiliation].compactMap(\.self).joined(separator: ", ") }
            .joined(separator: "; ")
      }
    }

    private enum Key: String, CodingKey { case title, room, start, end, speakers }
    private enum SpeakerKey: String, CodingKey { case name, affiliation }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      switch self {
      case .none: break
      case .title(let title): try container.encode(title, forKey: .title)
      case .room(let room): try container.encode(room, forKey: .room)
      case .slot(let start, let end):
        try container.encode(start, forKey: .start)
        try container.encode(end, forKey: .end)
      case .speakers(let speakers):
        var list = container.nestedUnkeyedContainer(forKey: .speakers)
        for speaker in speakers {
          var one = list.nestedContainer(keyedBy: SpeakerKey.self)
          try one.encode(speaker.name, forKey: .name)
          try one.encode(speaker.affiliation, forKey: .affiliation)
        }
      }
    }
  }
}

extension ScheduleChange {
  /// The word of `schedule diff --json`.
  var kindName: String {
    switch self {
    case .added: "added"
    case .cancelled: "cancelled"
    case .replaced: "replaced"
    case .reinstated: "reinstated"
    case .rescheduled: "rescheduled"
    case .relocated: "relocated"
    case .renamedRoom: "renamedRoom"
    case .announced: "announced"
    case .retitled: "retitled"
    case .speakersChanged: "speakersChanged"
    case .described: "described"
    }
  }
}
