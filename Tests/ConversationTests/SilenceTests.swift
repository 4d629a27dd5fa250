import ConferenceModel
import Conversation
import Messaging
import Testing

/// No promise without saying that it is not kept now.
@Suite struct SilenceTests {
  private static let stopped =
    "But messages are stopped: nothing comes before you say `start`."
  private static let elsewhere =
    "But nothing reaches your chat on Telegram now: `link here` brings reminders here."

  @Test func `a star after stop says that no reminder comes`() throws {
    let chat = try Chat()
    _ = try chat.say("stop")
    #expect(
      try chat.say("star gpu") == """
        ★ Starred · 11:00–11:30 · Hall 7 | Room A
        GPU Scheduling at Scale — Zhang Bao
        I'll remind you at 10:50.
        \(Self.stopped)
        """)
    _ = try chat.say("start")
    #expect(try chat.say("star supply chain")?.contains("stopped") == false)
  }

  @Test(arguments: ["goto gpu", "lead 15", "alerts on", "digest 08:00"])
  func `what promises notices says that none come`(text: String) throws {
    let chat = try Chat()
    _ = try chat.say("stop")
    #expect(try chat.say(text)?.hasSuffix("\n\(Self.stopped)") == true)
    _ = try chat.say("start")
    #expect(try chat.say(text)?.contains("stopped") == false)
  }

  @Test(arguments: [
    "mine", "now", "unstar gpu", "lead", "lead off", "alerts", "alerts off", "digest",
    "digest off", "quiet 22-7", "language en", "help", "star nothing of the kind", "star security",
    "star #999",
  ])
  func `what promises nothing says nothing of it`(text: String) throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    _ = try chat.say("stop")
    #expect(try chat.say(text)?.contains("messages are stopped") == false)
  }

  @Test func `a channel that is stopped is told so when it sets up posts`() throws {
    let chat = try Chat()
    _ = try chat.sayInChannel("stop")
    for text in ["digest 08:00", "alerts on track:security", "follow room:hall 7"] {
      #expect(try chat.sayInChannel(text)?.hasSuffix("\n\(Self.stopped)") == true)
    }
    #expect(try chat.sayInChannel("start")?.contains("stopped") == false)
  }

  @Test(arguments: [true, false])
  func `a linked chat is told when nothing goes where its reminders go`(isBlocked: Bool) throws {
    let chat = try Chat()
    let room = Chat.matrix("!dm:example.org")
    _ = try chat.say("help")
    try chat.link(room)
    if isBlocked { try chat.handle([.blocked(chat.person)]) } else { _ = try chat.say("stop") }
    for text in ["star gpu", "lead 15", "alerts on", "start"] {
      #expect(try chat.say(text, in: room)?.hasSuffix("\n\(Self.elsewhere)") == true)
    }
    // Its digest is its own.
    #expect(try chat.say("digest 08:00", in: room)?.contains("nothing reaches") == false)
    #expect(try chat.say("link here", in: room)?.contains("nothing reaches") == false)
    #expect(try chat.say("star supply chain", in: room)?.contains("nothing reaches") == false)
  }

  @Test func `a linked chat that stopped only itself is promised what still comes`() throws {
    let chat = try Chat()
    let room = Chat.matrix("!dm:example.org")
    _ = try chat.say("help")
    try chat.link(room)
    _ = try chat.say("stop", in: room)
    #expect(try chat.say("star gpu", in: room)?.hasSuffix("I'll remind you at 10:50.") == true)
    #expect(try chat.say("digest 08:00", in: room)?.hasSuffix("\n\(Self.stopped)") == true)
  }
}
