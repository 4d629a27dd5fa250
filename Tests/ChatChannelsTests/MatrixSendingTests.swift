import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

@Suite("Sending on Synapse", .enabled(if: Synapse.isAvailable, "Synapse is not installed"))
struct MatrixSendingTests {
  private typealias Fixture = MatrixBotFixture

  private static func run(
    limits: Synapse.Limits? = nil,
    _ body: (Fixture, MatrixPerson, _ room: String) async throws -> Void
  ) async throws {
    try await Fixture.run(limits: limits) { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isDirect: true)
      try await bot.arrive(in: room)
      try await body(bot, ada, room)
    }
  }

  /// Too long for one event.
  private static let long = MessageDocument(
    blocks: (1...30).map { .paragraph([.text("\($0) " + String(repeating: "word ", count: 500))]) })

  @Test func `the same transaction twice is one event`() async throws {
    try await Self.run { bot, ada, room in
      let first = await bot.send(Self.long, to: room, entry: "entry-1")
      let second = await bot.send(Self.long, to: room, entry: "entry-1")

      let messages = try await ada.messages(from: bot.account.userID, in: room)
      let ids = messages.compactMap { $0["event_id"]?.string }
      #expect(ids.count > 1)
      #expect(first == .delivered(receipt: ids.joined(separator: " ")))
      #expect(second == first)
    }
  }

  @Test func `nobody is mentioned and what is quiet is a notice`() async throws {
    try await Self.run { bot, ada, room in
      _ = await bot.send(MessageDocument("@room \(ada.userID)"), to: room, entry: "a")
      _ = await bot.send(to: room, entry: "b", attention: .quiet)

      let messages = try await ada.messages(from: bot.account.userID, in: room)
      #expect(messages.map { $0["content"]?["msgtype"] } == ["m.text", "m.notice"])
      #expect(messages.map { $0["content"]?["m.mentions"] } == [[:], [:]])
    }
  }

  @Test func `an edit is a replacement that others see as the message's words`() async throws {
    try await Self.run { bot, ada, room in
      let sent = try #require(await bot.send(to: room, entry: "a").receipt)
      var edit = message(
        MessageDocument("Keynote starts at 10:15"), to: "matrix:\(room)", transactionID: "b")
      let first = await bot.channel.edit(edit, receipt: sent)
      let again = await bot.channel.edit(edit, receipt: sent)
      edit.transactionID = "c"

      #expect(first == .delivered(receipt: sent))
      #expect(again == first)
      let messages = try await ada.messages(from: bot.account.userID, in: room)
      #expect(
        messages.last?["content"] == [
          "msgtype": "m.text", "body": "* Keynote starts at 10:15", "m.mentions": [:],
          "m.new_content": [
            "msgtype": "m.text", "body": "Keynote starts at 10:15",
            "format": "org.matrix.custom.html",
            "formatted_body": "<p>Keynote starts at 10:15</p>", "m.mentions": [:],
          ],
          "m.relates_to": ["rel_type": "m.replace", "event_id": .string(sent)],
        ])
      #expect(messages.count == 2)
      let replaced = messages.first?["unsigned"]?["m.relations"]?["m.replace"]
      #expect(replaced?["event_id"] == messages.last?["event_id"])
    }
  }

  @Test func `an edit of several parts leaves an ellipsis where words are missing`() async throws {
    try await Self.run { bot, ada, room in
      let sent = try #require(await bot.send(Self.long, to: room, entry: "a").receipt)
      let parts = sent.split(separator: " ").map(String.init)
      let short = await bot.channel.edit(
        message(MessageDocument("Moved"), to: "matrix:\(room)", transactionID: "b"), receipt: sent)
      let whole = await bot.channel.edit(
        message(Self.long, to: "matrix:\(room)", transactionID: "c"), receipt: sent)
      let tooLong = await bot.channel.edit(
        message(Self.long, to: "matrix:\(room)", transactionID: "d"), receipt: parts[0])

      #expect(short == .delivered(receipt: sent))
      #expect(whole == .delivered(receipt: sent))
      #expect(
        tooLong == .refused(reason: "the new words need \(parts.count) messages, there are 1"))
      let edits = try await ada.messages(from: bot.account.userID, in: room)
        .dropFirst(parts.count).prefix(parts.count)
      #expect(
        edits.map { $0["content"]?["m.new_content"]?["body"] }
          == ["Moved"] + parts.dropFirst().map { _ in "…" })
      #expect(
        edits.map { $0["content"]?["m.relates_to"]?["event_id"]?.string } == parts)
    }
  }

  @Test func `a channel's day is one thread and a wrong root costs no message`() async throws {
    try await Self.run { bot, ada, room in
      let root = try #require(await bot.send(Self.long, to: room, entry: "a").receipt)
      let first = try #require(await bot.send(to: room, entry: "b", thread: root).receipt)
      let second = await bot.send(to: room, entry: "c", thread: first)

      let relations = try await ada.messages(from: bot.account.userID, in: room)
        .suffix(2).map { $0["content"]?["m.relates_to"]?["event_id"]?.string }
      #expect(relations == [root.split(separator: " ").first.map(String.init), nil])
      #expect(second.receipt != nil)
    }
  }

  @Test func `a limit is learned from the answer`() async throws {
    try await Self.run(limits: .messages(perSecond: 0.05, atOnce: 3)) { bot, ada, room in
      var outcomes: [DeliveryOutcome] = []
      for entry in 1...8 { outcomes.append(await bot.send(to: room, entry: "entry-\(entry)")) }

      guard case .rateLimited(let span, .platform)? = outcomes.last else {
        Issue.record("\(outcomes)")
        return
      }
      #expect(span > .zero && span <= .seconds(40))
      let delivered = outcomes.compactMap(\.receipt)
      #expect((1...4).contains(delivered.count))

      // A refused transaction is not remembered: the entry is sent under the same id later.
      let root = try await bot.synapse.newPerson("root", isAdministrator: true)
      try await bot.synapse.liftLimit(of: bot.account.userID, as: root)
      let later = try #require(await bot.send(to: room, entry: "entry-8").receipt)
      let messages = try await ada.messages(from: bot.account.userID, in: room)
      #expect(messages.compactMap { $0["event_id"]?.string } == delivered + [later])
    }
  }

  @Test func `a token that was logged out is the operator's affair`() async throws {
    try await Self.run { bot, _, room in
      try await bot.account.logOut()

      let reason =
        "the Matrix token is unknown or logged out: log in again, if possible with the same "
        + "device_id, and put the new token into platforms.matrix.accessToken"
      #expect(await bot.send(to: room, entry: "a") == .unauthorized(reason: reason))
      #expect(await bot.channel.verify() == .needsOperator(reason: reason))
      await #expect(throws: ReceiveError.needsOperator(reason: reason)) { try await bot.poll() }
      bot.restart()
      await #expect(throws: ReceiveError.needsOperator(reason: reason)) {
        try await bot.channel.introduce(BotProfile(commands: [:]))
      }
    }
  }

  @Test func `an examination names account, encrypted rooms and limit`() async throws {
    try await Self.run { bot, ada, _ in
      let secret = try await ada.createRoom(
        name: "War room", inviting: [bot.account.userID], isEncrypted: true)
      try await bot.account.join(secret)
      try await bot.channel.introduce(BotProfile(commands: [:]))

      let examination = await bot.channel.examine()

      let user = bot.account.userID
      #expect(
        examination.findings == [
          .init(
            name: "token", isGood: true,
            text: "the token works for \(user), device \(bot.account.deviceID)"),
          .init(
            name: "encrypted rooms", isGood: true,
            text: "in 2 rooms, of which 1 is encrypted; what is said to TalkBell there can't be "
              + "read: War room (\(secret))"),
          .init(
            name: "rate limit", isGood: true,
            text: "can't be seen with this account; Synapse's default is 0.2 messages a second "
              + "after 10 at once, too few for many people: an administrator lifts it with POST "
              + "/_synapse/admin/v1/users/\(user)/override_ratelimit "
              + #"{"messages_per_second":0,"burst_count":0}"#),
        ])
      #expect(examination.serverDate?.hasSuffix(" GMT") ?? false)
    }
  }

  @Test func `an administrator's account sees its limit`() async throws {
    let synapse = try await Synapse.shared()
    let account = try await synapse.newPerson("root", isAdministrator: true)
    let transport = CurlTransport()
    let channel = MatrixChannel(
      homeserver: synapse.baseURL, accessToken: account.accessToken, transport: transport)

    let before = await channel.examine().findings.last
    try await synapse.liftLimit(of: account.userID, as: account)
    let after = await channel.examine().findings.last

    #expect(before?.isGood == false)
    #expect(
      after == .init(name: "rate limit", isGood: true, text: "none for \(account.userID)"))
    transport.shutdown()
  }
}

@Suite("Encrypted rooms on Synapse", .enabled(if: Synapse.isAvailable, "Synapse is not installed"))
struct MatrixEncryptionTests {
  private typealias Fixture = MatrixBotFixture

  /// What a client sends in an encrypted room; nobody here can read it.
  private static let ciphertext: StandInJSON = [
    "algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgAEpABm6", "session_id": "X3lUlvLELL",
    "device_id": "RJYKSTBOIE", "sender_key": "IlRMeOPX2e0MurIyfWEucYBRVOEEUMrOHqn/8mLqMjA",
  ]

  private static func unreadable(
    _ room: String, _ audience: Audience, offer: String?
  ) -> IncomingEvent {
    .unreadable(Fixture.address(room), audience, offer: offer.map(Fixture.address))
  }

  @Test func `an encrypted direct chat is offered one that can be read, once`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let me = bot.account.userID
      let encrypted = try await ada.createRoom(
        inviting: [me], isDirect: true, isEncrypted: true)
      try await ada.send("m.room.encrypted", in: encrypted, Self.ciphertext)
      let first = try await bot.hear { if case .unreadable = $0 { true } else { false } }
      let offer = try #require(try await ada.waitForInvitation(from: me))
      #expect(
        first == [
          .unblocked(Fixture.address(encrypted)),
          Self.unreadable(encrypted, .person, offer: offer),
        ])
      // The homeserver takes what we say there, in the clear.
      #expect(await bot.send(to: encrypted, entry: "a").receipt != nil)

      try await ada.send("m.room.encrypted", in: encrypted, Self.ciphertext)
      try await ada.join(offer)
      try await ada.say("now", in: offer)
      let second = try await bot.hear(until: "now")

      #expect(second == [.unblocked(Fixture.address(offer)), heard("now", in: offer)])
      #expect(try await ada.state("m.room.encryption", in: offer) == nil)
      #expect(try await ada.state("m.room.encryption", in: encrypted) != nil)
    }
  }

  @Test func `a batch that was not stored makes no second room`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let me = bot.account.userID
      let encrypted = try await ada.createRoom(
        inviting: [me], isDirect: true, isEncrypted: true)
      // The poll that accepts the invitation.
      try await bot.poll()
      let lost = try await bot.poll(isLost: true)
      let repeated = try await bot.poll(isLost: true)
      bot.restart()
      let restarted = try await bot.poll()

      let offer = try #require(try await ada.waitForInvitation(from: me))
      let told = Self.unreadable(encrypted, .person, offer: offer)
      #expect(lost.last == told)
      #expect(repeated.filter { $0 != .unblocked(Fixture.address(offer)) } == lost)
      #expect(restarted.contains(told))
      let rooms = try await bot.account.joinedRooms()
      #expect(rooms == [encrypted, offer])
    }
  }

  @Test func `an encrypted group is told and offered nothing`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let bob = try await bot.synapse.newPerson("bob")
      let room = try await ada.createRoom(inviting: [bot.account.userID, bob.userID])
      try await bob.join(room)
      try await bot.arrive(in: room)
      try await ada.setState(
        "m.room.encryption", in: room, ["algorithm": "m.megolm.v1.aes-sha2"])
      try await ada.send("m.room.encrypted", in: room, Self.ciphertext)
      let first = try await bot.hear { if case .unreadable = $0 { true } else { false } }
      try await ada.send("m.room.encrypted", in: room, Self.ciphertext)
      try await ada.say("!now", in: room)
      let second = try await bot.hear(until: "now")

      #expect(first == [Self.unreadable(room, .channel, offer: nil)])
      #expect(second == [heard("now", in: room, .channel, isAdministrator: false)])
    }
  }

  @Test func `a group is no direct chat while the others have not come yet`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let bob = try await bot.synapse.newPerson("bob")
      let room = try await ada.createRoom(
        inviting: [bot.account.userID, bob.userID], isEncrypted: true)
      let events = try await bot.hear { if case .unreadable = $0 { true } else { false } }
      #expect(
        events == [
          .unblocked(Fixture.address(room)), Self.unreadable(room, .channel, offer: nil),
        ])
    }
  }

  @Test func `a direct chat that was readable before is offered the other one`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let me = bot.account.userID
      let plain = try await ada.createRoom(inviting: [me], isDirect: true)
      try await bot.arrive(in: plain)
      let encrypted = try await ada.createRoom(
        inviting: [me], isDirect: true, isEncrypted: true)
      let events = try await bot.hear { if case .unreadable = $0 { true } else { false } }

      #expect(
        events == [
          .unblocked(Fixture.address(encrypted)),
          Self.unreadable(encrypted, .person, offer: plain),
        ])
    }
  }
}

@Suite("Limits on Synapse", .enabled(if: Synapse.isAvailable, "Synapse is not installed"))
struct MatrixLimitTests {
  private typealias Fixture = MatrixBotFixture

  @Test func `invitations that have to wait hold nobody else up`() async throws {
    try await Fixture.run(limits: .joins(perSecond: 0.4, atOnce: 1)) { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let me = bot.account.userID
      let first = try await ada.createRoom(inviting: [me], isDirect: true)
      try await bot.arrive(in: first)
      let others = [
        try await ada.createRoom(inviting: [me]), try await ada.createRoom(inviting: [me]),
      ]
      try await ada.say("now", in: first)

      let events = try await bot.hear(until: "now")
      #expect(events == [heard("now", in: first)])
      // What is owed outlives the process.
      bot.restart()
      for room in others { try await ada.say("hello", in: room) }
      var seen: Set<IncomingEvent> = []
      for room in others where !seen.contains(.unblocked(Fixture.address(room))) {
        seen.formUnion(try await bot.hear { $0 == .unblocked(Fixture.address(room)) })
      }
      let arrived = Set(
        others.flatMap { [.unblocked(Fixture.address($0)), heard("hello", in: $0)] })
      #expect(seen == arrived)
    }
  }

  @Test func `an offer that has to wait comes later`() async throws {
    try await Fixture.run(limits: .rooms(perSecond: 0.4, atOnce: 1)) { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let bob = try await bot.synapse.newPerson("bob")
      let me = bot.account.userID
      let rooms = [
        try await ada.createRoom(inviting: [me], isDirect: true, isEncrypted: true),
        try await bob.createRoom(inviting: [me], isDirect: true, isEncrypted: true),
      ]
      var offers: [ConversationAddress: ConversationAddress?] = [:]
      for _ in 0..<12 where offers.count < 2 {
        for case .unreadable(let room, .person, let offer) in try await bot.poll() {
          #expect(offers[room] == nil)
          offers[room] = .some(offer)
        }
        bot.restart()
      }

      let invited = [
        try await ada.waitForInvitation(from: me), try await bob.waitForInvitation(from: me),
      ]
      let expected = zip(rooms, invited).map { room, offer in
        (Fixture.address(room), offer.map(Fixture.address))
      }
      #expect(offers == Dictionary(uniqueKeysWithValues: expected))
    }
  }
}
