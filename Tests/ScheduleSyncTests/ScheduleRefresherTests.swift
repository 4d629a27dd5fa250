import ConferenceModel
import Foundation
import HTTPTransport
import Persistence
import ScheduleSync
import Synchronization
import TestSupport
import Testing
import Timekeeping

@Suite struct ScheduleRefresherTests {
  @Test func `the first version is stored whole and nothing settles`() async throws {
    let fixture = try await SyncFixture()
    let refresher = fixture.refresher()
    let pass = try await refresher.pass(now: morning)
    #expect(pass == RefreshPass(added: 20, isCommitted: true))
    #expect(
      try fixture.facts("t3")
        == SessionFacts(
          title: "Talk 3", speakers: [Speaker(name: "Ada Lovelace", affiliation: "ACM")],
          room: "Hall 3", start: minutes(60), end: minutes(90)))
    #expect(try await fixture.database.read { try $0.nextSchedulingInstant() } == nil)
    await fixture.end()
  }

  @Test func `a refresh that changes nothing commits nothing, though DTSTAMP moved`() async throws {
    let fixture = try await SyncFixture()
    let refresher = fixture.refresher()
    try await refresher.pass(now: morning)
    let text = String(decoding: feed(twentyTalks), as: UTF8.self)
      .replacing("DTSTAMP:20260324T080000Z", with: "DTSTAMP:20260324T081000Z")
    fixture.serve(.response(status: 200, body: [UInt8](text.utf8)))
    #expect(try await refresher.pass(now: minutes(2)) == RefreshPass())
    #expect(try await fixture.database.read { try $0.programme() }.version == 1)
    #expect(fixture.commits.withLock { $0 } == 1)
    await fixture.end()
  }

  @Test func `the validators of the last answer are asked with, over a restart too`() async throws {
    let fixture = try await SyncFixture(
      .response(
        status: 200,
        headers: [("ETag", "\"v1\""), ("Last-Modified", "Tue, 24 Mar 2026 08:00:00 GMT")],
        body: feed(twentyTalks)))
    try await fixture.refresher().pass(now: morning)
    fixture.serve(.response(status: 304))
    #expect(try await fixture.refresher().pass(now: minutes(2)) == RefreshPass())
    let second = try #require(fixture.requests.last)
    #expect(second.header("If-None-Match") == "\"v1\"")
    #expect(second.header("If-Modified-Since") == "Tue, 24 Mar 2026 08:00:00 GMT")
    #expect(second.header("User-Agent")?.hasPrefix("TalkBell/") == true)
    await fixture.end()
  }

  @Test func `a new room settles for ninety seconds, within the hour it is due at once`()
    async throws
  {
    let fixture = try await SyncFixture()
    let refresher = fixture.refresher()
    try await refresher.pass(now: morning)
    var talks = twentyTalks
    talks[0].room = "Hall 9\\, Amsterdam\\, Netherlands"
    fixture.serve(talks)
    try await refresher.pass(now: morning)
    #expect(try await fixture.database.read { try $0.nextSchedulingInstant() } == morning)
    talks[19].room = "Hall 8\\, Amsterdam\\, Netherlands"
    talks[0] = twentyTalks[0]
    fixture.serve(talks)
    try await fixture.database.write { try $0.clearSettled([1]) }
    try await refresher.pass(now: minutes(1))
    let last = try #require(
      try await fixture.database.read { try $0.storedSessions(source: "main") }
        .first { $0.entry.session.key.id == "t20" })
    #expect(last.settlesAt == minutes(2.5))
    await fixture.end()
  }

  @Test func `a session is cancelled when two refreshes in a row do not have it`() async throws {
    let fixture = try await SyncFixture()
    let refresher = fixture.refresher()
    try await refresher.pass(now: morning)
    fixture.serve(Array(twentyTalks.dropLast()))
    #expect(
      try await refresher.pass(now: minutes(2))
        == RefreshPass(missing: 1, isCommitted: true))
    #expect(try fixture.facts("t20")?.status == .scheduled)
    // The same body again is a second refresh.
    try await refresher.pass(now: minutes(4))
    #expect(try fixture.facts("t20")?.status == .cancelled)
    #expect(try await refresher.pass(now: minutes(6)) == RefreshPass())
    fixture.serve(twentyTalks)
    try await refresher.pass(now: minutes(8))
    #expect(try fixture.facts("t20")?.status == .scheduled)
    await fixture.end()
  }

  @Test func `a loss that heals after one refresh is never a change`() async throws {
    let fixture = try await SyncFixture()
    let refresher = fixture.refresher()
    try await refresher.pass(now: morning)
    let before = try await fixture.database.read { try $0.programme() }.entries
    fixture.serve(Array(twentyTalks.dropLast()))
    try await refresher.pass(now: minutes(2))
    fixture.serve(twentyTalks)
    try await refresher.pass(now: minutes(4))
    fixture.serve(Array(twentyTalks.dropLast()))
    try await refresher.pass(now: minutes(6))
    #expect(try await fixture.database.read { try $0.programme() }.entries == before)
    #expect(try await fixture.database.read { try $0.nextSchedulingInstant() } == nil)
    await fixture.end()
  }

  static let cutFeed = Array(feed(twentyTalks).prefix(2000))

  static let bad: [(name: String, reply: LoopbackServer.Reply, part: String)] = [
    ("a server error", .response(status: 500), "the server answered 500"),
    ("a refusal", .response(status: 403), "the server answered 403"),
    ("a login page", .text("<!DOCTYPE html><html><body>Log in</body></html>"), "HTML"),
    ("an empty body", .response(status: 200), "empty"),
    ("an undecoded gzip body", .response(status: 200, body: [0x1f, 0x8b, 8, 0, 0]), "gzip"),
    ("an error text", .text("ERR: Authorization failed."), "ERR"),
    (
      "a body cut in the middle", .response(status: 200, body: cutFeed), "line"
    ),
    (
      "a connection closed early",
      .truncated(status: 200, declaredLength: 9000, body: cutFeed),
      "partial file"
    ),
    ("a connection reset", .reset, "receiving data"),
    (
      "a body over the limit",
      .response(status: 200, body: .init(repeating: 66, count: 20_000_001)), "larger than 20000000"
    ),
    (
      "a third gone at once",
      .response(status: 200, body: feed(Array(twentyTalks.prefix(13)))), "held"
    ),
    ("no sessions", .response(status: 200, body: feed([])), "without a single session"),
  ]

  @Test(arguments: bad.indices)
  func `after a bad answer the last good version stays and one line says why`(index: Int)
    async throws
  {
    let (name, reply, part) = Self.bad[index]
    let fixture = try await SyncFixture()
    let refresher = fixture.refresher()
    try await refresher.pass(now: morning)
    let before = try await fixture.database.read { try $0.programme() }
    fixture.serve(reply)
    let error = try #require(
      await #expect(throws: RefreshError.self, "\(name)") {
        try await refresher.pass(now: minutes(2))
      })
    let line = error.description
    #expect(line.hasPrefix(fixture.server.baseURL + "/all.ics: "), "\(name)")
    #expect(line.contains(part), "\(name): \(line)")
    #expect(line.hasSuffix("what was read before stays in force"), "\(name): \(line)")
    #expect(!line.contains("secret") && !line.contains("\n"), "\(name)")
    #expect(try await fixture.database.read { try $0.programme() } == before, "\(name)")
    fixture.serve(twentyTalks)
    #expect(try await refresher.pass(now: minutes(4)) == RefreshPass(), "\(name)")
    await fixture.end()
  }

  @Test func `a server that is not there is named and tried again`() async throws {
    let fixture = try await SyncFixture()
    let port = try ClosedPort()
    let refresher = fixture.refresher(
      .http(
        id: "main", url: port.baseURL + "/all.ics", format: nil, refreshEvery: .seconds(120),
        transport: fixture.transport, now: { morning }))
    let error = try #require(
      await #expect(throws: RefreshError.self) { try await refresher.pass(now: morning) })
    #expect(error.description.hasPrefix(port.baseURL + "/all.ics: "))
    await fixture.end()
  }

  @Test func `a missing file is named`() async throws {
    let fixture = try await SyncFixture()
    let refresher = fixture.refresher(
      .file(id: "main", path: "/nonexistent/all.ics", format: nil, refreshEvery: .seconds(60)))
    let error = try #require(
      await #expect(throws: RefreshError.self) { try await refresher.pass(now: morning) })
    #expect(
      error.description
        == "/nonexistent/all.ics: no such file; what was read before stays in force")
    await fixture.end()
  }

  @Test func `the loop logs the same error once and its end once`() async throws {
    let fixture = try await SyncFixture(.response(status: 500))
    let refresher = fixture.refresher()
    let loop = Task { try await refresher.run() }
    for _ in 0..<4 { try await fixture.stepToNextRefresh() }
    #expect(fixture.log.lines.count { $0.hasPrefix("warning: Refresh failed") } == 1)
    fixture.serve(twentyTalks)
    for _ in 0..<2 { try await fixture.stepToNextRefresh() }
    #expect(
      fixture.log.lines.map { $0.split(separator: ":").prefix(2).joined(separator: ":") }.count == 3
    )
    #expect(fixture.log.lines.contains { $0.hasPrefix("info: Refresh works again") })
    #expect(fixture.log.lines.contains { $0.hasPrefix("info: Programme changed") })
    loop.cancel()
    try await loop.value
    await fixture.end()
  }
}

extension SyncFixture {
  /// Waits until the loop sleeps, then steps the clock to where it wakes.
  func stepToNextRefresh() async throws {
    while clock.sleeperCount == 0 { await Task.yield() }
    if let next = clock.nextDeadline { clock.advance(to: next) }
    while clock.sleeperCount == 0 { await Task.yield() }
  }
}
