import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

@Suite struct CommandHandlerTests {
  @Test func `the first word makes a subscriber in the language of its platform`() throws {
    let chat = try Chat()
    let message = IncomingMessage(
      address: chat.person, audience: .person, text: "接下来", languageHint: "zh-hans")
    #expect(
      try chat.send(message) == """
        接下来 · 09:30（30 分钟后开始）
        1. 09:30–10:00 · Auditorium
        Opening Keynote
        `收藏 1` 到时提醒，`详情 1` 查看详情。
        """)
    let subscriber = try #require(try chat.subscriber())
    #expect(
      subscriber
        == Subscriber(
          id: subscriber.id, address: chat.person, audience: .person, state: .active,
          preferences: Preferences(language: .chinese)))
  }

  @Test func `a reply is an outbox entry that is due now and worthless after a quarter hour`()
    throws
  {
    let chat = try Chat()
    _ = try chat.say("next")
    let entry = try #require(try chat.newestEntry())
    #expect(entry.key == "reply/telegram/1/0")
    #expect(entry.notice.kind == .reply)
    #expect(entry.dueAt == Chat.at(9))
    #expect(entry.deadline == Chat.at(9).addingTimeInterval(5))
    #expect(entry.expiresAt == Chat.at(9, 15))
  }

  @Test func `the same batch twice acts once`() throws {
    let chat = try Chat()
    _ = try chat.say("next")
    let message = IncomingMessage(
      address: chat.person, audience: .person, text: "star 1", callbackID: "press")
    let batch = IncomingBatch(events: [.message(message), .message(message)], cursor: "77")
    let first = try chat.handler.handle(
      batch, on: .telegram, database: chat.database, now: Chat.at(9))
    let second = try chat.handler.handle(
      batch, on: .telegram, database: chat.database, now: Chat.at(9, 1))
    #expect(first == HandledBatch(acknowledgements: ["press", "press"], replyCount: 2))
    #expect(second == HandledBatch(isRepeat: true, acknowledgements: ["press", "press"]))
    let counts = try chat.database.read { try $0.outboxCounts() }
    #expect(counts == [.pending: 3])
    #expect(try chat.database.read { try $0.receiveCursor(of: .telegram) } == "77")
  }

  @Test func `a batch that cannot be stored leaves nothing behind`() throws {
    let chat = try Chat()
    try chat.database.limitSize(pages: 1)
    let many = (1...300).map {
      IncomingEvent.message(
        IncomingMessage(address: chat.person, audience: .person, text: "search talk \($0)"))
    }
    #expect(throws: PersistenceError.self) { try chat.handle(many) }
    try chat.database.limitSize(pages: 1_000_000)
    #expect(try chat.subscriber() == nil)
    #expect(try chat.database.read { try $0.receiveCursor(of: .telegram) } == nil)
  }

  @Test func `a blocked chat is paused and its next word resumes it`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    try chat.handle([.blocked(chat.person)])
    #expect(try chat.subscriber()?.state == .paused)
    _ = try chat.say("mine")
    #expect(try chat.subscriber()?.state == .active)
    try chat.handle([.blocked(chat.person)])
    try chat.handle([.unblocked(chat.person)])
    #expect(try chat.subscriber()?.state == .active)
  }

  @Test func `a migrated chat keeps its stars`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    let number = try chat.subscriber()?.id
    let new = ConversationAddress(platform: .telegram, conversation: "-1001")
    try chat.handle([.migrated(from: chat.person, to: new)])
    #expect(try chat.subscriber() == nil)
    #expect(try chat.database.read { try $0.subscriber(at: new)?.id } == number)
  }

  @Test func `stop keeps everything and start resumes`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    #expect(
      try chat.say("stop")
        == "Stopped: no more messages. Your star is kept. `start` resumes.")
    #expect(try chat.subscriber()?.state == .stopped)
    #expect(try chat.starredTitles() == ["GPU Scheduling at Scale"])
    try chat.handle([.blocked(chat.person)])
    #expect(try chat.subscriber()?.state == .stopped)
    _ = try chat.say("mine")
    #expect(try chat.subscriber()?.state == .stopped)
    #expect(
      try chat.say("start")
        == "Welcome back: reminders and alerts go out again. Your star is kept.")
    #expect(try chat.subscriber()?.state == .active)
  }

  @Test func `forget deletes every row and says so outside the outbox`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    let handled = try chat.handle([
      .message(IncomingMessage(address: chat.person, audience: .person, text: "forget"))
    ])
    #expect(handled.replyCount == 0)
    #expect(
      handled.farewells.map { plain($0.document) } == [
        "Forgotten: your settings and 1 star are deleted. `start` begins anew."
      ])
    #expect(handled.farewells.first?.address == chat.person)
    let id = try #require(handled.farewells.first?.transactionID)
    #expect(id.count <= 64)
    #expect(id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    #expect(try chat.subscriber() == nil)
    #expect(try chat.database.read { try $0.outboxCounts() } == [:])
    #expect(try chat.say("mine")?.hasPrefix("No stars yet.") == true)
  }

  @Test func `a deep link welcomes and stars`() throws {
    let chat = try Chat()
    let id = try chat.id("GPU Scheduling at Scale")
    let answer = try #require(try chat.say("start s_\(id)"))
    #expect(answer.hasPrefix("I'm TalkBell"))
    #expect(answer.hasSuffix("I'll remind you at 10:50."))
    #expect(try chat.starredTitles() == ["GPU Scheduling at Scale"])
    #expect(try chat.say("start s_999")?.contains("#999 is not in the programme.") == true)
  }

  @Test func `a deep link of one who has stars says no more than the star`() throws {
    let chat = try Chat()
    _ = try chat.say("star observability")
    let answer = try #require(try chat.say("start s_\(try chat.id("GPU Scheduling at Scale"))"))
    #expect(answer.hasPrefix("★ Starred"))
  }

  @Test func `without a programme every list says so`() throws {
    let chat = try Chat([])
    for text in ["now", "next", "today", "search gpu", "room x", "star gpu", "digest preview"] {
      #expect(
        try chat.say(text) == "The programme has not arrived yet. Try again in a minute.")
    }
  }
}

@Suite struct ChannelTests {
  @Test func `a new channel is not flooded with alerts`() throws {
    let chat = try Chat()
    _ = try chat.sayInChannel("now")
    let channel = try chat.database.read { try $0.subscriber(at: chat.channel) }
    #expect(channel?.audience == .channel)
    #expect(channel?.preferences == Preferences(leadTimes: [], alerts: false))
  }

  @Test(arguments: [
    ("digest 08:00", "digest"), ("alerts on", "alerts"), ("language zh", "language"),
    ("timezone utc", "timezone"), ("stop", "stop"), ("forget", "forget"),
  ])
  func `only administrators change a channel's settings`(text: String, command: String) throws {
    let chat = try Chat()
    #expect(
      try chat.sayInChannel(text, isAdministrator: false)
        == "Only administrators of this channel may use `\(command)`.")
    #expect(
      try chat.sayInChannel(text)?.hasPrefix("Only administrators") == false)
  }

  @Test(arguments: ["star 1", "unstar 1", "mine", "lead 5", "digest 08:00 mine", "alerts on mine"])
  func `a channel has no stars`(text: String) throws {
    let chat = try Chat()
    #expect(try chat.sayInChannel(text)?.hasPrefix("Stars are personal:") == true)
  }

  @Test func `anybody may ask`() throws {
    let chat = try Chat()
    #expect(try chat.sayInChannel("today", isAdministrator: false)?.hasPrefix("Tue 24 Mar") == true)
    #expect(
      try chat.sayInChannel("digest", isAdministrator: false)
        == "No digest. `digest 08:00` turns it on.")
  }

  @Test func `alerts of a channel follow the sessions of its filter`() throws {
    let chat = try Chat()
    #expect(
      try chat.sayInChannel("alerts on track:security")
        == "Alerts are on: changes of track: security are posted here.")
    let channel = try #require(try chat.database.read { try $0.subscriber(at: chat.channel) })
    let followed = try chat.id("Closing Security Panel")
    let other = try chat.id("Coffee")
    let told = try chat.database.read { try $0.told(channel.id, of: [followed, other]) }
    #expect(Set(told.keys) == [followed])
  }

  @Test func `a stopped channel is resumed by an administrator only`() throws {
    let chat = try Chat()
    _ = try chat.sayInChannel("stop")
    #expect(
      try chat.sayInChannel("start", isAdministrator: false)
        == "Only administrators of this channel may use `start`.")
    #expect(
      try chat.sayInChannel("start")
        == "Welcome back: digests and alerts are posted here again.")
  }
}
