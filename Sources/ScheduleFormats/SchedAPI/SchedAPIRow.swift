/// A session of Sched's API as plain texts, whatever the body was: JSON and CSV have the same
/// fields (https://sched.com/api). What is missing is nil or empty.
struct SchedAPIRow {
  /// 32 hexadecimal digits, the UID of the same session in `all.ics`.
  var id: String?
  /// The organiser's own number of the session, where there is no id.
  var eventKey: String?
  /// `N` takes a session off the programme.
  var active: String?
  var name: String?
  /// Local, `2026-05-19 08:00` or with seconds.
  var start: String?
  var end: String?
  /// The true start, in seconds since 1970 (JSON only).
  var startTimestamp: String?
  var type: String?
  var subtype: String?
  /// HTML, also where it was asked for without.
  var description: String?
  var venue: String?
  /// Stays when a venue is renamed.
  var venueID: String?
  var url: String?
  /// nil where the feed has no field for them: then they stand at the end of the name.
  var speakers: [Person]?

  /// Somebody on stage.
  struct Person {
    var name: String?
    var company: String?
  }
}
