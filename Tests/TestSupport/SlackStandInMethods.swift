import Foundation
import Synchronization

/// The Web API's methods, under `/api/`.
extension SlackStandIn {
  /// An error of the API, by name.
  struct Refusal: Error {
    var name: String
    var members: [String: StandInJSON] = [:]
  }

  private typealias Parameters = [String: StandInJSON]

  func reply(to request: LoopbackServer.Request) async -> LoopbackServer.Reply {
    guard request.path.hasPrefix("/api/") else { return respond(to: request) }
    let method = String(request.path.dropFirst("/api/".count))
    state.withLock { $0.calls[method, default: 0] += 1 }
    if let hook = state.withLock({ $0.hooks[method] }) { return await hook(request) }
    let fault = faults.next(method)
    if let fault, !fault.takesEffect { return fault.reply }
    let answer = answer(method, request)
    return fault?.reply ?? answer
  }

  private func answer(
    _ name: String, _ request: LoopbackServer.Request
  ) -> LoopbackServer.Reply {
    do throws(Refusal) {
      guard let method = SlackStandInSpecification.methods[name] else {
        violate("no method \(name)")
        throw Refusal(name: "unknown_method")
      }
      try checkToken(request)
      if let scope = method.scope, !state.withLock({ $0.scopes.contains(scope) }) {
        throw Refusal(name: "missing_scope", members: ["needed": .string(scope)])
      }
      let parameters = try parameters(of: request, method)
      if let problem = SlackStandInSpecification.problems(method: method, parameters: parameters)
        .first
      {
        violate("\(name): \(problem)")
        throw Refusal(name: "invalid_arguments")
      }
      return try success(result(name, parameters))
    } catch {
      if error.name == "ratelimited" {
        return .json(
          #"{"ok":false,"error":"ratelimited"}"#, status: 429, headers: [("Retry-After", "1")])
      }
      var body = error.members
      body["ok"] = false
      body["error"] = .string(error.name)
      return .json(StandInJSON.object(body).text, headers: [("Date", date())])
    }
  }

  private func result(_ name: String, _ parameters: Parameters) throws(Refusal) -> StandInJSON {
    switch name {
    case "auth.test":
      return [
        "url": "https://test.slack.com/", "team": "Test", "user": "talkbell",
        "team_id": .string(team), "user_id": .string(botUser), "bot_id": "B0TALKBELL",
      ]
    case "chat.postMessage": return try postMessage(parameters)
    case "chat.postEphemeral": return try postEphemeral(parameters)
    case "chat.update": return try update(parameters)
    case "conversations.open": return try open(parameters)
    case "conversations.info":
      let id = parameters["channel"]?.string ?? ""
      guard let channel = state.withLock({ $0.channels[id] }) else {
        throw Refusal(name: "channel_not_found")
      }
      return ["channel": ["id": .string(id), "creator": .string(channel.creator)]]
    case "users.info":
      let id = parameters["user"]?.string ?? ""
      guard let person = state.withLock({ $0.people[id] }) else {
        throw Refusal(name: "user_not_found")
      }
      return ["user": ["id": .string(id), "is_admin": .bool(person.isAdmin), "is_owner": false]]
    default: return try publish(parameters)
    }
  }

  private func checkToken(_ request: LoopbackServer.Request) throws(Refusal) {
    guard !request.target.contains(botToken), !request.bodyText.contains(botToken) else {
      violate("the token outside of the Authorization header")
      throw Refusal(name: "invalid_auth")
    }
    guard let header = request.header("Authorization") else { throw Refusal(name: "not_authed") }
    guard header == "Bearer \(botToken)" else { throw Refusal(name: "invalid_auth") }
  }

  private func parameters(
    of request: LoopbackServer.Request, _ method: SlackStandInSpecification.Method
  ) throws(Refusal) -> Parameters {
    if request.method == "GET" { return request.query.mapValues { .string($0) } }
    let type = request.header("Content-Type")?.lowercased() ?? ""
    guard method.takesJSON, type == "application/json; charset=utf-8" else {
      violate("a body of the type \"\(type)\"")
      throw Refusal(name: "invalid_post_type")
    }
    guard let object = StandInJSON(request.body)?.object else {
      violate("a body that is no JSON object")
      throw Refusal(name: "invalid_json")
    }
    return object
  }

  private func success(_ result: StandInJSON) -> LoopbackServer.Reply {
    var body = result.object ?? [:]
    body["ok"] = true
    return .json(
      StandInJSON.object(body).text,
      headers: [
        ("X-OAuth-Scopes", state.withLock { $0.scopes.joined(separator: ",") }),
        ("Date", date()),
      ])
  }

  private func date() -> String {
    let format = Date.VerbatimFormatStyle(
      format: """
        \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \
        \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\
        :\(minute: .twoDigits):\(second: .twoDigits) GMT
        """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
      calendar: Calendar(identifier: .gregorian))
    return now().formatted(format)
  }
}

/// Messages.
extension SlackStandIn {
  /// Text and blocks of a message, checked.
  func content(
    _ parameters: [String: StandInJSON], limit: Int = 50
  ) throws(Refusal) -> SentMessage {
    let text = parameters["text"]?.string ?? ""
    let blocks = parameters["blocks"]?.array
    guard !text.isEmpty || blocks?.isEmpty == false else { throw Refusal(name: "no_text") }
    guard text.utf16.count <= 40_000 else { throw Refusal(name: "msg_too_long") }
    do throws(SlackStandInBlocks.Refusal) {
      try SlackStandInBlocks.checkMarkup(text)
      let content = try SlackStandInBlocks.content(of: blocks ?? [], limit: limit)
      return SentMessage(
        channel: "", ts: "", text: text, sections: content.sections, buttons: content.buttons)
    } catch {
      violate("\(error.word) \(error.detail)")
      throw Refusal(name: error.word)
    }
  }

  func keep(_ message: SentMessage) {
    state.withLock { $0.current.append(message) }
    sent.append(message)
  }

  private func channel(_ id: String) throws(Refusal) -> Channel {
    guard let channel = state.withLock({ $0.channels[id] }) else {
      throw Refusal(name: "channel_not_found")
    }
    guard !channel.isArchived else { throw Refusal(name: "is_archived") }
    guard channel.members.contains(botUser) else { throw Refusal(name: "not_in_channel") }
    return channel
  }

  private func postMessage(_ parameters: Parameters) throws(Refusal) -> StandInJSON {
    let id = parameters["channel"]?.string ?? ""
    _ = try channel(id)
    var message = try content(parameters)
    if let thread = parameters["thread_ts"]?.string {
      guard state.withLock({ $0.timestamps.contains(thread) }) else {
        violate("chat.postMessage: no message \(thread)")
        throw Refusal(name: "thread_not_found")
      }
      message.threadTS = thread
    }
    try admit(id)
    message.unfoldsLinks = parameters["unfurl_links"] != false
    message.channel = id
    message.ts = timestamp()
    keep(message)
    return ["channel": .string(id), "ts": .string(message.ts)]
  }

  /// One message a second in a channel, with a burst of three.
  private func admit(_ channel: String) throws(Refusal) {
    guard hasLimits else { return }
    let time = now()
    let isAdmitted = state.withLock { state in
      // The theoretical time at which the channel would be empty again.
      let free = max(state.lastPosts[channel] ?? .distantPast, time)
      guard free.timeIntervalSince(time) < 3 else {
        state.refusedByLimit += 1
        return false
      }
      state.lastPosts[channel] = free.addingTimeInterval(1)
      return true
    }
    if !isAdmitted { throw Refusal(name: "ratelimited") }
  }

  private func postEphemeral(_ parameters: Parameters) throws(Refusal) -> StandInJSON {
    let id = parameters["channel"]?.string ?? ""
    let user = parameters["user"]?.string ?? ""
    guard try channel(id).members.contains(user) else {
      throw Refusal(name: "user_not_in_channel")
    }
    var message = try content(parameters)
    message.channel = id
    message.visibleTo = user
    message.ts = timestamp()
    keep(message)
    return ["message_ts": .string(message.ts)]
  }

  private func update(_ parameters: Parameters) throws(Refusal) -> StandInJSON {
    let id = parameters["channel"]?.string ?? ""
    let ts = parameters["ts"]?.string ?? ""
    _ = try channel(id)
    let content = try content(parameters)
    let edited = state.withLock { state -> SentMessage? in
      // What only one person sees can't be edited.
      guard
        let index = state.current.firstIndex(where: {
          $0.channel == id && $0.ts == ts && $0.visibleTo == nil && !$0.isResponse
        })
      else { return nil }
      state.current[index].text = content.text
      state.current[index].sections = content.sections
      state.current[index].buttons = content.buttons
      return state.current[index]
    }
    guard let edited else { throw Refusal(name: "message_not_found") }
    sent.append(edited)
    return ["channel": .string(id), "ts": .string(ts), "text": .string(edited.text)]
  }

  private func open(_ parameters: Parameters) throws(Refusal) -> StandInJSON {
    guard let user = parameters["users"]?.string, !user.contains(",") else {
      throw Refusal(name: "users_list_not_supplied")
    }
    guard let person = state.withLock({ $0.people[user] }) else {
      throw Refusal(name: "user_not_found")
    }
    guard !person.isDeleted else { throw Refusal(name: "user_disabled") }
    guard !person.isBot else { throw Refusal(name: "cannot_dm_bot") }
    return ["channel": ["id": .string(direct(of: user))]]
  }

  private func publish(_ parameters: Parameters) throws(Refusal) -> StandInJSON {
    let user = parameters["user_id"]?.string ?? ""
    let view = parameters["view"]
    guard state.withLock({ $0.people[user] != nil }), view?["type"] == "home",
      Set((view?.object ?? [:]).keys) == ["type", "blocks"], let blocks = view?["blocks"]
    else {
      violate("views.publish: no home of a person")
      throw Refusal(name: "invalid_arguments")
    }
    let home = try content(["blocks": blocks], limit: 100)
    state.withLock { $0.homes[user] = home }
    published.append((user, home))
    return ["view": ["type": "home"]]
  }
}

/// `response_url`s, under `/commands/` and `/actions/`: five uses within 30 minutes
/// (docs.slack.dev/interactivity/handling-user-interaction#message_responses).
extension SlackStandIn {
  /// A new one for somebody who asked something somewhere.
  func responseURL(_ kind: String, channel: String, user: String) -> String {
    let path = "/\(kind)/\(team)/\(number())/secret"
    let issued = ResponseURL(channel: channel, user: user, issuedAt: now())
    state.withLock { $0.responseURLs[path] = issued }
    return baseURL + path
  }

  private func respond(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
    let fault = faults.next("response_url")
    if let fault, !fault.takesEffect { return fault.reply }
    let answer = response(to: request)
    return fault?.reply ?? answer
  }

  private func response(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
    func failure(_ name: String) -> LoopbackServer.Reply {
      .json(#"{"ok":false,"error":"\#(name)"}"#, status: 404)
    }
    guard request.method == "POST", let known = state.withLock({ $0.responseURLs[request.path] })
    else { return failure("invalid_url") }
    if now().timeIntervalSince(known.issuedAt) > 1800 { return failure("expired_url") }
    if known.uses >= 5 { return failure("used_url") }
    do throws(Refusal) {
      let members: Set<String> = ["response_type", "replace_original", "text", "blocks"]
      guard let body = StandInJSON(request.body)?.object, Set(body.keys).isSubset(of: members),
        let type = body["response_type"]?.string, ["ephemeral", "in_channel"].contains(type)
      else {
        violate("response_url: \(request.bodyText.prefix(200))")
        throw Refusal(name: "invalid_payload")
      }
      var message = try content(body)
      message.channel = known.channel
      message.visibleTo = type == "ephemeral" ? known.user : nil
      message.isResponse = true
      message.ts = timestamp()
      state.withLock { $0.responseURLs[request.path]?.uses += 1 }
      keep(message)
      return request.path.hasPrefix("/actions/") ? .json(#"{"ok":true}"#) : .text("ok")
    } catch {
      return .json(#"{"ok":false,"error":"\#(error.name)"}"#, status: 400)
    }
  }
}
