import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

extension Chat {
  /// A code to link another chat, as the answer to `link` gives it.
  func linkCode(of chat: ConversationAddress? = nil, at now: Date = at(9)) throws -> String {
    let answer = try #require(try say("link", in: chat ?? person, at: now))
    return String(try #require(answer.firstMatch(of: /`link ([0-9a-f]{8})`/)).1)
  }

  /// Links a chat to the person's.
  func link(_ other: ConversationAddress) throws {
    _ = try say("link \(try linkCode())", in: other)
  }
}

/// The same person in two chats.
@Suite struct LinkCommandTests {
  private let chat: Chat
  private let room = Chat.matrix("!dm:example.org")
  private let slack = ConversationAddress(platform: .slack, conversation: "D1")

  private static let unknownCode = """
    I don't know this code, or it is too old. Type `link` in the chat where reminders shall come, \
    then its code here.
    """

  init() throws {
    chat = try Chat()
    _ = try chat.say("star gpu")
  }

  @Test func `a code is given, in both languages`() throws {
    let code = try chat.linkCode()
    #expect(
      try chat.say("link")?.replacing(/[0-9a-f]{8}/, with: "CODE") == """
        In your other chat with me, type `link CODE` within 15 minutes. Then both share your \
        stars, and reminders come here.
        """)
    #expect(try chat.linkCode() != code)
    _ = try chat.say("language zh")
    #expect(
      try chat.say("关联")?.replacing(/[0-9a-f]{8}/, with: "CODE")
        == "15 分钟内，在另一个与我的聊天中发送 `关联 CODE`。之后两边共用收藏，提醒发到这里。")
  }

  @Test func `a linked chat shares stars and is told where notices go`() throws {
    _ = try chat.say("star supply chain", in: room)
    #expect(
      try chat.say("link \(try chat.linkCode().uppercased())", in: room) == """
        Linked: this chat shares your stars with your chat on Telegram, where reminders go. \
        `link here` brings them here, `link off` undoes it.
        """)
    #expect(
      try chat.starredTitles() == [
        "GPU Scheduling at Scale", "Supply Chain Security for Everyone",
      ])
    #expect(try chat.ownStars(of: room) == [])
    #expect(try chat.say("unstar gpu", in: room)?.hasPrefix("☆ Star removed") == true)
    #expect(try chat.starredTitles() == ["Supply Chain Security for Everyone"])
    #expect(
      try chat.say("stop", in: room) == """
        Stopped: no more messages here. Reminders still come to your chat on Telegram. `start` \
        resumes.
        """)
  }

  @Test func `a code is good once, for fifteen minutes, and only the newest`() throws {
    let old = try chat.linkCode()
    let code = try chat.linkCode()
    #expect(try chat.say("link \(old)", in: room) == Self.unknownCode)
    #expect(try chat.say("link \(code)", in: room, at: Chat.at(9, 15)) == Self.unknownCode)
    // Its own.
    #expect(try chat.say("link \(code)") == Self.unknownCode)
    let late = Chat.at(9, 15).addingTimeInterval(-1)
    #expect(try chat.say("link \(code)", in: room, at: late)?.hasPrefix("Linked:") == true)
    #expect(try chat.say("link \(code)", in: slack, at: late) == Self.unknownCode)
    #expect(try chat.say("link 0'; --", in: slack) == Self.unknownCode)
    #expect(try chat.starredTitles() == ["GPU Scheduling at Scale"])
  }

  @Test func `a linked chat's code links a third to the same stars`() throws {
    try chat.link(room)
    #expect(
      try chat.say("link", in: room)?.hasSuffix(
        "Then both share your stars, and reminders go on coming to your chat on Telegram.") == true)
    let code = try chat.linkCode(of: room)
    #expect(
      try chat.say("link \(code)", in: slack)?.hasPrefix(
        "Linked: this chat shares your stars with your chat on Telegram,") == true)
    _ = try chat.say("star observability", in: slack)
    #expect(try chat.say("mine", in: room)?.hasPrefix("Your stars · 2\n") == true)
    #expect(
      try chat.say("link off") == """
        Unlinked: your stars stay here. Your chats on Matrix and Slack go on by themselves, \
        without stars.
        """)
    #expect(try chat.say("mine", in: slack)?.hasPrefix("No stars yet.") == true)
    #expect(try chat.starredTitles().count == 2)
  }

  @Test func `link here brings stars, lead times and reminders over`() throws {
    _ = try chat.say("lead 15 5")
    _ = try chat.say("alerts off")
    _ = try chat.say("quiet 22-7")
    _ = try chat.say("digest 07:30 mine")
    try chat.link(room)
    #expect(
      try chat.say("link here", in: room) == """
        Reminders and changes come here now, no longer to your chat on Telegram. You share your \
        stars as before.
        """)
    #expect(try chat.ownStars(of: room) == ["GPU Scheduling at Scale"])
    #expect(try chat.starredTitles() == [])
    let here = try #require(try chat.subscriber(at: room))
    let digest = DigestPreference(minuteOfDay: 450, filter: SessionFilter(mine: true))
    #expect(
      here.preferences
        == Preferences(
          leadTimes: [LeadTime(minutes: 5), LeadTime(minutes: 15)], digest: digest, alerts: false,
          quiet: QuietHours(from: 1320, until: 420)))
    #expect(try chat.subscriber()?.preferences.digest == nil)
    let gpu = try chat.id("GPU Scheduling at Scale")
    #expect(
      try chat.database.read { try $0.dueTimes(of: gpu, for: here.id) } == [
        Chat.at(10, 45), Chat.at(10, 55),
      ])
    #expect(try chat.say("mine")?.hasPrefix("Your stars · 1\n") == true)
    #expect(
      try chat.say("link here", in: room)
        == "Reminders come here already. `link` gives a code for another chat.")
    #expect(
      try chat.say("link off") == """
        Unlinked: this chat starts without stars. Those you shared stay with your chat on Matrix.
        """)
  }

  @Test func `what waits to be told goes with the notices`() throws {
    try chat.link(room)
    let person = try #require(try chat.subscriber())
    let gpu = try chat.id("GPU Scheduling at Scale")
    try chat.database.write { store in
      try store.enqueue(
        [
          NewOutboxEntry(
            key: "alert", subscriber: person.id, notice: .alert(sessions: [gpu]),
            dueAt: Chat.at(9), deadline: Chat.at(9, 1), expiresAt: Chat.at(10))
        ], now: Chat.at(9))
    }
    _ = try chat.say("关联 这里", in: room)
    let alert = try chat.database.read { store in
      try store.outbox(in: [.pending], limit: 100).first { $0.notice.kind == .alert }
    }
    #expect(alert?.subscriber.address == room)
  }

  @Test(arguments: ["link off", "关联 关"])
  func `a linked chat that leaves starts without stars`(text: String) throws {
    try chat.link(room)
    #expect(
      try chat.say(text, in: room) == """
        Unlinked: this chat starts without stars. Those you shared stay with your chat on Telegram.
        """)
    #expect(try chat.say("mine", in: room)?.hasPrefix("No stars yet.") == true)
    #expect(try chat.starredTitles() == ["GPU Scheduling at Scale"])
    #expect(
      try chat.say(text, in: room)
        == "This chat is linked to no other. `link` gives a code for one.")
    #expect(
      try chat.say(text) == "This chat is linked to no other. `link` gives a code for one.")
  }

  @Test func `forget where the stars are deletes them for the linked chat too`() throws {
    try chat.link(room)
    #expect(
      try chat.say("forget") == """
        Forgotten: your settings and 1 star are deleted. Your chat on Matrix goes on by itself, \
        without stars. `start` begins anew.
        """)
    #expect(try chat.subscriber() == nil)
    #expect(try chat.say("mine", in: room)?.hasPrefix("No stars yet.") == true)
    #expect(try chat.say("star gpu", in: room)?.hasPrefix("★ Starred") == true)
    #expect(try chat.ownStars(of: room) == ["GPU Scheduling at Scale"])
  }

  @Test func `forget in a linked chat says where the stars stay`() throws {
    try chat.link(room)
    #expect(
      try chat.say("forget", in: room) == """
        Forgotten: all about this chat is deleted. Your stars stay with your chat on Telegram; \
        `forget` there deletes them. `start` begins anew here.
        """)
    #expect(try chat.subscriber(at: room) == nil)
    #expect(try chat.starredTitles() == ["GPU Scheduling at Scale"])
    #expect(try chat.say("mine", in: room)?.hasPrefix("No stars yet.") == true)
  }

  @Test func `an export names the other chats`() throws {
    try chat.link(room)
    #expect(
      try chat.say("export", in: room)?.contains(
        "\nlinked chats: telegram:1\nreminders go to: telegram:1\n") == true)
    let export = try #require(try chat.say("export"))
    #expect(export.contains("\nlinked chats: matrix:!dm:example.org\nmessages kept: "))
  }

  @Test func `a channel has nothing to link`() throws {
    for text in ["link", "link here", "link off", "link 01234567"] {
      #expect(
        try chat.sayInChannel(text) == "Stars are personal: send me `link` in a direct chat.")
    }
  }
}
