import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

/// Stars as reactions to messages.
@Suite struct ReactionTests {
  private let chat: Chat
  private let room = Chat.matrix("!all:example.org")
  private let ann = Chat.matrix("!ann:example.org")

  init() throws { chat = try Chat() }

  private func reaction(
    _ id: String, on receipt: String, at address: ConversationAddress? = nil
  ) -> IncomingEvent {
    .starred(
      IncomingReaction(
        address: address ?? ann, audience: .person, receipt: receipt, id: id))
  }

  /// Says something in Ann's chat and has the answer there.
  ///
  /// - returns: what its last message is called.
  private func answered(_ text: String) throws -> String {
    _ = try chat.say(text, in: ann)
    return try #require(try chat.deliver(on: .matrix).last)
  }

  private static let starred = """
    ★ Starred · 11:00–11:30 · Hall 7 | Room A
    GPU Scheduling at Scale — Zhang Bao
    I'll remind you at 10:50.
    """
  private static let removed = """
    ☆ Star removed · 11:00–11:30 · Hall 7 | Room A
    GPU Scheduling at Scale
    """

  @Test(arguments: ["talk gpu", "search gpu"])
  func `a star on a message about one talk stars it, taken back it unstars`(text: String) throws {
    let receipt = try answered(text)
    #expect(
      try chat.answers(reaction("r1", on: receipt), on: .matrix)
        == [Chat.Answered(ann, Self.starred)])
    #expect(try chat.ownStars(of: ann) == ["GPU Scheduling at Scale"])
    #expect(
      try chat.answers(.unstarred(reaction: "r1"), on: .matrix)
        == [Chat.Answered(ann, Self.removed)])
    #expect(try chat.ownStars(of: ann) == [])
    #expect(try chat.answers(.unstarred(reaction: "r1"), on: .matrix) == [])
  }

  @Test func `a message with several talks says how to name one`() throws {
    let receipt = try answered("search kubernetes")
    #expect(
      try chat.answers(reaction("r1", on: receipt), on: .matrix) == [
        Chat.Answered(
          ann,
          """
          That message names 2 talks. Type `star 1` with the number of the one you mean, or react \
          to a message about one talk.
          """)
      ])
    #expect(try chat.ownStars(of: ann) == [])
    #expect(try chat.answers(.unstarred(reaction: "r1"), on: .matrix) == [])
    _ = try chat.say("language zh", in: ann)
    #expect(
      try chat.answers(reaction("r2", on: receipt), on: .matrix).map(\.text) == [
        "那条消息里有 2 场演讲。请发送 `收藏 1`（写上编号），或对只讲一场的消息加 ⭐。"
      ])
  }

  @Test func `a message that is none of ours, or names no talk, is left alone`() throws {
    let help = try answered("help")
    let receipt = try answered("talk gpu")
    let elsewhere = Chat.matrix("!bob:example.org")
    _ = try chat.say("help", in: elsewhere)
    for event in [
      reaction("r1", on: "nobody's"), reaction("r1", on: ""), reaction("r1", on: help),
      reaction("r1", on: receipt, at: elsewhere),
      reaction("r1", on: receipt, at: Chat.matrix("!new:example.org")),
      .unstarred(reaction: "r1"),
    ] {
      #expect(try chat.answers(event, on: .matrix) == [])
    }
    #expect(try chat.subscriber(at: Chat.matrix("!new:example.org")) == nil)
    #expect(try chat.ownStars(of: ann) == [])
  }

  @Test func `the same reaction twice is one star`() throws {
    let receipt = try answered("talk gpu")
    _ = try chat.answers(reaction("r1", on: receipt), on: .matrix)
    let again = try chat.answers(reaction("r1", on: receipt), on: .matrix)
    #expect(again.map { $0.text.hasPrefix("★ Already starred") } == [true])
    #expect(
      try chat.answers(.unstarred(reaction: "r1"), .unstarred(reaction: "r1"), on: .matrix)
        == [Chat.Answered(ann, Self.removed)])
    #expect(try chat.ownStars(of: ann) == [])
  }

  @Test func `a reaction takes back only the star it set`() throws {
    let receipt = try answered("talk gpu")
    _ = try chat.say("star gpu", in: ann)
    _ = try chat.answers(reaction("r1", on: receipt), on: .matrix)
    #expect(try chat.answers(.unstarred(reaction: "r1"), on: .matrix) == [])
    #expect(try chat.ownStars(of: ann) == ["GPU Scheduling at Scale"])
  }

  @Test func `a star that was taken back by word is not taken back again`() throws {
    let receipt = try answered("talk gpu")
    _ = try chat.answers(reaction("r1", on: receipt), on: .matrix)
    _ = try chat.say("unstar gpu", in: ann)
    #expect(try chat.answers(.unstarred(reaction: "r1"), on: .matrix) == [])
  }

  @Test func `a reaction of another platform has nothing to do with it`() throws {
    let receipt = try answered("talk gpu")
    _ = try chat.answers(reaction("r1", on: receipt), on: .matrix)
    #expect(try chat.answers(.unstarred(reaction: "r1"), on: .slack) == [])
    #expect(try chat.ownStars(of: ann) == ["GPU Scheduling at Scale"])
  }

  @Test func `in a channel the star is the reacting person's, who is told alone`() throws {
    _ = try chat.answers(
      .message(IncomingMessage(address: room, audience: .channel, text: "talk gpu")), on: .matrix)
    let receipt = try #require(try chat.deliver(on: .matrix).last)
    func react(_ id: String, by speaker: ConversationAddress?) throws -> [Chat.Answered] {
      try chat.answers(
        .starred(
          IncomingReaction(
            address: room, audience: .channel, speaker: speaker, receipt: receipt, id: id)),
        on: .matrix)
    }
    #expect(try react("r0", by: nil) == [])
    #expect(try react("r1", by: ann) == [Chat.Answered(ann, Self.starred)])
    // On Telegram nobody can be written to who has not written.
    #expect(try react("r2", by: Chat.telegram("9")) == [])
    #expect(try chat.ownStars(of: ann) == ["GPU Scheduling at Scale"])
    #expect(try chat.ownStars(of: room) == [])
    #expect(
      try chat.answers(.unstarred(reaction: "r1"), on: .matrix)
        == [Chat.Answered(ann, Self.removed)])
  }

  @Test func `a star on a reminder of one's own sets it after it was taken back`() throws {
    _ = try chat.say("star gpu")
    try chat.deliver()
    try chat.deliverReminder(at: Chat.at(10, 50))
    _ = try chat.say("unstar gpu")
    try chat.deliver()
    // `deliverReminder` gives no receipt: the confirmation has one.
    let confirmation = try chat.database.read { store in
      try store.outbox(in: [.delivered], limit: 100).map(\.id).min() ?? 0
    }
    #expect(
      try chat.answers(reaction("r1", on: "m\(confirmation)", at: chat.person))
        == [Chat.Answered(chat.person, Self.starred)])
  }
}
