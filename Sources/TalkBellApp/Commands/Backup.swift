import Foundation
import Persistence

/// What `talkbell backup` is asked for.
package struct BackupOptions: Hashable, Sendable {
  /// Where the copy goes.
  package var target: String
  /// The configuration's path.
  package var configFile: String

  /// The words of the command line.
  package init(target: String, configFile: String) {
    self.target = target
    self.configFile = configFile
  }
}

extension TalkBell {
  /// Copies the database into one file, also while a bot runs on it.
  ///
  /// - returns: the exit code, 0.
  /// - throws: one line when the target exists or either file can't be opened.
  package static func backUp(_ options: BackupOptions) throws -> Int32 {
    let configuration = try TalkBellConfiguration.load(
      file: options.configFile, environment: ProcessInfo.processInfo.environment)
    guard !FileManager.default.fileExists(atPath: options.target) else {
      throw TalkBellError.failed(
        "\(options.target): there is such a file already; choose another name")
    }
    let database = try ConferenceDatabase(path: configuration.storePath, sharing: true)
    let size = try database.backUp(to: options.target)
    print(
      "\(options.target): \(size) bytes, all that was stored; put it in the place of "
        + "\(configuration.storePath) to go on from it")
    return 0
  }
}
