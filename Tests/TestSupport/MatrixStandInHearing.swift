import Foundation
import Synchronization

/// What the stand-in tells: the answers of `/sync` that a test prepares, and just enough of the
/// rest for a bot that reads them.
extension MatrixStandIn {
  /// The next answer of `/sync`; its token is added.
  package func tell(_ news: StandInJSON) {
    let count = state.withLock { state -> Int in
      state.news.append(news.object ?? [:])
      return state.news.count
    }
    newsCounts.append(count)
  }

  /// The next answer of `/sync` tells of one room's events.
  ///
  /// - parameter more: further members of the room's part, `summary` say.
  package func tell(_ events: [StandInJSON], in room: String, more: [String: StandInJSON] = [:]) {
    let timeline: StandInJSON = ["events": .array(events), "limited": false]
    tell(["rooms": ["join": [room: .object(more.merging(["timeline": timeline]) { $1 })]]])
  }

  /// A message somebody says.
  package static func text(
    _ text: String, from user: String = "@ada:example.org", id: String = "$said",
    more: [String: StandInJSON] = [:]
  ) -> StandInJSON {
    let content: [String: StandInJSON] = ["msgtype": "m.text", "body": .string(text)]
    return [
      "type": "m.room.message", "event_id": .string(id), "sender": .string(user),
      "origin_server_ts": 1_700_000_000_000, "content": .object(content.merging(more) { $1 }),
    ]
  }

  /// Sets a part of a room's state, as the answer of `GET …/state/type`.
  package func setState(_ type: String, of room: String, _ content: StandInJSON) {
    state.withLock { $0.roomState["\(room) \(type)"] = content }
  }

  /// Sets a part of our account's data.
  package func setAccountData(_ type: String, _ content: StandInJSON) {
    state.withLock { $0.accountData[type] = content }
  }

  /// A part of our account's data as it stands.
  package func accountData(_ type: String) -> StandInJSON? {
    state.withLock { $0.accountData[type] }
  }

  /// Returns when the bot has begun to wait for news; false after the timeout, in real time.
  package func waitUntilPolled(timeout: Duration = .seconds(10)) async -> Bool {
    await polls.first(timeout: timeout) { _ in true } != nil
  }

  /// What was asked for besides messages, news and account data, oldest first:
  /// `POST join/!a:example.org`.
  package var calls: [String] { state.withLock { $0.calls } }

  /// The next call of `sync`, `join`, `createRoom`, `messages`, `leave` or `whoami` gets this
  /// answer instead.
  package func failNext(_ endpoint: String, _ reply: LoopbackServer.Reply) {
    faults.add(endpoint, StandInFaults.Fault(reply: reply, takesEffect: false))
  }

  func replyToHearing(
    _ request: LoopbackServer.Request
  ) async throws(Refusal) -> LoopbackServer.Reply {
    let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
      .dropFirst().map { $0.removingPercentEncoding ?? "" }
    guard parts.starts(with: ["_matrix", "client", "v3"]), parts.count > 3 else {
      throw unrecognized
    }
    let path = Array(parts.dropFirst(3))
    let endpoint =
      path[0] == "rooms" && path.count > 2 ? path[2] : path[0] == "account" ? "whoami" : path[0]
    if let fault = faults.next(endpoint) { return fault.reply }
    switch (request.method, path.count, endpoint) {
    case ("GET", 1, "sync"): return try await sync(request)
    case ("GET", 2, "whoami"):
      return json(["user_id": .string(Self.user), "device_id": "TALKBELL"])
    case ("GET", 3, "profile"): return json(["displayname": "TalkBell"])
    case (_, 4, "user") where path[1] == Self.user && path[2] == "account_data":
      return try accountData(request, path[3])
    default: return try room(request, path)
    }
  }

  private func json(_ value: StandInJSON) -> LoopbackServer.Reply { .json(value.text) }

  private var unrecognized: Refusal {
    Refusal(
      status: 404, code: "M_UNRECOGNIZED", words: "Unrecognized request", isViolation: true)
  }

  private func accountData(
    _ request: LoopbackServer.Request, _ type: String
  ) throws(Refusal) -> LoopbackServer.Reply {
    if request.method == "PUT" {
      guard let content = StandInJSON(request.body), content.object != nil else {
        throw Refusal(status: 400, code: "M_NOT_JSON", words: "no object", isViolation: true)
      }
      setAccountData(type, content)
      return json([:])
    }
    guard let content = accountData(type) else {
      throw Refusal(status: 404, code: "M_NOT_FOUND", words: "Account data not found")
    }
    return json(content)
  }

  /// Waits for news as long as asked.
  private func sync(_ request: LoopbackServer.Request) async throws(Refusal) -> LoopbackServer.Reply
  {
    guard let filter = request.query["filter"], StandInJSON(Array(filter.utf8))?.object != nil,
      let timeout = request.query["timeout"].flatMap({ Int($0) })
    else {
      throw Refusal(status: 400, code: "M_INVALID_PARAM", words: "bad query", isViolation: true)
    }
    guard let since = request.query["since"] else {
      return json(["next_batch": .string("s\(state.withLock { $0.news.count })")])
    }
    guard since.hasPrefix("s"), let position = Int(since.dropFirst()), position >= 0,
      position <= state.withLock({ $0.news.count })
    else { throw Refusal(status: 400, code: "M_UNKNOWN", words: "Invalid stream token") }
    polls.append(position)
    if timeout > 0 {
      _ = await newsCounts.first(timeout: .milliseconds(timeout)) { $0 > position }
    }
    let (news, next) = state.withLock { state in
      position < state.news.count ? (state.news[position], position + 1) : ([:], position)
    }
    return json(.object(news.merging(["next_batch": .string("s\(next)")]) { $1 }))
  }

  private func room(
    _ request: LoopbackServer.Request, _ path: [String]
  ) throws(Refusal) -> LoopbackServer.Reply {
    state.withLock { $0.calls.append("\(request.method) \(path.joined(separator: "/"))") }
    switch (request.method, path.first, path.count > 2 ? path[2] : "") {
    case ("POST", "join", _) where path.count == 2:
      state.withLock { _ = $0.rooms.insert(path[1]) }
      return json(["room_id": .string(path[1])])
    case ("POST", "createRoom", _):
      return json(["room_id": .string(newRoom())])
    case ("POST", "rooms", "leave"):
      state.withLock { _ = $0.rooms.remove(path[1]) }
      return json([:])
    case ("GET", "rooms", "messages"): return json(["chunk": [], "start": "t0"])
    case ("GET", "rooms", "joined_members"):
      return json(["joined": [Self.user: [:], "@ada:example.org": [:]]])
    case ("GET", "rooms", "state") where path.count > 3:
      guard let content = state.withLock({ $0.roomState["\(path[1]) \(path[3])"] }) else {
        throw Refusal(status: 404, code: "M_NOT_FOUND", words: "Event not found.")
      }
      return json(content)
    default: throw unrecognized
    }
  }

  private func newRoom() -> String {
    state.withLock { state in
      state.createdRooms += 1
      let room = "!new\(state.createdRooms):example.org"
      state.rooms.insert(room)
      return room
    }
  }
}
