// Foundation, not FoundationEssentials: it brings the zone data that names are looked up in.
import Foundation

/// Finds the zone that a TZID means; what was looked up once is remembered.
struct CalendarZones {
  /// For floating times, and for what no zone is found for.
  let conference: TimeZone
  private var known: [UInt64: TimeZone?] = [:]

  init(conference: TimeZone) { self.conference = conference }

  /// The zone of an identifier; nil when nobody knows it.
  ///
  /// Real feeds use IANA names with or without a VTIMEZONE, names with a vendor's prefix
  /// (`/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`), and the names of Windows. The
  /// rules inside a VTIMEZONE are not read: no feed seen needs them.
  mutating func zone(_ identifier: Bytes) -> TimeZone? {
    let hash = identifier.stableHash
    if let zone = known[hash] { return zone }
    let zone = Self.lookUp(identifier.trimmed.string)
    known[hash] = .some(zone)
    return zone
  }

  private static func lookUp(_ identifier: String) -> TimeZone? {
    let identifier = identifier.hasPrefix("(UTC") ? "" : identifier
    if ["UTC", "GMT", "Z", "Etc/UTC"].contains(identifier.uppercased()) { return .gmt }
    if let name = windowsNames[identifier] { return TimeZone(identifier: name) }
    let parts = identifier.split(separator: "/")
    // `America/Argentina/Ushuaia` has three parts, so three are tried before two.
    for count in stride(from: min(parts.count, 3), through: 1, by: -1) {
      let name = parts.suffix(count).joined(separator: "/")
      // A single word must be the whole name: `Custom/GMT` says nothing certain.
      if count == 1, parts.count > 1 { break }
      if isListed(name) { return TimeZone(identifier: name) }
    }
    return nil
  }

  /// TimeZone also accepts abbreviations such as `EST` and offsets; only real names will do.
  private static func isListed(_ name: String) -> Bool { listed.contains(name) }

  private static let listed = Set(TimeZone.knownTimeZoneIdentifiers)
    .union(["Asia/Calcutta", "Asia/Kolkata", "Asia/Saigon", "Europe/Kiev", "Europe/Kyiv"])

  /// The Windows names of zones that conferences are held in, after CLDR's windowsZones.xml.
  private static let windowsNames: [String: String] = [
    "AUS Eastern Standard Time": "Australia/Sydney",
    "Arabian Standard Time": "Asia/Dubai",
    "Argentina Standard Time": "America/Argentina/Buenos_Aires",
    "Atlantic Standard Time": "America/Halifax",
    "Central Europe Standard Time": "Europe/Budapest",
    "Central European Standard Time": "Europe/Warsaw",
    "Central Standard Time": "America/Chicago",
    "China Standard Time": "Asia/Shanghai",
    "E. Australia Standard Time": "Australia/Brisbane",
    "E. South America Standard Time": "America/Sao_Paulo",
    "Eastern Standard Time": "America/New_York",
    "FLE Standard Time": "Europe/Kiev",
    "GMT Standard Time": "Europe/London",
    "GTB Standard Time": "Europe/Bucharest",
    "Greenwich Standard Time": "Atlantic/Reykjavik",
    "India Standard Time": "Asia/Calcutta",
    "Israel Standard Time": "Asia/Jerusalem",
    "Korea Standard Time": "Asia/Seoul",
    "Mountain Standard Time": "America/Denver",
    "New Zealand Standard Time": "Pacific/Auckland",
    "Pacific Standard Time": "America/Los_Angeles",
    "Romance Standard Time": "Europe/Paris",
    "Russian Standard Time": "Europe/Moscow",
    "SA Pacific Standard Time": "America/Bogota",
    "SE Asia Standard Time": "Asia/Bangkok",
    "Singapore Standard Time": "Asia/Singapore",
    "South Africa Standard Time": "Africa/Johannesburg",
    "Taipei Standard Time": "Asia/Taipei",
    "Tokyo Standard Time": "Asia/Tokyo",
    "Turkey Standard Time": "Europe/Istanbul",
    "US Eastern Standard Time": "America/Indiana/Indianapolis",
    "W. Europe Standard Time": "Europe/Berlin",
  ]
}
