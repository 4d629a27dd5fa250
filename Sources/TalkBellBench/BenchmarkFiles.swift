import Foundation

/// Where the real programmes are, if they are: `$TALKBELL_CORPUS`, or `../shared/corpus` beside
/// the package's root.
enum BenchmarkFiles {
  private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let corpus =
    ProcessInfo.processInfo.environment["TALKBELL_CORPUS"].map { URL(filePath: $0) }
    ?? root.appending(path: "../shared/corpus")

  /// The bytes of a file of the corpus, unpacked where its name ends in `.gz`; nil when the
  /// machine does not have it.
  static func real(_ path: String) throws -> [UInt8]? {
    let file = corpus.appending(path: path)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    guard path.hasSuffix(".gz") else { return [UInt8](try Data(contentsOf: file)) }
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", file.path]
    let output = Pipe()
    gzip.standardOutput = output
    try gzip.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    gzip.waitUntilExit()
    guard gzip.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
    return [UInt8](bytes)
  }

  /// The programme of KubeCon that comes with the product; it has no abstracts.
  static func bundled() throws -> [UInt8] {
    let file = root.appending(path: "Config/kubecon-eu-2026/main.20260322T151644Z.ics")
    return [UInt8](try Data(contentsOf: file))
  }

  /// The real feed of KubeCon, else the bundled one.
  static func kubeCon() throws -> [UInt8] {
    try real("kubecon-eu-2026/20260317T131510Z.all.ics") ?? bundled()
  }
}
