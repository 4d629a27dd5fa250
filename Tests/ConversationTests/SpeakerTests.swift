import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

/// What is a person's own, said in a channel; and what only its administrators may say.
@Suite struct SpeakerTests {
  private let chat: Chat
  private let room = Chat.matrix("!all:example.org")
  private let ann = Chat.matrix("!ann:example.org")
  private let bob = Chat.matrix("!bob:example.org")

  init() throws { chat = try Chat() }

  private func hear(
    _ text: String, by speaker: ConversationAddress?, in channel: ConversationAddress? = nil,
    isAdministrator: Bool = false, languageHint: String? = nil
  ) throws -> [Chat.Answered] {
    let place = channel ?? room
    return try chat.answers(
      .message(
        IncomingMessage(
          address: place, audience: .channel, text: text, isAdministrator: isAdministrator,
          languageHint: languageHint, speaker: speaker)), on: place.platform)
  }

  @Test func `a number of the channel's list stars for who said it, and is answered there`() throws
  {
    _ = try hear("search gpu", by: ann)
    #expect(
      try hear("star 1", by: ann) == [
        Chat.Answered(
          ann,
          """
          ★ Starred · 11:00–11:30 · Hall 7 | Room A
          GPU Scheduling at Scale — Zhang Bao
          I'll remind you at 10:50.
          """)
      ])
    #expect(
      try hear("mine", by: bob).map(\.address) == [bob])
    #expect(try chat.ownStars(of: ann) == ["GPU Scheduling at Scale"])
    #expect(try chat.ownStars(of: bob) == [])
    #expect(try chat.ownStars(of: room) == [])
    #expect(
      try hear("unstar 1", by: bob).map(\.text) == [
        """
        ☆ Had no star · 11:00–11:30 · Hall 7 | Room A
        GPU Scheduling at Scale
        """
      ])
    #expect(try chat.ownStars(of: ann) == ["GPU Scheduling at Scale"])
  }

  @Test func `a person's settings are the person's, the channel's the channel's`() throws {
    #expect(try hear("lead 5", by: ann).map(\.address) == [ann])
    #expect(try chat.subscriber(at: ann)?.preferences.leadTimes == [LeadTime(minutes: 5)])
    #expect(try chat.subscriber(at: room)?.preferences.leadTimes == [])
    #expect(
      try hear("digest 08:00", by: ann) == [
        Chat.Answered(room, "Only administrators of this channel may use `digest`.")
      ])
    #expect(try hear("digest 08:00", by: ann, isAdministrator: true).map(\.address) == [room])
    #expect(
      try chat.subscriber(at: room)?.preferences.digest == DigestPreference(minuteOfDay: 480))
    #expect(try chat.subscriber(at: ann)?.preferences.digest == nil)
    #expect(
      try hear("stop", by: ann).map(\.text) == [
        "Only administrators of this channel may use `stop`."
      ])
  }

  @Test func `the first word in a channel makes a person of its language`() throws {
    #expect(
      try hear("我的", by: ann, languageHint: "zh-cn") == [
        Chat.Answered(ann, "还没有收藏。先发送 `接下来` 或 `搜索 可观测性`，再发送 `收藏 1`。")
      ])
    #expect(try chat.subscriber(at: ann)?.audience == .person)
    #expect(try chat.subscriber(at: ann)?.preferences.language == .chinese)
  }

  @Test func `a star in a channel goes to the chat that keeps the person's stars`() throws {
    _ = try chat.say("help")
    try chat.link(ann)
    _ = try hear("search gpu", by: ann)
    #expect(try hear("star 1", by: ann).map(\.address) == [ann])
    #expect(try chat.starredTitles() == ["GPU Scheduling at Scale"])
  }

  @Test func `who can't be written to is told in the channel`() throws {
    let answer = "Stars are personal: send me `star` in a direct chat."
    let channel = chat.channel
    // Nobody has a direct chat yet: a bot on Telegram may not begin one.
    #expect(
      try hear("star gpu", by: chat.person, in: channel) == [Chat.Answered(channel, answer)])
    #expect(try chat.subscriber() == nil)
    #expect(
      try hear("star gpu", by: nil, in: channel) == [Chat.Answered(channel, answer)])
    _ = try chat.say("help")
    #expect(
      try hear("star gpu", by: chat.person, in: channel).map(\.address) == [chat.person])
    try chat.handle([.blocked(chat.person)])
    #expect(
      try hear("unstar gpu", by: chat.person, in: channel) == [
        Chat.Answered(channel, "Stars are personal: send me `unstar` in a direct chat.")
      ])
    #expect(try chat.starredTitles() == ["GPU Scheduling at Scale"])
    #expect(try chat.subscriber()?.state == .paused)
  }

  @Test func `a stopped person is answered and stays stopped`() throws {
    _ = try chat.say("stop", in: ann)
    #expect(try hear("star gpu", by: ann).map(\.address) == [ann])
    #expect(try chat.subscriber(at: ann)?.state == .stopped)
  }

  static let settings: [(said: String, command: String)] = [
    ("quiet 22-7", "quiet"), ("quiet off", "quiet"), ("follow room:hall 7", "follow"),
    ("follow off", "follow"), ("digest off", "digest"), ("alerts off", "alerts"),
    ("language zh", "language"), ("时区 北京", "timezone"), ("停止", "stop"), ("忘记", "forget"),
  ]

  @Test(arguments: settings)
  func `a setting of a channel is refused to others and changes nothing`(
    said: String, command: String
  ) throws {
    for setting in ["quiet 21-6", "follow room:hall 8", "digest 07:00", "alerts on"] {
      _ = try hear(setting, by: ann, isAdministrator: true)
    }
    let before = try #require(try chat.subscriber(at: room))
    for speaker in [bob, nil] {
      #expect(
        try hear(said, by: speaker) == [
          Chat.Answered(room, "Only administrators of this channel may use `\(command)`.")
        ])
    }
    #expect(try chat.subscriber(at: room) == before)
    _ = try hear(said, by: ann, isAdministrator: true)
    #expect(try chat.subscriber(at: room) != before)
  }

  @Test(arguments: [
    "now", "next", "today", "help", "digest", "digest preview", "alerts", "quiet", "language",
    "timezone", "export", "start", "room auditorium", "guide", "更多",
  ])
  func `a question is everybody's and is answered in the channel`(text: String) throws {
    _ = try hear("search kubernetes", by: ann)
    let answers = try hear(text, by: bob)
    #expect(answers.map(\.address) == [room])
    #expect(answers.allSatisfy { !$0.text.contains("administrators of this channel") })
    #expect(try chat.subscriber(at: bob) == nil)
  }
}
