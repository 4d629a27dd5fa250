import Foundation
import Synchronization

/// The Bot API's methods.
extension TelegramStandIn {
  func reply(to request: LoopbackServer.Request) async -> LoopbackServer.Reply {
    let path = request.path.split(separator: "/", omittingEmptySubsequences: false)
    guard path.count == 3, path[1].hasPrefix("bot") else { return failure(404, "Not Found") }
    guard path[1] == "bot\(token)" else { return failure(401, "Unauthorized") }
    let method = String(path[2])
    state.withLock { $0.calls[method, default: 0] += 1 }
    let fault = faults.next(method)
    if let fault, !fault.takesEffect { return fault.reply }
    let answer =
      if let parameters = parameters(of: request, method: method) {
        await answer(method, parameters)
      } else {
        failure(400, "Bad Request: can't parse the request")
      }
    if let delay = state.withLock({ $0.delays.removeValue(forKey: method) }) {
      try? await Task.sleep(for: delay)
    }
    return fault?.reply ?? answer
  }

  func answer(
    _ method: String, _ parameters: [String: StandInJSON]
  ) async -> LoopbackServer.Reply {
    let problems =
      specification?.problems(method: method, parameters: parameters)
      ?? (Self.ownMethods.contains(method) ? [] : ["no method \(method)"])
    if let first = problems.first {
      problems.forEach(violate)
      return failure(first.hasPrefix("no method") ? 404 : 400, "Bad Request: \(first)")
    }
    switch method {
    case "getMe":
      var me = bot.object ?? [:]
      me["can_join_groups"] = true
      me["can_read_all_group_messages"] = false
      return success(.object(me))
    case "getUpdates": return await getUpdates(parameters)
    case "sendMessage": return sendMessage(parameters)
    case "editMessageText": return editMessageText(parameters)
    case "answerCallbackQuery": return answerCallbackQuery(parameters)
    case "getChatMember": return getChatMember(parameters)
    case "setMyCommands": return setMyCommands(parameters)
    case "getMyCommands": return getMyCommands(parameters)
    case "setWebhook": return setWebhook(parameters)
    case "deleteWebhook":
      takeWebhookAway()
      return success(true)
    case "getWebhookInfo": return getWebhookInfo()
    default: return success(true)
    }
  }

  private static var ownMethods: Set<String> {
    [
      "getMe", "getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery",
      "getChatMember", "setMyCommands", "getMyCommands", "setWebhook", "deleteWebhook",
      "getWebhookInfo",
    ]
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
    .json((["ok": true, "result": result] as StandInJSON).text, headers: dateHeader)
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
      headers: dateHeader + (wait.map { [("Retry-After", "\($0)")] } ?? []))
  }

  private var dateHeader: [(String, String)] {
    guard let clock else { return [] }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = .gmt
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return [("Date", format.string(from: clock()))]
  }

  /// Refuses what is wrong with a call, and keeps it.
  func refuse(_ problem: String) -> LoopbackServer.Reply {
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
    guard webhook == nil else {
      return failure(
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
          + "use deleteWebhook to delete the webhook first")
    }
    let answer = await updates.poll(
      offset: parameters["offset"]?.integer, limit: Int(limit),
      timeout: .seconds(min(timeout, 50)),
      allowed: allowed.flatMap { $0.isEmpty ? nil : Set($0) })
    switch answer {
    case .updates(let updates): return success(.array(updates))
    case .conflict where webhook != nil:
      return failure(409, "Conflict: terminated by setWebhook request")
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
