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

  @Test(arguments: [
    // No date, and no zone: day 1 is 2007-02-25 in the file, Brussels has +01:00.
    Row("fosdem-2007", "0", "AIGLX", "2007-02-25T14:00:00Z", 45, "Chavanne", ["Kristian Høgsberg"]),
    Row(
      "fosdem-2007", "73", "Welcome", "2007-02-26T08:00:00Z", 15, "H.1302",
      ["Christophe Fergeau", "Bart Coppens"]),
    Row(
      "fosdem-2007", "214", "Nouveau: What's new ?", "2007-02-26T10:00:00Z", 60, "AW1.121",
      ["Stéphane Marchesin"]),
    Row(
      "fosdem-2023", "15059", "Welcome to FOSDEM 2023", "2023-02-04T08:30:00Z", 25, "Janson",
      ["FOSDEM Staff", "Richard Hartmann"]),
    // The zone of the file is Asia/Kolkata (+05:30), its dates are written in UTC; the day around
    // this one is that of the evening before.
    Row(
      "debconf23", "455d075f-48c0-2ec2-24b3-f5add30c383a", "Opening Ceremony",
      "2023-09-10T05:00:00Z", 20, "Anamudi", nil),
    Row(
      "debconf23", "4bd0f4b3-ed98-8834-365c-28752657797d", "Breakfast", "2023-09-10T01:30:00Z",
      210, "Elsewhere", []),
    Row(
      "20260117T193553.f825ba8", "9c3ebb8c-7716-5130-b9fe-ff8544f5636d", "Welcome to FOSDEM 2026",
      "2026-01-31T08:30:00Z", 20, "Janson", ["FOSDEM Staff"]),
    Row(
      "20260130T203143.fe765b9", "9c3ebb8c-7716-5130-b9fe-ff8544f5636d", "Welcome to FOSDEM 2026",
      "2026-01-31T08:30:00Z", 20, "Janson", ["FOSDEM Staff"]),
    Row(
      "20260130T203143.fe765b9", "4165c005-2d14-5ee0-9402-e61411ccc0f1",
      "Okular: The Universal Document Viewer", "2026-02-01T08:40:00Z", 15, "H.2215 (Ferrer)",
      ["Albert Astals Cid"]),
  ])
  func `an event that was read by hand agrees`(row: Row) throws {
    let session = try #require(try read(row.file).sessions.first { $0.key.id == row.id })
    #expect(session.facts.title == row.title)
    #expect(session.facts.start == (try Calendar.instant(row.start)))
    #expect(session.facts.duration == Double(row.minutes) * 60)
    #expect(session.facts.room == row.room)
    if let speakers = row.speakers { #expect(session.facts.speakers.map(\.name) == speakers) }
  }

  struct Row: Sendable {
    let file, id, title, start: String
    let minutes: Int
    let room: String
    let speakers: [String]?

    init(
      _ file: String, _ id: String, _ title: String, _ start: String, _ minutes: Int,
      _ room: String, _ speakers: [String]?
    ) {
      (self.file, self.id, self.title, self.start) = (file, id, title, start)
      (self.minutes, self.room, self.speakers) = (minutes, room, speakers)
    }
  }

  @Test func `the talks that FOSDEM 2023 cancelled are cancelled, and no others`() throws {
    let cancelled = try read("fosdem-2023").sessions.filter { $0.facts.status == .cancelled }
    #expect(
      cancelled.map(\.facts.title) == [
        "First class support in OSS", "Eliminating ManagedStatic and llvm_shutdown",
        "Container Storage Interface Addons", "Monitoring and Centralized Logging in Ceph",
        "GRUB - Project Status Update",
      ])
  }

  @Test func `DebConf's rows that nobody gives are its breaks and its day trip`() throws {
    let sessions = try read("debconf23").sessions.filter(\.facts.speakers.isEmpty)
    let meals = sessions.filter { $0.kind == .break }
    #expect(sessions.count == 32)
    #expect(
      Set(meals.map(\.facts.title)) == ["Breakfast", "Lunch", "Afternoon break", "Dinner"])
    #expect(sessions.filter { $0.kind != .break }.map(\.facts.title) == ["Day trip"])
  }

  @Test func `no abstract has a tag of HTML or an entity left`() throws {
    for name in ["fosdem-2007", "fosdem-2023", "20260130T203143.fe765b9"] {
      let abstracts = try read(name).sessions.compactMap(\.abstract)
      #expect(!abstracts.isEmpty)
      for mark in ["<p>", "</p>", "<li>", "<br", "<a ", "&lt;", "&amp;", "&#", "\n\n\n"] {
        #expect(!abstracts.contains { $0.contains(mark) }, "\(mark) in \(name)")
      }
    }
  }

  @Test func `the file with the marks of a conflict is refused with the line of the first`() throws
  {
    let body = try Corpus.unpacked("fosdem-2026/20260124T185903.55f7704.schedule.xml.gz")
    #expect(
      Calendar.error(body)
        == .malformed(
          place: "line 4053", reason: "not well-formed XML near \"<<<<<<< HEAD\""))
  }

  @Test(arguments: [
    "20260117T193553.f825ba8", "20260130T203143.fe765b9", "fosdem-2007", "fosdem-2023",
    "debconf23",
  ])
  func `a file that breaks off is refused, wherever that is`(name: String) throws {
    let body = try Corpus.unpacked(Self.path(name))
    let end = try #require(body.lastIndex(of: UInt8(ascii: ">")))
    for cut in 0..<200 {
      let length = end * cut / 199
      #expect(Calendar.error(Array(body.prefix(length))) != nil, "\(length) bytes of \(name)")
    }
  }
}
