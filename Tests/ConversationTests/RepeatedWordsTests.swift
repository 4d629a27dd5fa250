import ConferenceModel
import Conversation
import Foundation
import Messaging
import Testing

/// What people type again while nobody answers, and what then comes with one poll.
@Suite struct RepeatedWordsTests {
  private let person = Chat.telegram("1")

  private func said(_ texts: String..., in address: ConversationAddress) -> [IncomingEvent] {
    texts.map { .message(IncomingMessage(address: address, audience: .person, text: $0)) }
  }

  /// How many answers a batch gives.
  private func answers(_ events: [IncomingEvent]) throws -> Int {
    try Chat().handle(events, on: .telegram).replyCount
  }

  @Test func `the same words in a row are answered once`() throws {
    #expect(try answers(said("next", "next", "next", in: person)) == 1)
    #expect(try answers(said("star gpu", "star gpu", in: person)) == 1)
  }

  @Test func `other words between them, other people and other pages are not repeats`() throws {
    #expect(try answers(said("next", "now", "next", in: person)) == 3)
    #expect(
      try answers(said("next", in: person) + said("next", in: Chat.telegram("2"))) == 2)
    #expect(try answers(said("today", "more", "more", in: person)) == 3)
    #expect(try answers(said("today", "更多", "更多", in: person)) == 3)
  }

  @Test func `buttons pressed in a row are each acknowledged`() throws {
    let press = IncomingMessage(
      address: person, audience: .person, text: "next", callbackID: "1")
    var again = press
    again.callbackID = "2"
    let handled = try Chat().handle([.message(press), .message(again)], on: .telegram)
    #expect(handled.acknowledgements == ["1", "2"])
    #expect(handled.replyCount == 2)
  }
}
