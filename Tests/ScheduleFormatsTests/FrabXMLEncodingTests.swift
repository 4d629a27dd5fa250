import ConferenceModel
import ScheduleFormats
import Testing

@Suite struct FrabXMLEncodingTests {
  /// A document whose title is these bytes; the title stands in line 3.
  private func body(_ title: [UInt8], encoding: String?) -> [UInt8] {
    let declaration = encoding.map { " encoding=\"\($0)\"" } ?? ""
    let text = FrabXML.text(
      "<day>\(FrabXML.event(title: "HERE"))</day>", head: "<?xml version=\"1.0\"\(declaration)?>")
    let parts = text.split(separator: "HERE").map { [UInt8]($0.utf8) }
    return parts[0] + title + parts[1]
  }

  private static let readable: [(encoding: String?, bytes: [UInt8], title: String)] = [
    (nil, [0xC3, 0xB6], "ö"), ("UTF-8", [0xC3, 0xB6], "ö"), ("utf-8", [0xC3, 0xB6], "ö"),
    ("ISO-8859-1", [0xF6], "ö"), ("iso-8859-1", [0x93, 0xA4, 0x94], "“¤”"),
    ("ISO-8859-15", [0xF6, 0xA4], "ö€"), ("windows-1252", [0x80, 0xDF], "€ß"),
  ]

  @Test(arguments: readable)
  func `a declared encoding is read`(encoding: String?, bytes: [UInt8], title: String) throws {
    let schedule = try ScheduleReader.read(
      body(bytes, encoding: encoding), format: nil, options: Calendar.options())
    #expect(schedule.sessions.map(\.facts.title) == [title])
  }

  @Test(arguments: [[0xF6] as [UInt8], [0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE]])
  func `bytes that are not UTF-8 are refused with their line`(bytes: [UInt8]) {
    #expect(
      Calendar.error(body(bytes, encoding: nil))
        == .malformed(place: "line 3", reason: "it is not UTF-8"))
  }

  @Test func `an encoding that nobody can read is named`() {
    #expect(
      Calendar.error(body([0x41], encoding: "EBCDIC-CP-US"))
        == .malformed(
          place: "line 1",
          reason: "encoding \"EBCDIC-CP-US\" is not read, only UTF-8 and ISO-8859-1 or -15"))
  }

  @Test func `a body in UTF-16 is not recognised`() {
    let units = FrabXML.text("<day/>").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    guard case .notRecognised = Calendar.error([0xFF, 0xFE] + units) else {
      Issue.record("it is read, or refused as something else")
      return
    }
  }
}
