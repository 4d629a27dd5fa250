import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

@Suite struct ICalendarReaderTests {
  @Test func `an event becomes a session with all it says`() throws {
    let body = Calendar.text(
      Calendar.event([
        "DTEND:20260324T103000Z", "DESCRIPTION:First\\nSecond", "CATEGORIES:AI,ML",
        "LOCATION:Room 5\\, Ground Floor", "URL:https://example.org/1", "SEQUENCE:4",
      ]))
    let session = Session(
      key: SessionKey(source: "main", id: "1"),
      facts: SessionFacts(
        title: "A talk", room: "Room 5, Ground Floor",
        start: try Calendar.instant("2026-03-24T10:00:00Z"),
        end: try Calendar.instant("2026-03-24T10:30:00Z")),
      track: "AI,ML", kind: .talk, url: "https://example.org/1", abstract: "First\nSecond")
    #expect(try Calendar.read(body) == Schedule(sessions: [session]))
  }

  @Test(arguments: ["\r\n", "\n", "\r"])
  func `lines end with CRLF, LF or a lone CR`(lineEnd: String) throws {
    let body = Calendar.text(Calendar.event(["LOCATION:Hall", " way"]))
      .replacing("\r\n", with: lineEnd)
    #expect(try Calendar.read(body).sessions.map(\.facts.room) == ["Hallway"])
  }

  @Test func `a fold inside a character is joined before decoding`() throws {
    var body = [UInt8](Calendar.text(Calendar.event(summary: "Café@ au lait")).utf8)
    // é is C3 A9: the fold goes between its bytes.
    let lead = try #require(body.firstIndex(of: 0xC3))
    body.insert(contentsOf: [0x0D, 0x0A, 0x09], at: lead + 1)
    let schedule = try ScheduleReader.read(body, format: nil, options: Calendar.options())
    #expect(schedule.sessions.map(\.facts.title) == ["Café@ au lait"])
  }

  @Test func `names are read in any case and parameters may be quoted`() throws {
    let body = Calendar.text([
      "begin:vevent", "uid:1", "Dtstart;X-A=\"a:b;c\";tzid=\"America/New_York\":20260324T100000",
      "summary;LANGUAGE=en:Hello", "end:Vevent",
    ])
    let session = try #require(try Calendar.read(body).sessions.first)
    #expect(session.facts.title == "Hello")
    #expect(session.facts.start == (try Calendar.instant("2026-03-24T14:00:00Z")))
  }

  @Test(arguments: [
    ("a\\, b\\; c", "a, b; c"), ("a\\nb\\Nc", "a b c"), ("a\\\\nb", "a\\nb"),
    ("back\\slash", "back\\slash"), ("end\\", "end\\"), ("a\\:b", "a:b"),
  ])
  func `a text is unescaped in one pass`(written: String, read: String) throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event(summary: written)))
    #expect(schedule.sessions.map(\.facts.title) == [read])
  }

  @Test(arguments: [
    ("DTSTART:20260324T100000Z", "2026-03-24T10:00:00Z"),
    ("DTSTART:20260324T100000", "2026-03-24T09:00:00Z"),
    ("DTSTART;TZID=Australia/Brisbane;VALUE=DATE-TIME:20260324T100000", "2026-03-24T00:00:00Z"),
    ("DTSTART;TZID=/citadel.org/20210210_1/Asia/Tokyo:20260324T100000", "2026-03-24T01:00:00Z"),
    ("DTSTART;TZID=America/Argentina/Ushuaia:20260324T100000", "2026-03-24T13:00:00Z"),
    ("DTSTART;TZID=W. Europe Standard Time:20260724T100000", "2026-07-24T08:00:00Z"),
    ("DTSTART;TZID=UTC:20260324T100000", "2026-03-24T10:00:00Z"),
    ("DTSTART;TZID=Asia/Tokyo:20260324T100000Z", "2026-03-24T10:00:00Z"),
    ("DTSTART:20260329T023000", "2026-03-29T01:30:00Z"),
    ("DTSTART:20261025T023000", "2026-10-25T00:30:00Z"),
    ("DTSTART;VALUE=DATE:20260324", "2026-03-23T23:00:00Z"),
    ("DTSTART:20261231T235960Z", "2026-12-31T23:59:59Z"),
  ])
  func `a start is an instant in its zone`(line: String, instant: String) throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event(start: line)))
    #expect(schedule.problems == [])
    #expect(schedule.sessions.map(\.facts.start) == [try Calendar.instant(instant)])
  }

  @Test(arguments: [
    ("DTEND:20260324T103000Z", "2026-03-24T10:30:00Z"),
    ("DTEND;TZID=Asia/Tokyo:20260324T193000", "2026-03-24T10:30:00Z"),
    ("DTEND:20260324T100000Z", "2026-03-24T10:00:00Z"),
    ("DURATION:PT45M", "2026-03-24T10:45:00Z"),
    ("DURATION:P1DT2H30M", "2026-03-25T12:30:00Z"),
    ("DURATION:P2W", "2026-04-07T10:00:00Z"),
    ("DURATION:+PT1H0M10S", "2026-03-24T11:00:10Z"),
  ])
  func `an end is given as an instant or a duration`(line: String, instant: String) throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event([line])))
    #expect(schedule.problems == [])
    #expect(schedule.sessions.map(\.facts.end) == [try Calendar.instant(instant)])
  }

  @Test func `a day of a duration is a day of the calendar`() throws {
    let body = Calendar.text(
      Calendar.event(["DURATION:P1D"], start: "DTSTART:20260328T100000"))
    #expect(
      try Calendar.read(body).sessions.map(\.facts.end)
        == [try Calendar.instant("2026-03-29T08:00:00Z")])
  }

  @Test func `without an end a time has none and a date lasts the day`() throws {
    let timed = try Calendar.read(Calendar.text(Calendar.event()))
    #expect(timed.sessions.map(\.facts.end) == [nil])
    let dated = try Calendar.read(
      Calendar.text(Calendar.event(start: "DTSTART;VALUE=DATE:20260329")))
    #expect(dated.sessions.map(\.facts.end) == [try Calendar.instant("2026-03-29T22:00:00Z")])
  }

  struct Odd: Sendable, CustomTestStringConvertible {
    let lines: [String]
    let problem: FeedProblem
    let isKept: Bool
    var testDescription: String { problem.description }

    init(_ lines: [String], _ line: Int, _ message: String, isKept: Bool = false) {
      self.lines = ["BEGIN:VEVENT"] + lines + ["END:VEVENT"]
      self.problem = FeedProblem(line: line, message: message)
      self.isKept = isKept
    }
  }

  @Test(arguments: [
    Odd(["DTSTART:20260324T100000Z"], 8, "an event without UID was skipped"),
    Odd(["UID: ", "DTSTART:20260324T100000Z"], 8, "an event without UID was skipped"),
    Odd(["UID:2", "SUMMARY:x"], 8, "an event without DTSTART was skipped"),
    Odd(
      ["UID:2", "DTSTART:20260230T100000Z"], 10,
      "an event was skipped, DTSTART \"20260230T100000Z\" is no date"),
    Odd(
      ["UID:1", "DTSTART:20260324T100000Z"], 8,
      "an event was skipped, its UID was used before at line 4"),
    Odd(
      ["UID:2", "DTSTART:20260324T100000Z", "DTEND:20260324T090000Z", "SUMMARY:x"], 11,
      "the end was left out, it is before the start", isKept: true),
    Odd(
      ["UID:2", "DTSTART:20260324T100000Z", "DTEND:soon", "SUMMARY:x"], 11,
      "the end was left out, DTEND \"soon\" is no date", isKept: true),
    Odd(
      ["UID:2", "DTSTART:20260324T100000Z", "DURATION:-PT5M", "SUMMARY:x"], 11,
      "the end was left out, \"-PT5M\" is no DURATION", isKept: true),
    Odd(
      ["UID:2", "DTSTART;TZID=Mars/Base:20260324T100000", "SUMMARY:x"], 10,
      "time zone \"Mars/Base\" is unknown, the conference's is used", isKept: true),
    Odd(
      ["UID:2", "DTSTART:20260324T100000Z"], 8, "an event without SUMMARY is called \"Untitled\"",
      isKept: true),
    Odd(
      ["UID:2", "DTSTART:20260324T100000Z", "SUMMARY:x", "RRULE:FREQ=HOURLY"], 12,
      "a repetition with FREQ=HOURLY is not read, only the first", isKept: true),
    Odd(
      ["UID:2", "DTSTART:20260324T100000Z", "SUMMARY:x", "nonsense"], 12,
      "a line without a colon was skipped", isKept: true),
    Odd(
      ["UID:2", "DTSTART:20260324T100000Z", "SUMMARY:x", "END:VALARM"], 12,
      "END:VALARM without its BEGIN was skipped", isKept: true),
    Odd(
      ["UID:2", "BEGIN:VEVENT", "UID:3", "DTSTART:20260324T100000Z", "SUMMARY:x"], 8,
      "an event without END:VEVENT was skipped", isKept: true),
  ])
  func `an odd event is reported with its line and the rest is kept`(odd: Odd) throws {
    let schedule = try Calendar.read(
      Calendar.text(
        Calendar.event().dropLast() + ["END:VEVENT"] + odd.lines + Calendar.event(uid: "last")))
    #expect(schedule.problems.map(\.message) == [odd.problem.message])
    #expect(schedule.problems.map(\.line) == [odd.problem.line.map { $0 + 1 }])
    #expect(schedule.sessions.count == (odd.isKept ? 3 : 2))
  }

  @Test func `unknown components and alarms inside an event are stepped over`() throws {
    let body = Calendar.text(
      ["BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:19700101T000000", "END:STANDARD"]
        + ["END:VTIMEZONE", "BEGIN:VTODO", "UID:9", "SUMMARY:Buy milk", "END:VTODO"]
        + Calendar.event(["BEGIN:VALARM", "SUMMARY:Ring", "UID:8", "END:VALARM", "LOCATION:Hall"]))
    let schedule = try Calendar.read(body)
    #expect(schedule.problems == [])
    #expect(schedule.sessions.map(\.key.id) == ["1"])
    #expect(schedule.sessions.map(\.facts.title) == ["A talk"])
    #expect(schedule.sessions.map(\.facts.room) == ["Hall"])
  }

  @Test func `instances of a repeated event have ids of their own`() throws {
    let body = Calendar.text(
      Calendar.event() + Calendar.event(["RECURRENCE-ID:20260325T100000Z"]))
    #expect(try Calendar.read(body).sessions.map(\.key.id) == ["1", "1#20260325T100000Z"])
  }

  @Test(arguments: [("CANCELLED", SessionStatus.cancelled), ("CONFIRMED", .scheduled)])
  func `STATUS says whether a session takes place`(word: String, status: SessionStatus) throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event(["STATUS:\(word)"])))
    #expect(schedule.sessions.map(\.facts.status) == [status])
  }

  @Test(arguments: [("https://a.example", "https://a.example"), ("mailto:a@b.example", nil)])
  func `only a web address is a link`(written: String, url: String?) throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event(["URL:\(written)"])))
    #expect(schedule.sessions.map(\.url) == [url])
  }

  @Test func `a date that ends on its own day lasts that day`() throws {
    let body = Calendar.text(
      Calendar.event(["DTEND;VALUE=DATE:20260324"], start: "DTSTART;VALUE=DATE:20260324"))
    let schedule = try Calendar.read(body)
    #expect(schedule.problems == [])
    #expect(schedule.sessions.map(\.facts.end) == [try Calendar.instant("2026-03-24T23:00:00Z")])
  }

  @Test(arguments: [
    ("ATTENDEE;CN=\"Ada Lovelace\";ROLE=REQ-PARTICIPANT:invalid:nomail", ["Ada Lovelace"]),
    ("ATTENDEE;CN=Ada Lovelace:INVALID:nomail", ["Ada Lovelace"]),
    // Invited or in charge, and no speakers; and a speaker without a name.
    ("ATTENDEE;CN=\"Ada Lovelace\";ROLE=REQ-PARTICIPANT:mailto:ada@example.org", []),
    ("ORGANIZER;CN=Ada Lovelace:invalid:nomail", []), ("ATTENDEE:invalid:nomail", []),
    ("ATTENDEE;CN=\"\":invalid:nomail", []),
  ])
  func `only an attendee without an address speaks`(line: String, names: [String]) throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event([line])))
    #expect(schedule.sessions.map { $0.facts.speakers.map(\.name) } == [names])
  }

  @Test(arguments: [
    ("Speaker: Ada Lovelace\\nText\\nmore", ["Ada Lovelace"], "Text\nmore"),
    ("Speakers: Ada Lovelace\\, Alan Turing\\n\\nText", ["Ada Lovelace", "Alan Turing"], "Text"),
    ("speaker: Ada\\, Countess of Lovelace", ["Ada, Countess of Lovelace"], nil),
    ("Speaker:\\nText", [], "Speaker:\nText"), ("Our speaker: Ada", [], "Our speaker: Ada"),
    ("Text\\nSpeaker: Ada", [], "Text\nSpeaker: Ada"),
  ])
  func `a calendar that labels its speakers is believed`(
    text: String, names: [String], abstract: String?
  ) throws {
    let others = (2..<5).flatMap { Calendar.event(["DESCRIPTION:Speaker: Bo"], uid: "\($0)") }
    let events = Calendar.event(["DESCRIPTION:\(text)"])
    let session = try #require(try Calendar.read(Calendar.text(events + others)).sessions.first)
    #expect(session.facts.speakers == names.map { Speaker(name: $0) })
    #expect(session.abstract == abstract)
  }

  @Test func `one description that begins like a label is a text`() throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event(["DESCRIPTION:Speaker: Bo"])))
    #expect(schedule.sessions.map(\.abstract) == ["Speaker: Bo"])
    #expect(schedule.sessions.map(\.facts.speakers) == [[]])
  }
}
