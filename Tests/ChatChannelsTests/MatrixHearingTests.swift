import ConferenceModel
import Messaging
import TestSupport
import Testing

@Suite("Hearing on Synapse", .enabled(if: Synapse.isAvailable, "Synapse is not installed"))
struct MatrixHearingTests {
  private typealias Fixture = MatrixBotFixture

  @Test func `the first words of a direct chat are heard, said before the bot came in`()
    async throws
  {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isDirect: true)
      try await ada.say("search gpu", in: room)
      try await ada.say("!star 1", in: room)

      let events = try await bot.hear(until: "star 1")

      #expect(
        events == [
          .unblocked(Fixture.address(room)), heard("search gpu", in: room),
          heard("star 1", in: room),
        ])
      #expect(try await ada.members(of: room)[bot.account.userID] == "join")
    }
  }

  @Test func `in a group only what is addressed to the bot is a command`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let bob = try await bot.synapse.newPerson("bob")
      let me = bot.account.userID
      let room = try await ada.createRoom(name: "Hallway", inviting: [me, bob.userID])
      try await bob.join(room)
      try await bot.arrive(in: room)

      try await bob.say("what about lunch?", in: room)
      try await bob.say("!now", in: room)
      try await bob.say("talkbell: next", in: room, mentioning: [me])
      try await bob.say(
        "today, talkbell", in: room,
        html: "today, <a href=\"https://matrix.to/#/\(me)\">talkbell</a>")
      try await bob.say("\(me) tomorrow", in: room)
      try await bob.say("talkbellish is not a name", in: room)
      try await bob.say("!!!", in: room)
      try await bob.send("m.room.message", in: room, ["msgtype": "m.notice", "body": "!now"])
      let edited = try await bob.say("the talk is over", in: room)
      try await bob.send(
        "m.room.message", in: room,
        [
          "msgtype": "m.text", "body": "* !now",
          "m.new_content": ["msgtype": "m.text", "body": "!now"],
          "m.relates_to": ["rel_type": "m.replace", "event_id": .string(edited)],
        ])
      try await bob.say("!help", in: room)

      func read(_ text: String) -> IncomingEvent {
        heard(text, in: room, .channel, isAdministrator: false)
      }
      let events = try await bot.hear(until: "help")
      #expect(
        events == [read("now"), read("next"), read("today"), read("tomorrow"), read("help")])
    }
  }

  @Test func `a remark on a message of the bot is no command`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let bob = try await bot.synapse.newPerson("bob")
      let me = bot.account.userID
      let room = try await ada.createRoom(inviting: [me, bob.userID])
      try await bot.arrive(in: room)
      let said = try #require(await bot.send(to: room, entry: "a").receipt)

      try await ada.say("nice!", in: room, mentioning: [me], replyingTo: said)
      try await ada.say(
        "> <\(me)> Keynote\n\n!mine", in: room, mentioning: [me], replyingTo: said)

      let events = try await bot.hear(until: "mine")
      #expect(events == [heard("mine", in: room, .channel, isAdministrator: false)])
    }
  }

  @Test func `who has a direct room is named by it in a group`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let bob = try await bot.synapse.newPerson("bob")
      let me = bot.account.userID
      let direct = try await ada.createRoom(inviting: [me], isDirect: true)
      try await bot.arrive(in: direct)
      let room = try await bob.createRoom(inviting: [me, ada.userID])
      try await ada.join(room)
      try await bot.arrive(in: room)

      try await ada.say("!now", in: room)
      try await bob.say("!next", in: room)

      let events = try await bot.hear(until: "next")
      #expect(
        events == [
          heard("now", in: room, .channel, isAdministrator: false, speaker: direct),
          heard("next", in: room, .channel, isAdministrator: false),
        ])
    }
  }

  @Test(arguments: ["10", "12"])
  func `a star is heard and its removal`(_ version: String) async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(
        inviting: [bot.account.userID], isDirect: true, version: version)
      try await bot.arrive(in: room)
      let said = try #require(await bot.send(to: room, entry: "a").receipt)
      try await ada.react("👍", to: said, in: room)
      let star = try await ada.react("⭐\u{FE0F}", to: said, in: room)
      let glowing = try await ada.react("🌟", to: said, in: room)
      try await ada.say("next", in: room)
      let first = try await bot.hear(until: "next")
      try await ada.redact(star, in: room)
      try await ada.say("mine", in: room)

      func starred(_ id: String) -> IncomingEvent {
        .starred(
          IncomingReaction(
            address: Fixture.address(room), audience: .person, receipt: said, id: id))
      }
      #expect(first == [starred(star), starred(glowing), heard("next", in: room)])
      let events = try await bot.hear(until: "mine")
      #expect(events == [.unstarred(reaction: star), heard("mine", in: room)])
    }
  }

  @Test func `a star that was taken back before anybody looked is no star`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isDirect: true)
      try await bot.arrive(in: room)
      let said = try #require(await bot.send(to: room, entry: "a").receipt)
      let star = try await ada.react("⭐", to: said, in: room)
      try await ada.redact(star, in: room)
      try await ada.say("mine", in: room)

      // The homeserver has emptied the reaction by then.
      let events = try await bot.hear(until: "mine")
      #expect(events == [.unstarred(reaction: star), heard("mine", in: room)])
    }
  }

  @Test(arguments: ["10", "12"])
  func `power levels say who may change a room's settings`(_ version: String) async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let bob = try await bot.synapse.newPerson("bob")
      let room = try await ada.createRoom(
        inviting: [bot.account.userID, bob.userID], version: version)
      try await bob.join(room)
      try await bot.arrive(in: room)

      try await ada.say("!digest 08:00", in: room)
      try await bob.say("!digest 09:00", in: room)
      let first = try await bot.hear(until: "digest 09:00")
      try await ada.setPowerLevel(50, of: bob.userID, in: room)
      try await bob.say("!digest 10:00", in: room)
      try await bob.say("!now", in: room)
      let second = try await bot.hear(until: "now")

      #expect(
        first == [
          heard("digest 08:00", in: room, .channel, isAdministrator: true),
          heard("digest 09:00", in: room, .channel, isAdministrator: false),
        ])
      #expect(
        second == [
          heard("digest 10:00", in: room, .channel, isAdministrator: true),
          // Reading needs no rights, so nobody's are asked for.
          heard("now", in: room, .channel, isAdministrator: false),
        ])
    }
  }

  @Test func `a command in a thread says so and its answer goes there`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isDirect: true)
      try await bot.arrive(in: room)
      let root = try await ada.say("now", in: room)
      try await ada.say("next", in: room, thread: root)
      let events = try await bot.hear(until: "next")
      let receipt = await bot.send(to: room, entry: "a", route: root).receipt

      #expect(events == [heard("now", in: room), heard("next", in: room, route: root)])
      let answer = try await ada.waitForEvent(in: room) { $0["event_id"]?.string == receipt }
      #expect(
        answer?["content"]?["m.relates_to"] == [
          "rel_type": "m.thread", "event_id": .string(root), "is_falling_back": true,
          "m.in_reply_to": ["event_id": .string(root)],
        ])
    }
  }
}

@Suite("Going on, on Synapse", .enabled(if: Synapse.isAvailable, "Synapse is not installed"))
struct MatrixResumingTests {
  private typealias Fixture = MatrixBotFixture

  @Test func `what was said before the first start is not answered`() async throws {
    try await Fixture.run(isStarted: false) { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isDirect: true)
      try await bot.account.join(room)
      try await ada.say("help", in: room)
      let first = try await bot.poll()
      try await ada.say("now", in: room)
      let second = try await bot.hear(until: "now")

      #expect(first == [])
      #expect(second == [heard("now", in: room)])
    }
  }

  @Test func `a restart loses nothing and repeats nothing`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isDirect: true)
      try await bot.arrive(in: room)
      try await ada.say("now", in: room)
      let first = try await bot.hear(until: "now")
      #expect(first == [heard("now", in: room)])
      try await ada.say("next", in: room)
      // Heard, and killed before it was stored.
      let lost = try await bot.poll(isLost: true)
      #expect(lost == [heard("next", in: room)])

      bot.restart()
      try await ada.say("mine", in: room)

      let events = try await bot.hear(until: "mine")
      #expect(events == [heard("next", in: room), heard("mine", in: room)])
    }
  }

  @Test func `a long absence loses no command`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isDirect: true)
      try await bot.arrive(in: room)
      let texts = (1...130).map { "talk \($0)" }
      for text in texts { try await ada.say(text, in: room) }

      let absent = try await bot.hear(until: "talk 130")
      #expect(absent == texts.map { heard($0, in: room) })
      try await ada.say("mine", in: room)
      let events = try await bot.hear(until: "mine")
      #expect(events == [heard("mine", in: room)])
    }
  }

  @Test func `what was answered is not heard again when the bot comes back into a room`()
    async throws
  {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let me = bot.account.userID
      // In a direct room both are creators, whom nobody can put out.
      let room = try await ada.createRoom(inviting: [me])
      try await bot.arrive(in: room)
      try await ada.say("now", in: room)
      _ = try await bot.hear(until: "now")
      try await ada.kick(me, from: room)
      let kicked = try await bot.poll()
      #expect(kicked == [.blocked(Fixture.address(room))])
      guard case .addressGone = await bot.send(to: room, entry: "a") else {
        Issue.record("a room we were put out of took a message")
        return
      }

      try await ada.say("talking behind its back", in: room)
      try await ada.invite(me, to: room)
      try await ada.say("next", in: room)

      let events = try await bot.hear(until: "next")
      #expect(events == [.unblocked(Fixture.address(room)), heard("next", in: room)])
    }
  }

  @Test func `a direct room with a third member is a channel`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let bob = try await bot.synapse.newPerson("bob")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isDirect: true)
      try await bot.arrive(in: room)
      try await ada.invite(bob.userID, to: room)
      try await bob.join(room)
      try await ada.say("mine", in: room)
      try await ada.say("!now", in: room)

      let events = try await bot.hear(until: "now")
      #expect(events == [heard("now", in: room, .channel, isAdministrator: false)])
    }
  }

  @Test func `a direct room that the person leaves is no place for reminders`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let room = try await ada.createRoom(inviting: [bot.account.userID], isPublic: true)
      try await bot.arrive(in: room)
      try await ada.leave(room)
      let left = try await bot.poll()
      try await ada.join(room)
      try await ada.say("now", in: room)
      let back = try await bot.hear(until: "now")

      #expect(left == [.blocked(Fixture.address(room))])
      #expect(back == [heard("now", in: room)])
    }
  }

  @Test func `an upgraded room goes on under its new address`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let me = bot.account.userID
      let old = try await ada.createRoom(
        name: "Hallway", inviting: [me], isPublic: true, version: "10")
      let bob = try await bot.synapse.newPerson("bob")
      try await bob.join(old)
      try await bot.arrive(in: old)

      let new = try await ada.upgrade(old, to: "11")
      let events = try await bot.hear { $0 == .unblocked(Fixture.address(new)) }

      #expect(
        events == [
          .migrated(from: Fixture.address(old), to: Fixture.address(new)),
          .unblocked(Fixture.address(new)),
        ])
    }
  }

  @Test func `a room that only claims to follow another takes nothing over`() async throws {
    try await Fixture.run { bot in
      let ada = try await bot.synapse.newPerson("ada")
      let mallory = try await bot.synapse.newPerson("mallory")
      let me = bot.account.userID
      let old = try await ada.createRoom(inviting: [me], isPublic: true, version: "10")
      try await bot.arrive(in: old)
      let new =
        try await mallory.call(
          "POST", ["createRoom"],
          [
            "preset": "private_chat", "invite": [.string(me)],
            "creation_content": [
              "predecessor": ["room_id": .string(old), "event_id": "$last"]
            ],
          ])["room_id"]?.string ?? ""

      #expect(
        try await bot.hear { $0 == .unblocked(Fixture.address(new)) }
          == [.unblocked(Fixture.address(new))])
    }
  }
}
