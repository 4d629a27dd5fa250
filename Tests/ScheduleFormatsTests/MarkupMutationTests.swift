import ConferenceModel
import ScheduleFormats
import Testing

/// Broken XML and CSV must be refused or read, never trap; the same ones in every run.
@Suite struct MarkupMutationTests {
  /// SplitMix64 with a fixed seed: https://prng.di.unimi.it/splitmix64.c
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let pieces: [[UInt8]] =
    [
      "<event id=\"7\">", "</event>", "<room name=\"x\">", "</room>", "<day>", "</day>", "<title>",
      "</title>", "<persons><person>", "</schedule>", "<schedule>", "<!--", "-->", "<![CDATA[",
      "]]>", "<?x", "?>", "<!DOCTYPE schedule [", "&amp;", "&lt;p&gt;", "&#0;", "&#x110000;", "&x;",
      "<a:b xmlns:a=\"\">", " guid=\"g\"", "<p>", "<br", "2026-02-31T25:61:61+99:99", "-99:99",
      "9999999999999999999:00", "0000-00-00", "\"", "\"\"", ",", "\r", "\n", "\u{301}", "[",
      "CANCELLED", "encoding=\"ISO-8859-15\"", "encoding=\"x\"", "N",
    ].map { [UInt8]($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0xF0, 0x9F], [0], [1]]

  private static let document = [UInt8](
    FrabXML.text(
      "<conference><title>C</title><day_change>09:00:00</day_change></conference>"
        + "<day date=\"2026-01-31\"><room name=\"A\" guid=\"r\">"
        + (0..<4).map { index in
          FrabXML.event(
            "<start>10:00</start><duration>00:30</duration><room>A</room><type>keynote</type>"
              + "<abstract>&lt;p&gt;One&lt;/p&gt;&lt;br&gt;“two” &amp;amp; "
              + "<![CDATA[<b>x</b>]]></abstract>"
              + "<persons><person id=\"1\">Ada</person></persons>",
            attributes: "guid=\"g\(index)\" id=\"\(index)\"")
        }.joined() + "</room></day><persons><person id=\"1\"><name>Ada</name></person></persons>",
      head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made by hand -->"
    ).utf8)

  private static let export = [UInt8](
    SchedCSV.text(
      (0..<5).map {
        SchedCSV.row(
          name: "A \"quoted\", long\nname - Ada Lovelace", description: "<p>x</p>", id: "\($0)")
      }
    ).utf8)

  private func read(_ body: [UInt8]) {
    for format in [ScheduleFormat?.none, .frabXML, .schedCSV] {
      do throws(ScheduleFormatError) {
        let schedule = try ScheduleReader.read(
          body, format: format, options: Calendar.options())
        let ids = schedule.sessions.map(\.key.id)
        #expect(Set(ids).count == ids.count, "\(ids)")
        #expect(schedule.sessions.allSatisfy { !$0.key.id.isEmpty && !$0.facts.title.isEmpty })
        #expect(
          schedule.sessions.allSatisfy { $0.facts.speakers.allSatisfy { !$0.name.isEmpty } })
        #expect(
          schedule.sessions.allSatisfy { ($0.facts.duration ?? 0) >= 0 }, "\(schedule.sessions)")
      } catch {
        #expect(!error.description.contains("\n"), "\(error)")
        #expect(error.description.count < 200, "\(error)")
      }
    }
  }

  @Test(arguments: [true, false]) func `no mutation of a body traps`(isXML: Bool) {
    let sample = isXML ? Self.document : Self.export
    var generator = Generator(state: 20_260_131)
    for _ in 0..<600 {
      var body = sample
      for _ in 0...Int.random(in: 0..<6, using: &generator) {
        let start = Int.random(in: 0..<body.count, using: &generator)
        let end = min(body.count, start + Int.random(in: 0..<10, using: &generator))
        let piece = Self.pieces.randomElement(using: &generator) ?? []
        body.replaceSubrange(start..<end, with: piece)
      }
      read(body)
    }
  }
}
