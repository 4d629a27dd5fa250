import ConferenceModel
import Foundation

/// What the rest of the file says that a channel may refer to.
struct ChannelContext {
  let platforms: TalkBellConfiguration.Platforms
  /// The ids of the sources.
  let sources: [String]
  /// The ids of the guides.
  let guides: [String]
  /// Of channels that name none.
  let language: Language
}

extension TalkBellConfiguration {
  /// Reads `channels:`; nil and a missing list are none.
  static func channels(_ node: ConfigurationNode?, _ context: ChannelContext) -> [Channel] {
    var lines: [ConversationAddress: Int] = [:]
    return (node?.items() ?? []).compactMap { item in
      let keys = ["to", "language", "timeZone", "digest", "alerts"]
      guard let section = item.section(keys) else { return nil }
      let to = section.required("to")
      let address = to.flatMap { checked($0, context) }
      if let to, let address, let first = lines.updateValue(to.line, forKey: address) {
        to.report("\(address) is already the channel at line \(first)")
      }
      var channel = Channel(
        address: address ?? ConversationAddress(platform: .console, conversation: "-"),
        language: section["language"]?.word(Language.self) ?? context.language,
        timeZone: section["timeZone"]?.timeZone(),
        digest: section["digest"].flatMap { digest($0, context) }, alerts: false,
        alertFilter: SessionFilter())
      section["alerts"].map { readAlerts($0, into: &channel, context) }
      if section["digest"] == nil, section["alerts"] == nil {
        item.warn("the channel is told nothing; give it digest, alerts or both")
      }
      return channel
    }
  }

  /// An address that one of the platforms can deliver to.
  private static func checked(
    _ node: ConfigurationNode, _ context: ChannelContext
  ) -> ConversationAddress? {
    guard let address = node.address() else { return nil }
    let platforms = context.platforms
    let name = address.conversation
    var problem: String?
    switch address.platform {
    case .console:
      if !platforms.console { problem = "console is not among the platforms" }
    case .telegram:
      if platforms.telegram == nil { problem = "telegram is not among the platforms" }
    case .matrix:
      if platforms.matrix == nil {
        problem = "matrix is not among the platforms"
      } else if name.hasPrefix("webhook/") {
        problem = webhookProblem(name, platforms.matrix?.webhooks ?? [:], "platforms.matrix")
      } else if !name.hasPrefix("!") {
        problem = "a room's id expected, which begins with !, \(node.shown)"
      }
    case .slack:
      problem = slackProblem(name, platforms.slack)
    }
    if let problem { node.report(problem) }
    return address
  }

  private static func slackProblem(_ conversation: String, _ slack: Slack?) -> String? {
    guard let slack else { return "slack is not among the platforms" }
    if conversation.hasPrefix("webhook/") {
      return webhookProblem(conversation, slack.webhooks, "platforms.slack")
    }
    guard slack.botToken != nil else {
      return "without botToken only webhooks can be posted to; write slack:webhook/NAME"
    }
    let isID = "CGDUW".contains(conversation.prefix(1)) && conversation.utf8.count > 1
    return isID ? nil : "a channel's id expected, C0123456789, not its name"
  }

  private static func webhookProblem(
    _ conversation: String, _ webhooks: [String: Secret], _ path: String
  ) -> String? {
    let name = String(conversation.dropFirst("webhook/".count))
    guard webhooks[name] == nil else { return nil }
    let known = webhooks.keys.sorted().joined(separator: ", ")
    return "unknown webhook \"\(name)\"; under \(path).webhooks are "
      + (known.isEmpty ? "none" : known)
  }

  /// Reads `digest:` of a channel or a person.
  static func digest(
    _ node: ConfigurationNode, _ context: ChannelContext, of audience: Audience = .channel
  ) -> DigestPreference? {
    guard let section = node.section(["at", "filter"]) else { return nil }
    let filter = section["filter"].map { sessionFilter($0, context, of: audience) }
    guard let minute = section.required("at")?.timeOfDay() else { return nil }
    return DigestPreference(minuteOfDay: minute, filter: filter ?? SessionFilter())
  }

  private static func readAlerts(
    _ node: ConfigurationNode, into channel: inout Channel, _ context: ChannelContext
  ) {
    if let flag = node.flagIfAny {
      channel.alerts = flag
      return
    }
    guard node.isSection else {
      node.report("true, false or a section with filter expected, \(node.shown)")
      return
    }
    let section = node.section(["filter"])
    channel.alerts = true
    channel.alertFilter = section?["filter"].map { sessionFilter($0, context) } ?? SessionFilter()
  }

  private static func sessionFilter(
    _ node: ConfigurationNode, _ context: ChannelContext, of audience: Audience = .channel
  ) -> SessionFilter {
    let entries = node.entries() ?? []
    var filter = SessionFilter()
    for (key, value) in entries {
      switch key {
      case "track": filter.track = value.text()
      case "room": filter.room = value.text()
      case "mine":
        filter.mine = value.flag() ?? false
        if filter.mine, audience == .channel {
          value.report("mine is for a person, who sets it in the chat; a channel has no stars")
        }
      case "source":
        guard let id = value.text() else { continue }
        if !context.sources.contains(id) {
          let known = context.sources.joined(separator: ", ")
          value.report("unknown source \(value.quoted); the sources are \(known)")
        }
        filter.source = id
      case "guide": filter.guide = guide(value, context)
      case "theme":
        guard let text = value.text() else { continue }
        filter.theme = Theme(rawValue: text)
        if filter.theme == nil {
          let known = Theme.allCases.map(\.rawValue).joined(separator: ", ")
          value.report("unknown theme \(value.quoted); the themes are \(known)")
        }
      default:
        value.report("unknown key; known keys are guide, room, source, theme, track")
      }
    }
    return filter
  }

  /// A guide by its id; by a part of it when only one fits.
  private static func guide(_ node: ConfigurationNode, _ context: ChannelContext) -> String? {
    guard let text = node.text() else { return nil }
    if context.guides.contains(text) { return text }
    let fitting = Set(context.guides.filter { $0.contains(text) })
    if let only = fitting.first, fitting.count == 1 { return only }
    let known = context.guides.uniqued().joined(separator: ", ")
    node.report(
      context.guides.isEmpty
        ? "unknown guide \(node.quoted); list its file under guides first"
        : "unknown guide \(node.quoted); the guides are \(known)")
    return nil
  }
}

extension [String] {
  /// Each once, in order.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
