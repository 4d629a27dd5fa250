import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Every `schedule.xml` of the corpus: all its events, none invented.
@Suite(.enabled(if: Corpus.isAvailable)) struct FrabXMLCorpusTests {
  private static func path(_ name: String) -> String {
    switch name {
    case "debconf23": "debconf23/debconf23.wafer.schedule.xml"
    case let name where name.hasPrefix("fosdem-"): "fosdem-archive/\(name).schedule.xml.gz"
    default: "fosdem-2026/\(name).schedule.xml.gz"
    }
  }

  private func read(_ name: String) throws -> Schedule {
    try ScheduleReader.read(
      Corpus.unpacked(Self.path(name)), format: nil,
      options: Calendar.options(zone: "Europe/Brussels"))
  }

  /// The values of an attribute of all `<event …>` tags, found without a parser.
  private func attributes(_ attribute: String, of name: String) throws -> [String] {
    let text = try String(decoding: Corpus.unpacked(Self.path(name)), as: UTF8.self)
    return text.components(separatedBy: "<event ").dropFirst().compactMap { piece in
      let tag = piece.prefix { $0 != ">" }
      let parts = " \(tag)".components(separatedBy: " \(attribute)=\"")
      return parts.count == 2 ? String(parts[1].prefix { $0 != "\"" }) : nil
    }
  }

  @Test(arguments: [
    ("20260117T193553.f825ba8", "guid", 979), ("20260124T183019.f7b6e6b", "guid", 979),
    ("20260125T130933.9a94a3a", "guid", 1043), ("20260130T203143.fe765b9", "guid", 1070),
    ("fosdem-2007", "id", 215), ("fosdem-2023", "id", 780), ("debconf23", "guid", 117),
  ])
  func `every event of a file is read, in its order and under its id`(
    name: String, attribute: String, count: Int
  ) throws {
    let ids = try attributes(attribute, of: name)
    #expect(ids.count == count)
    let schedule = try read(name)
    #expect(schedule.sessions.map(\.key.id) == ids)
    #expect(schedule.problems == [])
    #expect(schedule.sessions.allSatisfy { $0.facts.start != nil && $0.facts.end != nil })
    #expect(schedule.sessions.allSatisfy { $0.facts.room != nil })
  }
}
