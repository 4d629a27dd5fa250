import Foundation

/// Rules about files that are not Swift: the project speaks of itself alone, its commands can be
/// run, and its change log has a place for what comes next.
enum RepositoryRule {
  /// Commands that must be executable.
  static let commands = [".ci/run", "Deploy/demo", "Deploy/test"]

  /// Parts of paths and hosts that belong to one machine. In two pieces, so that this file holds
  /// none of them.
  static let foreignWords: [String] = [
    ("/wo", "rk/"), ("/ro", "ot/"), ("registry", ".npmjs"), ("py", "pi.org"),
    ("proxy.", "golang"), ("index.", "crates.io"), ("doc", "ker.io"), ("ghc", "r.io"),
    ("qu", "ay.io"), ("local", "host:4873"),
  ].map { $0 + $1 }

  /// Lines that name somebody's machine or a package registry.
  static func foreignWords(in text: String, path: String) -> [Finding] {
    guard foreignWords.contains(where: { strstr(text, $0) != nil }) else { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().flatMap { line, content in
      foreignWords.filter(content.contains).map {
        Finding(path: path, line: line + 1, reason: "\($0) is of one machine, not of the project")
      }
    }
  }

  /// Whether a change log has its section for what no release holds yet.
  static func hasUnreleasedSection(_ changeLog: String) -> Bool {
    changeLog.contains(/(?m)^## \[?Unreleased\]?\s*$/)
  }
}
