import ConferenceModel
import ScheduleFormats
import TestSupport
import Testing

/// Broken bodies must be refused or read, never trap; the same ones in every run.
@Suite struct MutationTests {
  @Test(arguments: ScheduleFormat.allCases)
  func `no mutation of a body traps`(format: ScheduleFormat) {
    let others = ScheduleFormat.allCases.map { $0.body(SampleRow.day) }
    check(format.body(SampleRow.day), with: others, times: 300, as: format)
  }

  /// Bodies with what the rows of the table have not: folds, escapes, credits, lists of persons.
  struct Sample: Sendable, CustomTestStringConvertible {
    let format: ScheduleFormat
    let text: String
    var testDescription: String { format.rawValue }
  }

  private static let calendar = Sample(
    format: .schedICalendar,
    text: Calendar.text(
      (0..<6).flatMap { index in
        Calendar.event(
          [
            "DTEND:20260324T103000Z", "CATEGORIES:AI + ML", "LOCATION:Hall 7 | Room A\\, Amsterdam",
            "DESCRIPTION:Some text\\, with “quotes” &nbsp\\; and", "  a fold\\nand more",
          ], uid: "\(index)", start: "DTSTART;TZID=Europe/Amsterdam:20260324T1\(index)0000",
          summary: "Scaling - Ada Lovelace\\, CERN & Alan Turing\\, AT&T\\; Özge K\\, Inc.")
      }, productID: "-//Sched.com X//EN"))

  private static let document = Sample(
    format: .frabXML,
    text: FrabXML.text(
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
      head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made by hand -->"))

  private static let export = Sample(
    format: .schedCSV,
    text: SchedCSV.text(
      (0..<5).map {
        SchedCSV.row(
          name: "A \"quoted\", long\nname - Ada Lovelace", description: "<p>x</p>", id: "\($0)")
      }))

  @Test(arguments: [calendar, document, export])
  func `no mutation of a richer body traps`(sample: Sample) {
    let other = [UInt8](Self.document.text.utf8)
    check([UInt8](sample.text.utf8), with: [other], times: 600, as: sample.format)
  }

  private func check(
    _ body: [UInt8], with others: [[UInt8]], times: Int, as format: ScheduleFormat
  ) {
    var mutator = FeedMutator(seed: 20_260_324)
    for number in 0..<times {
      let mutated = mutator.mutate(body, with: others[number % others.count])
      for asked in [nil, format] {
        do throws(ScheduleFormatError) {
          let schedule = try ScheduleReader.read(
            mutated, format: asked, options: Calendar.options())
          expectSound(schedule, "mutation \(number)")
        } catch {
          let line = error.description
          #expect(
            !line.contains { $0.isNewline } && line.count < 300, "mutation \(number): \(line)")
        }
      }
    }
  }

  /// What holds for every programme that was read, however broken it was.
  private func expectSound(_ schedule: Schedule, _ comment: Comment) {
    let ids = schedule.sessions.map(\.key.id)
    #expect(!ids.isEmpty && Set(ids).count == ids.count, comment)
    for session in schedule.sessions {
      let facts = session.facts
      #expect(!session.key.id.isEmpty && !facts.title.isEmpty, comment)
      #expect(facts.speakers.allSatisfy { !$0.name.isEmpty } && facts.room != "", comment)
      #expect(facts.end == nil || facts.start != nil, comment)
      #expect((facts.duration ?? 0) >= 0, comment)
    }
  }

  @Test(.enabled(if: Corpus.isAvailable))
  func `a cut of the KubeCon feed is refused at every 997th byte`() throws {
    let body = try Corpus.data("kubecon-eu-2026/20260322T151644Z.all.ics")
    for length in stride(from: 997, to: body.count, by: 997) {
      guard case .truncated = Calendar.error(Array(body.prefix(length))) else {
        Issue.record("\(length) bytes pass for a programme")
        continue
      }
    }
  }
}
