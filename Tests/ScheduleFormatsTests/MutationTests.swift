import ConferenceModel
import ScheduleFormats
import TestSupport
import Testing

/// Broken bodies must be refused or read, never trap; the same ones in every run.
@Suite struct MutationTests {
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
      "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "BEGIN:VALARM\n", "END:VCALENDAR\r\n", "\r", "\n ",
      "\r\n\t",
      ";", ":", "\"", "\\", "&", "&#x110000;", "&#99999999999;", " - ", " & ", ", ", "; ",
      "\u{301}",
      "\u{200B}", "DTSTART;TZID=\"x:20260324\r\n", "DURATION:P99999999999999999999D\r\n",
      "DTEND:0\r\n",
      "RECURRENCE-ID:x\r\n", "CATEGORIES:\r\n", "CANCELLED", "[", "–", "—",
    ].map { [UInt8]($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0xF0, 0x9F], [0]]

  private static let sample = [UInt8](
    Calendar.text(
      (0..<6).flatMap { index in
        Calendar.event(
          [
            "DTEND:20260324T103000Z", "CATEGORIES:AI + ML", "LOCATION:Hall 7 | Room A\\, Amsterdam",
            "DESCRIPTION:Some text\\, with “quotes” &nbsp\\; and", "  a fold\\nand more",
          ], uid: "\(index)", start: "DTSTART;TZID=Europe/Amsterdam:20260324T1\(index)0000",
          summary: "Scaling - Ada Lovelace\\, CERN & Alan Turing\\, AT&T\\; Özge K\\, Inc.")
      }, productID: "-//Sched.com X//EN"
    ).utf8)

  private func read(_ body: [UInt8]) {
    for format in [ScheduleFormat?.none] + ScheduleFormat.allCases {
      guard
        let schedule = try? ScheduleReader.read(
          body, format: format, options: Calendar.options())
      else { continue }
      let ids = schedule.sessions.map(\.key.id)
      #expect(Set(ids).count == ids.count)
      #expect(schedule.sessions.allSatisfy { !$0.facts.title.isEmpty })
      #expect(
        schedule.sessions.allSatisfy { $0.facts.speakers.allSatisfy { !$0.name.isEmpty } })
    }
  }

  @Test func `no mutation of a feed traps`() {
    var generator = Generator(state: 20_260_324)
    for _ in 0..<1500 {
      var body = Self.sample
      for _ in 0...Int.random(in: 0..<8, using: &generator) {
        let start = Int.random(in: 0..<body.count, using: &generator)
        let end = min(body.count, start + Int.random(in: 0..<12, using: &generator))
        let piece = Self.pieces.randomElement(using: &generator) ?? []
        body.replaceSubrange(start..<end, with: piece)
      }
      read(body)
    }
  }

  @Test func `every piece of a feed is refused, whatever its length`() {
    for length in 0..<(Self.sample.count - "\r\n".utf8.count) {
      let error = Calendar.error(Array(Self.sample.prefix(length)))
      #expect(error != nil, "\(length) of \(Self.sample.count) bytes")
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
