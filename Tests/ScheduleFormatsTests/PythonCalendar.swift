import Foundation
import TestSupport

/// What Python's `icalendar` reads in a calendar: a second opinion on what we write.
///
/// `Deploy/test` installs it under `.build/python`; elsewhere `python3` is asked.
struct PythonCalendar: Decodable, Equatable {
  struct Event: Decodable, Equatable {
    var name: String
    var uid: String
    var summary: String
    var start: Double?
    var end: Double?
    var status: String
    var categories: [String]
    var location: String?
    var description: String?
  }

  var name: String?
  /// What it complains of.
  var errors: [String]
  var events: [Event]

  /// True when there is a Python that has the package.
  static let isAvailable = python != nil

  /// Reads the bytes of a calendar.
  static func read(_ bytes: [UInt8]) throws -> PythonCalendar {
    let folder = try TemporaryFolder.make()
    let file = folder.appending(path: "calendar.ics")
    try Data(bytes).write(to: file)
    let command = [python ?? "python3", "-W", "error", "-c", script, file.path]
    return try JSONDecoder().decode(Self.self, from: run(command))
  }

  private struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// The first Python that has it.
  private static let python: String? = {
    // Tests/ScheduleFormatsTests/PythonCalendar.swift: three up is the root, also through a link.
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let own = root.appending(path: ".build/python/bin/python3").path
    return [own, "python3"].first { (try? run([$0, "-c", "import icalendar"])) != nil }
  }()

  private static func run(_ command: [String]) throws -> Data {
    return Data(try ChildProcess.output(of: "/usr/bin/env", command))
  }

  private static let script = """
    import sys, json, icalendar
    calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
    def instant(part, name):
        return part.decoded(name).timestamp() if name in part else None
    def text(part, name):
        return str(part[name]) if name in part else None
    errors, events = [], []
    for part in calendar.walk():
        errors += [str(error) for error in part.errors]
        if part.name in ("VEVENT", "VJOURNAL"):
            events.append({
                "name": part.name, "uid": text(part, "UID"), "summary": text(part, "SUMMARY"),
                "start": instant(part, "DTSTART"), "end": instant(part, "DTEND"),
                "status": text(part, "STATUS"), "location": text(part, "LOCATION"),
                "description": text(part, "DESCRIPTION"),
                "categories": [str(c) for c in part["CATEGORIES"].cats]
                if "CATEGORIES" in part else []})
    json.dump({"name": text(calendar, "NAME"), "errors": errors, "events": events}, sys.stdout)
    """
}
