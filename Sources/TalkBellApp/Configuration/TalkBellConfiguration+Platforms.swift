import Foundation

extension TalkBellConfiguration {
  /// Reads `platforms:`; stand-ins take the place of what is wrong.
  static func platforms(_ node: ConfigurationNode?) -> Platforms {
    var platforms = Platforms(console: false)
    guard let node, let section = node.section(["console", "telegram", "slack", "matrix"]) else {
      return platforms
    }
    if section.values.isEmpty {
      node.report("at least one platform is needed: telegram, slack, matrix or console")
    }
    platforms.console = section["console"]?.section([]) != nil
    platforms.telegram = section["telegram"].flatMap(telegram)
    platforms.slack = section["slack"].flatMap(slack)
    platforms.matrix = section["matrix"].flatMap(matrix)
    return platforms
  }

  private static func telegram(_ node: ConfigurationNode) -> Telegram? {
    let keys = ["token", "tokenFile", "receive", "apiBase", "webhookSecret"]
    guard let section = node.section(keys) else { return nil }
    if let receive = section["receive"], let way = receive.text(), way != "polling" {
      receive.report(
        way == "webhook"
          ? "webhook is not supported in this version; polling is, and needs no public address"
          : "polling expected, \(receive.shown)")
    }
    return Telegram(
      token: token(section) ?? Secret(""),
      apiBase: section["apiBase"]?.webAddress() ?? "https://api.telegram.org",
      webhookSecret: section.unused("webhookSecret") { $0.secret() })
  }

  private static func token(_ section: ConfigurationSection) -> Secret? {
    switch (section["token"], section["tokenFile"]) {
    case (let token?, nil):
      return token.secret()
    case (nil, let file?):
      guard let path = file.text() else { return nil }
      do {
        let text = try file.context.readFile(file.context.resolve(path: path))
        // An editor puts a line break behind a token, a paste perhaps blanks.
        return file.secret(from: text.trimmingCharacters(in: .whitespacesAndNewlines))
      } catch {
        file.report("\(error)")
        return nil
      }
    case (_?, let file?):
      file.report("token is given too; give one of the two")
      return nil
    case (nil, nil):
      section.node.report("token or tokenFile must be given")
      return nil
    }
  }

  private static func slack(_ node: ConfigurationNode) -> Slack? {
    let keys = ["botToken", "appToken", "signingSecret", "receive", "apiBase", "webhooks"]
    guard let section = node.section(keys) else { return nil }
    return Slack(
      webhooks: section["webhooks"].map(webhooks) ?? [:],
      botToken: section.unused("botToken") { $0.secret() },
      appToken: section.unused("appToken") { $0.secret() },
      signingSecret: section.unused("signingSecret") { $0.secret() },
      receive: section.unused("receive") { $0.word(SlackReceiving.self) } ?? .socket,
      apiBase: section.unused("apiBase") { $0.webAddress() } ?? "https://slack.com/api")
  }

  private static func matrix(_ node: ConfigurationNode) -> Matrix? {
    guard let section = node.section(["homeserver", "accessToken", "webhooks"]) else { return nil }
    return Matrix(
      homeserver: section.required("homeserver")?.webAddress() ?? "",
      accessToken: section.required("accessToken")?.secret() ?? Secret(""),
      webhooks: section.unused("webhooks", read: webhooks) ?? [:])
  }

  /// Names of the operator's own with addresses that let everybody post who knows them.
  private static func webhooks(_ node: ConfigurationNode) -> [String: Secret] {
    var webhooks: [String: Secret] = [:]
    for (name, value) in node.entries() ?? [] {
      guard let address = value.secret() else { continue }
      guard ConfigurationNode.isWebAddress(address.reveal()) else {
        value.report("the webhook's address with https:// expected")
        continue
      }
      webhooks[name] = address
    }
    return webhooks
  }
}
