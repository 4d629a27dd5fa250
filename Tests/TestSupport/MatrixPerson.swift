import Foundation

/// Somebody with a Matrix client, on a real homeserver: does what a person does, sees what one
/// sees. Every call throws `Synapse.Refusal` when the homeserver refuses.
package final class MatrixPerson: Sendable {
  /// `@ada:localhost`.
  package let userID: String
  /// Of this device.
  package let accessToken: String
  /// The device.
  package let deviceID: String
  private let synapse: Synapse

  init(_ answer: StandInJSON, on synapse: Synapse) throws {
    guard let userID = answer["user_id"]?.string, let token = answer["access_token"]?.string,
      let deviceID = answer["device_id"]?.string
    else { throw Synapse.Refusal(status: 200, body: answer) }
    self.userID = userID
    self.accessToken = token
    self.deviceID = deviceID
    self.synapse = synapse
  }

  /// Calls an endpoint under `/_matrix/client/v3/`; the parts of the path are encoded here.
  @discardableResult
  package func call(
    _ method: String, _ path: [String], _ body: StandInJSON? = nil, query: String = "",
    timeout: Duration = .seconds(60)
  ) async throws -> StandInJSON {
    let path = path.map(Self.encoded).joined(separator: "/")
    return try await synapse.call(
      method, "/_matrix/client/v3/\(path)" + (query.isEmpty ? "" : "?\(query)"), body,
      token: accessToken, timeout: timeout)
  }

  static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(
      withAllowedCharacters: CharacterSet(
        charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"))
      ?? text
  }
}

/// Rooms.
extension MatrixPerson {
  /// Makes a room.
  ///
  /// - parameters:
  ///   - inviting: user ids.
  ///   - isDirect: as a client does when somebody begins a chat with a person.
  ///   - version: of the room, `10` say; nil is the homeserver's default.
  /// - returns: its id.
  package func createRoom(
    name: String? = nil, inviting: [String] = [], isDirect: Bool = false,
    isEncrypted: Bool = false, isPublic: Bool = false, version: String? = nil
  ) async throws -> String {
    var body: [String: StandInJSON] = [
      "invite": .array(inviting.map { .string($0) }), "is_direct": .bool(isDirect),
      "preset": isPublic ? "public_chat" : isDirect ? "trusted_private_chat" : "private_chat",
    ]
    if let name { body["name"] = .string(name) }
    if let version { body["room_version"] = .string(version) }
    if isEncrypted {
      body["initial_state"] = [
        [
          "type": "m.room.encryption", "state_key": "",
          "content": ["algorithm": "m.megolm.v1.aes-sha2"],
        ]
      ]
    }
    return try await call("POST", ["createRoom"], .object(body))["room_id"]?.string ?? ""
  }

  /// Invites somebody.
  package func invite(_ user: String, to room: String) async throws {
    try await call("POST", ["rooms", room, "invite"], ["user_id": .string(user)])
  }

  /// Joins a room.
  package func join(_ room: String) async throws { try await call("POST", ["join", room], [:]) }

  /// Leaves a room.
  package func leave(_ room: String) async throws {
    try await call("POST", ["rooms", room, "leave"], [:])
  }

  /// Puts somebody out of a room.
  package func kick(_ user: String, from room: String) async throws {
    try await call("POST", ["rooms", room, "kick"], ["user_id": .string(user)])
  }

  /// Replaces a room by a new one; returns the new one's id.
  package func upgrade(_ room: String, to version: String) async throws -> String {
    try await call(
      "POST", ["rooms", room, "upgrade"], ["new_version": .string(version)])["replacement_room"]?
      .string ?? ""
  }

  /// Sets a part of a room's state.
  package func setState(
    _ type: String, key: String = "", in room: String, _ content: StandInJSON
  ) async throws {
    try await call("PUT", ["rooms", room, "state", type, key], content)
  }

  /// A part of a room's state; nil when it is not set.
  package func state(_ type: String, key: String = "", in room: String) async throws -> StandInJSON?
  {
    do {
      return try await call("GET", ["rooms", room, "state", type, key])
    } catch let refusal as Synapse.Refusal where refusal.status == 404 {
      return nil
    }
  }

  /// Gives a member a power level; 50 is a moderator.
  package func setPowerLevel(_ level: Int, of user: String, in room: String) async throws {
    var content = try await state("m.room.power_levels", in: room)?.object ?? [:]
    var users = content["users"]?.object ?? [:]
    users[user] = .integer(Int64(level))
    content["users"] = .object(users)
    try await setState("m.room.power_levels", in: room, .object(content))
  }

  /// Who is or was in a room, with `join`, `invite`, `leave` or `ban`.
  package func members(of room: String) async throws -> [String: String] {
    let answer = try await call("GET", ["rooms", room, "members"])
    let members = (answer["chunk"]?.array ?? []).compactMap { event -> (String, String)? in
      guard let user = event["state_key"]?.string,
        let membership = event["content"]?["membership"]?.string
      else { return nil }
      return (user, membership)
    }
    return Dictionary(members) { $1 }
  }

  /// The rooms this person is in.
  package func joinedRooms() async throws -> Set<String> {
    let rooms = try await call("GET", ["joined_rooms"])["joined_rooms"]?.array ?? []
    return Set(rooms.compactMap(\.string))
  }

  /// Ends this device: its access token is refused from now on.
  package func logOut() async throws { try await call("POST", ["logout"], [:]) }
}

/// Saying.
extension MatrixPerson {
  /// Sends an event; returns its id.
  ///
  /// - parameter transaction: nil takes a new one.
  @discardableResult
  package func send(
    _ type: String, in room: String, _ content: StandInJSON, transaction: String? = nil
  ) async throws -> String {
    let transaction = transaction ?? UUID().uuidString
    return try await call("PUT", ["rooms", room, "send", type, transaction], content)["event_id"]?
      .string ?? ""
  }

  /// Says something; returns the event's id.
  ///
  /// - parameters:
  ///   - mentioning: user ids, as a client lists them.
  ///   - thread: the root of the thread it is said in.
  ///   - reply: the event it answers.
  @discardableResult
  package func say(
    _ text: String, in room: String, html: String? = nil, mentioning: [String]? = nil,
    thread: String? = nil, replyingTo reply: String? = nil
  ) async throws -> String {
    var content: [String: StandInJSON] = ["msgtype": "m.text", "body": .string(text)]
    if let html {
      content["format"] = "org.matrix.custom.html"
      content["formatted_body"] = .string(html)
    }
    if let mentioning {
      content["m.mentions"] = ["user_ids": .array(mentioning.map { .string($0) })]
    }
    var relation: [String: StandInJSON] = [:]
    if let thread {
      relation = [
        "rel_type": "m.thread", "event_id": .string(thread), "is_falling_back": true,
        "m.in_reply_to": ["event_id": .string(thread)],
      ]
    }
    if let reply {
      relation["m.in_reply_to"] = ["event_id": .string(reply)]
      if thread != nil { relation["is_falling_back"] = false }
    }
    if !relation.isEmpty { content["m.relates_to"] = .object(relation) }
    return try await send("m.room.message", in: room, .object(content))
  }

  /// Reacts to an event, with `⭐` say; returns the reaction's id.
  @discardableResult
  package func react(_ key: String, to event: String, in room: String) async throws -> String {
    try await send(
      "m.reaction", in: room,
      [
        "m.relates_to": [
          "rel_type": "m.annotation", "event_id": .string(event), "key": .string(key),
        ]
      ])
  }

  /// Takes an event back.
  package func redact(_ event: String, in room: String) async throws {
    try await call("PUT", ["rooms", room, "redact", event, UUID().uuidString], [:])
  }
}

/// Seeing.
extension MatrixPerson {
  /// Everything of a room that this person may see, oldest first, each event whole.
  package func timeline(of room: String) async throws -> [StandInJSON] {
    let answer = try await call("GET", ["rooms", room, "messages"], query: "dir=f&limit=1000")
    return answer["chunk"]?.array ?? []
  }

  /// The messages of a room that are from somebody, oldest first.
  package func messages(from user: String, in room: String) async throws -> [StandInJSON] {
    try await timeline(of: room).filter {
      $0["type"] == "m.room.message" && $0["sender"]?.string == user
    }
  }

  /// The first event of a room that matches, waited for when it is not there yet; nil when it has
  /// not come after some 60 polls or the timeout has passed without news.
  ///
  /// - parameter timeout: real time.
  package func waitForEvent(
    in room: String, timeout: Duration = .seconds(20),
    where matches: @Sendable (StandInJSON) -> Bool
  ) async throws -> StandInJSON? {
    try await wait(timeout: timeout) {
      try await timeline(of: room).first(where: matches)
    }
  }

  /// The first message of somebody in a room whose plain text holds the words.
  package func waitForMessage(
    from user: String, in room: String, holding words: String, timeout: Duration = .seconds(20)
  ) async throws -> StandInJSON? {
    try await waitForEvent(in: room, timeout: timeout) { event in
      event["type"] == "m.room.message" && event["sender"]?.string == user
        && (event["content"]?["body"]?.string?.contains(words) ?? false)
    }
  }

  /// The room of an invitation by somebody; nil when none has come within the timeout.
  package func waitForInvitation(
    from user: String, timeout: Duration = .seconds(20)
  ) async throws -> String? {
    try await wait(timeout: timeout) {
      let sync = try await call("GET", ["sync"], query: "timeout=0")
      return sync["rooms"]?["invite"]?.object?.first { _, invitation in
        (invitation["invite_state"]?["events"]?.array ?? []).contains {
          $0["sender"]?.string == user && $0["state_key"]?.string == userID
        }
      }?.key
    }
  }

  /// Waits until somebody has the membership in a room; false when that does not happen.
  package func waitForMembership(
    _ membership: String, of user: String, in room: String, timeout: Duration = .seconds(20)
  ) async throws -> Bool {
    try await wait(timeout: timeout) {
      try await members(of: room)[user] == membership ? true : nil
    } ?? false
  }

  /// Looks, and looks again whenever the homeserver has news for this person. It is the server's
  /// long poll that waits, so nothing that happens between two looks is missed.
  private func wait<Value>(
    timeout: Duration, _ look: () async throws -> Value?
  ) async throws -> Value? {
    var since = try await call("GET", ["sync"], query: "timeout=0")["next_batch"]?.string ?? ""
    for _ in 0..<60 {
      if let found = try await look() { return found }
      let milliseconds = timeout.components.seconds * 1000
      let news = try await call(
        "GET", ["sync"], query: "timeout=\(milliseconds)&since=\(Self.encoded(since))",
        timeout: timeout + .seconds(30))
      since = news["next_batch"]?.string ?? since
      // Without news of any kind the time has passed.
      if news["rooms"] == nil, news["account_data"] == nil, news["device_lists"] == nil {
        return try await look()
      }
    }
    return nil
  }
}
