import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

@Suite struct CalendarWriterTests {
  static let head = CalendarHead(host: "bell.example.org")

  static func instant(_ second: Int) -> Date { Date(timeIntervalSince1970: Double(second)) }

  /// 2026-03-24T10:00:00Z.
  static let start = instant(1_774_346_400)

  static func session(_ id: String = "1", title: String = "A talk") -> Session {
    Session(
      key: SessionKey(source: "main", id: id), facts: SessionFacts(title: title, start: start))
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
  }

  @Test func `a session is written with all it has, in the words of the RFC`() throws {
    let session = Session(
      key: SessionKey(source: "main", id: "ab12"),
      facts: SessionFacts(
        title: "Rust, C; and \\n", translatedTitles: [.chinese: "锈"],
        speakers: [Speaker(name: "Ada L", affiliation: "ACM; UK"), Speaker(name: "Bo")],
        room: "Hall 7 | Room A", start: Self.start, end: Self.start.addingTimeInterval(1800),
        status: .cancelled),
      track: "AI, ML", kind: .keynote, url: "https://a.example/1;x,y", abstract: "One\nTwo",
      translatedAbstracts: [.chinese: "一"], roomID: "r7")
    let event = CalendarEvent(
      session: session, sequence: 3, lastModified: Self.start.addingTimeInterval(-86_400.5))
    let head = CalendarHead(
      host: "bell.example.org", name: "Kube, Con", source: "https://bell.example.org/c.ics",
      refreshMinutes: 15)
    #expect(
      lines(CalendarWriter.write([event], head: head)) == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//TalkBell//Calendar 1//EN",
        "CALSCALE:GREGORIAN", "NAME:Kube\\, Con", "X-WR-CALNAME:Kube\\, Con",
        "SOURCE;VALUE=URI:https://bell.example.org/c.ics", "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "X-PUBLISHED-TTL:PT15M", "BEGIN:VEVENT", "UID:main/ab12@bell.example.org",
        "DTSTAMP:20260323T095959Z", "DTSTART:20260324T100000Z", "DTEND:20260324T103000Z",
        "SUMMARY:Rust\\, C\\; and \\\\n", "DESCRIPTION:Ada L (ACM\\; UK)\\, Bo\\n\\nOne\\nTwo",
        "CATEGORIES:AI\\, ML", "LOCATION:Hall 7 | Room A", "URL:https://a.example/1;x,y",
        "STATUS:CANCELLED", "SEQUENCE:3", "LAST-MODIFIED:20260323T095959Z",
        "X-TALKBELL-KEY:main;ab12", "X-TALKBELL-KIND:keynote",
        "X-TALKBELL-SPEAKER:Ada L;ACM\\; UK", "X-TALKBELL-SPEAKER:Bo", "X-TALKBELL-ROOM-ID:r7",
        "X-TALKBELL-TITLE:zh;锈", "X-TALKBELL-ABSTRACT:zh;一", "END:VEVENT", "END:VCALENDAR", "",
      ])
  }

  @Test func `a session without a time is a journal entry`() {
    let session = Session(
      key: SessionKey(source: "main", id: "1"), facts: SessionFacts(title: "Later", room: "Hall"))
    let event = CalendarEvent(session: session, sequence: 0, lastModified: Self.start)
    #expect(
      lines(CalendarWriter.write([event], head: Self.head)).dropFirst(4) == [
        "BEGIN:VJOURNAL", "UID:main/1@bell.example.org", "DTSTAMP:20260324T100000Z",
        "SUMMARY:Later", "X-TALKBELL-ROOM:Hall", "STATUS:DRAFT", "SEQUENCE:0",
        "LAST-MODIFIED:20260324T100000Z", "X-TALKBELL-KEY:main;1", "X-TALKBELL-KIND:talk",
        "END:VJOURNAL", "END:VCALENDAR", "",
      ])
  }

  @Test(arguments: [(0, "PT1M"), (90, "PT90M"), (1_000_000, "PT10080M")])
  func `the refresh interval is a duration between a minute and a week`(
    minutes: Int, duration: String
  ) {
    let head = CalendarHead(host: "h", refreshMinutes: minutes)
    let written = lines(CalendarWriter.write([], head: head))
    #expect(
      written.filter { $0.hasPrefix("REFRESH") || $0.hasPrefix("X-PUB") } == [
        "REFRESH-INTERVAL;VALUE=DURATION:\(duration)", "X-PUBLISHED-TTL:\(duration)",
      ])
  }

  @Test func `the same events give the same bytes, another version others`() {
    let event = CalendarEvent(session: Self.session(), sequence: 0, lastModified: Self.start)
    let first = CalendarWriter.write([event], head: Self.head)
    #expect(CalendarWriter.write([event], head: Self.head) == first)
    var later = event
    later.sequence = 1
    #expect(CalendarWriter.write([later], head: Self.head) != first)
  }

  @Test(arguments: ["a", "é", "锈", "🎉", "👩🏽‍💻", "e\u{301}"])
  func `no line is longer than 75 octets and no fold cuts a character`(sign: String) throws {
    // Every offset of the sign against the fold.
    for offset in 0..<8 {
      let title = String(repeating: "x", count: offset) + String(repeating: sign, count: 200)
      let schedule = Schedule(sessions: [Self.session(title: title)])
      let bytes = CalendarWriter.write(schedule, head: Self.head, lastModified: Self.start)
      let physical = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      #expect(physical.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 76 })
      #expect(physical.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
      #expect(physical.contains { $0.count > 72 })
      let read = try ScheduleReader.read(bytes, format: nil, options: Calendar.options())
      #expect(read == schedule)
    }
  }
}
