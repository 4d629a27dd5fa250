// Foundation, not FoundationEssentials: it brings the zone data that names are looked up in.
import Foundation

/// Finds the zone that a TZID means; what was looked up once is remembered.
struct CalendarZones {
  /// For dates, and for what no zone is found for.
  let conference: CalendarZone
  /// For times without any zone: the calendar's own X-WR-TIMEZONE, or else the conference's.
  ///
  /// Nobody writes a floating time beside X-WR-TIMEZONE and means another place. `UTC` is not
  /// believed: Sched and Google write it into calendars that hold nothing but UTC times. For
  /// dates it never counts, they are days where the conference is (RFC 5545, section 3.3.4).
  let floating: CalendarZone
  /// The VTIMEZONEs by the hash of their TZID, wherever in the file they stood.
  private let components: [UInt64: ZoneComponent]
  private var known: [UInt64: CalendarZone?] = [:]

  /// A calendar with more names is made to waste time and memory; its further ones are unknown.
  private static let namesMax = 600

  init(conference: TimeZone, calendar: Property? = nil, components: [ZoneComponent] = []) {
    self.conference = .named(conference)
    let named = calendar.flatMap { Self.lookUp($0.value) }
    floating = .named(named.map { $0 == .gmt ? conference : $0 } ?? conference)
    self.components = Dictionary(
      components.compactMap { component in
        component.identifier.map { ($0.value.trimmed.stableHash, component) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The zone of an identifier; nil when nobody knows it.
  ///
  /// Real feeds use IANA names with or without a VTIMEZONE, names with a vendor's prefix
  /// (`/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`) and the names of Windows; these
  /// are believed before the rules inside a VTIMEZONE, which are often cut to a year. Where the
  /// name says nothing (`Custom/GMT`, Outlook's `(UTC+01:00) Amsterdam, Berlin`) the rules
  /// decide, and last the name in its X-LIC-LOCATION.
  mutating func zone(_ identifier: Bytes) -> CalendarZone? {
    let hash = identifier.trimmed.stableHash
    if let zone = known[hash] { return zone }
    guard known.count < Self.namesMax else { return nil }
    let zone = Self.lookUp(identifier).map(CalendarZone.named) ?? described(components[hash])
    known[hash] = .some(zone)
    return zone
  }

  private func described(_ component: ZoneComponent?) -> CalendarZone? {
    guard let component else { return nil }
    if let rules = CalendarZoneRules(component) { return .described(rules) }
    return component.location.flatMap { Self.lookUp($0.value) }.map(CalendarZone.named)
  }

  private static func lookUp(_ text: Bytes) -> TimeZone? {
    // The longest name there is has 32 letters, and a vendor's prefix is not much longer.
    guard text.count <= 200 else { return nil }
    let identifier = text.trimmed.string
    if universal.contains(identifier.uppercased()) { return .gmt }
    if let name = WindowsZoneNames.identifier(for: identifier) { return TimeZone(identifier: name) }
    let parts = identifier.replacing(" ", with: "_").split(separator: "/")
    // `America/Argentina/Ushuaia` has three parts, so three are tried before two.
    for count in stride(from: min(parts.count, 3), through: 2, by: -1) {
      if let zone = listed(parts.suffix(count).joined(separator: "/")) { return zone }
    }
    // A single word must be the whole name: `Custom/GMT` says nothing certain, and `EST` or `IST`
    // are said of several zones.
    return parts.count == 1 && singleWords.contains(identifier) ? listed(identifier) : nil
  }

  private static let universal: Set<String> = [
    "UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT", "UCT", "ZULU", "UNIVERSAL", "GREENWICH",
    "COORDINATED UNIVERSAL TIME",
  ]

  /// IANA names of one word that are no mere abbreviation.
  private static let singleWords: Set<String> = [
    "CET", "CST6CDT", "Cuba", "EET", "EST5EDT", "Egypt", "Eire", "GB", "Hongkong", "Iceland",
    "Iran", "Israel", "Jamaica", "Japan", "MET", "MST7MDT", "NZ", "PRC", "PST8PDT", "Poland",
    "Portugal", "ROC", "ROK", "Singapore", "Turkey", "WET",
  ]

  private static func listed(_ name: String) -> TimeZone? {
    TimeZone(identifier: canonical[name.lowercased()] ?? name)
  }

  /// The names as they must be written, by their lower case.
  private static let canonical = Dictionary(
    TimeZone.knownTimeZoneIdentifiers.map { ($0.lowercased(), $0) },
    uniquingKeysWith: { first, _ in first })
}
