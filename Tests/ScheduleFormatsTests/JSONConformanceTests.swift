import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// What every format in JSON must do, on real files.
@Suite(.enabled(if: Corpus.isAvailable)) struct JSONConformanceTests {
  static let paths = [
    "36c3/20191227T115048.64305fd.everything.schedule.json.gz",
    "camp2019/20190822T004007.62f0704.everything.schedule.json.gz",
    "foss4g-2025/20251114T005750Z.schedule.json.gz",
    "scottishsummit-2026/20260804T161520Z.0e43ce3.all.json",
    "devnexus/20260304T184035Z.b789ad1e.gridsmart.json",
    "coscup/coscup2024.20240928T124153Z.b728aad.session.json",
    "sitcon-2021/sitcon2021.20210412T102741Z.a9c0e42.session.json",
    "graphqlconf-2026/session-export.excerpt.json",
  ]

  private func sorted(_ schedule: Schedule) -> [Session] {
    schedule.sessions.sorted { $0.key < $1.key }
  }

  @Test(arguments: paths)
  func `another order of the file gives the same sessions`(path: String) throws {
    let file = try RawFile(path)
    let schedule = try file.schedule(zone: "UTC")
    let reordered = try file.reordered()
    let other = try ScheduleReader.read(
      reordered, format: nil, options: Calendar.options(zone: "UTC"))
    // The order is another one, or the test would say nothing.
    #expect(other.sessions.map(\.key) != schedule.sessions.map(\.key))
    #expect(sorted(other) == sorted(schedule))
    #expect(other.problems == [])
  }

  @Test(arguments: paths)
  func `texts are clean and everything has a name`(path: String) throws {
    let schedule = try RawFile(path).schedule(zone: "UTC")
    for session in schedule.sessions {
      let facts = session.facts
      let texts =
        [facts.title, facts.room, session.track].compactMap(\.self)
        + facts.speakers.flatMap { [$0.name, $0.affiliation].compactMap(\.self) }
      for text in texts {
        #expect(text == text.trimmingCharacters(in: .whitespacesAndNewlines) && !text.isEmpty)
        #expect(!text.contains("\n") && !text.contains("  "))
      }
      let abstract = session.abstract ?? ""
      #expect(!abstract.contains("<p>") && !abstract.contains("<br"))
      #expect(!abstract.contains("\n\n\n") && !abstract.contains("\r"))
    }
  }
}
