import ConferenceModel
import Foundation
import Persistence
import Testing

/// `guide`, guides in filters and stars, and the operator's word.
struct GuideCommandTests {
  /// The words of one guide; its picks mean the sessions of these titles, nil for none.
  private static func guide(_ id: String, _ language: Language, _ title: String) -> Guide {
    let picks = [
      ("GPU Scheduling at Scale", "Because GPUs are dear."), ("A Talk Nobody Gives", "Or not."),
      ("Stages of Kubernetes", "From zero.\n\nTo five."),
    ]
    return Guide(
      id: id, language: language, title: title,
      picks: picks.enumerated().map { index, pick in
        GuidePick(
          line: index + 1, title: pick.0, speakers: [], slot: TimeSlot(start: nil, end: nil),
          room: nil, url: nil, reason: pick.1)
      })
  }

  private static let english = guide("ai-infrastructure", .english, "AI on Kubernetes")
  private static let chinese = guide("ai-infrastructure", .chinese, "AI 基础设施推荐")

  private static func chat(_ guides: [Guide]) throws -> Chat {
    let chat = try Chat(guides: guides)
    let gpu = try chat.id("GPU Scheduling at Scale")
    let stages = try chat.id("Stages of Kubernetes")
    var picks: [GuideKey: [Int: SessionID]] = [:]
    for guide in guides {
      picks[GuideKey(guide: guide.id, language: guide.language)] = [0: gpu, 2: stages]
    }
    let stored = picks
    try chat.database.write { _ = try $0.setGuidePicks(stored, now: Chat.at(8)) }
    return chat
  }

  @Test func `the only guide is shown with its reasons and what is not in the programme`() throws {
    let chat = try Self.chat([Self.english])
    #expect(
      try chat.say("guide") == """
        AI on Kubernetes · 2 talks
        1. 11:00–11:30 · Hall 7 | Room A
        GPU Scheduling at Scale — Zhang Bao
        Because GPUs are dear.
        2. 14:00–15:15 · Auditorium
        Stages of Kubernetes — Rick Rackow
        From zero.
        Also in the guide, but not found in the programme: A Talk Nobody Gives.
        `star 1` to be reminded, `talk 1` for details.
        """)
    #expect(try chat.say("star 2")?.contains("Stages of Kubernetes") == true)
  }

  @Test(arguments: ["star guide:ai-infrastructure", "收藏 指南:ai-infrastructure", "star guide:AI"])
  func `all of a guide is starred at once`(text: String) throws {
    let chat = try Self.chat([Self.english])
    _ = try chat.say(text)
    #expect(
      Set(try chat.starredTitles()) == ["GPU Scheduling at Scale", "Stages of Kubernetes"])
  }

  @Test func `a guide in several languages is one, in the reader's`() throws {
    let chat = try Self.chat([Self.english, Self.chinese])
    #expect(try chat.say("guide")?.hasPrefix("AI on Kubernetes · 2 talks") == true)
    _ = try chat.say("language zh")
    #expect(try chat.say("指南")?.hasPrefix("AI 基础设施推荐 · 共 2 场") == true)
  }

  @Test func `several guides are listed and shown by name or a part of it`() throws {
    let other = Self.guide("security", .english, "Security for the rest of us")
    let chat = try Self.chat([Self.english, other])
    #expect(
      try chat.say("guide") == """
        Guides
        - AI on Kubernetes · 2 talks
        `guide ai-infrastructure`
        - Security for the rest of us · 2 talks
        `guide security`
        """)
    #expect(try chat.say("guide Security")?.hasPrefix("Security for the rest of us") == true)
    #expect(try chat.say("guide infra")?.hasPrefix("AI on Kubernetes") == true)
    #expect(
      try chat.say("guide cooking")
        == "There is no guide “cooking”. There are: ai-infrastructure, security.")
  }

  @Test func `without guides the command says so`() throws {
    #expect(try Chat().say("guide") == "There are no guides to this conference.")
  }

  @Test func `a guide that recommends nothing of the programme says so`() throws {
    let chat = try Chat(guides: [Self.english])
    #expect(
      try chat.say("guide")
        == "No talk of the guide ai-infrastructure is in the programme now.")
  }

  // MARK: - The operator

  private static let operatorAddress = ConversationAddress(
    platform: .telegram, conversation: "1")

  private static func held(_ chat: Chat) throws {
    try chat.database.write {
      _ = try $0.hold(
        source: "main", reason: "7 of 20 are gone", isAcceptable: true, now: Chat.at(8))
    }
  }

  @Test(arguments: ["accept main", "accept", "采用 main"])
  func `the operator accepts what is held`(text: String) throws {
    let chat = try Chat(operators: [Self.operatorAddress])
    try Self.held(chat)
    #expect(
      try chat.say(text) == "Accepted: main is taken as it then is at the next refresh.")
    #expect(try chat.database.read { try $0.heldFeed(source: "main") }?.isAccepted == true)
  }

  @Test func `nobody else can`() throws {
    let chat = try Chat()
    try Self.held(chat)
    #expect(try chat.say("accept main")?.hasPrefix("I don't know “accept”.") == true)
    #expect(try chat.database.read { try $0.heldFeed(source: "main") }?.isAccepted == false)
  }

  @Test func `a source that holds nothing is said to`() throws {
    let chat = try Chat(operators: [Self.operatorAddress])
    try Self.held(chat)
    #expect(
      try chat.say("accept colocated") == "Nothing is held of colocated. Held: main.")
  }
}
