import ConferenceModel
import Messaging

/// What Slack told us, in the words of the port: the same over HTTP and in Socket Mode.
struct SlackTranslation: Sendable {
  /// The events that are read, by the names under which the app subscribes to them: exactly those
  /// of `Deploy/slack-app-manifest.yaml`.
  static let eventNames: Set<String> = [
    "app_home_opened", "app_mention", "message.im", "reaction_added", "reaction_removed",
    "member_joined_channel", "member_left_channel", "channel_left", "group_left",
    "channel_archive", "group_archive", "channel_unarchive", "group_unarchive", "channel_deleted",
    "group_deleted", "channel_id_changed",
  ]

  let directory: SlackDirectory
  private let origins: SlackResponseOrigins

  init(directory: SlackDirectory) {
    self.directory = directory
    origins = SlackResponseOrigins(apiBase: directory.client.account.apiBase)
  }

  /// What is to be done about it, under an id that is the same when it is delivered again; nil
  /// when it is none of our business.
  ///
  /// - throws: `ReceiveError` when Slack does not answer what has to be asked first, or
  ///   `CancellationError`. Nothing was done then.
  func batch(_ payload: SlackPayloadIn) async throws -> IncomingBatch? {
    switch payload {
    case .slashCommand(let command): try await batch(command)
    case .interaction(let interaction): batch(interaction)
    case .event(let callback): try await batch(callback)
    }
  }

  func person(_ user: String) -> ConversationAddress {
    ConversationAddress(platform: .slack, conversation: user)
  }

  func place(_ channel: String) -> ConversationAddress {
    ConversationAddress(platform: .slack, conversation: channel)
  }

  func delivery(_ id: String, _ events: [IncomingEvent]) -> IncomingBatch? {
    events.isEmpty ? nil : IncomingBatch(events: events, cursor: id, isDelivery: true)
  }

  /// The way back to where it was asked; nil when the address is not one of Slack's.
  private func route(
    _ url: String?, isForAll: Bool, channel: String, user: String
  ) -> String? {
    guard let url, origins.contain(url) else { return nil }
    return SlackRoute.respond(
      .init(url: url, isForAll: isForAll, channel: channel, user: user)
    ).text
  }
}

/// Typed commands.
extension SlackTranslation {
  private func batch(_ command: SlackSlashCommand) async throws -> IncomingBatch? {
    let (user, channel) = (command.userID, command.channelID)
    guard SlackID.isUser(user), let id = command.triggerID ?? command.responseURL else {
      return nil
    }
    let typed = SlackTypedText.plain(command.text)
    let text = typed.isEmpty ? "help" : typed
    if SlackID.isChannel(channel), SlackCommandWords.concernsChannel(text),
      let isAdministrator = try await mayActForChannel(user, of: channel, saying: text)
    {
      // All see what was changed for all; a refusal only who asked.
      return delivery(
        id,
        [
          .message(
            IncomingMessage(
              address: place(channel), audience: .channel, text: text,
              isAdministrator: isAdministrator, speaker: person(user),
              route: route(
                command.responseURL, isForAll: isAdministrator, channel: channel, user: user)))
        ])
    }
    // In our own direct conversation the answer is a message that stays and can be edited; in one
    // with somebody else it is for one pair of eyes.
    let isOurs = await isOurDirect(channel, with: user)
    let message = IncomingMessage(
      address: person(user), audience: .person, text: text,
      route: isOurs
        ? nil : route(command.responseURL, isForAll: false, channel: channel, user: user))
    return delivery(id, [.message(message)] + agenda(of: user, after: text))
  }

  /// Whether the person is an administrator of the channel; nil when the words are their own: who
  /// decides nothing for the channel and types `start` wants to begin.
  private func mayActForChannel(
    _ user: String, of channel: String, saying text: String
  ) async throws -> Bool? {
    let isAdministrator = try await directory.isAdministrator(user, of: channel)
    return isAdministrator || !SlackCommandWords.isStart(text) ? isAdministrator : nil
  }

  private func isOurDirect(_ channel: String, with user: String) async -> Bool {
    guard SlackID.isDirect(channel) else { return false }
    return await directory.direct(with: user, timeout: directory.questionTimeout)
      == .channel(channel)
  }
}

/// Presses.
extension SlackTranslation {
  /// A press acts for who pressed, wherever the message is.
  private func batch(_ press: SlackInteraction) -> IncomingBatch? {
    guard press.type == "block_actions", SlackID.isUser(press.user.id),
      let action = press.actions.first,
      let text = action.value ?? action.selectedOption?.value, !text.isEmpty
    else { return nil }
    guard let id = press.triggerID ?? action.timestamp.map({ "\(press.user.id)/\($0)" }) else {
      return nil
    }
    let user = press.user.id
    func message(route: String?) -> IncomingEvent {
      .message(IncomingMessage(address: person(user), audience: .person, text: text, route: route))
    }
    if press.isHome {
      directory.remember(homeOf: user)
      // The answer is a message, and the agenda shown anew is what the press was for.
      return SlackCommandWords.changesAgenda(text)
        ? delivery(id, [message(route: nil), home(of: user, showing: "mine")])
        : delivery(id, [home(of: user, showing: text)])
    }
    let way: String? =
      if let channel = press.channel?.id, !SlackID.isDirect(channel) {
        route(press.responseURL, isForAll: false, channel: channel, user: user)
      } else {
        press.threadTS.flatMap { SlackID.isTimestamp($0) ? SlackRoute.thread(ts: $0).text : nil }
      }
    return delivery(id, [message(route: way)] + agenda(of: user, after: text))
  }
}

/// The App Home, which Slack shows until it is told something else.
extension SlackTranslation {
  /// A question whose answer the person's App Home shows. It is beside the conversation: a number
  /// typed there still means the list that stands there.
  func home(of user: String, showing text: String) -> IncomingEvent {
    .message(
      IncomingMessage(
        address: person(user), audience: .person, text: text, route: SlackRoute.home.text,
        isAside: true))
  }

  /// The agenda anew, where a command changes it and the person has looked at it.
  func agenda(of user: String, after text: String) -> [IncomingEvent] {
    SlackCommandWords.changesAgenda(text) && directory.hasHome(user)
      ? [home(of: user, showing: "mine")] : []
  }
}
