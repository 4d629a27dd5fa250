import Synchronization

/// What people do in Telegram. Chats come to be when somebody speaks in them: a positive number is
/// a person's chat with the bot, a negative one a group.
extension TelegramStandIn {
  /// Makes a chat known without anybody speaking, a channel the bot is in say.
  ///
  /// - parameter type: `private`, `group`, `supergroup` or `channel`; nil to tell by the number.
  package func addChat(_ chat: Int64, type: String? = nil, administrators: Set<Int64> = []) {
    let type = type ?? (chat > 0 ? "private" : "supergroup")
    state.withLock { $0.chats[chat] = Chat(type: type, administrators: administrators) }
  }

  /// Makes a topic in a group, which becomes one with topics; 1 is General, which is always there.
  package func addTopic(_ topic: Int64, in chat: Int64) {
    _ = register(chat)
    state.withLock { state in
      var topics = state.chats[chat]?.topics ?? [:]
      topics[topic] = .open
      state.chats[chat]?.topics = topics
    }
  }

  /// Nobody but administrators can write in the topic any more.
  package func closeTopic(_ topic: Int64, in chat: Int64) {
    state.withLock { $0.chats[chat]?.topics?[topic] = .closed }
  }

  /// The topic is gone.
  package func deleteTopic(_ topic: Int64, in chat: Int64) {
    state.withLock { $0.chats[chat]?.topics?[topic] = nil }
  }

  /// A person writes.
  ///
  /// - parameters:
  ///   - user: who, the chat's own person when nil.
  ///   - topic: in which topic of a group with topics; nil for the General one.
  package func say(
    _ text: String, in chat: Int64, topic: Int64? = nil, from user: Int64? = nil,
    language: String = "en"
  ) {
    let type = register(chat)
    var message = message(in: chat, topic: topic)
    if let id = message["message_id"]?.integer {
      state.withLock { _ = $0.messagesOfPeople.insert(id) }
    }
    message["text"] = .string(text)
    if type == "channel" {
      message["sender_chat"] = chatJSON(chat)
      updates.add("channel_post", .object(message))
      return
    }
    message["from"] = person(user ?? abs(chat), language: language)
    updates.add("message", .object(message))
  }

  /// A person presses a button of the latest message that shows it, in whatever topic.
  ///
  /// - parameter button: its label or the command behind it.
  /// - returns: the id of the press, which the bot is to acknowledge.
  @discardableResult
  package func press(
    _ button: String, in chat: Int64, from user: Int64? = nil, language: String = "en"
  ) throws -> String {
    let found = shownMessages(in: chat).reversed().lazy.compactMap { message in
      message.buttons.joined().first { $0.url == nil && ($0.label == button || $0.data == button) }
        .map { (message, $0) }
    }.first
    guard let (origin, pressed) = found else {
      throw Missing(description: "no button \(button) in chat \(chat)")
    }
    let id = state.withLock { state -> String in
      let id = "77\(state.openCallbacks.count + state.acknowledged.count + 1)"
      state.openCallbacks.insert(id)
      return id
    }
    updates.add(
      "callback_query",
      [
        "id": .string(id), "from": person(user ?? abs(chat), language: language),
        "chat_instance": "1", "data": .string(pressed.data),
        "message": .object(json(of: origin)),
      ])
    return id
  }

  /// A person blocks the bot, or a group throws it out.
  package func block(_ chat: Int64) { setMembership(chat, isBlocked: true) }

  /// A person takes the bot back, or a group adds it.
  package func unblock(_ chat: Int64) { setMembership(chat, isBlocked: false) }

  /// A group becomes a supergroup under another number; the old one only says so from now on.
  package func migrate(_ chat: Int64, to target: Int64) {
    let administrators = state.withLock { state in
      state.chats[chat, default: Chat(type: "group")].migratedTo = target
      return state.chats[chat]?.administrators ?? []
    }
    addChat(target, administrators: administrators)
    var message = message(in: chat)
    message["migrate_to_chat_id"] = .integer(target)
    message["from"] = person(abs(chat), language: "en")
    updates.add("message", .object(message))
  }

  private func setMembership(_ chat: Int64, isBlocked: Bool) {
    let type = register(chat)
    state.withLock { $0.chats[chat]?.isBlocked = isBlocked }
    let out: StandInJSON = .string(type == "private" ? "kicked" : "left")
    func member(_ status: StandInJSON) -> StandInJSON { ["status": status, "user": bot] }
    updates.add(
      "my_chat_member",
      [
        "chat": chatJSON(chat), "from": person(abs(chat), language: "en"),
        "date": .integer(Self.date),
        "old_chat_member": member(isBlocked ? "member" : out),
        "new_chat_member": member(isBlocked ? out : "member"),
      ])
  }

  private func register(_ chat: Int64) -> String {
    if let known = state.withLock({ $0.chats[chat]?.type }) { return known }
    addChat(chat)
    return chat > 0 ? "private" : "supergroup"
  }
}

/// Telegram's objects.
extension TelegramStandIn {
  /// Every message's time; nothing of ours depends on it.
  static var date: Int64 { 1_774_000_000 }

  /// A new message without content.
  func message(in chat: Int64, topic: Int64? = nil) -> [String: StandInJSON] {
    let id = state.withLock { state -> Int64 in
      defer { state.nextMessageID += 1 }
      return state.nextMessageID
    }
    return message(id, in: chat, topic: topic)
  }

  /// A message of the bot.
  func json(of sent: SentMessage) -> [String: StandInJSON] {
    var json = message(sent.messageID, in: sent.chat, topic: sent.topic)
    json["text"] = .string(sent.text)
    json["from"] = bot
    return json
  }

  private func message(_ id: Int64, in chat: Int64, topic: Int64?) -> [String: StandInJSON] {
    var json: [String: StandInJSON] = [
      "message_id": .integer(id), "date": .integer(Self.date), "chat": chatJSON(chat),
    ]
    if let topic {
      json["message_thread_id"] = .integer(topic)
      json["is_topic_message"] = true
    }
    return json
  }

  func chatJSON(_ chat: Int64) -> StandInJSON {
    let known = state.withLock { $0.chats[chat] }
    let type = known?.type ?? "private"
    if type == "private" {
      return ["id": .integer(chat), "type": "private", "first_name": "Ada"]
    }
    var json: [String: StandInJSON] = [
      "id": .integer(chat), "type": .string(type), "title": "Hallway",
    ]
    if known?.topics != nil { json["is_forum"] = true }
    return .object(json)
  }

  private func person(_ id: Int64, language: String) -> StandInJSON {
    [
      "id": .integer(id), "is_bot": false, "first_name": "Ada",
      "language_code": .string(language),
    ]
  }

  var bot: StandInJSON {
    [
      "id": 123456, "is_bot": true, "first_name": "TalkBell", "username": .string(botName),
    ]
  }
}
