import Foundation

/// A place where a rule is broken.
struct Finding: Hashable, CustomStringConvertible {
  /// Relative to the package.
  let path: String
  /// From 1.
  let line: Int
  /// What is wrong and what to do instead.
  let reason: String

  var description: String { "\(path):\(line): \(reason)" }
}

/// One Swift file of the package.
struct SourceFile {
  /// Relative to the package, `Sources/Planning/ReminderPlanner.swift`.
  let path: String
  /// What is in it.
  let text: SwiftText

  init(path: String, source: String) {
    self.path = path
    self.text = SwiftText(source)
  }

  /// The folder under `Sources` or `Tests` that it is in.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  /// Whether it is a test or support of tests.
  var isTest: Bool { path.hasPrefix("Tests/") }

  /// A finding at a line counted from 0.
  func finding(_ line: Int, _ reason: String) -> Finding {
    Finding(path: path, line: line + 1, reason: reason)
  }
}

/// The package on disk.
enum SourceTree {
  /// The folder of Package.swift. Links are resolved, so that a folder that links to Tests finds
  /// the package and not itself.
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file of Sources and Tests.
  static let swiftFiles: [SourceFile] = paths.compactMap { path in
    guard path.hasSuffix(".swift"), path.contains("/"), let source = contents(of: path) else {
      return nil
    }
    return SourceFile(path: path, source: source)
  }

  /// Every file that is the project's own, sorted: what git keeps or would keep.
  static let paths: [String] = {
    let files = FileManager.default
    guard
      let walk = files.enumerator(at: root, includingPropertiesForKeys: [.isDirectoryKey])
    else { return [] }
    var found: [String] = []
    for case let url as URL in walk {
      if isForeign(url.lastPathComponent) {
        walk.skipDescendants()
      } else if (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory != true {
        found.append(String(url.path.dropFirst(root.path.count + 1)))
      }
    }
    return found.sorted()
  }()

  /// The text of a file; nil when it can't be read or is no text.
  static func contents(of path: String) -> String? {
    try? String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The folders directly inside a folder of the package.
  static func folders(in path: String) -> Set<String> {
    Set(
      paths.compactMap { file in
        guard file.hasPrefix(path + "/") else { return nil }
        let parts = file.dropFirst(path.count + 1).split(separator: "/")
        return parts.count > 1 ? String(parts[0]) : nil
      })
  }

  private static func isForeign(_ name: String) -> Bool {
    name.hasPrefix(".build")
      || [".git", ".swiftpm", "Package.resolved", "__pycache__"].contains(name)
  }
}
