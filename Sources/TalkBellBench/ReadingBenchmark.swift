import ConferenceModel
import Foundation
import ScheduleFormats

/// How fast a Sched feed becomes typed sessions, against finding its line ends with `memchr`.
struct ReadingBenchmark {
  let file: URL

  func run() throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    let megabytes = Double(bytes.count) / 1_000_000
    let options = ReadingOptions(source: "main", timeZone: .gmt)
    var sessions = 0
    let reading = try Measurement(runs: 40) {
      sessions = try ScheduleReader.read(bytes, format: nil, options: options).sessions.count
    }
    var lines = 0
    let baseline = Measurement(runs: 40) { lines = Self.lineCount(bytes) }
    report("feed", "\(file.lastPathComponent), \(bytes.count) bytes, \(lines) lines")
    report("reading it into \(sessions) sessions, best", speed(megabytes, reading.best))
    report("reading it, median", speed(megabytes, reading.median))
    report("baseline: its line ends by memchr, best", speed(megabytes, baseline.best))
    report(
      "reading as a ratio to the baseline",
      String(format: "%.1f times as long", reading.best.seconds / baseline.best.seconds))
  }

  private func speed(_ megabytes: Double, _ time: Duration) -> String {
    String(format: "%.0f MB/s (%@)", megabytes / time.seconds, time.text)
  }

  private static func lineCount(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      var (offset, count) = (0, 0)
      while let found = memchr(base + offset, 10, buffer.count - offset) {
        count += 1
        offset = base.distance(to: UnsafeRawPointer(found)) + 1
        if offset == buffer.count { break }
      }
      return count
    }
  }
}
