import Foundation

extension TalkBellConfiguration {
  /// Reads `platforms:`; stand-ins take the place of what is wrong.
  ///
  /// - parameter web: what `web:` says; nil when it is absent.
  static func platforms(_ node: ConfigurationNode?, web: Web?) -> Platforms {
    var platforms = Platforms(console: false)
    guard let node, let section = node.section(["console", "telegram", "slack", "matrix"]) else {
      return platforms
    }
    if section.values.isEmpty {
      node.report("at least one platform is needed: telegram, slack, matrix or console")
    }
    platforms.console = section["console"]?.section([]) != nil
    platforms.telegram = section["telegram"].flatMap { telegram($0, web) }
    platforms.slack = section["slack"].flatMap { slack($0, web) }
    platforms.matrix = section["matrix"].flatMap(matrix)
    return platforms
  }

  private static func telegram(_ node: ConfigurationNode, _ web: Web?) -> Telegram? {
    let keys = ["token", "tokenFile", "receive", "apiBase", "webhookSecret"]
    guard let section = node.section(keys) else { return nil }
    let receive = section["receive"]?.word(TelegramReceiving.self) ?? .polling
    var secret: Secret?
    switch receive {
    case .polling:
      secret = section.unused("webhookSecret", because: "receive is polling") { $0.secret() }
    case .webhook:
      secret = section.required("webhookSecret")?.webhookSecret()
      if web?.publicURL == nil {
        section["receive"]?.report("web.publicURL must say where Telegram reaches this machine")
      }
    }
    return Telegram(
      token: token(section) ?? Secret(""),
      apiBase: section["apiBase"]?.webAddress() ?? "https://api.telegram.org", receive: receive,
      webhookSecret: secret)
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
        return file.missingSecret("\(error)")
      }
    case (_?, let file?):
      file.report("token is given too; give one of the two")
      return nil
    case (nil, nil):
      section.node.report("token or tokenFile must be given")
      return nil
    }
  }

  private static func slack(_ node: ConfigurationNode, _ web: Web?) -> Slack? {
    let keys = ["botToken", "appToken", "signingSecret", "receive", "apiBase", "webhooks"]
    guard let section = node.section(keys) else { return nil }
    let receive = section["receive"]?.word(SlackReceiving.self) ?? .socket
    var slack = Slack(
      webhooks: section["webhooks"].map(webhooks) ?? [:],
      botToken: section["botToken"]?.secret(), receive: receive,
      apiBase: section["apiBase"]?.webAddress() ?? "https://slack.com/api")
    guard section["botToken"] != nil else {
      for key in ["appToken", "signingSecret", "receive", "apiBase"] where section[key] != nil {
        section[key]?.report("without botToken it has no use; give botToken too")
      }
      if section["webhooks"] == nil { node.report("botToken, webhooks or both must be given") }
      return slack
    }
    // Both may stand in the file, so that one word switches.
    slack.appToken = section["appToken"]?.secret()
    slack.signingSecret = section["signingSecret"]?.secret()
    switch receive {
    case .socket:
      if section["appToken"] == nil {
        node.report("appToken must be given for Socket Mode (or receive: http with signingSecret)")
      }
    case .http:
      if section["signingSecret"] == nil {
        node.report("signingSecret must be given for receive: http")
      }
      if web == nil {
        section["receive"]?.report("web.listen must say where Slack's requests come in")
      }
    }
    return slack
  }

  private static func matrix(_ node: ConfigurationNode) -> Matrix? {
    guard let section = node.section(["homeserver", "accessToken", "webhooks"]) else { return nil }
    return Matrix(
      homeserver: section.required("homeserver")?.webAddress() ?? "",
      accessToken: section.required("accessToken")?.secret() ?? Secret(""),
      webhooks: section["webhooks"].map(webhooks) ?? [:])
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
