import ConferenceModel
import Foundation
import Rehearsal
import Testing

@Suite struct BrokenPromiseTests {
  @Test func `a broken promise says how, whose, about what and why`() {
    let broken = BrokenPromise(
      way: .late, at: .distantPast,
      address: ConversationAddress(platform: .telegram, conversation: "4711"),
      session: SessionKey(source: "main", id: "abc"), reason: "it came 3 s after the start")
    #expect("\(broken)" == "late, telegram:4711, main/abc: it came 3 s after the start")
  }
}
