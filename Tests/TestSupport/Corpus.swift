package import Foundation
import Synchronization

/// Real programmes that are no part of the repository; tests that need them are skipped without.
///
/// The folder is `$TALKBELL_CORPUS`, or `../shared/corpus` beside the package's root.
package enum Corpus {
  /// The folder, whether it exists or not.
  package static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["TALKBELL_CORPUS"], !path.isEmpty {
      return URL(filePath: path, directoryHint: .isDirectory)
    }
    // Tests/TestSupport/Corpus.swift: three up is the root, also when Tests is a symbolic link.
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return root.deletingLastPathComponent().appending(path: "shared/corpus")
  }()

  /// True when the folder is there.
  package static var isAvailable: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// A file or folder by its path inside the corpus, `kubecon-eu-2026/CHANGES.json` say.
  package static func url(_ path: String) -> URL { folder.appending(path: path) }

  /// The bytes of a file by its path inside the corpus.
  package static func data(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url(path)))
  }

  /// The bytes of a file, unpacked where its name ends in `.gz`.
  ///
  /// - throws: when there is no such file, or `gzip` refuses it.
  package static func unpacked(_ path: String) throws -> [UInt8] {
    guard path.hasSuffix(".gz") else { return try data(path) }
    return try ChildProcess.output(of: "gzip", ["-dc", url(path).path])
  }

  /// The paths of all files below a folder that end in `.` and the extension, sorted.
  package static func paths(under path: String, withExtension ending: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: url(path).path)?
      .compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".\(ending)") }.sorted().map { "\(path)/\($0)" }
  }
}
