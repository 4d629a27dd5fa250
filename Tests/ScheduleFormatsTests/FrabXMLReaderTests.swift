import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

@Suite struct FrabXMLReaderTests {
  @Test func `an event with everything becomes a session with everything`() throws {
    let schedule = try Calendar.read(
      FrabXML.text(
        """
        <version>latest</version>
        <conference><title>FOSDEM 2026</title><acronym>f</acronym></conference>
        <tracks><track slug="x">Not of an event</track></tracks>
        <persons><person id="7"><name>Nobody Here</name><slug>n</slug></person></persons>
        <day index="1" date="2026-01-31"><room name="Janson" guid="r-1" slug="janson">
        <event guid="g-1" id="8376">
          <date>2026-01-31T09:30:00+01:00</date><start>09:30</start><duration>00:20</duration>
          <room>Janson</room><slug>welcome</slug><url>https://fosdem.org/welcome/</url>
          <title>Welcome to  FOSDEM</title><subtitle>Once more</subtitle>
          <track slug="main">Main Track</track><type>maintrack</type><language>en</language>
          <abstract>&lt;p&gt;Hello &amp;amp; welcome.&lt;/p&gt;&lt;p&gt;Sit down.&lt;/p&gt;</abstract>
          <description>More of it.</description><feedback_url>https://f/</feedback_url>
          <persons><person id="2">FOSDEM Staff</person><person id="3">Özge Kaya</person></persons>
          <links><link href="https://l/">Link</link></links>
          <recording><license>CC</license><url>https://rec/</url></recording>
        </event></room></day>
        """))
    let expected = Session(
      key: SessionKey(source: "main", id: "g-1"),
      facts: SessionFacts(
        title: "Welcome to FOSDEM",
        speakers: [Speaker(name: "FOSDEM Staff"), Speaker(name: "Özge Kaya")], room: "Janson",
        start: try Calendar.instant("2026-01-31T08:30:00Z"),
        end: try Calendar.instant("2026-01-31T08:50:00Z")),
      track: "Main Track", kind: .talk, url: "https://fosdem.org/welcome/",
      abstract: "Once more\n\nHello & welcome.\n\nSit down.\n\nMore of it.", roomID: "r-1")
    #expect(schedule == Schedule(name: "FOSDEM 2026", sessions: [expected]))
  }

  @Test(arguments: [
    // The event's own date decides, whatever the day around it says.
    ("<date>2023-09-10T05:00:00+00:00</date><start>10:30</start>", "2023-09-10T05:00:00Z"),
    ("<date>2026-01-31T09:30:00.500+0530</date>", "2026-01-31T04:00:00Z"),
    ("<date>2026-01-31T09:30Z</date>", "2026-01-31T09:30:00Z"),
    ("<date>2026-01-31 09:30:15</date>", "2026-01-31T08:30:15Z"),
    // Day and start, in the conference's zone (Amsterdam, +01:00).
    ("<start>09:30</start>", "2026-01-31T08:30:00Z"),
    ("<start>9:30</start>", "2026-01-31T08:30:00Z"),
    // At the change the day has begun; a minute before it, it is still the evening of the last.
    ("<start>09:00</start>", "2026-01-31T08:00:00Z"),
    ("<start>08:59</start>", "2026-02-01T07:59:00Z"),
    ("<start>00:15</start>", "2026-01-31T23:15:00Z"),
    // A date alone is the event's own day: no change moves it.
    ("<date>2026-02-02</date><start>00:15</start>", "2026-02-01T23:15:00Z"),
  ])
  func `the start is the date's, else the day's with start and day_change`(
    children: String, start: String
  ) throws {
    let (session, problems) = try FrabXML.session(
      FrabXML.event(children, date: nil), conference: "<day_change>09:00:00</day_change>",
      day: "date=\"2026-01-31\" start=\"2026-01-31T00:00:00+00:00\"")
    #expect(session?.facts.start == (try Calendar.instant(start)))
    #expect(problems == [])
  }

  @Test func `times without an offset are in the zone that the document names`() throws {
    let zone = "<time_zone_name>Asia/Kolkata</time_zone_name>"
    let (session, problems) = try FrabXML.session(
      FrabXML.event("<start>10:30</start>", date: nil), conference: zone)
    #expect(session?.facts.start == (try Calendar.instant("2026-01-31T05:00:00Z")))
    #expect(problems == [])
  }

  @Test func `a zone that nobody knows is noted, and the conference's is used`() throws {
    let (session, problems) = try FrabXML.session(
      FrabXML.event("<start>10:30</start>", date: nil),
      conference: "<time_zone_name>Mars/Olympus</time_zone_name>")
    #expect(session?.facts.start == (try Calendar.instant("2026-01-31T09:30:00Z")))
    #expect(
      problems == [
        FeedProblem(
          line: nil, message: "time zone \"Mars/Olympus\" is unknown, the conference's is used")
      ])
  }

  @Test(arguments: [
    ("00:45", 45), ("0:01", 1), ("16:39", 999), ("00:00", 0), ("1:02:30", 1590), ("00:30:00", 30),
    ("01:30:00", 90), ("2:00:00", 2880),
  ])
  func `a duration has hours and minutes, and days before them`(written: String, minutes: Int)
    throws
  {
    let (session, problems) = try FrabXML.session(
      FrabXML.event("<duration>\(written)</duration>"))
    #expect(session?.facts.duration == Double(minutes) * 60)
    #expect(problems == [])
  }

  @Test(arguments: ["", "soon", "-1:00", "00:99", "99999:00", "1:2:3:4", "9999:59"])
  func `an end that can't be told is left out`(written: String) throws {
    let (session, problems) = try FrabXML.session(
      FrabXML.event("<duration>\(written)</duration>"))
    #expect(session?.facts.end == nil)
    #expect(session?.facts.start != nil)
    #expect(problems.count == (written.isEmpty ? 0 : 1))
  }

  @Test(arguments: [
    "<date>tomorrow</date>", "<date>2026-02-31T10:00:00Z</date><start>25:00</start>", "",
  ])
  func `an event without a usable time is kept, and noted with its line`(children: String) throws {
    let schedule = try Calendar.read(
      FrabXML.text(
        "<day date=\"2026-01-31\">\n<room name=\"A\">\n"
          + "\(FrabXML.event(children, date: nil))\n</room></day>"
      ))
    #expect(schedule.sessions.map(\.facts) == [SessionFacts(title: "A talk", room: "A")])
    #expect(
      schedule.problems.map(\.description) == [
        #"line 5: a session without a time, neither "date" nor "start" is one"#
      ])
  }

  @Test(arguments: [
    ("<room>Child</room>", "name=\"Parent\" guid=\"p\"", "Child", "p"),
    ("<room></room>", "name=\"Parent\"", "Parent", nil), ("", "name=\"Parent\"", "Parent", nil),
    ("<room guid=\"c\">Child</room>", "name=\"Parent\" guid=\"p\"", "Child", "c"),
    ("<room/>", "name=\"\"", nil, nil),
  ])
  func `the room is the event's own, else the one around it`(
    child: String, parent: String, room: String?, roomID: String?
  ) throws {
    let (session, _) = try FrabXML.session(FrabXML.event(child), room: parent)
    #expect(session?.facts.room == room)
    #expect(session?.roomID == roomID)
  }

  @Test(arguments: [
    ("<persons><person id=\"1\">Ada Lovelace</person></persons>", ["Ada Lovelace"]),
    (
      "<persons><person id=\"1\">\n <name>Ada Lovelace</name>\n <slug>Long</slug></person>"
        + "<person>Alan  Turing</person></persons>", ["Ada Lovelace", "Alan Turing"]
    ),
    // Only an id: the list at the top has the name. It stands behind the days here.
    ("<persons><person id=\"42\"/><person id=\"0\"/></persons>", ["Grace Hopper"]),
    ("<persons/>", []),
  ])
  func `the speakers are the event's persons, flat or nested`(children: String, names: [String])
    throws
  {
    let event = FrabXML.event(children)
    let schedule = try Calendar.read(
      FrabXML.text(
        "<day date=\"2026-01-31\">\(event)</day>"
          + "<persons><person id=\"42\"><name>Grace Hopper</name></person></persons>"))
    #expect(schedule.sessions.map { $0.facts.speakers.map(\.name) } == [names])
  }

  @Test(arguments: [
    ("[CANCELED] Scaling", "Scaling", SessionStatus.cancelled),
    ("CANCELLED GRUB - Status", "GRUB - Status", .cancelled),
    ("Cancellation in Swift", "Cancellation in Swift", .scheduled),
  ])
  func `a mark in the title cancels`(written: String, title: String, status: SessionStatus) throws {
    let (session, _) = try FrabXML.session(FrabXML.event(title: written))
    #expect(session?.facts.title == title)
    #expect(session?.facts.status == status)
  }

  @Test(arguments: [
    ("lightningtalk", "Okular", true, SessionKind.lightning), ("keynote", "Hello", true, .keynote),
    ("workshop", "Solder", true, .tutorial), ("Workshop (2h)", "Solder", true, .tutorial),
    ("BoF (45 minutes)", "Face to face", true, .meeting), ("bof", "NGI", true, .meeting),
    ("Long talk (45 minutes)", "Opening", true, .talk),
    ("lecture", "Opening Ceremony", false, .talk),
    ("", "Afternoon break", false, .break), ("", "Breakfast", false, .break),
    ("djset", "Bass", true, .social), ("infodesk", "The Desk", false, .other),
    ("", "Lunch is for the weak", true, .talk),
  ])
  func `the kind follows from the type, else from the title`(
    type: String, title: String, isCredited: Bool, kind: SessionKind
  ) throws {
    let persons = isCredited ? "<persons><person>Ada</person></persons>" : ""
    let (session, _) = try FrabXML.session(
      FrabXML.event("<type>\(type)</type><track>No Track</track>\(persons)", title: title))
    #expect(session?.kind == kind)
    #expect(session?.track == nil)
  }

  @Test func `a title that is missing and a link that is none leave the event in place`() throws {
    let (session, problems) = try FrabXML.session(
      FrabXML.event("<url>javascript:alert(1)</url>", title: nil))
    #expect(session?.facts.title == "Untitled")
    #expect(session?.url == nil)
    #expect(
      problems == [
        FeedProblem(line: 3, message: "a session without a title is called \"Untitled\"")
      ])
  }

  @Test func `children and tags of XHTML in any order, prefixes and CDATA are read`() throws {
    let (session, problems) = try FrabXML.session(
      "<event id=\"1\"><x:y><title>Not it</title></x:y>"
        + "<abstract><p>One</p><p>T<b>w</b>o</p></abstract><title><![CDATA[A <b> & C]]></title>"
        + "<date>2026-01-31T09:30:00+01:00</date></event>")
    #expect(session?.facts.title == "A <b> & C")
    #expect(session?.abstract == "One\n\nTwo")
    #expect(problems == [])
  }

  @Test func `an abstract that the description repeats stands once`() throws {
    let (session, _) = try FrabXML.session(
      FrabXML.event("<abstract>One.</abstract><description>One. Two.</description>"))
    #expect(session?.abstract == "One. Two.")
  }
}
