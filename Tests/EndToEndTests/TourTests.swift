import Foundation
import Testing

@Suite(.timeLimit(.minutes(2))) struct TourTests {
  @Test(arguments: [["demo", "--tour"], ["demo"]])
  func `the tour shows the whole visit and ends by itself`(arguments: [String]) async throws {
    let tour = try RunningBot(arguments)
    #expect(await tour.exitStatus() == 0)
    let transcript = tour.log
    for part in [
      "you> search slim containers", "you> 搜索 可观测性", "Search: 可观测性",
      "★ Starred · 11:45–11:50 · Elicium 2", "⚠ Conflict", "Cancelled\n~Project Lightning Talk",
      "~G104 - 105 | Community Hub~ → C203", "In 10 min · 14:30\nYou starred 2 talks",
      "#hallway\nKubeCon + CloudNativeCon Europe 2026 · Tue 24 Mar", "Changed since yesterday",
      "AI infrastructure at KubeCon + CloudNativeCon Europe 2026 · 10 talks", "Your stars · 5",
      "我的收藏 · 5 场", "[Tue 24 Mar 09:39] TalkBell\nIn 10 min",
    ] {
      #expect(transcript.contains(part), "missing: \(part)")
    }
  }
}
