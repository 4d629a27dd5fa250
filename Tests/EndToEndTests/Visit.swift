import Foundation
import Synchronization
import TestSupport
import Testing

/// A person in a chat with the bot, on whatever platform.
protocol Visitor: Sendable {
  /// How the platform's people type a command: `/` on Telegram, `/talkbell ` on Slack.
  var prefix: String { get }
  /// Types a command, without the prefix.
  func type(_ command: String) async throws
  /// Presses a button, or does what stands for it on the platform.
  func press(_ button: String) async throws
  /// The next message of the bot that this person reads, as it looks; nil when patience ends.
  func read() async -> String?
  /// The next message that is no answer, as it looks; nil when patience ends.
  func hear() async -> String?
}

extension Visitor {
  func hear() async -> String? { await read() }
}

/// What a person and the bot say to each other, as it stands in the README.
struct Visit {
  /// One thing that happens.
  enum Step {
    /// Types a command and reads the answer.
    case types(String)
    /// Presses a button and reads the answer.
    case presses(String)
    /// Reads what comes by itself.
    case hears
  }

  private(set) var lines: [String] = []

  /// Goes through the steps; an answer that does not come ends the visit.
  mutating func run(
    _ steps: [Step], as visitor: some Visitor, failure: @autoclosure () -> String
  ) async throws {
    for step in steps {
      switch step {
      case .types(let command):
        lines.append("you> \(visitor.prefix)\(command)")
        try await visitor.type(command)
      case .presses(let button):
        lines.append("you> [\(button)]")
        try await visitor.press(button)
      case .hears: break
      }
      var next: String?
      if case .hears = step {
        next = await visitor.hear()
        lines += ["…", ""]
      } else {
        next = await visitor.read()
        lines.append("")
      }
      let message = try #require(next, "nothing came: \(lines) \(failure())")
      lines += message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.append("")
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
  }

  /// Whether the README tells the visit as it was. When `TALKBELL_TRANSCRIPTS` names a folder, it
  /// is written there, to be put into the README.
  func isInReadme(as name: String) throws -> Bool {
    // The marks without width that end Slack's markup are nothing a person sees.
    let text = lines.joined(separator: "\n").replacing("\u{200B}", with: "")
    if let folder = ProcessInfo.processInfo.environment["TALKBELL_TRANSCRIPTS"] {
      let file = URL(filePath: folder).appending(path: "\(name).txt")
      try Data((text + "\n").utf8).write(to: file)
    }
    let readme = try String(
      contentsOf: RunningBot.packageRoot.appending(path: "README.md"), encoding: .utf8)
    return readme.contains("```\n\(text)\n```")
  }
}

/// A number that a visitor remembers.
final class Counter: Sendable {
  private let number = Mutex<Int64>(0)

  var value: Int64 {
    get { number.withLock { $0 } }
    set { number.withLock { $0 = newValue } }
  }
}
