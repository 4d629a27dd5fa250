import ConferenceModel
package import Messaging

/// Hearing.
extension MatrixChannel {
  /// The most events of a room in one answer; older ones are asked for room by room.
  private static let timelineLimit = 50
  /// While something waits for the homeserver, polls are short so that it is tried again.
  private static let owingTimeout = Duration.seconds(5)

  /// Long-polls `/sync`; the cursor is its token. Without one nothing that was said before is
  /// answered, only invitations are.
  package func receive(after cursor: String?) async throws -> IncomingBatch {
    let account = try await account()
    var events = try await payDebts(after: cursor)
    let isOwing = !memory.debts.isEmpty
    let timeout =
      events.isEmpty ? min(pollTimeout, isOwing ? Self.owingTimeout : pollTimeout) : .zero
    guard let cursor, let sync = try await sync(after: cursor, timeout: timeout) else {
      guard let sync = try await sync(after: nil, timeout: .zero) else {
        throw ReceiveError.temporary(
          reason: "the homeserver refuses to begin a sync", retryAfter: nil)
      }
      try await begin(with: sync)
      return IncomingBatch(events: events, cursor: sync.next)
    }
    if let direct = sync.directRooms { memory.with { $0.direct = direct } }
    for room in sync.invited { try await join(room) }
    for room in sync.left {
      try await changeDirectRooms { $0.remove(room) }
      events.append(.blocked(Self.address(room)))
    }
    for (room, news) in sync.joined.sorted(by: { $0.key < $1.key }) {
      events += try await self.events(of: news, in: room, after: cursor, account: account)
    }
    return IncomingBatch(events: events, cursor: sync.next)
  }

  /// Nothing to stop: Matrix has no buttons.
  package func acknowledge(callbackID: String) async {}

  /// The address of a room.
  static func address(_ room: String) -> ConversationAddress {
    ConversationAddress(platform: .matrix, conversation: room)
  }

  /// nil when the homeserver does not know the token, after it was set up anew for one.
  private func sync(after cursor: String?, timeout: Duration) async throws -> MatrixSync? {
    var query = [
      ("filter", MatrixFilter.sync(limit: cursor == nil ? 1 : Self.timelineLimit)),
      ("timeout", String(timeout.components.seconds * 1000)),
    ]
    if let cursor { query.append(("since", cursor)) }
    // The first sync of an account in many rooms takes a while.
    let patience = cursor == nil ? Duration.seconds(120) : timeout + .seconds(30)
    let answer = try await client.ask("GET", ["sync"], query: query, timeout: patience)
    if let sync = answer.decoded(MatrixSync.self) { return sync }
    if answer.status == 400, !answer.isRateLimited { return nil }
    throw MatrixOutcome.receive(answer, reason: client.reason)
  }

  /// The first sync: no news, but what the rooms are.
  private func begin(with sync: MatrixSync) async throws {
    if let direct = sync.directRooms { memory.with { $0.direct = direct } }
    for room in sync.invited { try await join(room) }
    for (room, news) in sync.joined where news.memberCount == 2 && !news.isEncrypted {
      guard let other = news.others.first else { continue }
      try await changeDirectRooms { if !$0.contains(room) { $0.add(room, with: other) } }
    }
  }
}

/// One room's news.
extension MatrixChannel {
  private func events(
    of news: MatrixSync.Room, in room: String, after cursor: String, account: MatrixAccount
  ) async throws -> [IncomingEvent] {
    var events: [IncomingEvent] = []
    var window = MatrixWindow(since: cursor)
    if let own = news.arrival(of: account.user) {
      events += try await arrive(in: room, news)
      window = MatrixWindow(beginning: try await invitedAt(own, in: room) ?? own.sentAt)
    } else if let count = news.memberCount {
      events += try await recount(room, members: count, news)
    }
    let timeline = try await timeline(of: news, in: room, window: window)
    let isEncrypted = news.isEncrypted || timeline.contains { $0.type == "m.room.encrypted" }
    if isEncrypted, let event = try await unreadable(room, news, after: cursor) {
      events.append(event)
    }
    for event in timeline {
      if event.type == "m.room.tombstone", let next = event.content.replacementRoom {
        try await join(next, via: Self.server(of: event.sender))
      }
      if let heard = try await heard(event, in: room, account: account) { events.append(heard) }
    }
    return events
  }

  /// When the invitation that was accepted was sent. What a person says before we have joined, as
  /// with the first message of a direct chat, is said to us.
  private func invitedAt(_ own: MatrixEvent, in room: String) async throws -> Int64? {
    guard own.earlierMembership == "invite", let id = own.replacesState else { return nil }
    return try await client.resultIfAny(
      "GET", ["rooms", room, "event", id], returning: MatrixEvent.self)?.sentAt
  }

  /// What was said in the room, oldest first, with what the answer left out.
  private func timeline(
    of news: MatrixSync.Room, in room: String, window: MatrixWindow
  ) async throws -> [MatrixEvent] {
    var events = news.timeline.filter(window.contains)
    guard news.isLimited, var from = news.previous, events.count == news.timeline.count
    else { return events }
    var known = Set(events.compactMap(\.id))
    for _ in 0..<MatrixWindow.pageLimit where events.count < MatrixWindow.limit {
      var query = [("dir", "b"), ("from", from), ("limit", "100"), ("filter", MatrixFilter.past)]
      if let since = window.since { query.append(("to", since)) }
      guard
        let past = try await client.resultIfAny(
          "GET", ["rooms", room, "messages"], query: query, returning: MatrixPast.self)
      else { break }
      let part = past.events.elements.filter(window.contains)
      let isWhole = part.count == past.events.elements.count
      events.insert(
        contentsOf: part.reversed().filter { event in
          event.id.map { known.insert($0).inserted } ?? true
        }, at: 0)
      guard isWhole, let end = past.end, end != from else { break }
      from = end
    }
    return events
  }

  private func heard(
    _ event: MatrixEvent, in room: String, account: MatrixAccount
  ) async throws -> IncomingEvent? {
    let direct = memory.direct
    let isDirect = direct.contains(room)
    let translation = MatrixTranslation(user: account.user, displayName: account.displayName)
    guard let sender = event.sender, let heard = translation.heard(event, isDirect: isDirect)
    else { return nil }
    let audience = isDirect ? Audience.person : .channel
    let speaker = isDirect ? nil : direct.room(with: sender).map(Self.address)
    switch heard {
    case .command(let text, let thread):
      // Most commands only read, and then nobody's rights are asked for.
      var mayChange = isDirect
      if !isDirect, !ReadingCommand.begins(text) {
        mayChange = try await isAdministrator(sender, of: room)
      }
      return .message(
        IncomingMessage(
          address: Self.address(room), audience: audience, text: text,
          isAdministrator: mayChange, speaker: speaker, route: thread))
    case .star(let target):
      guard let id = event.id else { return nil }
      return .starred(
        IncomingReaction(
          address: Self.address(room), audience: audience, speaker: speaker, receipt: target,
          id: id))
    case .redaction(let target): return .unstarred(reaction: target)
    }
  }

  /// `example.org` of `@ada:example.org`.
  private static func server(of user: String?) -> String {
    guard let user, let colon = user.firstIndex(of: ":") else { return "" }
    return String(user[user.index(after: colon)...])
  }
}

/// Which events of a room are news.
struct MatrixWindow: Sendable {
  /// The most events of a room that are read at once; older ones are given up.
  static let limit = 200
  /// The most answers that are read for it; a filter may leave them empty.
  static let pageLimit = 20

  /// The token of the last sync; nil for a room that was joined since.
  let since: String?
  /// For such a room: what was sent earlier is none of our business; milliseconds.
  private let beginning: Int64?

  /// All since the last sync.
  init(since: String) {
    self.since = since
    beginning = nil
  }

  /// All since the time.
  init(beginning: Int64) {
    since = nil
    self.beginning = beginning
  }

  /// Whether the event is in it: not when it was sent while we were neither in the room nor
  /// invited, where the server says that.
  func contains(_ event: MatrixEvent) -> Bool {
    if let membership = event.membership, !["invite", "join"].contains(membership) {
      // Of our own changes of membership the membership before is told.
      return false
    }
    return event.sentAt >= beginning ?? .min
  }
}
