import Foundation
import HTTPTransport
import TestSupport
import Testing

/// What an operator's Prometheus reads, and the rules that are made of it.
@Suite(.timeLimit(.minutes(4))) struct MetricsTests {
  @Test func `every metric that the alert rules and the dashboard name is there after a visit`()
    async throws
  {
    let port = FixedPort.next()
    let stage = try await ConferenceStage(additions: "web: { listen: \"127.0.0.1:\(port)\" }")
    let bot = try stage.startBot(at: "2026-03-23T11:20:00+01:00", speed: 30)
    try await stage.star("slimming containers", bot)
    // Two answers in one chat within a second: the second waits for its turn.
    await stage.answered()
    let reminder = await stage.message { $0.hasPrefix("In ") }
    #expect(reminder != nil, "\(bot.log)")
    await stage.answered()
    let page = try await Self.page("http://127.0.0.1:\(port)/metrics")
    for file in ["prometheus-alerts.yaml", "grafana-dashboard.json"] {
      let text = try String(
        contentsOf: RunningBot.packageRoot.appending(path: "Deploy/\(file)"), encoding: .utf8)
      let names = Set(text.matches(of: /talkbell_[a-z_]+/).map { String($0.output) })
      #expect(names.count > 5)
      #expect(names.contains("talkbell_pass_failures_total"))
      for name in names {
        #expect(
          page.contains("\n\(name){") || page.contains("\n\(name) "), "\(file): \(name) in \(page)")
      }
    }
    #expect(page.contains(#"talkbell_outbox_entries{state="dead"} 0"#), "\(page)")
    #expect(!page.contains(stage.telegram.token))
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  private static func page(_ address: String) async throws -> String {
    let transport = CurlTransport()
    defer { transport.shutdown() }
    let response = try await transport.send(HTTPRequest(url: address))
    #expect(response.status == 200)
    return String(decoding: response.body, as: UTF8.self)
  }
}
