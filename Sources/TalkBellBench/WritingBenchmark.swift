import ConferenceModel
import Foundation
import ScheduleFormats

/// How fast a programme becomes a calendar, against copying the calendar's bytes.
struct WritingBenchmark {
  let bytes: [UInt8]

  func run() throws {
    let schedule = try ScheduleReader.read(
      bytes, format: nil, options: ReadingOptions(source: "main", timeZone: .gmt))
    let head = CalendarHead(host: "talkbell.example.org")
    let modified = Date(timeIntervalSince1970: 1_774_335_600)
    var calendar: [UInt8] = []
    let writing = Measurement(runs: 40) {
      calendar = CalendarWriter.write(schedule, head: head, lastModified: modified)
    }
    let megabytes = Double(calendar.count) / 1_000_000
    var copy: [UInt8] = []
    let baseline = Measurement(runs: 40) { copy = calendar.withUnsafeBytes { Array($0) } }
    report(
      "writing \(schedule.sessions.count) sessions as a calendar",
      String(format: "%.2f MB, best ", Double(copy.count) / 1_000_000)
        + speed(megabytes, writing.best))
    report("  median", speed(megabytes, writing.median))
    report("  baseline, copying its bytes: best", speed(megabytes, baseline.best))
  }
}
