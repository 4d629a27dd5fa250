import HTTPTransport
package import Messaging

/// What the account may do, and whether it is set up as it should be.
extension SlackChannel {
  /// The bot scopes that the app needs: exactly those of `Deploy/slack-app-manifest.yaml`
  /// (docs.slack.dev/reference/scopes).
  static let neededScopes: Set<String> = [
    "app_mentions:read", "channels:read", "chat:write", "commands", "groups:read", "im:history",
    "im:write", "reactions:read", "users:read",
  ]

  /// Asks Slack who the bot is, which also shows that the token works. Commands stand in the app's
  /// manifest and can't be told.
  package func introduce(_ profile: BotProfile) async throws(ReceiveError) {
    guard let directory else { return }
    do {
      _ = try await directory.bot(timeout: .seconds(30))
    } catch let error as ReceiveError {
      throw error
    } catch {
      throw .temporary(reason: "the check of Slack was stopped", retryAfter: nil)
    }
  }

  /// Token, scopes and how news comes in; webhooks can't be asked without posting to them.
  package func examine() async -> ChannelExamination {
    var examination = ChannelExamination()
    if let account, let directory {
      examination = await answers(about: account, directory.client)
    }
    if !webhooks.isEmpty {
      let names = webhooks.keys.sorted().joined(separator: ", ")
      examination.findings.append(
        .init(
          name: "webhooks", isGood: true,
          text: reason("\(names): Slack tells nothing of a webhook before it is used")))
    }
    return examination
  }

  private func answers(
    about account: SlackAccount, _ client: SlackClient
  ) async -> ChannelExamination {
    do throws(HTTPTransportError) {
      let answer = try await client.ask("auth.test", returning: SlackIdentity.self)
      var findings = [token(account, answer)]
      if answer.isOK { findings.append(scopes(answer.scopes)) }
      findings.append(receiving(account.receiving))
      return ChannelExamination(findings: findings, serverDate: answer.date)
    } catch {
      let failure = TransportOutcome.receive(of: error, service: "Slack", reason: reason)
      return ChannelExamination(findings: [
        .init(
          name: "token", isGood: false,
          text: failure?.description ?? "the check of Slack was stopped"),
        receiving(account.receiving),
      ])
    }
  }

  private func token(
    _ account: SlackAccount, _ answer: SlackAnswer<SlackIdentity>
  ) -> ChannelExamination.Finding {
    guard answer.isOK, let bot = answer.result else {
      return .init(
        name: "token", isGood: false,
        text: SlackOutcome.receive(answer, reason: reason).description)
    }
    let name = bot.user ?? bot.userID
    guard account.botToken.hasPrefix("xoxb-") else {
      return .init(
        name: "token", isGood: false,
        text: reason("the token is \(name)'s, a person's: take the bot token, which begins xoxb-"))
    }
    return .init(
      name: "token", isGood: true,
      text: reason("the bot is \(name) in the workspace \(bot.team ?? "without a name")"))
  }

  private func scopes(_ scopes: [String]?) -> ChannelExamination.Finding {
    guard let scopes else {
      return .init(name: "scopes", isGood: true, text: "Slack did not name the token's scopes")
    }
    let missing = Self.neededScopes.subtracting(scopes).sorted()
    return missing.isEmpty
      ? .init(name: "scopes", isGood: true, text: "all \(Self.neededScopes.count) are there")
      : .init(
        name: "scopes", isGood: false,
        text: "missing: \(missing.joined(separator: ", ")); add them as "
          + "Deploy/slack-app-manifest.yaml does and install the app again")
  }

  private func receiving(_ receiving: SlackAccount.Receiving) -> ChannelExamination.Finding {
    switch receiving {
    case .http(let secret):
      secret.isEmpty
        ? .init(
          name: "receiving", isGood: false,
          text: "platforms.slack.signingSecret is missing: it is on the app's page, under "
            + "Basic Information")
        : .init(name: "receiving", isGood: true, text: "by HTTP; requests must be signed")
    case .socket(let token):
      token.hasPrefix("xapp-")
        ? .init(name: "receiving", isGood: true, text: "in Socket Mode")
        : .init(
          name: "receiving", isGood: false,
          text: "platforms.slack.appToken is no app-level token, which begins xapp-: make one "
            + "with the scope connections:write under Basic Information")
    }
  }
}
