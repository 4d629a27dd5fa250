/// One VTIMEZONE, raw (RFC 5545, section 3.6.5).
struct ZoneComponent {
  /// A STANDARD or DAYLIGHT part: from when on which offset holds.
  struct Observance {
    var start: Property?
    var offsetFrom: Property?
    var offsetTo: Property?
    var rules: [Property] = []
    var dates: [Property] = []

    mutating func take(_ name: Bytes, _ property: Property) {
      if name.equalsIgnoringCase("DTSTART") {
        start = start ?? property
      } else if name.equalsIgnoringCase("TZOFFSETFROM") {
        offsetFrom = offsetFrom ?? property
      } else if name.equalsIgnoringCase("TZOFFSETTO") {
        offsetTo = offsetTo ?? property
      } else if name.equalsIgnoringCase("RRULE") {
        rules.append(property)
      } else if name.equalsIgnoringCase("RDATE") {
        dates.append(property)
      }
    }
  }

  var identifier: Property?
  /// X-LIC-LOCATION: the IANA name of the place, where a program knew it.
  var location: Property?
  var observances: [Observance] = []

  mutating func take(_ name: Bytes, _ property: Property) {
    if name.equalsIgnoringCase("TZID") {
      identifier = identifier ?? property
    } else if name.equalsIgnoringCase("X-LIC-LOCATION") {
      location = location ?? property
    }
  }
}
