import Foundation
import TestSupport
import Testing

/// Servers that hang, drip, flood, hang up or are somebody else: one line for each fault, the chats
/// go on, and the bot with them once it is over.
@Suite(.timeLimit(.minutes(4))) struct ServerFaultTests {
  private static let flood = LoopbackServer.Reply.response(
    status: 200, body: [UInt8](repeating: 0x20, count: 50_000_000))

  static let faults: [(name: String, reply: LoopbackServer.Reply, reason: String)] = [
    ("hangs up", .reset, ""),
    ("hangs up in the middle", .truncated(status: 200, declaredLength: 9999, body: [66]), ""),
    ("speaks no HTTP", .raw(Array("garbage\r\n\r\n".utf8)), ""),
    ("floods", flood, "20000000"),
    ("fails", .text("no", status: 500), "the server answered 500"),
  ]

  @Test(arguments: faults.indices)
  func `a feed that fails is one line, and is read again when it is well`(index: Int) async throws {
    let (name, reply, reason) = Self.faults[index]
    let stage = try await FaultStage()
    let bot = try stage.startBot()
    #expect(await bot.hasLogged("Programme changed"), "\(name): \(bot.log)")
    stage.answerFeed(reply)
    #expect(await bot.hasLogged("Refresh failed"), "\(name): \(bot.log)")
    #expect(await stage.ask("/lead 25", answer: "25") != nil, "\(name): \(bot.log)")
    // Another refresh or two.
    try await Task.sleep(for: .seconds(3))
    stage.answerFeed(nil)
    #expect(await bot.hasLogged("Refresh works again"), "\(name): \(bot.log)")
    let lines = bot.complaints.filter { $0.contains("Refresh failed") }
    #expect(lines.count == 1, "\(name): \(bot.log)")
    #expect(lines.first?.contains(reason) == true || reason.isEmpty, "\(name): \(lines)")
    #expect(await stage.ask("/search containers", answer: "Search: ") != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test(arguments: [
    LoopbackServer.Reply.never,
    .drip(status: 200, body: [UInt8](repeating: 0x20, count: 9999), every: .milliseconds(200)),
  ])
  func `a feed that never comes to an end keeps nobody waiting`(
    reply: LoopbackServer.Reply
  ) async throws {
    let stage = try await FaultStage()
    stage.answerFeed(reply)
    let bot = try stage.startBot()
    for minutes in 21...25 {
      #expect(await stage.ask("/lead \(minutes)", answer: "\(minutes)") != nil, "\(bot.log)")
    }
    #expect(bot.complaints == [])
    // It is given up after a minute.
    stage.answerFeed(nil)
    #expect(await bot.hasLogged("Refresh failed", timeout: .seconds(100)), "\(bot.log)")
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test(arguments: ["http://nonexistent.invalid/all.ics", "certificate"])
  func `a feed that is not there, or is somebody else's, is one line`(address: String) async throws
  {
    let isCertificate = address == "certificate"
    guard !isCertificate || TLSServer.isAvailable else { return }
    let server = isCertificate ? try TLSServer() : nil
    defer { server?.stop() }
    let url = server.map { "https://127.0.0.1:\($0.port)/all.ics" } ?? address
    let stage = try await FaultStage(feed: url)
    let bot = try stage.startBot()
    #expect(await bot.hasLogged("Refresh failed"), "\(bot.log)")
    #expect(await stage.ask("/lead 25", answer: "25") != nil, "\(bot.log)")
    try await Task.sleep(for: .seconds(3))
    #expect(await bot.terminate() == 0)
    #expect(bot.complaints.count == 1, "\(bot.complaints)")
    #expect(bot.complaints.first?.contains(isCertificate ? "certificate" : "resolve") == true)
    await stage.end()
  }

  @Test(arguments: faults.indices)
  func `an answer that a chat's server spoils is sent again`(index: Int) async throws {
    let (name, reply, _) = Self.faults[index]
    let stage = try await FaultStage()
    let bot = try stage.startBot()
    #expect(await stage.ask("/start", answer: "TalkBell") != nil, "\(name): \(bot.log)")
    stage.telegram.failNext("sendMessage", reply)
    #expect(await stage.ask("/lead 25", answer: "25") != nil, "\(name): \(bot.log)")
    #expect(await stage.ask("/lead 26", answer: "26") != nil, "\(name): \(bot.log)")
    #expect(stage.count("25") == 1, "\(name)")
    #expect(bot.complaints.count == 1, "\(name): \(bot.complaints)")
    #expect(!bot.log.contains(stage.telegram.token), "\(name)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test(arguments: faults.indices)
  func `what a chat's server spoils while it is heard is heard all the same`(index: Int)
    async throws
  {
    let (name, reply, _) = Self.faults[index]
    let stage = try await FaultStage()
    let bot = try stage.startBot()
    #expect(await stage.ask("/start", answer: "TalkBell") != nil, "\(name): \(bot.log)")
    for _ in 0..<3 { stage.telegram.failNext("getUpdates", reply) }
    // What is under way is answered still; the next three are not.
    #expect(await stage.ask("/lead 25", answer: "25") != nil, "\(name): \(bot.log)")
    #expect(await bot.hasLogged("Receiving failed"), "\(name): \(bot.log)")
    #expect(await stage.ask("/lead 26", answer: "26") != nil, "\(name): \(bot.log)")
    #expect(await bot.hasLogged("Receiving works again"), "\(name): \(bot.log)")
    #expect(stage.count("25") == 1 && stage.count("26") == 1, "\(name)")
    #expect(bot.complaints.count { $0.contains("Receiving") } == 1, "\(name): \(bot.complaints)")
    #expect(!bot.log.contains(stage.telegram.token), "\(name)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test func `a chat's server that takes a message and never answers gets it once more`()
    async throws
  {
    let stage = try await FaultStage()
    let bot = try stage.startBot()
    #expect(await stage.ask("/start", answer: "TalkBell") != nil, "\(bot.log)")
    stage.telegram.failNext(
      "sendMessage",
      .drip(status: 200, body: [UInt8](repeating: 0x20, count: 9999), every: .milliseconds(200)))
    let calls = stage.telegram.callCount("sendMessage")
    stage.telegram.say("/lead 25", in: FaultStage.person)
    let end = ContinuousClock.now + ConferenceStage.patience
    while stage.telegram.callCount("sendMessage") == calls, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(5))
    }
    // Another chat is served meanwhile.
    stage.telegram.say("/start", in: 12)
    let other = await stage.telegram.waitForMessage(
      in: 12, after: 0, timeout: ConferenceStage.patience
    ) { _ in true }
    #expect(other != nil, "\(bot.log)")
    #expect(await stage.answer("25") != nil, "\(bot.log)")
    #expect(bot.complaints.count == 1, "\(bot.complaints)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test func `a chat's server that cannot be found is one line, and the bot stays up`() async throws
  {
    let stage = try await FaultStage(apiBase: "http://nonexistent.invalid")
    let bot = try stage.startBot()
    #expect(await bot.hasLogged("Receiving failed"), "\(bot.log)")
    #expect(await bot.hasLogged("Programme changed"), "\(bot.log)")
    try await Task.sleep(for: .seconds(4))
    #expect(bot.complaints.count { $0.contains("Receiving failed") } == 1, "\(bot.complaints)")
    #expect(Set(bot.complaints).count == bot.complaints.count, "\(bot.complaints)")
    #expect(!bot.log.contains(stage.telegram.token))
    #expect(await bot.terminate() == 0)
    await stage.end()
  }
}
