package import Foundation

/// Folders for files of tests; all go when the test process ends.
package enum TemporaryFolder {
  private static let root: URL = {
    let root = FileManager.default.temporaryDirectory.appending(
      path: "talkbell-tests-\(ProcessInfo.processInfo.processIdentifier)")
    atexit { try? FileManager.default.removeItem(at: TemporaryFolder.root) }
    return root
  }()

  /// A new, empty folder.
  package static func make() throws -> URL {
    let folder = root.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
