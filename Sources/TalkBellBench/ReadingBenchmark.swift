import ConferenceModel
import Foundation
import ScheduleFormats

/// How fast a feed becomes typed sessions, against finding its line ends with `memchr`.
struct ReadingBenchmark {
  /// What the report calls it.
  let name: String
  let bytes: [UInt8]

  /// A large real file of every format, as far as the machine has them, and the bundled one.
  static func all() throws -> [ReadingBenchmark] {
    let files = [
      ("Sched ICS, KubeCon", "kubecon-eu-2026/20260317T131510Z.all.ics"),
      ("frab JSON, 36C3", "36c3/20191227T115048.64305fd.everything.schedule.json.gz"),
      ("pretalx JSON, FOSS4G", "foss4g-2025/20251114T005750Z.schedule.json.gz"),
      ("frab XML, FOSDEM", "fosdem-2026/20260130T203143.fe765b9.schedule.xml.gz"),
      ("OPass, COSCUP", "coscup/coscup2024.20240928T124153Z.b728aad.session.json"),
      ("Sessionize GridSmart, Devnexus", "devnexus/20260304T184035Z.b789ad1e.gridsmart.json"),
      ("Sessionize All, Scottish Summit", "scottishsummit-2026/20260804T161520Z.0e43ce3.all.json"),
      ("Sched CSV, Penguicon", "penguicon-2019/20190417T224424.8d7de3ce.sched.csv"),
    ]
    let real = try files.compactMap { name, path in
      try BenchmarkFiles.real(path).map { ReadingBenchmark(name: name, bytes: $0) }
    }
    return try real + [
      ReadingBenchmark(name: "bundled ICS, KubeCon", bytes: BenchmarkFiles.bundled())
    ]
  }

  func run() throws {
    let megabytes = Double(bytes.count) / 1_000_000
    let options = ReadingOptions(source: "main", timeZone: .gmt)
    var sessions = 0
    let reading = try Measurement(runs: 40) {
      sessions = try ScheduleReader.read(bytes, format: nil, options: options).sessions.count
    }
    var lines = 0
    let baseline = Measurement(runs: 40) { lines = Self.lineCount(bytes) }
    report(
      "reading \(name)",
      "\(sessions) sessions, " + String(format: "%.2f MB, \(lines) lines", megabytes))
    report("  best", speed(megabytes, reading.best))
    report("  median", speed(megabytes, reading.median))
    report(
      "  baseline, its line ends by memchr: best and median",
      "\(speed(megabytes, baseline.best)), \(speed(megabytes, baseline.median))")
    report(
      "  reading as a ratio to the baseline",
      String(format: "%.1f times as long", reading.best.seconds / baseline.best.seconds))
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

/// `140 MB/s (5.301 ms)`.
func speed(_ megabytes: Double, _ time: Duration) -> String {
  String(format: "%.0f MB/s (%@)", megabytes / time.seconds, time.text)
}
