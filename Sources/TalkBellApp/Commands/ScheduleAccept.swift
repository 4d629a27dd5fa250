import Foundation
import Persistence

/// What `talkbell schedule accept` is asked for.
package struct AcceptOptions: Hashable, Sendable {
  /// The id of a source.
  package var source: String
  /// The configuration's path.
  package var configFile: String

  /// The words of the command line.
  package init(source: String, configFile: String) {
    self.source = source
    self.configFile = configFile
  }
}

extension TalkBell {
  /// Accepts the version of a source that is held: a bot that runs takes it at its next refresh,
  /// one that does not when it starts.
  ///
  /// - returns: the exit code, 0.
  /// - throws: one line when there is no such source, or nothing of it that could be accepted.
  package static func acceptSchedule(_ options: AcceptOptions) throws -> Int32 {
    let configuration = try TalkBellConfiguration.load(
      file: options.configFile, environment: ProcessInfo.processInfo.environment)
    guard configuration.sources.contains(where: { $0.id == options.source }) else {
      let known = configuration.sources.map(\.id).joined(separator: ", ")
      throw TalkBellError.wrongUse(
        "\(options.source): no such source in \(options.configFile); there are \(known)")
    }
    let database = try ConferenceDatabase(path: configuration.storePath, sharing: true)
    let held = try database.write { store in
      let held = try store.heldFeed(source: options.source)
      _ = try store.acceptHeldFeed(source: options.source)
      return held
    }
    guard let held else {
      throw TalkBellError.failed(
        "\(options.source): nothing is held; its last version is in force")
    }
    guard held.isAcceptable else {
      throw TalkBellError.failed(
        "\(options.source): what is held cannot be read (\(held.reason)); nothing to accept")
    }
    print("\(options.source): accepted (\(held.reason)); it is taken at the next refresh")
    return 0
  }
}
