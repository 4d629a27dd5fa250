import ConferenceModel
package import Messaging

/// What Telegram is told at the start.
extension TelegramChannel {
  /// Sees to it that Telegram delivers the way the bot listens, and registers the menu of commands
  /// in each language.
  ///
  /// Of a webhook that is set while the bot is to poll only our own is withdrawn: another program
  /// may live from any other.
  package func introduce(_ profile: BotProfile) async throws(ReceiveError) {
    // Hearing first: a bot without a menu is of use, a deaf one is not.
    switch receiving {
    case .polling: try await expectNoWebhook(but: profile.publicURL.map(Self.webhookURL))
    case .webhook(let secret): try await setWebhook(secret, publicURL: profile.publicURL)
    }
    try await registerCommands(profile.commands)
  }

  private func registerCommands(
    _ menus: [Language: [BotProfile.MenuCommand]]
  ) async throws(ReceiveError) {
    // Who speaks another language than ours gets the English menu.
    let everybody = TelegramMenu.commands(menus[.english] ?? [])
    if !everybody.isEmpty {
      try await order("setMyCommands", TelegramSetMyCommands(commands: everybody, language: nil))
    }
    for language in Language.allCases {
      let commands = TelegramMenu.commands(menus[language] ?? [])
      if commands.isEmpty { continue }
      try await order(
        "setMyCommands",
        TelegramSetMyCommands(commands: commands, language: language.rawValue))
    }
  }

  /// Where Telegram is to deliver to us.
  private static func webhookURL(_ publicURL: String) -> String {
    "\(publicURL)/telegram/\(webhookEndpoint)"
  }

  private func expectNoWebhook(but own: String?) async throws(ReceiveError) {
    let webhook = try await tell(
      "getWebhookInfo", TelegramNoParameters(), returning: TelegramWebhookInfo.self)
    if let own, webhook.url == own {
      // What waits there comes by the next poll.
      return try await order("deleteWebhook", TelegramNoParameters())
    }
    guard webhook.url.isEmpty else {
      throw .needsOperator(
        reason: "\(TelegramOutcome.webhookIsSet): \(TelegramOutcome.howToRemoveWebhook)")
    }
  }

  private func setWebhook(
    _ secret: String, publicURL: String?
  ) async throws(ReceiveError) {
    guard TelegramWebhookSecret.isValid(secret) else {
      throw .needsOperator(
        reason: "platforms.telegram.webhookSecret must be 1 to 256 of A-Z, a-z, 0-9, _ and -")
    }
    guard let publicURL else {
      throw .needsOperator(
        reason: "platforms.telegram.receive: webhook needs web.publicURL, "
          + "an https address where Telegram reaches this bot")
    }
    try await order(
      "setWebhook", TelegramSetWebhook(url: Self.webhookURL(publicURL), secret: secret))
  }

  /// Calls a method that answers True. A refusal stays one however often it is tried, so it is
  /// the operator's.
  private func order(
    _ method: String, _ parameters: some Encodable
  ) async throws(ReceiveError) {
    do {
      let answer = try await answer(method, parameters, returning: Bool.self)
      if answer.result == true { return }
      if answer.status == 400 {
        throw ReceiveError.needsOperator(
          reason: client.reason("Telegram refuses \(method)", answer.description))
      }
      throw TelegramOutcome.receive(answer, reason: client.reason)
    } catch let error as ReceiveError {
      throw error
    } catch {
      throw .temporary(reason: "the introduction to Telegram was stopped", retryAfter: nil)
    }
  }
}

/// The menu as Telegram takes it. It refuses a whole list for one command it does not like.
enum TelegramMenu {
  /// The most of a list (core.telegram.org/bots/api#setmycommands).
  static let limit = 100
  /// Characters of a description (core.telegram.org/bots/api#botcommand).
  static let descriptionLimit = 256

  /// The commands that Telegram can show, descriptions cut to their limit.
  static func commands(_ menu: [BotProfile.MenuCommand]) -> [TelegramCommand] {
    var names: Set<String> = []
    let commands = menu.compactMap { command -> TelegramCommand? in
      let description = String(UntrustedText.cleaned(command.summary).prefix(descriptionLimit))
      guard isName(command.name), description.contains(where: { !$0.isWhitespace }),
        names.insert(command.name).inserted
      else { return nil }
      return TelegramCommand(command: command.name, description: description)
    }
    return Array(commands.prefix(limit))
  }

  private static func isName(_ name: String) -> Bool {
    (1...32).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
