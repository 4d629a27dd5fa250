import ConferenceModel
import Messaging

/// Turns Telegram's news into ours, without asking anybody.
struct TelegramTranslation: Sendable {
  /// The bot's name without `@`.
  var botName: String

  /// What an update says.
  enum Heard: Hashable, Sendable {
    /// As it is.
    case event(IncomingEvent)
    /// The same, once it is known whether the user is an administrator of the group.
    case command(IncomingMessage, chat: Int64, user: Int64)
  }

  /// nil for what does not concern us: photos, edits, talk among people, other bots.
  func heard(_ update: TelegramUpdate) -> Heard? {
    if let message = update.message ?? update.channelPost { return heard(message) }
    if let query = update.callbackQuery { return heard(query) }
    guard let change = update.membership else { return nil }
    // Of the chat as a whole: Telegram does not say so topic by topic.
    let address = address(change.chat.id)
    return .event(change.newMember.isOut ? .blocked(address) : .unblocked(address))
  }

  private func heard(_ message: TelegramMessage) -> Heard? {
    if let id = message.migrateToChatID {
      return .event(.migrated(from: address(message.chat.id), to: address(id)))
    }
    let isForChat = message.senderChat?.id == message.chat.id
    // Bots among themselves would talk for ever; an anonymous administrator looks like one.
    guard message.from?.isBot != true || isForChat, let typed = message.text,
      let text = command(typed, in: message.chat)
    else { return nil }
    let incoming = IncomingMessage(
      address: address(of: message), audience: message.chat.isPrivate ? .person : .channel,
      text: text, languageHint: message.from?.languageCode, speaker: speaker(of: message))
    // Who posts in a channel, or in a group's own name, is an administrator.
    if message.chat.isPrivate || message.chat.isBroadcast || isForChat {
      return .event(.message(incoming))
    }
    return asMember(incoming, of: message.chat, user: message.from?.id)
  }

  private func heard(_ query: TelegramCallbackQuery) -> Heard? {
    guard let message = query.message, let data = query.data, !data.isEmpty else { return nil }
    let chat = message.chat
    // Anybody may press below a channel's post, and nobody but its administrators may post there.
    let isPersonal = chat.isPrivate || chat.isBroadcast
    let incoming = IncomingMessage(
      address: chat.isBroadcast ? address(query.from.id) : address(of: message),
      audience: isPersonal ? .person : .channel, text: data, callbackID: query.id,
      languageHint: query.from.languageCode, speaker: isPersonal ? nil : address(query.from.id))
    return isPersonal
      ? .event(.message(incoming)) : asMember(incoming, of: chat, user: query.from.id)
  }

  private func asMember(
    _ incoming: IncomingMessage, of chat: TelegramChat, user: Int64?
  ) -> Heard {
    var incoming = incoming
    incoming.isAdministrator = false
    // Nearly all that is said in a group does not cost a call of getChatMember.
    guard let user, !ReadingCommand.begins(incoming.text) else {
      return .event(.message(incoming))
    }
    return .command(incoming, chat: chat.id, user: user)
  }

  /// A person's private chat bears the person's number. Who writes in a chat's name stays unnamed.
  private func speaker(of message: TelegramMessage) -> ConversationAddress? {
    guard !message.chat.isPrivate, message.senderChat == nil, let user = message.from,
      user.isBot != true
    else { return nil }
    return address(user.id)
  }

  /// A topic is a conversation of its own. In a private chat it is not: the person is one.
  private func address(of message: TelegramMessage) -> ConversationAddress {
    address(message.chat.id, topic: message.chat.isPrivate ? nil : message.topic)
  }

  private func address(_ chat: Int64, topic: Int64? = nil) -> ConversationAddress {
    ConversationAddress(
      platform: .telegram,
      conversation: TelegramPlace(chat: .number(chat), topic: topic).description)
  }
}

/// What is typed.
extension TelegramTranslation {
  /// `/now@TalkBellBot x` → `now x`; `@TalkBellBot now` → `now`; plain text only where it is meant
  /// for us. nil for what is not.
  private func command(_ typed: String, in chat: TelegramChat) -> String? {
    let text = UntrustedText.cleaned(typed).trimmed
    if text.hasPrefix("/") { return slashCommand(text.dropFirst()) }
    if let text = withoutMention(text) { return text.isEmpty ? nil : text }
    return chat.isPrivate && !text.isEmpty ? text : nil
  }

  private func slashCommand(_ text: Substring) -> String? {
    let end = text.firstIndex(where: \.isWhitespace) ?? text.endIndex
    let word = text[..<end].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = word.first, !name.isEmpty else { return nil }
    if word.count > 1, word[1].lowercased() != botName.lowercased() { return nil }
    return String(name) + String(text[end...])
  }

  /// The text without `@bot`; nil when the bot is not mentioned.
  private func withoutMention(_ text: String) -> String? {
    guard !botName.isEmpty else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    let mention = "@\(botName.lowercased())"
    let others = words.filter { word in
      let name = word.lowercased()
      return name != mention && name != mention + "," && name != mention + ":"
    }
    guard others.count < words.count else { return nil }
    let rest = others.joined(separator: " ")
    return rest.hasPrefix("/") ? String(rest.dropFirst()) : rest
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    let start = self.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
