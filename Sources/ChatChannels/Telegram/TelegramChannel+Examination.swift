import ConferenceModel
import FoundationEssentials
package import Messaging

/// What `talkbell doctor` asks.
extension TelegramChannel {
  /// Looks at the token, how updates come, what the bot hears in groups and its menu.
  package func examine() async -> ChannelExamination {
    var examination = ChannelExamination()
    do {
      let answer = try await answer(
        "getMe", TelegramNoParameters(), returning: TelegramUser.self)
      examination.serverDate = answer.date
      guard let bot = answer.result else {
        throw TelegramOutcome.receive(answer, reason: client.reason)
      }
      examination.findings.append(good("token", "it is @\(bot.username ?? String(bot.id))"))
      examination.findings.append(await updates())
      examination.findings.append(groups(bot))
      examination.findings.append(await menu())
    } catch {
      // Without an answer to this nothing else is worth asking.
      examination.findings.append(bad("token", error))
    }
    return examination
  }

  private func updates() async -> ChannelExamination.Finding {
    let name = polls ? "polling" : "webhook"
    do throws(ReceiveError) {
      let webhook = try await tell(
        "getWebhookInfo", TelegramNoParameters(), returning: TelegramWebhookInfo.self)
      let text = polls ? polling(webhook) : delivery(webhook)
      return ChannelExamination.Finding(name: name, isGood: text.isGood, text: text.words)
    } catch {
      return bad(name, error)
    }
  }

  private func polling(_ webhook: TelegramWebhookInfo) -> (isGood: Bool, words: String) {
    guard webhook.url.isEmpty else {
      return (false, "\(TelegramOutcome.webhookIsSet): \(TelegramOutcome.howToRemoveWebhook)")
    }
    return (true, "no webhook is in the way; \(waiting(webhook))")
  }

  private func delivery(_ webhook: TelegramWebhookInfo) -> (isGood: Bool, words: String) {
    guard !webhook.url.isEmpty else {
      return (false, "no webhook is set: talkbell serve sets it when it starts")
    }
    let path = "/telegram/\(Self.webhookEndpoint)"
    guard webhook.url.hasSuffix(path) else {
      return (
        false,
        "the webhook of another program is set: talkbell serve takes its place when it starts"
      )
    }
    let missing = Set(TelegramUpdate.kinds).subtracting(
      webhook.allowedUpdates ?? TelegramUpdate.kinds)
    guard missing.isEmpty else {
      return (
        false,
        "Telegram does not deliver \(missing.sorted().joined(separator: ", ")): "
          + "restart talkbell serve, which asks for them"
      )
    }
    let site = client.reason(String(webhook.url.dropLast(path.count)))
    return (
      !isFailing(webhook), "it is set to \(site); \(waiting(webhook))\(lastError(webhook))"
    )
  }

  /// Telegram keeps its last error for good, so it only counts while updates wait.
  private func isFailing(_ webhook: TelegramWebhookInfo) -> Bool {
    webhook.lastError != nil && (webhook.pendingUpdates ?? 0) > 0
  }

  private func waiting(_ webhook: TelegramWebhookInfo) -> String {
    switch webhook.pendingUpdates ?? 0 {
    case 0: "no updates wait"
    case 1: "1 update waits"
    case let count: "\(count) updates wait"
    }
  }

  private func lastError(_ webhook: TelegramWebhookInfo) -> String {
    guard let error = webhook.lastError else { return "" }
    // Years of four digits: a broken number must not stop us.
    let date = webhook.lastErrorAt.flatMap { seconds in
      (0..<253_402_300_800).contains(seconds)
        ? " at \(Date(timeIntervalSince1970: TimeInterval(seconds)).ISO8601Format())" : nil
    }
    return "; the last delivery that failed\(date ?? ""): \(client.reason(error))"
  }

  private func groups(_ bot: TelegramUser) -> ChannelExamination.Finding {
    if bot.canJoinGroups == false {
      return good("groups", "it can't be added to groups; /setjoingroups of @BotFather allows it")
    }
    // Privacy mode (core.telegram.org/bots/features#privacy-mode) is what we want.
    return bot.canReadAllGroupMessages == true
      ? good("groups", "it hears everything there, though commands would do")
      : good("groups", "it hears only commands there, which is all it needs")
  }

  private func menu() async -> ChannelExamination.Finding {
    do throws(ReceiveError) {
      var missing: [String] = []
      var count = 0
      for language in [nil] + Language.allCases.map(\.rawValue) {
        let commands = try await tell(
          "getMyCommands", TelegramGetMyCommands(language: language),
          returning: [TelegramCommand].self)
        if commands.isEmpty { missing.append(language ?? "default") }
        count = max(count, commands.count)
      }
      return missing.isEmpty
        ? good("commands", "\(count) in the menu")
        // Before the first start that is as it should be.
        : good(
          "commands",
          "none are in the menu (\(missing.joined(separator: ", "))): "
            + "talkbell serve registers them when it starts")
    } catch {
      return bad("commands", error)
    }
  }

  private func good(_ name: String, _ text: String) -> ChannelExamination.Finding {
    ChannelExamination.Finding(name: name, isGood: true, text: text)
  }

  private func bad(_ name: String, _ reason: some Any) -> ChannelExamination.Finding {
    ChannelExamination.Finding(name: name, isGood: false, text: "\(reason)")
  }
}
