import ConferenceModel
import ScheduleFormats

/// Builds small documents and reads them.
enum FrabXML {
  /// A document with days, rooms or whatever else inside `<schedule>`.
  static func text(_ contents: String, head: String = "<?xml version=\"1.0\"?>") -> String {
    "\(head)\n<schedule>\n\(contents)\n</schedule>\n"
  }

  /// An event that has all it needs, with further children.
  static func event(
    _ children: String = "", attributes: String = "guid=\"g1\" id=\"1\"",
    date: String? = "2026-01-31T09:30:00+01:00", title: String? = "A talk"
  ) -> String {
    let date = date.map { "<date>\($0)</date>" } ?? ""
    let title = title.map { "<title>\($0)</title>" } ?? ""
    return "<event \(attributes)>\(date)\(title)\(children)</event>"
  }

  /// The only session of a document with one event in a room of a day.
  static func session(
    _ event: String, conference: String = "", day: String = "date=\"2026-01-31\"",
    room: String = "name=\"Hall\""
  ) throws -> (Session?, [FeedProblem]) {
    let schedule = try Calendar.read(
      text("<conference>\(conference)</conference><day \(day)><room \(room)>\(event)</room></day>"))
    return (schedule.sessions.count == 1 ? schedule.sessions[0] : nil, schedule.problems)
  }
}
