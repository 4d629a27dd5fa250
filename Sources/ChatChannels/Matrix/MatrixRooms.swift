import ConferenceModel
import FoundationEssentials
import Messaging

/// Who we are and what is kept for us on the homeserver.
extension MatrixChannel {
  private static let debtsType = "talkbell.debts"

  private struct Identity: Decodable {
    var user: String
    enum CodingKeys: String, CodingKey { case user = "user_id" }
  }

  private struct Profile: Decodable {
    var displayName: String?
    enum CodingKeys: String, CodingKey { case displayName = "displayname" }
  }

  /// Our account, asked for once.
  func account() async throws -> MatrixAccount {
    if let account = memory.with({ $0.account }) { return account }
    let user = try await client.result(
      "GET", ["account", "whoami"], returning: Identity.self
    ).user
    let profile = try await client.resultIfAny(
      "GET", ["profile", user, "displayname"], returning: Profile.self)
    let direct = try await client.resultIfAny(
      "GET", ["user", user, "account_data", "m.direct"], returning: MatrixDirectRooms.self)
    let debts = try await client.resultIfAny(
      "GET", ["user", user, "account_data", Self.debtsType], returning: MatrixDebts.self)
    let account = MatrixAccount(user: user, displayName: profile?.displayName ?? "")
    memory.with {
      $0.account = account
      $0.direct = direct ?? MatrixDirectRooms()
      $0.debts = debts ?? MatrixDebts()
    }
    return account
  }

  /// Changes the list of direct rooms, here and on the homeserver, which keeps it.
  func changeDirectRooms(_ change: (inout MatrixDirectRooms) -> Void) async throws {
    var direct = memory.direct
    change(&direct)
    guard direct != memory.direct else { return }
    try await keep(direct, as: "m.direct")
    memory.with { [direct] in $0.direct = direct }
  }

  private func changeDebts(_ change: (inout MatrixDebts) -> Void) async throws {
    var debts = memory.debts
    change(&debts)
    guard debts != memory.debts else { return }
    try await keep(debts, as: Self.debtsType)
    memory.with { [debts] in $0.debts = debts }
  }

  private func keep(_ value: some Encodable & Sendable, as type: String) async throws {
    let user = try await account().user
    _ = try await client.result(
      "PUT", ["user", user, "account_data", type], body: value, returning: MatrixNothing.self)
  }
}

/// Coming into rooms.
extension MatrixChannel {
  /// A homeserver that can't reach a room's other servers is asked so often.
  private static let joinAttemptLimit = 10

  /// Joins a room, which does no harm when we are in it. When the homeserver asks to wait it is
  /// tried again with the next polls; a room that can't be joined is given up.
  ///
  /// - parameter server: one that knows the room; empty for an invitation.
  func join(_ room: String, via server: String = "") async throws {
    try await settleJoin(of: room, via: server)
  }

  /// False when the homeserver asks to wait.
  @discardableResult
  private func settleJoin(of room: String, via server: String) async throws -> Bool {
    let query = server.isEmpty ? [] : [("via", server), ("server_name", server)]
    let answer: MatrixAnswer?
    do {
      answer = try await client.ask(
        "POST", ["join", room], query: query, body: MatrixNothing(), timeout: .seconds(60))
    } catch is ReceiveError {
      answer = nil
    }
    if let answer,
      answer.status == 401 || answer.code == "M_UNKNOWN_TOKEN"
        || MatrixOutcome.accountState(answer) != nil
    {
      throw MatrixOutcome.receive(answer, reason: client.reason)
    }
    let isPassing = answer.map { $0.isRateLimited || $0.status >= 500 } ?? true
    let failures = memory.with { state in
      guard isPassing, !(answer?.isRateLimited ?? false) else { return 0 }
      state.failedJoins[room, default: 0] += 1
      return state.failedJoins[room, default: 0]
    }
    if isPassing, failures < Self.joinAttemptLimit {
      try await changeDebts { $0.joins[room] = server }
      return !(answer?.isRateLimited ?? false)
    }
    memory.with { $0.failedJoins[room] = nil }
    if answer?.status != 200 {
      // Also takes back the invitation, so that it is not shown for ever.
      _ = try await client.ask("POST", ["rooms", room, "leave"], body: MatrixNothing())
    }
    try await changeDebts { $0.joins[room] = nil }
    return true
  }

  /// Does what the homeserver did not allow earlier, and gives the offers made so.
  func payDebts(after cursor: String?) async throws -> [IncomingEvent] {
    let stored = memory.with { state -> [String] in
      guard state.lateCursor != cursor else { return [] }
      defer { state.lateOffers = [:] }
      state.lateCursor = cursor
      return Array(state.lateOffers.keys)
    }
    try await changeDebts { debts in for room in stored { debts.offers[room] = nil } }
    for (room, server) in memory.debts.joins.sorted(by: { $0.key < $1.key }) {
      guard try await settleJoin(of: room, via: server) else { break }
    }
    for (room, person) in memory.debts.offers.sorted(by: { $0.key < $1.key }) {
      if memory.with({ $0.lateOffers[room] != nil }) { continue }
      guard case .made(let offer) = try await offer(to: person) else { break }
      memory.with {
        $0.lateOffers[room] = .unreadable(
          Self.address(room), .person, offer: offer.map(Self.address))
      }
    }
    return memory.with { state in
      state.lateOffers.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// What follows from having come into a room: whether it is direct, and which room it goes on
  /// from (spec.matrix.org/latest/client-server-api/#room-upgrades).
  func arrive(in room: String, _ news: MatrixSync.Room) async throws -> [IncomingEvent] {
    var events: [IncomingEvent] = []
    let earlier = news.state.lazy.compactMap(\.content.predecessorRoom).first
    if let earlier, try await hasMoved(earlier, to: room) {
      events.append(.migrated(from: Self.address(earlier), to: Self.address(room)))
      try await changeDirectRooms { $0.remove(earlier) }
    }
    events.append(.unblocked(Self.address(room)))
    guard !news.isEncrypted else { return events }
    if let other = try await onlyOther(in: room, news) {
      try await changeDirectRooms { if $0.room(with: other) != room { $0.add(room, with: other) } }
    }
    return events
  }

  /// What follows from others having come or gone: with one other everything is said to us, with
  /// more it is not, and with none nobody hears us any more.
  ///
  /// - parameter members: joined and invited ones, we too.
  func recount(
    _ room: String, members: Int, _ news: MatrixSync.Room
  ) async throws -> [IncomingEvent] {
    let wasDirect = memory.direct.contains(room)
    guard members == 2 else {
      try await changeDirectRooms { $0.remove(room) }
      return wasDirect && members < 2 ? [.blocked(Self.address(room))] : []
    }
    guard !wasDirect, !news.isEncrypted, try await !isEncrypted(room),
      let other = try await onlyOther(in: room, news)
    else { return [] }
    try await changeDirectRooms { $0.add(room, with: other) }
    return []
  }

  func isEncrypted(_ room: String) async throws -> Bool {
    try await client.resultIfAny(
      "GET", ["rooms", room, "state", "m.room.encryption"], returning: MatrixNothing.self) != nil
  }

  /// Anybody may write into a new room which one it follows; only an administrator of the old
  /// room can write there which one follows.
  private func hasMoved(_ old: String, to new: String) async throws -> Bool {
    let tombstone = try await client.resultIfAny(
      "GET", ["rooms", old, "state", "m.room.tombstone"], returning: MatrixEvent.Content.self)
    return tombstone?.replacementRoom == new
  }

  /// The other member of a room with two, invited ones counted.
  private func onlyOther(in room: String, _ news: MatrixSync.Room) async throws -> String? {
    if let count = news.memberCount {
      guard count == 2 else { return nil }
      if let other = news.others.first { return other }
    }
    return try await onlyOther(in: room)
  }

  private struct Members: Decodable {
    var joined: [String: MatrixNothing]
  }

  private func onlyOther(in room: String) async throws -> String? {
    let user = try await account().user
    let members = try await client.resultIfAny(
      "GET", ["rooms", room, "joined_members"], returning: Members.self)
    let others = members?.joined.keys.filter { $0 != user } ?? []
    return others.count == 1 ? others.first : nil
  }
}

/// Rooms with end-to-end encryption.
extension MatrixChannel {
  private enum Offer {
    /// A room, or nil when none can be made for the person.
    case made(String?)
    /// The homeserver asks to wait.
    case later
  }

  private struct NewRoom: Encodable {
    let preset = "trusted_private_chat"
    let isDirect = true
    let invite: [String]
    enum CodingKeys: String, CodingKey {
      case preset, invite
      case isDirect = "is_direct"
    }
  }

  private struct CreatedRoom: Decodable {
    var room: String
    enum CodingKeys: String, CodingKey { case room = "room_id" }
  }

  /// What to say of an encrypted room; nil when it was said, or will be.
  func unreadable(
    _ room: String, _ news: MatrixSync.Room, after cursor: String
  ) async throws -> IncomingEvent? {
    let isNew = memory.with { state in
      guard let told = state.told[room] else { return true }
      return told == cursor && state.debts.offers[room] == nil
    }
    guard isNew else { return nil }
    try await changeDirectRooms { $0.remove(room) }
    guard let other = try await onlyOther(in: room, news) else {
      memory.with { $0.told[room] = cursor }
      return .unreadable(Self.address(room), .channel, offer: nil)
    }
    let offer = try await offer(to: other)
    if case .later = offer { try await changeDebts { $0.offers[room] = other } }
    memory.with { $0.told[room] = cursor }
    guard case .made(let made) = offer else { return nil }
    return .unreadable(Self.address(room), .person, offer: made.map(Self.address))
  }

  /// The room without encryption where a person can speak to us: the one there is, or a new one.
  private func offer(to person: String) async throws -> Offer {
    if let known = memory.direct.room(with: person) {
      let member = try await client.resultIfAny(
        "GET", ["rooms", known, "state", "m.room.member", person],
        returning: MatrixEvent.Content.self)
      if ["invite", "join"].contains(member?.membership) { return .made(known) }
      try await changeDirectRooms { $0.remove(known) }
    }
    let answer = try await client.ask("POST", ["createRoom"], body: NewRoom(invite: [person]))
    guard let room = answer.decoded(CreatedRoom.self)?.room else {
      if answer.isRateLimited || answer.status >= 500 { return .later }
      guard (400..<500).contains(answer.status), answer.status != 401 else {
        throw MatrixOutcome.receive(answer, reason: client.reason)
      }
      return .made(nil)
    }
    guard try await !isEncrypted(room) else {
      // A homeserver may encrypt every new room (encryption_enabled_by_default_for_room_type).
      _ = try await client.ask("POST", ["rooms", room, "leave"], body: MatrixNothing())
      return .made(nil)
    }
    try await changeDirectRooms { $0.add(room, with: person) }
    return .made(room)
  }
}
