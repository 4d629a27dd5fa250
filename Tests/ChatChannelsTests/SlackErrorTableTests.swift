import HTTPTransport
import Messaging
import TestSupport
import Testing

@testable import ChatChannels

/// What an error's name means for a message.
private enum Meaning {
  /// Only the operator can mend it; entries wait.
  case operators
  /// The conversation is not there for us.
  case gone
  /// This message will never be taken.
  case refused
  /// Not now.
  case limited
  /// Surely not done; again.
  case again
  /// Perhaps done.
  case open

  func fits(_ outcome: DeliveryOutcome) -> Bool {
    switch (self, outcome) {
    case (.operators, .unauthorized), (.gone, .addressGone), (.refused, .refused),
      (.limited, .rateLimited), (.again, .retryable), (.open, .ambiguous):
      true
    default: false
    }
  }
}

/// A documented error of a method.
private struct DocumentedError: Sendable, Hashable, CustomTestStringConvertible {
  var method: String
  var name: String

  var testDescription: String { "\(method): \(name)" }

  /// All of the published file, for the methods that bring messages; none where it is not there.
  static let all: [DocumentedError] = [
    "chat.postMessage", "chat.postEphemeral", "chat.update", "conversations.open", "auth.test",
  ].flatMap { method -> [DocumentedError] in
    guard let file = SlackStandInSpecification.published(),
      let path = file["paths"]?["/\(method)"]
    else { return [] }
    return names(in: path).sorted().map { DocumentedError(method: method, name: $0) }
  }

  private static func names(in value: StandInJSON) -> Set<String> {
    if let array = value.array { return array.reduce(into: []) { $0.formUnion(names(in: $1)) } }
    return (value.object ?? [:]).reduce(into: []) { found, member in
      if member.key == "error", let names = member.value["enum"]?.array {
        found.formUnion(names.compactMap(\.string))
      }
      found.formUnion(names(in: member.value))
    }
  }
}

/// Each documented error, decided once.
private let meanings: [String: Meaning] = {
  var meanings: [String: Meaning] = [:]
  func decide(_ meaning: Meaning, _ names: String...) {
    for name in names { meanings[name] = meaning }
  }
  decide(
    .operators, "account_inactive", "invalid_auth", "missing_scope", "not_authed",
    "org_login_required", "token_revoked", "upgrade_required")
  decide(
    .gone, "channel_not_found", "invalid_user_combination", "is_archived", "no_permission",
    "not_in_channel",
    "restricted_action", "user_disabled", "user_not_found", "user_not_in_channel",
    "user_not_visible")
  decide(
    .refused, "cant_update_message", "edit_window_closed", "invalid_arg_name", "invalid_array_arg",
    "invalid_charset", "invalid_form_data", "invalid_json", "invalid_post_type", "is_inactive",
    "json_not_object", "message_not_found", "method_not_supported_for_channel_type",
    "missing_post_type", "msg_too_long", "no_text",
    "not_enough_users", "too_many_attachments", "too_many_users", "users_list_not_supplied")
  decide(.limited, "rate_limited")
  decide(.again, "request_timeout", "team_added_to_org")
  decide(.open, "fatal_error")
  return meanings
}()

@Suite("Slack's documented errors", .serialized)
struct SlackErrorTableTests {
  /// A Slack where one method fails by name and all else works.
  private func run(
    _ method: String, _ error: String,
    _ body: (SlackChannel, String) async throws -> Void
  ) async throws {
    let server = try await LoopbackServer.start { request in
      if request.path == "/api/\(method)" {
        return .json(#"{"ok":false,"error":"\#(error)"}"#)
      }
      // A response_url whose time is over.
      if request.path == "/late" {
        return .json(#"{"ok":false,"error":"expired_url"}"#, status: 404)
      }
      return .json(
        #"{"ok":true,"user_id":"U0","channel":{"id":"D1"},"ts":"1774252800.000100"}"#)
    }
    let transport = CurlTransport()
    let channel = SlackChannel(
      webhooks: [:],
      account: SlackAccount(
        botToken: "xoxb-1", apiBase: "\(server.baseURL)/api",
        receiving: .http(signingSecret: "signing-1")), transport: transport)
    try await body(channel, server.baseURL)
    transport.shutdown()
    await server.stop()
  }

  /// What becomes of the message for which the method is called.
  private func outcome(
    of method: String, _ channel: SlackChannel, _ base: String
  ) async throws -> DeliveryOutcome {
    switch method {
    case "chat.update":
      return await channel.edit(message(to: "slack:C1"), receipt: "C1/1774252800.000100")
    case "conversations.open": return await channel.send(message(to: "slack:U1"))
    case "chat.postEphemeral":
      var late = message(to: "slack:U1")
      late.route = "respond:one:C1:U1:\(base)/late"
      return await channel.send(late)
    default: return await channel.send(message(to: "slack:C1"))
    }
  }

  @Test(
    .enabled(if: SlackStandInSpecification.published() != nil, "the published file is not here"),
    arguments: DocumentedError.all.filter { $0.method != "auth.test" })
  private func `each has one meaning for a message`(_ error: DocumentedError) async throws {
    var meaning = try #require(meanings[error.name], "not decided")
    try await run(error.method, error.name) { channel, base in
      let outcome = try await outcome(of: error.method, channel, base)
      switch (error.method, meaning) {
      // Doing it twice does no harm.
      case ("chat.update", .open), ("conversations.open", .open): meaning = .again
      // What can't be shown in the channel goes to the person directly.
      case ("chat.postEphemeral", .gone):
        guard case .delivered = outcome else {
          Issue.record("\(outcome)")
          return
        }
        return
      default: break
      }
      #expect(meaning.fits(outcome), "\(outcome)")
      if meaning != .limited { #expect("\(outcome)".contains(error.name)) }
    }
  }

  @Test(
    .enabled(if: SlackStandInSpecification.published() != nil, "the published file is not here"),
    arguments: DocumentedError.all.filter { $0.method == "auth.test" })
  private func `each of the first question says who must act`(
    _ error: DocumentedError
  ) async throws {
    let meaning = try #require(meanings[error.name], "not decided")
    try await run(error.method, error.name) { channel, _ in
      do throws(ReceiveError) {
        try await channel.introduce(BotProfile(commands: [:]))
        Issue.record("introduced")
      } catch .needsOperator(let reason) {
        #expect(meaning == .operators)
        #expect(reason.contains(error.name))
      } catch {
        #expect(meaning != .operators)
      }
    }
  }

  /// Names of today's documentation that the published file of 2021 does not have.
  @Test(arguments: [
    "access_denied", "channel_is_frozen", "channel_is_limited_access",
    "posting_to_general_channel_denied", "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
  ])
  func `one channel that refuses us stops no other`(_ name: String) async throws {
    try await run("chat.postMessage", name) { channel, _ in
      #expect(
        await channel.send(message(to: "slack:C1")) == .addressGone(reason: "Slack: \(name)"))
    }
  }

  @Test(arguments: [
    "thread_not_found", "thread_locked", "invalid_thread_ts", "cannot_reply_to_message",
    "restricted_action_thread_locked", "restricted_action_non_threadable_channel",
  ])
  func `where a thread takes nothing more, the message goes into the channel`(
    _ name: String
  ) async throws {
    try await SlackFixture.run { fixture in
      _ = await fixture.channel.send(message(to: "slack:C1"))
      let first = try #require(fixture.slack.messages(in: "C1").first)
      fixture.slack.failNext(
        "chat.postMessage", .json(#"{"ok":false,"error":"\#(name)"}"#))
      var alert = message(MessageDocument("New room"), to: "slack:C1")
      alert.thread = "C1/\(first.ts)"
      guard case .delivered(.some) = await fixture.channel.send(alert) else {
        Issue.record("not delivered")
        return
      }
      let last = try #require(fixture.slack.messages(in: "C1").last)
      #expect(last.visibleText == "New room")
      #expect(last.threadTS == nil)
      // Without a thread to blame it is the message's own matter, and not tried for ever.
      fixture.slack.failNext(
        "chat.postMessage", .json(#"{"ok":false,"error":"\#(name)"}"#))
      #expect(
        await fixture.channel.send(message(to: "slack:C1")) == .refused(reason: "Slack: \(name)"))
    }
  }
}
