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
  var recurrenceRule: Property?

  init(line: Int) { self.line = line }

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
        recurrenceRule = recurrenceRule ?? property
      }
    case 6: if name.equalsIgnoringCase("STATUS") { status = status ?? property }
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
      }
    case 10: if name.equalsIgnoringCase("CATEGORIES") { categories.append(property) }
    case 11: if name.equalsIgnoringCase("DESCRIPTION") { description = description ?? property }
    case 13: if name.equalsIgnoringCase("RECURRENCE-ID") { recurrenceID = property }
    default: break
    }
  }
}
