import ChatChannels
import Foundation
import HTTPTransport
import TestSupport
import Testing

/// The stand-in itself must be as strict as Slack, or tests against it prove little.
@Suite("The Slack stand-in")
struct SlackStandInTests {
  private func call(
    _ fixture: SlackFixture, _ method: String, _ body: String, token: String? = nil
  ) async throws -> String {
    let response = try await fixture.transport.send(
      HTTPRequest(
        method: "POST", url: "\(fixture.slack.apiBase)/\(method)",
        headers: [
          HTTPHeader("Authorization", "Bearer \(token ?? fixture.slack.botToken)"),
          HTTPHeader("Content-Type", "application/json; charset=utf-8"),
        ], body: Array(body.utf8)))
    return StandInJSON(response.body)?["error"]?.string ?? ""
  }

  private static func section(_ text: String) -> String {
    #"{"type":"section","text":{"type":"mrkdwn","text":"\#(text)"}}"#
  }

  private static func button(_ text: String, value: String, id: String = "a") -> String {
    #"{"type":"button","action_id":"\#(id)","value":"\#(value)","#
      + #""text":{"type":"plain_text","text":"\#(text)"}}"#
  }

  private static func actions(_ elements: String...) -> String {
    #"{"type":"actions","elements":[\#(elements.joined(separator: ","))]}"#
  }

  private static func menu(text: String = "x", value: String = "v", count: Int = 1) -> String {
    let option = #"{"text":{"type":"plain_text","text":"\#(text)"},"value":"\#(value)"}"#
    let options = Array(repeating: option, count: count).joined(separator: ",")
    return actions(#"{"type":"static_select","action_id":"m","options":[\#(options)]}"#)
  }

  private static func long(_ count: Int) -> String { String(repeating: "x", count: count) }

  /// Blocks and the error's name for them; empty for none.
  private static let blocks: [(String, String)] = [
    (section(long(3000)), ""), (section(long(3001)), "invalid_blocks"),
    (section(""), "invalid_blocks"), (section("<!channel>"), "unescaped < or >"),
    (section("<javascript:x|y>"), "unescaped < or >"), (section("a & b"), "unescaped &"),
    (section("<https://a.example|a> &amp; *b*"), ""),
    (Array(repeating: section("x"), count: 50).joined(separator: ","), ""),
    (Array(repeating: section("x"), count: 51).joined(separator: ","), "invalid_blocks"),
    (Array(repeating: section(long(3000)), count: 5).joined(separator: ","), "msg_blocks_too_long"),
    (actions(button(long(75), value: long(2000))), ""),
    (actions(button(long(76), value: "v")), "invalid_blocks"),
    (actions(button("x", value: long(2001))), "invalid_blocks"),
    (actions(button("x", value: "")), "invalid_blocks"),
    (actions(button("x", value: "1"), button("y", value: "2", id: "b")), ""),
    (actions(button("x", value: "1"), button("y", value: "2")), "invalid_blocks"),
    (actions(button("x", value: "1")) + "," + actions(button("y", value: "2")), "invalid_blocks"),
    (actions(), "invalid_blocks"), (menu(text: long(75), count: 100), ""),
    (menu(text: long(76)), "invalid_blocks"), (menu(value: long(76)), "invalid_blocks"),
    (menu(count: 101), "invalid_blocks"), (#"{"type":"blink"}"#, "invalid_blocks"),
  ]

  @Test(arguments: blocks)
  func `refuses the blocks that Slack refuses`(blocks: String, error: String) async throws {
    try await SlackFixture.run { fixture in
      let body = #"{"channel":"C1","text":"t","blocks":[\#(blocks)]}"#
      let answer = try await call(fixture, "chat.postMessage", body)
      #expect(answer == error)
      #expect(fixture.slack.messages(in: "C1").isEmpty == !error.isEmpty)
      #expect(fixture.slack.violations.isEmpty == error.isEmpty)
    }
  }

  @Test(arguments: [
    ("chat.postMessage", #"{"channel":"C1","text":"t","loud":true}"#, "invalid_arguments"),
    ("chat.postMessage", #"{"text":"t"}"#, "invalid_arguments"),
    ("chat.postMessage", #"{"channel":7,"text":"t"}"#, "invalid_arguments"),
    ("chat.postMessage", #"{"channel":"C1","text":"t","unfurl_links":"no"}"#, "invalid_arguments"),
    ("chat.postMessage", #"{"channel":"C1"}"#, "no_text"),
    ("chat.postMessage", #"{"channel":"C1","text":"t","thread_ts":"1.1"}"#, "thread_not_found"),
    ("chat.postMessage", "[]", "invalid_json"), ("chat.postMassage", "{}", "unknown_method"),
    ("chat.postEphemeral", #"{"channel":"C1","user":"U404","text":"t"}"#, "user_not_in_channel"),
    ("chat.update", #"{"channel":"C1","ts":"1.1","text":"t"}"#, "message_not_found"),
    ("conversations.open", #"{"users":"U0TALKBELL"}"#, "cannot_dm_bot"),
    ("conversations.info", #"{"channel":"C1"}"#, "invalid_post_type"),
    (
      "views.publish", #"{"user_id":"U1","view":{"type":"modal","blocks":[]}}"#, "invalid_arguments"
    ),
  ])
  func `refuses calls that are not as published`(
    method: String, body: String, error: String
  ) async throws {
    try await SlackFixture.run { fixture in
      let answer = try await call(fixture, method, body)
      #expect(answer == error)
    }
  }

  @Test func `refuses another token and one in the wrong place`() async throws {
    try await SlackFixture.run { fixture in
      let body = #"{"channel":"C1","text":"t"}"#
      let other = try await call(fixture, "chat.postMessage", body, token: "x")
      #expect(other == "invalid_auth")
      #expect(fixture.slack.violations == [])
      let told = #"{"channel":"C1","text":"t","token":"\#(fixture.slack.botToken)"}"#
      let misplaced = try await call(fixture, "chat.postMessage", told)
      #expect(misplaced == "invalid_auth")
      #expect(fixture.slack.violations == ["the token outside of the Authorization header"])
    }
  }

  @Test func `unfolds links unless told otherwise`() async throws {
    try await SlackFixture.run { fixture in
      for more in ["", #","unfurl_links":false"#] {
        _ = try await call(
          fixture, "chat.postMessage", #"{"channel":"C1","text":"t"\#(more)}"#)
      }
      #expect(fixture.slack.messages(in: "C1").map(\.unfoldsLinks) == [true, false])
    }
  }

  @Test func `another part can answer a method`() async throws {
    try await SlackFixture.run { fixture in
      fixture.slack.hook("apps.connections.open") { _ in .json(#"{"error":"hooked"}"#) }
      let answer = try await call(fixture, "apps.connections.open", "{}")
      #expect(answer == "hooked")
    }
  }

  /// The table in the repository against the published file.
  @Test(
    .enabled(if: SlackStandInSpecification.published() != nil),
    arguments: SlackStandInSpecification.methods.keys.sorted())
  func `checks calls against the published methods`(_ name: String) throws {
    let file = try #require(SlackStandInSpecification.published())
    let known = try #require(SlackStandInSpecification.methods[name])
    let operations = try #require(file["paths"]?["/\(name)"]?.object)
    let operation = try #require(operations.values.first)
    var published: [String: [StandInJSON]] = [:]
    for parameter in operation["parameters"]?.array ?? [] {
      let name = try #require(parameter["name"]?.string)
      if name == "token" { continue }
      published[name] = [parameter["type"] ?? .null, parameter["required"] ?? false]
    }
    #expect(
      known.parameters.mapValues { [.string($0.kind.specified), .bool($0.isRequired)] }
        == published)
    #expect(
      operation["consumes"]?.array?.contains("application/json") == known.takesJSON)
    if let scope = known.scope, name != "conversations.info" {
      let scopes = (operation["security"]?.array ?? []).flatMap { $0["slackAuth"]?.array ?? [] }
      #expect(scopes.compactMap(\.string).contains { $0.hasPrefix(scope) })
    }
  }
}
