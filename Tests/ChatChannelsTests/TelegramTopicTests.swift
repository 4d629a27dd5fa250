import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

@Suite("Telegram's topics")
struct TelegramTopicTests {
  @Test(arguments: [
    ("42", TelegramPlace(chat: .number(42)), "42"),
    ("-100", TelegramPlace(chat: .number(-100)), "-100"),
    ("-100/17", TelegramPlace(chat: .number(-100), topic: 17), "-100/17"),
    ("-100/1", TelegramPlace(chat: .number(-100)), "-100"),
    ("@hall/17", TelegramPlace(chat: .name("@hall"), topic: 17), "@hall/17"),
  ])
  func `an address names a chat or a topic`(
    text: String, place: TelegramPlace, written: String
  ) throws {
    let read = try #require(TelegramPlace(text))
    #expect(read == place)
    #expect(read.description == written)
  }

  @Test(
    arguments: [
      "", "/", "/17", "-100/", "-100/x", "-100/0", "-100/-1", "-100/+1", "-100/17/3", "hall", "@",
      "-100/99999999999999999999",
    ])
  func `anything else is no chat`(_ text: String) async {
    #expect(TelegramPlace(text) == nil)
    let transport = CurlTransport()
    let channel = TelegramChannel(token: "1:a", transport: transport)
    let outcome = await channel.send(message(to: "telegram:\(text)"))
    #expect(outcome == .refused(reason: "\(text) is no Telegram chat"))
    transport.shutdown()
  }

  @Test func `an answer goes to the topic it was asked in, and to no other`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addTopic(17, in: -100)
      telegram.server.addTopic(18, in: -100)
      telegram.server.say("/now", in: -100, topic: 17, from: 42)
      telegram.server.say("/now", in: -100, from: 42)

      let events = try await telegram.channel.receive(after: nil).events
      #expect(
        events
          == said("now", in: -100, topic: 17, isAdministrator: false, languageHint: "en", by: 42)
          + said("now", in: -100, isAdministrator: false, languageHint: "en", by: 42))
      for case .message(let heard) in events {
        let outcome = await telegram.channel.send(
          OutgoingMessage(
            address: heard.address, document: MessageDocument("Here"), attention: .push,
            transactionID: "a", route: heard.route))
        guard case .delivered = outcome else {
          Issue.record("\(outcome)")
          continue
        }
      }
      #expect(telegram.server.messages(in: -100).map(\.topic) == [17, nil])
      #expect(telegram.server.violations == [])
    }
  }

  @Test func `every part of a long message goes to the topic`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addTopic(17, in: -100)
      let long = MessageDocument(String(repeating: "word ", count: 1500))
      let outcome = await telegram.channel.send(message(long, to: "telegram:-100/17"))
      #expect(outcome == .delivered(receipt: "-100/1 -100/2"))
      #expect(telegram.server.messages(in: -100).map(\.topic) == [17, 17])
    }
  }

  @Test func `a topic that is closed or gone is one address gone, not the chat`() async throws {
    try await TelegramFixture.run { telegram in
      telegram.server.addTopic(17, in: -100)
      telegram.server.addTopic(18, in: -100)
      telegram.server.closeTopic(17, in: -100)
      telegram.server.deleteTopic(18, in: -100)

      let closed = await telegram.channel.send(message(to: "telegram:-100/17"))
      let deleted = await telegram.channel.send(message(to: "telegram:-100/18"))
      let general = await telegram.channel.send(message(to: "telegram:-100"))

      #expect(closed == .addressGone(reason: "Telegram: Bad Request: TOPIC_CLOSED"))
      #expect(deleted == .addressGone(reason: "Telegram: Bad Request: message thread not found"))
      #expect(general == .delivered(receipt: "-100/1"))
    }
  }

  @Test func `all topics share the limits of their chat`() {
    let transport = CurlTransport()
    let channel = TelegramChannel(token: "1:a", transport: transport)
    func rules(_ conversation: String) -> [RateRule] {
      channel.rateRules(for: .init(platform: .telegram, conversation: conversation))
    }
    #expect(rules("-100/17") == rules("-100"))
    #expect(rules("-100/17").map(\.lane) == ["telegram", "telegram:-100", "telegram:-100/minute"])
    transport.shutdown()
  }
}
