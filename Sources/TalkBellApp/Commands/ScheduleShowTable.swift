import ConferenceModel
import Foundation

/// A programme for people to read: by local day, two lines a session, and a line of counts.
struct ScheduleTable {
  /// Of the days and times.
  let timeZone: TimeZone

  /// The whole table without a line break at its end.
  func text(of schedule: Schedule) -> String {
    let sorted = schedule.sessions.enumerated().sorted { left, right in
      let (first, second) = (left.element.facts, right.element.facts)
      let starts = (first.start ?? .distantFuture, second.start ?? .distantFuture)
      if starts.0 != starts.1 { return starts.0 < starts.1 }
      // The order of the feed decides, so that the table is the same every time.
      return (first.room ?? "", left.offset) < (second.room ?? "", right.offset)
    }.map(\.element)
    var lines: [String] = []
    var heading: String?
    for session in sorted {
      let day = self.heading(of: session.facts.start)
      if day != heading {
        if heading != nil { lines.append("") }
        lines.append(day)
        heading = day
      }
      lines += self.lines(of: session)
    }
    return (lines + ["", counts(of: schedule)]).joined(separator: "\n")
  }

  private func heading(of start: Date?) -> String {
    guard let start else { return "No time yet" }
    return "\(words(of: timeZone.day(of: start))) (\(timeZone.identifier))"
  }

  private func words(of day: LocalDay) -> String {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return "\(days[day.weekday - 1]) \(day.day) \(months[day.month - 1]) \(day.year)"
  }

  private func lines(of session: Session) -> [String] {
    let facts = session.facts
    let title = (facts.status == .cancelled ? "CANCELLED: " : "") + facts.title
    let speakers = facts.speakers.map(\.name).joined(separator: ", ")
    let details = [speakers, facts.room ?? "", session.kind.rawValue].filter { !$0.isEmpty }
    let time = times(of: facts)
    let indent = String(repeating: " ", count: max(time.count, 11) + 4)
    let padded = time + String(repeating: " ", count: max(0, 11 - time.count))
    return [
      "  \(padded)  \(printable(title))", indent + printable(details.joined(separator: " · ")),
    ]
  }

  /// `09:00–09:30`; with the number of days when it ends on a later one.
  private func times(of facts: SessionFacts) -> String {
    guard let start = facts.start else { return "" }
    guard let end = facts.end, end != start else { return clock(start) }
    let days = timeZone.day(of: end).dayNumber - timeZone.day(of: start).dayNumber
    return "\(clock(start))–\(clock(end))" + (days > 0 ? " +\(days)d" : "")
  }

  private func clock(_ instant: Date) -> String {
    let minute = timeZone.minuteOfDay(of: instant)
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(padded(minute / 60)):\(padded(minute % 60))"
  }

  /// A feed is not trusted with the terminal: its control characters are left out.
  private func printable(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0.properties.generalCategory != .control })
  }

  /// `596 sessions (410 talk, 20 keynote), 31 rooms, 2 cancelled, 1 problem`.
  private func counts(of schedule: Schedule) -> String {
    func counted(_ count: Int, _ word: String) -> String {
      "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    let kinds = SessionKind.allCases.compactMap { kind -> String? in
      let count = schedule.sessions.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.rawValue)"
    }
    let rooms = Set(schedule.sessions.compactMap(\.facts.room)).count
    let cancelled = schedule.sessions.count { $0.facts.status == .cancelled }
    let total = counted(schedule.sessions.count, "session")
    return [
      kinds.isEmpty ? total : "\(total) (\(kinds.joined(separator: ", ")))",
      counted(rooms, "room"), cancelled == 0 ? "" : "\(cancelled) cancelled",
      counted(schedule.problems.count, "problem"),
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
