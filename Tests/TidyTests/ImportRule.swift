/// What each target may import, and nothing else. A change here is a change of the design and
/// belongs into the table of CONTRIBUTING.md too.
enum ImportRule {
  /// What every target may import besides its line of the table.
  static let everywhere: Set<String> = ["Foundation", "FoundationEssentials", "Synchronization"]

  /// A line a target, lowest layer first. What has no Swift has none.
  static let table: [String: Set<String>] = [
    "ConferenceModel": [],
    "Timekeeping": [],
    "ScheduleFormats": ["ConferenceModel", "FoundationXML"],
    "Planning": ["ConferenceModel"],
    "Messaging": ["ConferenceModel"],
    "Phrasebook": ["ConferenceModel", "Messaging"],
    "Persistence": ["ConferenceModel", "GRDB", "Glibc"],
    "HTTPTransport": ["CCurl", "Glibc"],
    "WebSocketTransport": ["NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "NIOWebSocket"],
    "ScheduleSync": [
      "ConferenceModel", "HTTPTransport", "Logging", "Metrics", "Persistence", "Planning",
      "ScheduleFormats", "Timekeeping",
    ],
    "ReminderScheduling": [
      "ConferenceModel", "Logging", "Metrics", "Persistence", "Planning", "Timekeeping",
    ],
    "Delivery": [
      "ConferenceModel", "Logging", "Messaging", "Metrics", "Persistence", "Phrasebook",
      "Planning", "Timekeeping",
    ],
    "ChatChannels": [
      "ConferenceModel", "Crypto", "Glibc", "HTTPTransport", "Messaging", "WebSocketTransport",
    ],
    "Conversation": ["ConferenceModel", "Messaging", "Persistence", "Phrasebook", "Planning"],
    "WebSurface": [
      "ConferenceModel", "Hummingbird", "Logging", "Messaging", "Metrics", "Mustache",
      "Persistence", "Phrasebook", "Planning",
    ],
    // It shares no code with what it judges.
    "Rehearsal": ["ConferenceModel", "Messaging"],
    "TalkBellApp": [
      "ChatChannels", "ConferenceModel", "Conversation", "Delivery", "Glibc", "HTTPTransport",
      "Logging", "Messaging", "Metrics", "Persistence", "Phrasebook", "Planning", "Rehearsal",
      "ReminderScheduling", "ScheduleFormats", "ScheduleSync", "ServiceLifecycle", "Timekeeping",
      "UnixSignals", "WebSurface", "Yams",
    ],
    "talkbell": ["ArgumentParser", "CMalloc", "TalkBellApp"],
    "TalkBellBench": [
      "CMalloc", "ChatChannels", "ConferenceModel", "CurlBaseline", "Delivery", "Glibc",
      "HTTPTransport", "Logging", "Messaging", "Persistence", "Planning", "ReminderScheduling",
      "ScheduleFormats",
      "Timekeeping",
    ],
  ]

  /// Targets without Swift.
  static let inC: Set<String> = ["CCurl", "CMalloc", "CurlBaseline"]

  /// The imports of a file that its target's line does not allow.
  static func findings(in file: SourceFile) -> [Finding] {
    let allowed = everywhere.union(table[file.target] ?? [])
    return imports(of: file).compactMap { line, module in
      guard !allowed.contains(module) else { return nil }
      return file.finding(
        line, "\(file.target) imports \(module), which the table in ImportRule does not allow")
    }
  }

  /// Targets on disk without a line, and lines without a target.
  static func findings(targetsOnDisk: Set<String>) -> [String] {
    let known = Set(table.keys).union(inC)
    return targetsOnDisk.subtracting(known).sorted().map { "\($0) has no line in the table" }
      + known.subtracting(targetsOnDisk).sorted().map { "\($0) has a line but no folder" }
  }

  /// The modules a file imports with the lines, whatever attributes, access levels and kinds
  /// stand around the name.
  static func imports(of file: SourceFile) -> [(line: Int, module: String)] {
    let form =
      /\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|var|let|actor)\s+)?(\w+).*/
    return file.text.code.enumerated().flatMap { line, code in
      guard code.contains("import ") else { return [(line: Int, module: String)]() }
      return code.split(separator: ";").compactMap { statement in
        statement.wholeMatch(of: form).map { (line, String($0.1)) }
      }
    }
  }
}
