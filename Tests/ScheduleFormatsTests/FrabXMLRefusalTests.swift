import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Bodies that must not be read, or not wholly.
@Suite struct FrabXMLRefusalTests {
  private func refusal(_ text: String) -> ScheduleFormatError? {
    Calendar.error([UInt8](text.utf8))
  }

  private static let declared = ScheduleFormatError.malformed(
    place: "line 2", reason: "its DOCTYPE declares entities or other markup, which is not read")

  @Test func `a body of entities that grow without bound is refused unread`() {
    var entities = "<!ENTITY a0 \"lol\">"
    for index in 1...9 {
      entities += "<!ENTITY a\(index) \"\(String(repeating: "&a\(index - 1);", count: 10))\">"
    }
    let body = FrabXML.text(
      "<day>\(FrabXML.event(title: "&a9;"))</day>",
      head: "<?xml version=\"1.0\"?>\n<!DOCTYPE schedule [\(entities)]>")
    #expect(refusal(body) == Self.declared)
  }

  @Test func `an entity that names a file is refused, and nothing of the file is read`() throws {
    let folder = try TemporaryFolder.make()
    let secret = folder.appending(path: "secret.txt")
    try Data("TOPSECRET".utf8).write(to: secret)
    let body = FrabXML.text(
      "<day>\(FrabXML.event(title: "&x;"))</day>",
      head: "<?xml version=\"1.0\"?>\n<!DOCTYPE schedule [<!ENTITY x SYSTEM \"\(secret)\">]>")
    #expect(refusal(body) == Self.declared)
  }

  @Test func `a DTD elsewhere is never fetched`() throws {
    let folder = try TemporaryFolder.make()
    let file = folder.appending(path: "schedule.dtd")
    try Data("<!ENTITY x \"TOPSECRET\">".utf8).write(to: file)
    let head = "<?xml version=\"1.0\"?>\n<!DOCTYPE schedule SYSTEM \"\(file)\">"
    let plain = try Calendar.read(FrabXML.text("<day>\(FrabXML.event())</day>", head: head))
    #expect(plain.sessions.map(\.facts.title) == ["A talk"])
    let body = FrabXML.text("<day>\n\(FrabXML.event(title: "&x;"))</day>", head: head)
    let error = try #require(refusal(body))
    #expect(!error.description.contains("TOPSECRET"))
    #expect(error.description.hasPrefix("line 5: not well-formed XML near"))
  }

  @Test func `a parameter entity and a declared attribute are refused too`() {
    for declaration in [
      "<!ENTITY % p SYSTEM \"file:///x\"> %p;", "<!ATTLIST event id CDATA \"1\">",
    ] {
      let body = FrabXML.text(
        "<day/>", head: "<?xml version=\"1.0\"?>\n<!DOCTYPE schedule [\(declaration)]>")
      #expect(refusal(body) == Self.declared)
    }
  }

  @Test(arguments: [
    ("<day>\n<event id=\"1\">\n</day>", "line 5: not well-formed XML near \"</day>\""),
    ("<day>\n<<<<<<< HEAD\n</day>", "line 4: not well-formed XML near \"<<<<<<< HEAD\""),
    ("<day>\n&nbsp;\n</day>", "line 4: not well-formed XML near \"&nbsp;\""),
    ("<day>\n\u{1}\n</day>", "line 4: not well-formed XML near \"?\""),
    ("<day a=\"1\" a=\"2\"/>", "line 3: not well-formed XML near \"<day a="),
  ])
  func `a body that is not well-formed is refused with its line`(
    contents: String, message: String
  ) throws {
    let error = try #require(refusal(FrabXML.text(contents)))
    #expect(error.description.hasPrefix(message))
    #expect(!error.description.contains("\n"))
  }

  @Test func `a second root is not well-formed`() throws {
    let body = FrabXML.text("<day>\(FrabXML.event())</day>")
    #expect(refusal(body) == nil)
    let second = try #require(refusal(body + "<schedule/>"))
    #expect(second.description.hasPrefix("line 5: not well-formed XML near \"<schedule/>\""))
  }

  @Test func `elements that stand in each other without end are refused`() {
    let body = FrabXML.text(
      String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000))
    #expect(
      refusal(body)
        == .malformed(place: "line 3", reason: "elements stand in each other too deeply"))
  }

  @Test func `a document without an event is no programme`() {
    #expect(refusal("<schedule/>") == .noSessions(skipped: 0, first: nil))
    #expect(
      refusal(FrabXML.text("<day>\(FrabXML.event(attributes: ""))</day>"))
        == .noSessions(skipped: 1, first: "line 3: a session without guid, code and id was skipped")
    )
  }

  @Test func `another document is not recognised`() {
    let feed = "<?xml version=\"1.0\"?><rss></rss>"
    #expect(refusal(feed) == .notRecognised(beginning: "<?xml version=\"1.0\"?><rss></rss>"))
    #expect(
      Calendar.error([UInt8](feed.utf8), format: .frabXML)
        == .notOfFormat(.frabXML, beginning: "<?xml version=\"1.0\"?><rss></rss>"))
  }

  @Test(arguments: [
    ("<schedule>\n<day>\n<event id=\"1\">\n", 3), ("<schedule>\n<day a=\"</schedule\n", 2),
    ("<schedule>\n<!-- </schedule> -->\n<day>", 3), ("\n\n<schedule>\n<day/>\n\n", 4),
    // Of what is never closed, the line where it begins.
    ("<schedule>\n<![CDATA[\n</schedule>", 2),
    ("<schedule><day></schedule", 1),
  ])
  func `a document that breaks off is refused with its line`(body: String, line: Int) throws {
    let error = try #require(refusal(body))
    #expect(error.description.hasPrefix("line \(line): "))
  }

  @Test func `an instruction without content is refused, one with content is stepped over`() throws
  {
    let event = FrabXML.event()
    #expect(
      refusal(FrabXML.text("<day>\n<?x?>\n\(event)</day>"))
        == .malformed(
          place: "line 4", reason: "a processing instruction without content is not read"))
    // Also where only the parser would find it, behind something that is not well-formed.
    #expect(refusal(FrabXML.text("<day>\n</type<?x?>\n\(event)</day>")) != nil)
    let sessions = try Calendar.read(FrabXML.text("<?a b?><?c ?><day>\(event)</day>")).sessions
    #expect(sessions.map(\.key.id) == ["g1"])
  }

  @Test func `more events than any conference has are refused`() {
    let body = FrabXML.text("<day>\(String(repeating: "<event/>", count: 50_001))</day>")
    #expect(
      refusal(body)
        == .malformed(place: "line 3", reason: "more than 50000 events are not read"))
  }

  @Test func `a tag with thousands of attributes is refused and takes no time`() throws {
    func attributes(_ count: Int) -> String {
      (0..<count).map { "a\($0) = \"x=y'>\"" }.joined(separator: " ")
    }
    let event = FrabXML.event(attributes: "guid='g1' \(attributes(200))")
    #expect(try Calendar.read(FrabXML.text("<day>\(event)</day>")).sessions.count == 1)
    #expect(
      refusal(FrabXML.text("<day>\n<room \(attributes(100_000))>\(event)</room></day>"))
        == .malformed(
          place: "line 4", reason: "a tag with more than 256 attributes is not read"))
  }

  @Test func `every piece of a document is refused, whatever its length`() {
    let body = [UInt8](
      FrabXML.text(
        "<!-- c > --><day date=\"2026-01-31\">"
          + "\(FrabXML.event("<abstract><![CDATA[x]]></abstract>"))</day>",
        head: "\n <?xml version=\"1.0\" encoding='UTF-8'?><!-- x --><?p q?>"
      ).utf8)
    #expect(Calendar.error(body) == nil)
    for length in 0..<(body.count - 1) {
      #expect(Calendar.error(Array(body.prefix(length))) != nil, "\(length) of \(body.count) bytes")
    }
  }
}
