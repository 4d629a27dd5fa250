import ConferenceModel
import ScheduleFormats
import Testing

@Suite struct TextNormalizationTests {
  @Test(arguments: [
    ("a  b\t c ", "a b c"), ("a\u{A0}\u{2009}b", "a b"), ("\u{200B}a\u{FEFF}b\u{200E}", "ab"),
    ("soft\u{AD}hyphen", "softhyphen"), ("全角\u{3000}空白", "全角 空白"),
    ("Cafe\u{301}", "Café"), ("A\u{30A}ngström \u{212B}", "Ångström Å"),
    ("か\u{3099}", "が"), ("👩\u{200D}💻 ❤\u{FE0F}", "👩\u{200D}💻 ❤\u{FE0F}"),
    ("non‑breaking", "non‑breaking"), ("“quoted” – dash…", "“quoted” – dash…"),
  ])
  func `equal texts have one form`(written: String, form: String) throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event(summary: written)))
    // Compared by scalars: String's own equality already knows canonical equivalence.
    #expect(
      schedule.sessions.map { Array($0.facts.title.unicodeScalars) } == [Array(form.unicodeScalars)]
    )
  }

  @Test(arguments: [
    ("a&nbsp\\;b", "a b"), ("a &amp; b", "a & b"), ("1 &gt\\; 0", "1 > 0"), ("&#8217\\;s", "’s"),
    ("&#x1F600;", "😀"), ("AT&T", "AT&T"), ("Q&A; more", "Q&A; more"), ("R&D\\;", "R&D;"),
    ("&amp;nbsp;", "&nbsp;"), ("&unknown;", "&unknown;"), ("&#0;", "&#0;"),
    ("&#xD800;", "&#xD800;"),
    ("a&#10;b", "a b"), ("x &", "x &"),
  ])
  func `HTML entities are decoded once, half-escaped ones too`(
    written: String, text: String
  ) throws {
    let schedule = try Calendar.read(Calendar.text(Calendar.event(summary: written)))
    #expect(schedule.sessions.map(\.facts.title) == [text])
  }

  @Test func `an abstract keeps its paragraphs`() throws {
    let body = Calendar.text(
      Calendar.event(["DESCRIPTION:\\n One  two \\n\\n\\n\\n three\\u \\nfour\\n\\n"]))
    #expect(try Calendar.read(body).sessions.map(\.abstract) == ["One two\n\nthree\\u\nfour"])
  }

  @Test(arguments: ["DESCRIPTION:", "DESCRIPTION:\\n &nbsp\\;", "LOCATION: "])
  func `an empty text is nothing`(line: String) throws {
    let session = try #require(
      try Calendar.read(Calendar.text(Calendar.event([line]))).sessions.first)
    #expect(session.abstract == nil)
    #expect(session.facts.room == nil)
  }

  @Test func `bytes that are not UTF-8 become the replacement character`() throws {
    var body = [UInt8](Calendar.text(Calendar.event(summary: "a@b")).utf8)
    let at = try #require(body.firstIndex(of: UInt8(ascii: "@")))
    body[at] = 0xFF
    let schedule = try ScheduleReader.read(body, format: nil, options: Calendar.options())
    #expect(schedule.sessions.map(\.facts.title) == ["a\u{FFFD}b"])
  }
}
