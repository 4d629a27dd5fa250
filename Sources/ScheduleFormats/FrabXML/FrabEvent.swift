/// An `<event>` with its texts normalised and its times as written; nil is what it does not say.
struct FrabEvent {
  /// Somebody in the event's `<persons>`.
  struct Person {
    var name: String?
    /// Where only an id is given, the name stands in the list of persons at the top.
    var id: String?
  }

  /// The line of its start tag.
  let line: Int
  var code: String?
  var guid: String?
  var id: String?
  var slug: String?
  /// The `date` of the `<day>` around it.
  var day: String?
  var date: String?
  var start: String?
  var end: String?
  var duration: String?
  var room: String?
  /// The `guid` of the `<room>` around it, or of its own.
  var roomGUID: String?
  var track: String?
  var type: String?
  var title: String?
  var isCancelled = false
  var subtitle: String?
  /// Plain text.
  var abstract: String?
  /// Plain text.
  var description: String?
  var url: String?
  var persons: [Person] = []

  /// The children of an event that are read.
  enum Field: String {
    case date, start, end, duration, room, slug, url, title, subtitle, track, type, abstract,
      description
  }
}

/// What a document says of the conference as a whole.
struct FrabConference {
  var title: String?
  /// `09:00:00`: what begins before it belongs to the day before.
  var dayChange: String?
  /// An IANA name.
  var timeZone: String?

  /// The children of a conference that are read.
  enum Field: String {
    case title
    case dayChange = "day_change"
    case timeZone = "time_zone_name"
  }
}
