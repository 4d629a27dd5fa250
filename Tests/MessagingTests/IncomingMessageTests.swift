import ConferenceModel
import Messaging
import Testing

@Suite struct IncomingMessageTests {
  @Test func `a typed message in a direct chat may change settings`() {
    let message = IncomingMessage(
      address: ConversationAddress(platform: .telegram, conversation: "7"), audience: .person,
      text: "mine")
    #expect(message.isAdministrator)
    #expect(message.callbackID == nil)
    #expect(message.languageHint == nil)
  }

  @Test(arguments: [
    (ReceiveError.temporary(reason: "no route", retryAfter: .seconds(3)), "no route"),
    (.temporary(reason: "no route", retryAfter: nil), "no route"),
    (.needsOperator(reason: "the token is wrong"), "the token is wrong"),
  ])
  func `a receive error says its reason`(error: ReceiveError, reason: String) {
    #expect(error.description == reason)
  }
}
