import ConferenceModel
import Foundation
import Testing

@Suite struct ConversationAddressTests {
  @Test(arguments: [
    ("telegram:-1001234", ChatPlatform.telegram, "-1001234"),
    ("slack:webhook/announcements", .slack, "webhook/announcements"),
    ("matrix:!room:server.example:8448", .matrix, "!room:server.example:8448"),
    ("console:me", .console, "me"), ("slack: C0123", .slack, " C0123"),
  ])
  func `an address is a platform and a conversation`(
    text: String, platform: ChatPlatform, conversation: String
  ) throws {
    let address = try #require(ConversationAddress(text))
    #expect(address == ConversationAddress(platform: platform, conversation: conversation))
    #expect(address.description == text)
    let data = try JSONEncoder().encode(address)
    #expect(try JSONDecoder().decode(ConversationAddress.self, from: data) == address)
  }

  @Test(arguments: ["", "telegram", "telegram:", ":12", "irc:#room", "Telegram:12", " slack:C1"])
  func `what names no conversation is no address`(text: String) {
    #expect(ConversationAddress(text) == nil)
  }
}
