import Synchronization

/// The Bot API's methods.
extension TelegramStandIn {
  /// Longest text after its tags and entities are read, in UTF-16 units.
  private static var textLimit: Int { 4096 }

  func reply(to request: LoopbackServer.Request) async -> LoopbackServer.Reply {
    let path = request.path.split(separator: "/", omittingEmptySubsequences: false)
    guard path.count == 3, path[1].hasPrefix("bot") else { return failure(404, "Not Found") }
    guard path[1] == "bot\(token)" else { return failure(401, "Unauthorized") }
    let method = String(path[2])
    state.withLock { $0.calls[method, default: 0] += 1 }
    let fault = faults.next(method)
    if let fault, !fault.takesEffect { return fault.reply }
    let answer = await answer(method, request)
    if let delay = state.withLock({ $0.delays.removeValue(forKey: method) }) {
      try? await Task.sleep(for: delay)
    }
    return fault?.reply ?? answer
  }

  private func answer(
    _ method: String, _ request: LoopbackServer.Request
  ) async -> LoopbackServer.Reply {
    guard let parameters = parameters(of: request, method: method) else {
      return failure(400, "Bad Request: can't parse the request")
    }
    let problems =
      specification?.problems(method: method, parameters: parameters)
      ?? (Self.ownMethods.contains(method) ? [] : ["no method \(method)"])
    if let first = problems.first {
      problems.forEach(violate)
      return failure(first.hasPrefix("no method") ? 404 : 400, "Bad Request: \(first)")
    }
    switch method {
    case "getMe": return success(bot)
    case "getUpdates": return await getUpdates(parameters)
    case "sendMessage": return sendMessage(parameters)
    case "answerCallbackQuery": return answerCallbackQuery(parameters)
    case "getChatMember": return getChatMember(parameters)
    default: return success(true)
    }
  }

  private static var ownMethods: Set<String> {
    ["getMe", "getUpdates", "sendMessage", "answerCallbackQuery", "getChatMember"]
  }

  private func parameters(
    of request: LoopbackServer.Request, method: String
  ) -> [String: StandInJSON]? {
    if request.body.isEmpty { return request.query.mapValues { .string($0) } }
    let type = request.header("Content-Type") ?? ""
    guard type.lowercased().hasPrefix("application/json"), let json = StandInJSON(request.body),
      let object = json.object
    else {
      violate("\(method): the body is no JSON object, Content-Type \"\(type)\"")
      return nil
    }
    return object
  }

  func success(_ result: StandInJSON) -> LoopbackServer.Reply {
    .json((["ok": true, "result": result] as StandInJSON).text)
  }

  func failure(
    _ status: Int, _ description: String, parameters: StandInJSON? = nil
  ) -> LoopbackServer.Reply {
    var body: [String: StandInJSON] = [
      "ok": false, "error_code": .integer(Int64(status)), "description": .string(description),
    ]
    body["parameters"] = parameters
    let wait = parameters?["retry_after"]?.integer
    return .json(
      StandInJSON.object(body).text, status: status,
      headers: wait.map { [("Retry-After", "\($0)")] } ?? [])
  }

  private func refuse(_ problem: String) -> LoopbackServer.Reply {
    violate(problem)
    return failure(400, "Bad Request: \(problem)")
  }
}

/// Hearing.
extension TelegramStandIn {
  private func getUpdates(_ parameters: [String: StandInJSON]) async -> LoopbackServer.Reply {
    let limit = parameters["limit"]?.integer ?? 100
    guard (1...100).contains(limit) else { return refuse("getUpdates.limit is \(limit)") }
    let timeout = parameters["timeout"]?.integer ?? 0
    guard timeout >= 0 else { return refuse("getUpdates.timeout is \(timeout)") }
    let allowed = parameters["allowed_updates"]?.array?.compactMap(\.string)
    let answer = await updates.poll(
      offset: parameters["offset"]?.integer, limit: Int(limit),
      timeout: .seconds(min(timeout, 50)),
      allowed: allowed.flatMap { $0.isEmpty ? nil : Set($0) })
    switch answer {
    case .updates(let updates): return success(.array(updates))
    case .conflict:
      return failure(
        409,
        "Conflict: terminated by other getUpdates request; "
          + "make sure that only one bot instance is running")
    }
  }

  private func answerCallbackQuery(
    _ parameters: [String: StandInJSON]
  ) -> LoopbackServer.Reply {
    let id = parameters["callback_query_id"]?.string ?? ""
    let isKnown = state.withLock { state in
      guard state.openCallbacks.remove(id) != nil else { return false }
      state.acknowledged.append(id)
      return true
    }
    return isKnown
      ? success(true)
      : failure(
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid")
  }

  private func getChatMember(_ parameters: [String: StandInJSON]) -> LoopbackServer.Reply {
    guard let chat = parameters["chat_id"]?.integer, let user = parameters["user_id"]?.integer,
      let known = state.withLock({ $0.chats[chat] })
    else { return failure(400, "Bad Request: chat not found") }
    let status: StandInJSON = known.administrators.contains(user) ? "administrator" : "member"
    return success([
      "status": status,
      "user": ["id": .integer(user), "is_bot": false, "first_name": "Ada"],
    ])
  }
}

/// Sending.
extension TelegramStandIn {
  private func sendMessage(_ parameters: [String: StandInJSON]) -> LoopbackServer.Reply {
    guard let id = parameters["chat_id"]?.integer, let chat = state.withLock({ $0.chats[id] })
    else { return failure(400, "Bad Request: chat not found") }
    if let target = chat.migratedTo {
      return failure(
        400, "Bad Request: group chat was upgraded to a supergroup chat",
        parameters: ["migrate_to_chat_id": .integer(target)])
    }
    if chat.isBlocked {
      return failure(
        403,
        chat.type == "private"
          ? "Forbidden: bot was blocked by the user"
          : "Forbidden: bot was kicked from the \(chat.type) chat")
    }
    guard let html = parameters["text"]?.string else { return refuse("message text is empty") }
    let text: String
    do throws(TelegramStandInHTML.Problem) {
      let isHTML = parameters["parse_mode"]?.string == "HTML"
      text = isHTML ? try TelegramStandInHTML.text(of: html) : html
    } catch {
      return refuse(error.description)
    }
    guard text.contains(where: { !$0.isWhitespace }) else { return refuse("message text is empty") }
    guard text.utf16.count <= Self.textLimit else { return refuse("message is too long") }
    guard let buttons = buttons(parameters["reply_markup"]) else {
      return refuse("BUTTON_DATA_INVALID")
    }
    if let wait = state.withLock({ $0.limits?.admit(chat: id) }) {
      state.withLock { $0.refusedByLimit += 1 }
      return failure(
        429, "Too Many Requests: retry after \(wait)",
        parameters: ["retry_after": .integer(wait)])
    }
    var message = message(in: id)
    let number = message["message_id"]?.integer ?? 0
    sent.append(
      SentMessage(
        chat: id, messageID: number, text: text, html: html, buttons: buttons,
        isSilent: parameters["disable_notification"]?.bool ?? false))
    message["text"] = .string(text)
    message["from"] = bot
    return success(.object(message))
  }

  /// nil when a button lacks a label or carries none or more than 64 bytes, or there are too many.
  private func buttons(_ markup: StandInJSON?) -> [[SentMessage.Button]]? {
    guard let rows = markup?["inline_keyboard"]?.array else { return [] }
    var result: [[SentMessage.Button]] = []
    for row in rows {
      var buttons: [SentMessage.Button] = []
      for button in row.array ?? [] {
        guard let label = button["text"]?.string, label.contains(where: { !$0.isWhitespace }),
          let data = button["callback_data"]?.string, (1...64).contains(data.utf8.count)
        else { return nil }
        buttons.append(SentMessage.Button(label: label, data: data))
      }
      guard !buttons.isEmpty, buttons.count <= 8 else { return nil }
      result.append(buttons)
    }
    return result.joined().count <= 100 ? result : nil
  }
}
