import Foundation
import Glibc

/// Processor time as the kernel counts it, user and system together, in seconds.
enum ProcessorTime {
  /// Of this process so far, all its threads.
  static func used() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// Of another process so far; to a hundredth of a second.
  static func used(by process: Int32) -> Double {
    let line = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    // The name in the second field may hold blanks; utime and stime are fields 14 and 15.
    let fields = line.split(separator: ")").last?.split(separator: " ") ?? []
    let ticks = fields.dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +)
    return ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
  }
}

/// Resident memory of this process, in megabytes, as the kernel counts it.
enum ResidentMemory {
  /// Now.
  static func now() -> Double { megabytes("VmRSS:") }

  /// The most so far, or since `forgetPeak`.
  static func peak() -> Double { megabytes("VmHWM:") }

  /// Counts the peak anew from here (proc(5), `clear_refs`).
  static func forgetPeak() {
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
  }

  private static func megabytes(_ name: String) -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    let kilobytes = line.split(separator: " ").compactMap { Double($0) }.first ?? 0
    return kilobytes / 1024
  }
}
