import ConferenceModel
import Foundation
import ScheduleFormats
import Yams

extension TalkBellConfiguration {
  /// Reads a configuration from its text.
  ///
  /// - parameter file: the name for messages.
  /// - parameter directory: what relative paths are relative to; empty is the working directory.
  /// - parameter makesUpSecrets: for a rehearsal: secrets that are not there are made up and listed
  ///   in `madeUpSecrets`.
  /// - parameter readFile: the text of another file, for `tokenFile`.
  /// - throws: everything that is wrong, by line.
  package static func parse(
    text: String, file: String, directory: String, environment: [String: String],
    makesUpSecrets: Bool = false, readFile: @escaping (String) throws -> String
  ) throws(ConfigurationErrors) -> TalkBellConfiguration {
    let context = ConfigurationContext(
      environment: environment, directory: directory, makesUpSecrets: makesUpSecrets,
      readFile: readFile)
    let configuration = root(
      of: text, context: context,
      whenEmpty: "the file is empty; conference, sources and platforms must be given"
    ).flatMap { read($0) }
    guard var configuration, context.problems.isEmpty else {
      throw ConfigurationErrors(file: file, problems: ConfigurationContext.sorted(context.problems))
    }
    configuration.warnings = ConfigurationContext.sorted(context.warnings).map {
      ConfigurationErrors(file: file, problems: [$0]).description
    }
    configuration.madeUpSecrets = context.madeUp
    return configuration
  }

  /// The whole of a YAML file; nil when it is none, or empty, which is reported.
  static func root(
    of text: String, context: ConfigurationContext, whenEmpty: String
  ) -> ConfigurationNode? {
    do {
      let root = try Yams.compose(yaml: text).map {
        ConfigurationNode(path: "", line: 1, node: $0, context: context)
      }
      if let root, !root.isNull { return root }
      context.report(line: nil, key: nil, whenEmpty)
      return nil
    } catch {
      let (line, message) = place(of: error)
      context.report(line: line, key: nil, message)
      return nil
    }
  }

  private static func place(of error: any Error) -> (line: Int?, message: String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      (mark.line, "not YAML: \(problem)")
    case .reader(let problem, _, _, _)?:
      (nil, "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context)?:
      (context.mark.line, "\(keys.joined(separator: ", ")): given more than once in one section")
    default:
      (nil, "not YAML: \(error)")
    }
  }

  /// Stand-ins take the place of what is wrong; the caller throws the result away then.
  private static func read(_ root: ConfigurationNode) -> TalkBellConfiguration? {
    let keys = [
      "conference", "sources", "guides", "store", "platforms", "channels", "reminders", "alerts",
      "web", "operator",
    ]
    guard let top = root.section(keys) else { return nil }
    let sources = sources(top.required("sources"))
    let web = top["web"].map(web)
    let platforms = platforms(top.required("platforms"), web: web)
    let reminders = top["reminders"]?.section(["leadTimes", "language", "walking"])
    let preferences = preferences(reminders)
    let guides = (top["guides"]?.items() ?? []).compactMap { $0.text() }
      .map(root.context.resolve(path:))
    let context = ChannelContext(
      platforms: platforms, sources: sources.map(\.id), guides: guides.map(guideID(ofFile:)),
      language: preferences.language)
    let store = top["store"]?.section(["path", "keepFor"])
    return TalkBellConfiguration(
      conference: conference(top.required("conference")), sources: sources,
      guides: guides,
      storePath: root.context.resolve(
        path: store?["path"]?.text() ?? "talkbell.sqlite"),
      keepFor: store?["keepFor"]?.duration(atLeast: 86_400) ?? .seconds(30 * 86_400),
      platforms: platforms, channels: channels(top["channels"], context),
      defaultPreferences: preferences, walking: walking(reminders?["walking"]),
      settle: top["alerts"]?.section(["settle"])?["settle"]?.duration(atMost: 86_400)
        ?? .seconds(90),
      web: web,
      operators: (top["operator"]?.items() ?? []).compactMap { operatorAddress($0, platforms) },
      warnings: [])
  }

  /// The file's name up to its first dot: `guides/ai-infrastructure.zh.md` is `ai-infrastructure`.
  static func guideID(ofFile path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.prefix { $0 != "." })
  }

  /// A conversation of one of the platforms.
  private static func operatorAddress(
    _ node: ConfigurationNode, _ platforms: Platforms
  ) -> ConversationAddress? {
    guard let address = node.address() else { return nil }
    platforms.check(address, node)
    return address
  }

  private static func conference(_ node: ConfigurationNode?) -> Conference {
    let section = node?.section(["name", "timeZone"])
    return Conference(
      name: section?.required("name")?.text() ?? "",
      timeZone: section?.required("timeZone")?.timeZone() ?? .gmt)
  }

  private static func sources(_ node: ConfigurationNode?) -> [Source] {
    guard let node else { return [] }
    let items = node.items()
    if items.isEmpty, node.isNull || node.node.sequence != nil {
      node.report("at least one source is needed")
    }
    var ids: [String: Int] = [:]
    return items.compactMap { item in
      guard let section = item.section(["id", "name", "url", "format", "refreshEvery"]) else {
        return nil
      }
      let id = section.required("id").flatMap { sourceID($0, ids: &ids) } ?? ""
      return Source(
        id: id, name: section["name"]?.text() ?? id,
        location: section.required("url").flatMap(location) ?? .file(""),
        format: section["format"].flatMap(format),
        refreshEvery: section["refreshEvery"]?.duration(atLeast: 1, atMost: 86_400)
          ?? .seconds(120))
    }
  }

  private static func sourceID(_ node: ConfigurationNode, ids: inout [String: Int]) -> String? {
    guard let id = node.text() else { return nil }
    let isPlain = id.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == 95 || byte == 45
    }
    guard isPlain else {
      node.report("letters, digits, _ and - expected, \(node.shown)")
      return nil
    }
    if let first = ids.updateValue(node.line, forKey: id) {
      node.report("\(id) is already the id of the source at line \(first)")
    }
    return id
  }

  private static func location(_ node: ConfigurationNode) -> Location? {
    guard let text = node.text() else { return nil }
    if ConfigurationNode.isWebAddress(text) { return .url(text) }
    if text.contains("://") || text.lowercased().hasPrefix("http") && text.contains(":") {
      node.report("an address with https:// or http://, or a file's path expected, \(node.shown)")
      return nil
    }
    return .file(node.context.resolve(path: text))
  }

  private static func format(_ node: ConfigurationNode) -> ScheduleFormat? {
    guard let text = node.text(), text != "auto" else { return nil }
    if let format = ScheduleFormat(rawValue: text) { return format }
    let known = (["auto"] + ScheduleFormat.allCases.map(\.rawValue)).joined(separator: ", ")
    node.report("unknown format \(node.quoted); known formats are \(known)")
    return nil
  }

  private static func preferences(_ section: ConfigurationSection?) -> Preferences {
    var preferences = Preferences()
    if let list = section?["leadTimes"] {
      let times = list.items().compactMap { item -> LeadTime? in
        guard let duration = item.duration(atMost: 86_400) else { return nil }
        let seconds = Int(duration.components.seconds)
        guard seconds % 60 == 0 else {
          item.report("whole minutes expected, \(item.shown)")
          return nil
        }
        return LeadTime(minutes: seconds / 60)
      }
      preferences.leadTimes = Set(times).sorted()
    }
    preferences.language = section?["language"]?.word(Language.self) ?? preferences.language
    return preferences
  }

  /// Ways between halls, each once, whichever end comes first.
  private static func walking(_ node: ConfigurationNode?) -> [WalkingTime] {
    var lines: [Set<String>: Int] = [:]
    return (node?.items() ?? []).compactMap { item in
      guard let section = item.section(["from", "to", "takes"]),
        let from = section.required("from")?.text(), let to = section.required("to")?.text(),
        let takes = section.required("takes")?.duration(atLeast: 60, atMost: 3600)
      else { return nil }
      guard from != to else {
        item.report("from and to are the same")
        return nil
      }
      if let first = lines.updateValue(item.line, forKey: [from, to]) {
        item.report("the way between \(from) and \(to) is already at line \(first)")
      }
      // Rounded up: better a minute early than late.
      return WalkingTime(from: from, to: to, minutes: Int((takes.components.seconds + 59) / 60))
    }
  }

  private static func web(_ node: ConfigurationNode) -> Web {
    var web = Web(host: "127.0.0.1", port: 8080)
    guard let section = node.section(["listen", "publicURL"]) else { return web }
    if let listen = section["listen"], let text = listen.text() {
      let colon = text.lastIndex(of: ":")
      let port = colon.flatMap { Int(text[text.index(after: $0)...]) } ?? 0
      var host = colon.map { String(text[..<$0]) } ?? ""
      if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
      if host.isEmpty || !(1...65_535).contains(port) || host.contains(where: \.isWhitespace) {
        listen.report("host:port such as 127.0.0.1:8080 expected, \(listen.shown)")
      }
      (web.host, web.port) = (host, port)
    }
    web.publicURL = section["publicURL"]?.webAddress()
    return web
  }
}

extension TalkBellConfiguration.Platforms {
  /// Reports an address whose platform is not configured.
  func check(_ address: ConversationAddress, _ node: ConfigurationNode) {
    let isThere =
      switch address.platform {
      case .console: console
      case .telegram: telegram != nil
      case .slack: slack != nil
      case .matrix: matrix != nil
      }
    if !isThere { node.report("\(address.platform.rawValue) is not among the platforms") }
  }
}
