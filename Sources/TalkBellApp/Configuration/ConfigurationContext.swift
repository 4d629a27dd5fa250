/// What the nodes of one file share while it is read: where its values come from and what is
/// wrong so far.
///
/// Problems are gathered rather than thrown, so reading goes on after one with a stand-in value;
/// no configuration comes of it as soon as there is a problem.
final class ConfigurationContext {
  /// Where `${NAME}` is looked up.
  let environment: [String: String]
  /// What relative paths are relative to.
  let directory: String
  /// The text of another file, for `tokenFile`.
  let readFile: (String) throws -> String
  /// Whether a secret that is not there is made up, because it will not be used.
  let makesUpSecrets: Bool
  /// In the order they were met.
  private(set) var problems: [ConfigurationErrors.Problem] = []
  /// Keys that are right but have no effect in this version, with their lines.
  private(set) var warnings: [ConfigurationErrors.Problem] = []
  /// Secrets that were made up, as the problems they would have been.
  private(set) var madeUp: [ConfigurationErrors.Problem] = []

  init(
    environment: [String: String], directory: String, makesUpSecrets: Bool = false,
    readFile: @escaping (String) throws -> String
  ) {
    self.makesUpSecrets = makesUpSecrets
    self.environment = environment
    self.directory = directory
    self.readFile = readFile
  }

  func report(line: Int?, key: String?, _ message: String) {
    problems.append(ConfigurationErrors.Problem(line: line, key: key, message: message))
  }

  func warn(line: Int?, key: String?, _ message: String) {
    warnings.append(ConfigurationErrors.Problem(line: line, key: key, message: message))
  }

  /// Makes up a secret that is not there; nil when it has to be there, which is reported.
  func missingSecret(line: Int?, key: String?, _ message: String) -> Secret? {
    guard makesUpSecrets else {
      report(line: line, key: key, message)
      return nil
    }
    madeUp.append(ConfigurationErrors.Problem(line: line, key: key, message: message))
    return Self.madeUpSecret
  }

  /// Passes for a token and for a webhook's address; no request to it can go anywhere (RFC 6761,
  /// section 6.4).
  static let madeUpSecret = Secret("https://rehearsal.invalid/")

  /// A path of the file system as the operator meant it: relative to the file it is written in.
  func resolve(path: String) -> String {
    if path.hasPrefix("/") || directory.isEmpty { return path }
    return directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
  }

  /// By line; those of one line in the order they were met.
  static func sorted(_ list: [ConfigurationErrors.Problem]) -> [ConfigurationErrors.Problem] {
    list.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
  }
}
