import ConferenceModel
import Messaging

/// Events (docs.slack.dev/reference/events).
extension SlackTranslation {
  /// The reactions that star.
  private static let stars: Set<String> = ["star", "star2"]

  func batch(_ callback: SlackEventCallback) async throws -> IncomingBatch? {
    guard let event = try await incoming(callback.event) else { return nil }
    return delivery(callback.id, [event] + agenda(after: event, by: callback.event.user))
  }

  private func agenda(after event: IncomingEvent, by user: String?) -> [IncomingEvent] {
    guard let user else { return [] }
    return switch event {
    case .message(let message): agenda(of: user, after: message.text)
    case .starred, .unstarred: agenda(of: user, after: "star")
    default: []
    }
  }

  private func incoming(_ event: SlackEvent) async throws -> IncomingEvent? {
    switch event.type {
    case "message": try await directMessage(event)
    case "app_mention": try await mention(event)
    case "app_home_opened": homeOpened(event)
    case "reaction_added", "reaction_removed": try await reaction(event)
    case "member_joined_channel", "member_left_channel": try await membership(event)
    case "channel_left", "group_left", "channel_archive", "group_archive", "channel_deleted",
      "group_deleted":
      channel(of: event).map { .blocked(place($0)) }
    case "channel_unarchive", "group_unarchive":
      channel(of: event).map { .unblocked(place($0)) }
    case "channel_id_changed": moved(event)
    default: nil
    }
  }

  private func channel(of event: SlackEvent) -> String? {
    event.channel.flatMap { SlackID.isChannel($0) ? $0 : nil }
  }

  private func moved(_ event: SlackEvent) -> IncomingEvent? {
    guard let old = event.oldChannelID, let new = event.newChannelID, SlackID.isChannel(old),
      SlackID.isChannel(new)
    else { return nil }
    return .migrated(from: place(old), to: place(new))
  }

  /// Only what a person writes anew: edits, joins, files and what bots write, we among them, have
  /// a subtype or a bot's id.
  private func directMessage(_ event: SlackEvent) async throws -> IncomingEvent? {
    guard event.channelType == "im", event.subtype == nil, event.botID == nil,
      let user = event.user, SlackID.isUser(user), let channel = event.channel,
      SlackID.isDirect(channel)
    else { return nil }
    let bot = try await directory.bot().userID
    let text = SlackTypedText.plain(event.text ?? "", bot: bot)
    guard user != bot, !text.isEmpty else { return nil }
    directory.remember(direct: channel, with: user)
    return .message(
      IncomingMessage(
        address: person(user), audience: .person, text: text,
        route: thread(event.threadTS)))
  }

  /// A question asked before all is answered before all, in a thread. What is personal acts for
  /// who asked, by `speaker`.
  private func mention(_ event: SlackEvent) async throws -> IncomingEvent? {
    guard let channel = channel(of: event), let user = event.user, SlackID.isUser(user),
      event.botID == nil, !event.isEdited
    else { return nil }
    let bot = try await directory.bot().userID
    guard user != bot else { return nil }
    let typed = SlackTypedText.plain(event.text ?? "", bot: bot)
    let text = typed.isEmpty ? "help" : typed
    let isAdministrator =
      SlackCommandWords.concernsChannel(text)
      ? try await directory.isAdministrator(user, of: channel) : false
    return .message(
      IncomingMessage(
        address: place(channel), audience: .channel, text: text,
        isAdministrator: isAdministrator, speaker: person(user),
        route: thread(event.threadTS ?? event.ts)))
  }

  private func thread(_ ts: String?) -> String? {
    ts.flatMap { SlackID.isTimestamp($0) ? SlackRoute.thread(ts: $0).text : nil }
  }

  private func homeOpened(_ event: SlackEvent) -> IncomingEvent? {
    guard event.tab == "home", let user = event.user, SlackID.isUser(user) else { return nil }
    directory.remember(homeOf: user)
    return home(of: user, showing: "mine")
  }

  /// A star on a message of ours, set or taken back.
  private func reaction(_ event: SlackEvent) async throws -> IncomingEvent? {
    guard Self.stars.contains(event.reaction ?? ""), let user = event.user, SlackID.isUser(user),
      let channel = event.item?.channel, let ts = event.item?.ts, SlackID.isTimestamp(ts),
      SlackID.isChannel(channel) || SlackID.isDirect(channel)
    else { return nil }
    let bot = try await directory.bot().userID
    guard user != bot, event.itemUser == nil || event.itemUser == bot else { return nil }
    let receipt = SlackOutcome.receipt(channel: channel, ts: ts)
    let id = "\(receipt)/\(user)"
    if event.type == "reaction_removed" { return .unstarred(reaction: id) }
    if SlackID.isDirect(channel) {
      return .starred(
        IncomingReaction(address: person(user), audience: .person, receipt: receipt, id: id))
    }
    return .starred(
      IncomingReaction(
        address: place(channel), audience: .channel, speaker: person(user), receipt: receipt,
        id: id))
  }

  /// The bot itself was let in or put out; others come and go without us.
  private func membership(_ event: SlackEvent) async throws -> IncomingEvent? {
    guard let channel = channel(of: event), let user = event.user else { return nil }
    guard try await directory.bot().userID == user else { return nil }
    return event.type == "member_joined_channel"
      ? .unblocked(place(channel)) : .blocked(place(channel))
  }
}
