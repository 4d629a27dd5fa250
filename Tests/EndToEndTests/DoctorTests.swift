import Foundation
import TestSupport
import Testing

/// `talkbell doctor` as an operator and a script see it.
@Suite(.timeLimit(.minutes(2))) struct DoctorTests {
  private static let token = "syt_doctor"

  /// As much of a homeserver as the doctor asks for: two rooms, one of them encrypted.
  private static func homeserver(date: String? = nil) async throws -> LoopbackServer {
    try await LoopbackServer.start { request in
      guard request.header("Authorization") == "Bearer \(token)" else {
        return .json(
          #"{"errcode":"M_UNKNOWN_TOKEN","error":"Unknown","soft_logout":false}"#, status: 401)
      }
      switch request.path.split(separator: "/").last.map(String.init) {
      case "whoami":
        return .json(
          #"{"user_id":"@bell:example.org","device_id":"BELL"}"#,
          headers: date.map { [("Date", $0)] } ?? [])
      case "joined_rooms":
        return .json(##"{"joined_rooms":["!a:example.org","!b:example.org"]}"##)
      case "m.room.encryption" where request.path.contains("b%3A") || request.path.contains("!b"):
        return .json(#"{"algorithm":"m.megolm.v1.aes-sha2"}"#)
      case "m.room.name" where request.path.contains("b"):
        return .json(#"{"name":"Programme committee"}"#)
      case "override_ratelimit":
        return .json(#"{"errcode":"M_FORBIDDEN","error":"no"}"#, status: 403)
      default: return .json(#"{"errcode":"M_NOT_FOUND","error":"none"}"#, status: 404)
      }
    }
  }

  private func configuration(_ platforms: String, store: String = "") throws -> String {
    let folder = try TemporaryFolder.make()
    let text = """
      conference: { name: KubeCon, timeZone: Europe/Amsterdam }
      sources:
        - id: main
          name: KubeCon
          url: \(RunningBot.programme("main.20260322T151644Z.ics").path)
      \(store)
      platforms:
      \(platforms)
      """
    let file = folder.appending(path: "talkbell.yaml")
    try Data(text.utf8).write(to: file)
    return file.path
  }

  private func examine(
    _ file: String, _ more: [String] = [], environment: [String: String] = [:],
    expecting status: Int32
  ) async throws -> String {
    let doctor = try RunningBot(
      ["doctor", "--config", file] + more, environment: environment)
    #expect(await doctor.exitStatus() == status, "\(doctor.output) \(doctor.log)")
    return doctor.output
  }

  @Test func `each platform is told of in lines, and in JSON for a script`() async throws {
    let telegram = TelegramStandIn()
    try await telegram.start()
    let server = try await Self.homeserver()
    let file = try configuration(
      """
        telegram: { token: "${TELEGRAM_BOT_TOKEN}", apiBase: "\(telegram.baseURL)" }
        matrix: { homeserver: "\(server.baseURL)", accessToken: "${MATRIX_ACCESS_TOKEN}" }
      """)
    let environment = [
      "TELEGRAM_BOT_TOKEN": telegram.token, "MATRIX_ACCESS_TOKEN": Self.token,
    ]
    let table = try await examine(file, environment: environment, expecting: 0)
    for line in [
      "ok   configuration", "will be made at the first start", "596 sessions",
      "ok   telegram token",
      "ok   matrix token", "the token works for @bell:example.org, device BELL",
      "in 2 rooms, of which 1 is encrypted", "Programme committee (!b:example.org)",
      "ok   matrix rate limit", "override_ratelimit", "checks hold\n",
    ] {
      #expect(table.contains(line), "no \(line): \(table)")
    }
    #expect(!table.contains("BAD"))
    #expect(!table.contains(Self.token))

    let json = try await examine(file, ["--json"], environment: environment, expecting: 0)
    let checks = try #require(StandInJSON(Array(json.utf8))?["checks"]?.array)
    #expect(checks.allSatisfy { $0["ok"] == true && $0["text"]?.string?.isEmpty == false })
    let names = checks.map { $0["name"]?.string ?? "" }
    #expect(names.contains("matrix encrypted rooms"), "\(names)")
    await telegram.stop()
    await server.stop()
  }

  @Test func `a token that was logged out and a clock that is wrong are named with the remedy`()
    async throws
  {
    let server = try await Self.homeserver(date: "Tue, 24 Mar 2020 08:00:00 GMT")
    let file = try configuration(
      #"  matrix: { homeserver: "\#(server.baseURL)", accessToken: "${MATRIX_ACCESS_TOKEN}" }"#)
    let late = try await examine(
      file, environment: ["MATRIX_ACCESS_TOKEN": Self.token], expecting: 1)
    let clock = late.split(separator: "\n").first { $0.contains("matrix clock") }
    #expect(clock?.hasPrefix("BAD") == true, "\(late)")
    #expect(clock?.firstMatch(of: /clock is \d{9} s ahead: set it/) != nil, "\(late)")

    let stranger = try await examine(
      file, environment: ["MATRIX_ACCESS_TOKEN": "syt_other"], expecting: 1)
    #expect(stranger.contains("BAD  matrix token"), "\(stranger)")
    #expect(stranger.contains("the Matrix token is unknown or logged out: log in again"))
    #expect(!stranger.contains("syt_other"))
    await server.stop()
  }

  @Test func `rooms and filters that nothing has are named`() async throws {
    let hookshot = HookshotStandIn()
    try await hookshot.start()
    let server = try await Self.homeserver()
    let file = try configuration(
      """
        matrix:
          homeserver: "\(server.baseURL)"
          accessToken: "${MATRIX_ACCESS_TOKEN}"
          webhooks: { hallway: "\(hookshot.url)" }
      channels:
        - to: "matrix:webhook/hallway"
          digest: { at: "08:00", filter: { track: "project oportunities" } }
          alerts: { filter: { room: "Elicium 2" } }
      reminders:
        walking:
          - { from: "Hal 7", to: "Elicium", takes: 6m }
      """)
    let found = try await examine(
      file, environment: ["MATRIX_ACCESS_TOKEN": Self.token], expecting: 1)
    let bad = found.split(separator: "\n").filter { $0.hasPrefix("BAD") }
    #expect(bad.count == 2, "\(found)")
    #expect(found.contains("walking") && found.contains("no session is in a room called Hal 7"))
    #expect(
      found.contains(
        "matrix:webhook/hallway: no session passes the filter of digest, "
          + "track:project oportunities"))
    await hookshot.stop()
    await server.stop()
  }

  @Test func `a database that can't be made is found before the start`() async throws {
    let nowhere = try configuration("  console: {}", store: "store: { path: nowhere/bell.sqlite }")
    let missing = try await examine(nowhere, expecting: 1)
    #expect(missing.contains("nowhere is no folder"), "\(missing)")
    #expect(missing.contains("BAD  database"), "\(missing)")
  }
}
