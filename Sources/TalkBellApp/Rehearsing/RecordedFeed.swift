import ConferenceModel
import Foundation
import Persistence
import ScheduleFormats
import ScheduleSync
import Timekeeping

/// One source of a rehearsal: which version it serves when.
struct RecordedFeed: Sendable {
  /// A version as it was recorded.
  struct Version: Sendable {
    /// From when on it is served.
    var servedFrom: Date
    /// The name of the file, or the address.
    let name: String
    let body: [UInt8]
    /// As a reader reads it, or why it is no programme.
    let content: Result<Schedule, Unreadable>

    var sessions: [Session]? { try? content.get().sessions }
  }

  /// Why a body is no programme.
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  let source: TalkBellConfiguration.Source
  /// By time; the first one is there when the rehearsal begins.
  let versions: [Version]
  /// Those that another one had replaced before the rehearsal begins.
  let unseen: [Version]

  /// Reads a body as the bot will read it.
  static func version(
    _ body: [UInt8], name: String, servedFrom: Date, source: TalkBellConfiguration.Source,
    timeZone: TimeZone
  ) -> Version {
    let content: Result<Schedule, Unreadable>
    do {
      content = .success(
        try ScheduleReader.read(
          body, format: source.format,
          options: ReadingOptions(source: source.id, timeZone: timeZone, horizon: servedFrom)))
    } catch {
      content = .failure(Unreadable(description: "\(error)"))
    }
    return Version(servedFrom: servedFrom, name: name, body: body, content: content)
  }

  /// The number of the version that is served at an instant.
  func index(at instant: Date) -> Int {
    versions.lastIndex { $0.servedFrom <= instant } ?? 0
  }

  /// When the next version comes; nil when the last one is there.
  func nextChange(after instant: Date) -> Date? {
    versions.first { $0.servedFrom > instant }?.servedFrom
  }

  /// The source as the bot knows it.
  func feedSource(clock: any WallClock) -> FeedSource {
    let versions = versions
    return FeedSource(
      id: source.id, location: source.id, format: source.format, refreshEvery: source.refreshEvery
    ) { _ throws(RefreshError) in
      let now = clock.now()
      let version = versions.last { $0.servedFrom <= now } ?? versions[0]
      return .body(version.body, SourceValidators())
    }
  }
}

/// A feed of the command line: `TIME=FILE`, or `SOURCE@TIME=FILE`.
struct FeedArgument {
  let source: String?
  let at: Date
  let path: String

  /// - throws: `TalkBellError.wrongUse`.
  init(_ text: String) throws(TalkBellError) {
    guard let equals = text.firstIndex(of: "="), text.index(after: equals) < text.endIndex else {
      throw .wrongUse("--feed \(text): TIME=FILE or SOURCE@TIME=FILE expected")
    }
    path = String(text[text.index(after: equals)...])
    var time = text[..<equals]
    if let mark = time.firstIndex(of: "@") {
      source = String(time[..<mark])
      time = time[time.index(after: mark)...]
    } else {
      source = nil
    }
    guard let at = try? Date(String(time), strategy: .iso8601) else {
      throw .wrongUse(
        "--feed \(text): \(time) is no time; write it with an offset, 2026-03-24T08:00:00+01:00")
    }
    self.at = at
  }

  /// The recorded body.
  func body() throws(TalkBellError) -> [UInt8] {
    let body: [UInt8]
    switch TextFile.bytes(path) {
    case .success(let bytes): body = bytes
    case .failure(let failure): throw .failed("--feed: \(failure)")
    }
    guard !body.starts(with: [0x1F, 0x8B]) else {
      throw .failed("--feed: \(path): packed with gzip; unpack it first (gunzip --keep)")
    }
    return body
  }
}
