import ChatChannels
import ConferenceModel
import Messaging
import TestSupport
import Testing

@Suite("Telegram's edits")
struct TelegramEditTests {
  private func document(_ lengths: [Int], button: String? = nil) -> MessageDocument {
    MessageDocument(
      blocks: lengths.enumerated().map { index, length in
        .paragraph([.text(String(repeating: "\(index)", count: length))])
      },
      buttons: button.map { [[.init(label: $0, command: "star #1")]] } ?? [])
  }

  @Test func `new words and buttons take the place of the old`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      _ = await telegram.channel.send(message(document([3], button: "☆"), to: "telegram:42"))
      let new = MessageDocument(
        blocks: [.paragraph([.struck("Hall 8"), .text(" → "), .strong("Q&A <7>")])],
        buttons: [[.init(label: "★", command: "unstar #1")]])

      let outcome = await telegram.channel.edit(message(new, to: "telegram:42"), receipt: "42/1")

      #expect(outcome == .delivered(receipt: "42/1"))
      #expect(
        telegram.server.shownMessages(in: 42) == [
          TelegramStandIn.SentMessage(
            chat: 42, topic: nil, messageID: 1, text: "Hall 8 → Q&A <7>",
            html: "<s>Hall 8</s> → <b>Q&amp;A &lt;7&gt;</b>",
            buttons: [[.init(label: "★", data: "unstar #1")]], isSilent: false)
        ])
      #expect(telegram.server.edits(in: 42) == telegram.server.shownMessages(in: 42))
      #expect(telegram.server.messages(in: 42).map(\.text) == ["000"])
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `a message without buttons loses those it had`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let old = message(document([3], button: "☆"), to: "telegram:42")
      _ = await telegram.channel.send(old)
      let outcome = await telegram.channel.edit(
        message(document([3]), to: "telegram:42"), receipt: "42/1")
      #expect(outcome == .delivered(receipt: "42/1"))
      #expect(telegram.server.shownMessages(in: 42).map(\.buttons) == [[]])
    }
  }

  @Test func `what stands there already is delivered`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      let same = message(document([3]), to: "telegram:42")
      _ = await telegram.channel.send(same)
      #expect(
        await telegram.channel.edit(same, receipt: "42/1") == .delivered(receipt: "42/1"))
      #expect(telegram.server.edits(in: 42) == [])
    }
  }

  @Test func `fewer parts leave a sign in the place of the rest`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addTopic(17, in: -100)
      let long = message(document([4000, 4000, 4000], button: "☆"), to: "telegram:-100/17")
      _ = await telegram.channel.send(long)
      let receipt = "-100/1 -100/2 -100/3"

      let outcome = await telegram.channel.edit(
        message(document([5], button: "★"), to: "telegram:-100/17"), receipt: receipt)

      #expect(outcome == .delivered(receipt: receipt))
      let shown = telegram.server.shownMessages(in: -100)
      #expect(shown.map(\.text) == ["00000", "…", "…"])
      #expect(shown.map { $0.buttons.joined().map(\.label) } == [["★"], [], []])

      // And the words may grow again to where they were.
      #expect(
        await telegram.channel.edit(long, receipt: receipt) == .delivered(receipt: receipt))
      #expect(
        telegram.server.shownMessages(in: -100).map { $0.text.prefix(1) } == ["0", "1", "2"])
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `more parts than before are refused and nothing is changed`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      _ = await telegram.channel.send(message(document([3]), to: "telegram:42"))
      let outcome = await telegram.channel.edit(
        message(document([4000, 4000]), to: "telegram:42"), receipt: "42/1")
      #expect(outcome == .refused(reason: "2 messages can't take the place of 1"))
      #expect(telegram.server.callCount("editMessageText") == 0)
    }
  }

  @Test(arguments: ["&", "<", "👍", "👩‍👩‍👧‍👦", "中"])
  func `an edit of exactly the limit is taken`(_ character: String) async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      _ = await telegram.channel.send(message(document([3]), to: "telegram:42"))
      let units = character.utf16.count
      let text =
        String(repeating: character, count: 4096 / units)
        + String(repeating: "y", count: 4096 % units)

      let full = await telegram.channel.edit(
        message(MessageDocument(text), to: "telegram:42"), receipt: "42/1")
      let over = await telegram.channel.edit(
        message(MessageDocument(text + character), to: "telegram:42"), receipt: "42/1")

      #expect(full == .delivered(receipt: "42/1"))
      #expect(over == .refused(reason: "2 messages can't take the place of 1"))
      #expect(telegram.server.shownMessages(in: 42).map(\.text) == [text])
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `what can't be edited is refused for good`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.say("/start", in: 42)
      let new = message(document([3]), to: "telegram:42")
      let theirs = await telegram.channel.edit(new, receipt: "42/1")
      let unknown = await telegram.channel.edit(new, receipt: "42/99")
      #expect(theirs == .refused(reason: "Telegram (400): Bad Request: message can't be edited"))
      #expect(
        unknown == .refused(reason: "Telegram (400): Bad Request: message to edit not found"))
    }
  }

  @Test(arguments: ["", " ", "42", "42/", "/7", "42/7 x", "$event:example.org", "42/7/8"])
  func `a receipt that is none of ours is refused`(_ receipt: String) async throws {
    try await TelegramFixture.run { telegram in
      let outcome = await telegram.channel.edit(
        message(document([3]), to: "telegram:42"), receipt: receipt)
      #expect(outcome == .refused(reason: "\(receipt) is no message in a Telegram chat"))
      #expect(telegram.server.callCount("editMessageText") == 0)
    }
  }

  @Test func `a message stays behind when its group moves`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(-5, type: "group")
      _ = await telegram.channel.send(message(document([3]), to: "telegram:-5"))
      telegram.server.migrate(-5, to: -1005)

      let first = await telegram.channel.edit(
        message(document([4]), to: "telegram:-5"), receipt: "-5/1")
      let second = await telegram.channel.edit(
        message(document([4]), to: "telegram:-1005"), receipt: "-5/1")

      #expect(first == .migrated(to: .init(platform: .telegram, conversation: "-1005")))
      #expect(second == .refused(reason: "the earlier message is in another Telegram chat"))
    }
  }

  @Test func `a failure in the middle is tried again from the beginning`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addChat(42)
      _ = await telegram.channel.send(message(document([4000, 4000]), to: "telegram:42"))
      let new = message(document([3000, 3000]), to: "telegram:42")
      telegram.server.failNext(
        "editMessageText",
        .json(#"{"ok":true,"result":{"message_id":1,"chat":{"id":42,"type":"private"}}}"#))
      telegram.server.failNext("editMessageText", .reset)

      let broken = await telegram.channel.edit(new, receipt: "42/1 42/2")
      let again = await telegram.channel.edit(new, receipt: "42/1 42/2")

      #expect(broken == .retryable(reason: "the connection to Telegram broke"))
      #expect(again == .delivered(receipt: "42/1 42/2"))
    }
  }
}
