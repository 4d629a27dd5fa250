import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

@Suite struct SchedCSVReaderTests {
  @Test func `a row with everything becomes a session with everything`() throws {
    let (session, problems) = try SchedCSV.session(
      SchedCSV.row(
        name: "Rave &amp; Circus  Toys", subtype: "Hardware",
        description: "One,<br />two.<p>A \"quote\".</p>",
        speakers: "Andrew M. &quot;Fish&quot; Popowich, Becky Hill"))
    let expected = Session(
      key: SessionKey(source: "main", id: "02bc"),
      facts: SessionFacts(
        title: "Rave & Circus Toys",
        speakers: [
          Speaker(name: "Andrew M. \"Fish\" Popowich"), Speaker(name: "Becky Hill"),
        ],
        // Detroit has -04:00 in May.
        room: "EMC I", start: try Calendar.instant("2019-05-04T14:00:00Z"),
        end: try Calendar.instant("2019-05-04T15:00:00Z")),
      track: "Tech - Hardware", kind: .talk, abstract: "One,\ntwo.\n\nA \"quote\".",
      roomID: "931377")
    #expect(session == expected)
    #expect(problems == [])
  }

  @Test func `columns stand in any order, and others are not read`() throws {
    let schedule = try SchedCSV.read(
      "\u{FEFF}goers,ID,Name,event_start,url\r\n3,x1,\"A, \"\"B\"\"\nand C\",2019-05-04 10:00,"
        + "https://a/\r\n\r\n,x2,Unquoted \"here\",2019-05-04 11:00,ftp://b/")
    #expect(schedule.sessions.map(\.key.id) == ["x1", "x2"])
    #expect(schedule.sessions.map(\.facts.title) == ["A, \"B\" and C", "Unquoted \"here\""])
    #expect(schedule.sessions.map(\.url) == ["https://a/", nil])
    #expect(schedule.problems == [])
  }

  @Test(arguments: [
    ("Y", "Scaling", "Scaling", SessionStatus.scheduled), ("N", "Scaling", "Scaling", .cancelled),
    ("n", "Scaling", "Scaling", .cancelled), ("", "Scaling", "Scaling", .scheduled),
    ("Y", "CANCELED errata Scaling", "Scaling", .cancelled),
    ("Y", "CANCELLATION ERRATA - Scaling", "Scaling", .cancelled),
    ("Y", "Scaling - Cancelation Errata", "Scaling", .cancelled),
    ("Y", "Scaling - CANCELATION ERRATA", "Scaling", .cancelled),
    ("Y", "[SOLD OUT] Scaling", "[SOLD OUT] Scaling", .scheduled),
  ])
  func `a session is off when it is inactive or its name says so`(
    active: String, name: String, title: String, status: SessionStatus
  ) throws {
    let (session, _) = try SchedCSV.session(SchedCSV.row(active: active, name: name))
    #expect(session?.facts.title == title)
    #expect(session?.facts.status == status)
  }

  @Test(arguments: [
    ("Ada Lovelace, Alan Turing", ["Ada Lovelace", "Alan Turing"]), ("", []),
    ("Judith Shapiro, PhD, Ryan", ["Judith Shapiro, PhD", "Ryan"]),
    ("Sammy Davis, Jr.", ["Sammy Davis, Jr."]), (" , Rich ,, ", ["Rich"]), ("PhD", ["PhD"]),
  ])
  func `names stand between commas, titles behind a name`(written: String, names: [String]) throws {
    let (session, _) = try SchedCSV.session(SchedCSV.row(speakers: written))
    #expect(session?.facts.speakers.map(\.name) == names)
  }

  @Test(arguments: [
    ("Scaling - Ada Lovelace, CERN", "Scaling"), ("Up - and Down - Ada Lovelace", "Up - and Down"),
    ("Magic - Ada Lovelace & Alan - X", "Magic"), ("Magic - vs Science", "Magic - vs Science"),
    ("Reading: Ada Lovelace", "Reading: Ada Lovelace"), (" - Ada Lovelace", "- Ada Lovelace"),
  ])
  func `speakers that the name repeats are no part of the title`(name: String, title: String) throws
  {
    let (session, _) = try SchedCSV.session(SchedCSV.row(name: name))
    #expect(session?.facts.title == title)
  }

  @Test(arguments: [
    ("Keynotes", "", "A speech", "Ada", SessionKind.keynote),
    ("Program", "Workshops", "Build", "Ada", .tutorial), ("Food", "", "Lunch", "", .break),
    ("Tech", "", "Lunch and Learn", "Ada", .talk),
  ])
  func `the kind follows from the types and the title`(
    type: String, subtype: String, name: String, speakers: String, kind: SessionKind
  ) throws {
    let (session, _) = try SchedCSV.session(
      SchedCSV.row(name: name, type: type, subtype: subtype, speakers: speakers))
    #expect(session?.kind == kind)
  }

  @Test func `what can't be used is noted with its line, and the rest stands`() throws {
    let schedule = try SchedCSV.read(
      SchedCSV.text([
        SchedCSV.row(description: "two\nlines"), SchedCSV.row(key: "", id: ""),
        SchedCSV.row(start: "soon", id: "b"), SchedCSV.row(start: "", end: "", id: "c"),
        SchedCSV.row(end: "2019-05-04 09:00:00", id: "d"), SchedCSV.row(name: "", id: "e"),
        "9,Y,Short,2019-05-04 10:00,,,,,Hall,f", SchedCSV.row(id: "g") + ",more",
        SchedCSV.row(id: "h") + ",", SchedCSV.row(key: "k9", id: ""),
      ]))
    #expect(
      schedule.sessions.map(\.key.id) == ["02bc", "b", "c", "d", "e", "f", "h", "k9"])
    #expect(
      schedule.problems.map(\.description) == [
        "line 4: a session without an id was skipped",
        "line 5: \"event_start\" was left out, \"soon\" is no time",
        "line 6: a session has no start", "line 7: the end was left out, it is before the start",
        "line 8: a session without a title is called \"Untitled\"",
        "line 9: a row has 10 of 12 fields", "line 10: a row was skipped, 13 fields instead of 12",
      ])
    #expect(schedule.sessions[1].facts.start == nil)
    #expect(schedule.sessions[3].facts.end == nil)
  }

  @Test func `an id that occurs twice is told apart by start, whatever the order`() throws {
    let early = SchedCSV.row(start: "2019-05-04 09:00:00")
    let late = SchedCSV.row()
    for (rows, ids) in [
      ([early, late], ["02bc", "02bc#2"]), ([late, early], ["02bc#2", "02bc"]),
    ] {
      #expect(try SchedCSV.read(SchedCSV.text(rows)).sessions.map(\.key.id) == ids)
    }
  }

  struct Refused: Sendable {
    let body: [UInt8]
    let error: ScheduleFormatError

    init(_ body: String, _ place: String, _ reason: String) {
      (self.body, error) = ([UInt8](body.utf8), .malformed(place: place, reason: reason))
    }

    init(bytes: [UInt8], _ error: ScheduleFormatError) { (body, self.error) = (bytes, error) }
  }

  @Test(arguments: [
    Refused(
      SchedCSV.text([SchedCSV.row(), "1,Y,\"Open"]), "line 3",
      "a quote is not closed, the body breaks off"),
    Refused(
      SchedCSV.text([SchedCSV.row(description: "a\nb"), "1,Y,\"A\"x,"]), "line 4",
      "something stands between a quote and the comma"),
    Refused(
      SchedCSV.text([SchedCSV.row()]) + "1,Y,\"A talk\",2019", "line 3",
      "the body breaks off inside this row"),
    Refused(
      bytes: [UInt8](SchedCSV.text([SchedCSV.row()]).utf8) + [0xE9, 0x0A],
      .malformed(place: "line 3", reason: "it is not UTF-8")),
    Refused(
      bytes: [UInt8]((SchedCSV.head + "\n").utf8), .noSessions(skipped: 0, first: nil)),
    Refused(
      bytes: [UInt8]("name,event_start,venue\nA,B,C\n".utf8),
      .notRecognised(beginning: "name,event_start,venue")),
  ])
  func `a body that is no whole export is refused with its line`(refused: Refused) {
    #expect(Calendar.error(refused.body) == refused.error)
  }

  @Test func `more rows than any conference has are refused`() {
    let body = "id,name,event_start\n" + String(repeating: "1,A,B\n", count: 50_001)
    #expect(
      Calendar.error([UInt8](body.utf8))
        == .malformed(place: "line 50002", reason: "more than 50000 rows are not read"))
  }

  @Test func `every piece of an export is refused, but for those that end with a row`() throws {
    let rows = (0..<4).map { SchedCSV.row(name: "A \"q\", B", description: "x\ny", id: "\($0)") }
    let body = [UInt8](SchedCSV.text(rows).utf8)
    // Where a row ends, before and behind its line break, the piece is a whole shorter export.
    var ends: [Int: Int] = [:]
    var length = SchedCSV.head.utf8.count + 1
    for (index, row) in rows.enumerated() {
      length += row.utf8.count
      (ends[length], ends[length + 1]) = (index + 1, index + 1)
      length += 1
    }
    for length in 0...body.count {
      let piece = Array(body.prefix(length))
      if let count = ends[length] {
        let schedule = try ScheduleReader.read(piece, format: nil, options: Calendar.options())
        #expect(schedule.sessions.count == count)
      } else {
        #expect(Calendar.error(piece) != nil, "\(length) of \(body.count) bytes")
      }
    }
  }
}
