import ConferenceModel
import Foundation
import Persistence
import ScheduleSync
import Timekeeping

/// The programme of KubeCon Europe 2026 that comes with TalkBell: the main one in three real
/// versions, which follow each other on the demo's clock, and the co-located one.
struct BundledProgramme: Sendable {
  /// A version of the main programme and when it comes in.
  struct Version: Hashable, Sendable {
    let from: Date
    let file: String
  }

  private static let name = "Config/kubecon-eu-2026"
  /// The main programme's files, oldest first; the names tell when each was published.
  static let mainFiles = [
    "main.20260322T151644Z.ics", "main.20260322T191353Z.ics", "main.20260323T183344Z.ics",
  ]
  private let folder: URL

  /// Finds the programme in `TALKBELL_SHARE`, above the executable, or in the working folder.
  init() throws(TalkBellError) {
    let environment = ProcessInfo.processInfo.environment
    var candidates = environment["TALKBELL_SHARE"].map { [URL(filePath: $0)] } ?? []
    var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    for _ in 0..<6 {
      folder = folder.deletingLastPathComponent()
      candidates.append(folder)
    }
    candidates.append(URL(filePath: FileManager.default.currentDirectoryPath))
    candidates.append(URL(filePath: "/usr/share/talkbell"))
    let found = candidates.map { $0.appending(path: Self.name) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
    guard let found else {
      throw .failed(
        "\(Self.name): the demo's programme is not there; run ./Deploy/demo in the source folder, "
          + "or name the folder that has it in TALKBELL_SHARE")
    }
    self.folder = found
  }

  /// The two feeds; the main one shows the newest version that has come in on the clock.
  func feeds(versions: [Version], clock: any WallClock, refreshEvery: Duration) -> [FeedSource] {
    let folder = folder
    let main = FeedSource(
      id: "main", location: folder.path, format: nil, refreshEvery: refreshEvery
    ) { _ throws(RefreshError) in
      let now = clock.now()
      let version = versions.last { $0.from <= now } ?? versions[0]
      return try Self.read(folder.appending(path: version.file))
    }
    return [
      main,
      .file(
        id: "colocated", path: folder.appending(path: "colocated.ics").path, format: nil,
        refreshEvery: refreshEvery),
    ]
  }

  /// The guide that comes with it, in both languages; without those that can't be read, for a demo
  /// goes on without a guide.
  var guides: [Guide] {
    ["en", "zh"].compactMap { language in
      let file = folder.appending(path: "guides/ai-infrastructure.\(language).md")
      return try? GuideFile.read(file.path, timeZone: DemoConversation.timeZone)
    }
  }

  private static func read(_ file: URL) throws(RefreshError) -> FetchedFeed {
    do {
      return .body([UInt8](try Data(contentsOf: file)), SourceValidators())
    } catch {
      throw .unreachable(location: file.path, reason: "cannot be read", retryAfter: nil)
    }
  }
}
