import Foundation

/// Calls that only their homes may make, so that time, network and chance come in at one place.
struct BannedCallRule: Sendable {
  /// What is looked for in code, with no identifier's letter before it.
  let call: String
  /// Whether more letters may follow, as in `curl_easy_init`.
  var isPrefix = false
  /// The targets that may make it.
  let homes: Set<String>
  /// The targets it is banned from; nil means all but the homes.
  var only: Set<String>?
  /// A word that makes the call harmless when its arguments hold it.
  var unlessGiven: String?
  /// What to do instead.
  let instead: String

  /// The targets that decide from their arguments alone.
  static let pureTargets: Set<String> = [
    "ConferenceModel", "Messaging", "Phrasebook", "Planning", "ScheduleFormats",
  ]

  private static let clock = "ask the WallClock you are given"
  private static let chance = "take the random source as a parameter"
  private static let machine = "a pure target gets bytes and values, not the machine"

  /// All of them. The benchmark measures real time, which is its purpose; the masks of WebSocket
  /// frames must be unpredictable (RFC 6455, section 5.3), and nothing depends on what they are.
  static let all: [BannedCallRule] = [
    BannedCallRule(call: "Date()", homes: ["Timekeeping"], instead: clock),
    BannedCallRule(call: "Date.init()", homes: ["Timekeeping"], instead: clock),
    BannedCallRule(call: "Date.now", homes: ["Timekeeping"], instead: clock),
    BannedCallRule(call: "timeIntervalSinceNow", homes: ["Timekeeping"], instead: clock),
    BannedCallRule(call: "Task.sleep", homes: ["Timekeeping"], instead: clock),
    BannedCallRule(
      call: "ContinuousClock", homes: ["HTTPTransport", "TalkBellBench", "Timekeeping"],
      instead: clock),
    BannedCallRule(
      call: "SuspendingClock", homes: ["TalkBellBench", "Timekeeping"], instead: clock),
    BannedCallRule(
      call: ".random(", homes: ["TalkBellApp", "WebSocketTransport"], unlessGiven: "using:",
      instead: chance),
    BannedCallRule(
      call: ".randomElement(", homes: ["TalkBellApp"], unlessGiven: "using:", instead: chance),
    BannedCallRule(
      call: ".shuffled(", homes: ["TalkBellApp"], unlessGiven: "using:", instead: chance),
    BannedCallRule(
      call: "SystemRandomNumberGenerator", homes: ["TalkBellApp"], instead: chance),
    BannedCallRule(
      call: "curl_", isPrefix: true, homes: ["HTTPTransport"], instead: "use CurlTransport"),
    BannedCallRule(call: "URLSession", homes: [], instead: "use CurlTransport"),
    BannedCallRule(call: "FileManager", homes: [], only: pureTargets, instead: machine),
    BannedCallRule(call: "ProcessInfo", homes: [], only: pureTargets, instead: machine),
  ]

  /// Calls that would make a test slow or different each time.
  static let inTests: [BannedCallRule] = all.filter {
    ["Date()", "Date.init()", "Date.now", "Task.sleep"].contains($0.call)
  }

  /// Parts of Tests that may wait or read the machine's time, each with the reason.
  static let testExceptions: [String: String] = [
    "Tests/EndToEndTests/": "it watches a real process from outside",
    "Tests/Kills/": "it watches a real process from outside",
    "Tests/TestSupport/": "its servers answer real sockets, so its waits end by real time",
    "Tests/TimekeepingTests/": "the system clock can only be compared with the machine's",
  ]

  /// The calls of a file of Sources.
  static func findings(in file: SourceFile) -> [Finding] {
    all.filter { rule in
      !rule.homes.contains(file.target) && (rule.only?.contains(file.target) ?? true)
    }.flatMap { $0.occurrences(in: file) }
  }

  /// The calls of a file of Tests.
  static func findings(inTest file: SourceFile) -> [Finding] {
    guard !testExceptions.keys.contains(where: file.path.hasPrefix) else { return [] }
    return inTests.flatMap { $0.occurrences(in: file) }
  }

  private func occurrences(in file: SourceFile) -> [Finding] {
    let code = file.text.code
    return code.indices.compactMap { line in
      // The search of the C library first: nearly all lines end here, and it is quick.
      guard strstr(code[line], call) != nil else { return nil }
      let arguments = code[(line + 1)...].prefix(3).joined()
      guard occurs(in: code[line], followedBy: arguments) else { return nil }
      return file.finding(line, "\(call) is not allowed here: \(instead)")
    }
  }

  private func occurs(in code: String, followedBy arguments: String) -> Bool {
    var rest = code[...]
    while let range = rest.firstRange(of: call) {
      let before = code[..<range.lowerBound].last
      let after = code[range.upperBound...].first
      rest = code[range.upperBound...]
      if isWordCharacter(before), isWordCharacter(call.first) { continue }
      if !isPrefix, isWordCharacter(after), isWordCharacter(call.last) { continue }
      if let unlessGiven, (rest + arguments).contains(unlessGiven) { continue }
      return true
    }
    return false
  }

  private func isWordCharacter(_ character: Character?) -> Bool {
    guard let character else { return false }
    return character.isLetter || character.isNumber || character == "_"
  }
}
