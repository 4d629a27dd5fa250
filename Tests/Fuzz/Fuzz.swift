import ConferenceModel
import Foundation
import Glibc
import ScheduleFormats
import TestSupport

/// `talkbell-fuzz [--rounds N] [--seed N] [FILE…]`: reads broken copies of feeds, all formats.
///
/// Every file is read in a process of its own; one that crashes, hangs for 20 seconds, breaks a
/// rule or takes more memory than 20 times its input and 50 MB ends the run with exit code 1 and
/// the command that repeats it. Without files, those of the corpus, or the bundled programme.
@main struct Fuzz {
  static func main() {
    do {
      let options = try Options(CommandLine.arguments.dropFirst())
      if options.isChild { return try Rounds(options).run() }
      exit(try Campaign(options).run() ? 0 : 1)
    } catch {
      FileHandle.standardError.write(Data("talkbell-fuzz: \(error)\n".utf8))
      exit(2)
    }
  }
}

/// Why a run cannot begin.
struct WrongUse: Error, CustomStringConvertible {
  let description: String
}

/// What the command line says.
struct Options {
  var rounds = 2000
  var seed: UInt64 = 1
  var isChild = false
  var files: [String] = []

  init(_ arguments: some Sequence<String>) throws {
    var iterator = arguments.makeIterator()
    while let argument = iterator.next() {
      switch argument {
      case "--rounds":
        guard let number = iterator.next().flatMap({ Int($0) }), number > 0 else {
          throw WrongUse(description: "--rounds: a number above 0 expected")
        }
        rounds = number
      case "--seed":
        guard let number = iterator.next().flatMap({ UInt64($0) }) else {
          throw WrongUse(description: "--seed: a number expected")
        }
        seed = number
      case "--child": isChild = true
      default:
        guard !argument.hasPrefix("--") else {
          throw WrongUse(description: "\(argument): unknown; --rounds N, --seed N, files")
        }
        files.append(argument)
      }
    }
    if files.isEmpty { files = Self.knownFiles() }
    guard !files.isEmpty else { throw WrongUse(description: "no feeds found; name some files") }
  }

  private static func knownFiles() -> [String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = Corpus.isAvailable ? Corpus.folder : root.appending(path: "Config")
    let endings = ["ics", "json", "csv", "xml", "gz", "md"]
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { name in endings.contains { name.hasSuffix(".\($0)") } }
      .sorted().map { folder.appending(path: $0).path }
  }
}

/// All files, each in a process of its own.
struct Campaign {
  private let options: Options

  init(_ options: Options) { self.options = options }

  /// True when every file passed.
  func run() throws -> Bool {
    var failed: [String] = []
    for file in options.files {
      let (status, output) = try child(file)
      let name = URL(filePath: file).lastPathComponent
      let last = output.split(separator: "\n").last.map(String.init) ?? ""
      if status == 0 {
        print("\(name): \(last)")
      } else {
        failed.append(file)
        let seed = last.split(separator: " ").last.map(String.init) ?? "?"
        let how = status == SIGALRM + 1000 ? "hangs" : "fails (\(status))"
        print("\(name): \(how): \(last)")
        print("  repeat: talkbell-fuzz --rounds 1 --seed \(seed) \(file)")
      }
    }
    print("\(options.files.count - failed.count) files passed, \(failed.count) failed")
    return failed.isEmpty
  }

  /// The exit code, or 1000 and the signal that ended it; and what it printed.
  private func child(_ file: String) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [
      "--child", "--rounds", "\(options.rounds)", "--seed", "\(options.seed)", file,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let status = process.terminationStatus
    return (
      process.terminationReason == .uncaughtSignal ? 1000 + status : status,
      String(decoding: output, as: UTF8.self)
    )
  }
}

/// The rounds of one file.
struct Rounds {
  /// In seconds, for one round; the kernel ends the process then.
  private static let patience: UInt32 = 20
  private let options: Options
  private let file: String
  private let body: [UInt8]

  init(_ options: Options) throws {
    self.options = options
    file = options.files.first ?? ""
    body = try FeedFile.bytes(file)
  }

  func run() throws {
    let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
    var (read, refused, largest) = (0, 0, body.count)
    for round in 0..<options.rounds {
      let seed = options.seed &+ UInt64(round)
      print("seed \(seed)")
      fflush(nil)
      alarm(Self.patience)
      var mutator = FeedMutator(seed: seed)
      let broken = mutator.mutate(body, with: body)
      largest = max(largest, broken.count)
      do {
        let problem: String?
        if file.hasSuffix(".md") {
          _ = try GuideReader.read(broken, fileName: "guide.md", timeZone: zone)
          problem = nil
        } else {
          problem = Self.problem(
            of: try ScheduleReader.read(
              broken, format: nil, options: ReadingOptions(source: "fuzz", timeZone: zone)))
        }
        if let problem {
          print("\(problem): seed \(seed)")
          exit(1)
        }
        read += 1
      } catch {
        if "\(error)".contains("\n") {
          print("an error of several lines: seed \(seed)")
          exit(1)
        }
        refused += 1
      }
    }
    alarm(0)
    let (peak, limit) = (PeakMemory.bytes(), 20 * largest + 50_000_000)
    guard peak <= limit else {
      print("took \(peak / 1_000_000) MB, more than \(limit / 1_000_000): seed \(options.seed)")
      exit(1)
    }
    print("\(read) read, \(refused) refused, \(peak / 1_000_000) MB of \(limit / 1_000_000)")
  }

  /// What a schedule must never have, whatever it was read from.
  private static func problem(of schedule: Schedule) -> String? {
    let keys = schedule.sessions.map(\.key)
    if Set(keys).count != keys.count { return "an id is there twice" }
    for session in schedule.sessions {
      let facts = session.facts
      if facts.title.isEmpty { return "an empty title" }
      if facts.speakers.contains(where: \.name.isEmpty) { return "a speaker without a name" }
      if let start = facts.start, let end = facts.end, end < start { return "an end before" }
      if let url = session.url, !url.lowercased().hasPrefix("http") { return "a strange address" }
    }
    return nil
  }
}

/// Feeds on disk, unpacked.
enum FeedFile {
  static func bytes(_ path: String) throws -> [UInt8] {
    guard path.hasSuffix(".gz") else {
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/gzip")
    process.arguments = ["-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return [UInt8](data)
  }
}

/// The largest resident memory of this process so far, as the kernel counts it.
enum PeakMemory {
  static func bytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
  }
}
