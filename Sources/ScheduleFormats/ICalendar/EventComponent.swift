/// The properties of one VEVENT that a programme is made of, raw.
struct EventComponent {
  /// The 1-based line of its BEGIN.
  let line: Int
  var uid: Property?
  var start: Property?
  var end: Property?
  var duration: Property?
  var summary: Property?
  var description: Property?
  var categories: [Property] = []
  var location: Property?
  var url: Property?
  var status: Property?
  var recurrenceID: Property?
  /// RRULE, RDATE, EXDATE and EXRULE in the order of the feed; mostly none.
  var recurrence: [(part: RecurrencePart, property: Property)] = []
  /// ATTENDEEs.
  var attendees: [Property] = []
  /// What our own export says beyond iCalendar: the X-TALKBELL properties, by their names.
  var extensions: [(name: Bytes, property: Property)] = []

  init(line: Int) { self.line = line }

  /// Whether its STATUS says so.
  var isCancelled: Bool { status?.value.trimmed.equalsIgnoringCase("CANCELLED") ?? false }

  /// A property that says when an event repeats.
  enum RecurrencePart: String {
    case rule = "RRULE"
    case dates = "RDATE"
    case exceptions = "EXDATE"
    case exceptionRule = "EXRULE"
  }

  /// Keeps a property that is of use; of one given twice, the first.
  mutating func take(_ name: Bytes, _ property: Property) {
    switch name.count {
    case 3:
      if name.equalsIgnoringCase("UID") {
        uid = uid ?? property
      } else if name.equalsIgnoringCase("URL") {
        url = url ?? property
      }
    case 5:
      if name.equalsIgnoringCase("DTEND") {
        end = end ?? property
      } else if name.equalsIgnoringCase("RRULE") {
        recurrence.append((.rule, property))
      } else if name.equalsIgnoringCase("RDATE") {
        recurrence.append((.dates, property))
      }
    case 6:
      if name.equalsIgnoringCase("STATUS") {
        status = status ?? property
      } else if name.equalsIgnoringCase("EXDATE") {
        recurrence.append((.exceptions, property))
      } else if name.equalsIgnoringCase("EXRULE") {
        recurrence.append((.exceptionRule, property))
      }
    case 7:
      if name.equalsIgnoringCase("DTSTART") {
        start = start ?? property
      } else if name.equalsIgnoringCase("SUMMARY") {
        summary = summary ?? property
      }
    case 8:
      if name.equalsIgnoringCase("LOCATION") {
        location = location ?? property
      } else if name.equalsIgnoringCase("DURATION") {
        duration = duration ?? property
      } else if name.equalsIgnoringCase("ATTENDEE") {
        attendees.append(property)
      }
    case 10: if name.equalsIgnoringCase("CATEGORIES") { categories.append(property) }
    case 11: if name.equalsIgnoringCase("DESCRIPTION") { description = description ?? property }
    case 13: if name.equalsIgnoringCase("RECURRENCE-ID") { recurrenceID = recurrenceID ?? property }
    default: break
    }
    if name.count > 10, name.startsIgnoringCase(with: "X-TALKBELL-") {
      extensions.append((name, property))
    }
  }
}
