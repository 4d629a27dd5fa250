import Crypto
package import Foundation
package import Messaging
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

extension SlackStandIn {
  /// Something Slack tells the app, before it is clear which way it goes.
  package struct Inbound: Hashable, Sendable {
    /// Where HTTP mode sends it: `commands`, `interactions`, `events`.
    package var endpoint: String
    /// What Socket Mode calls it: `slash_commands`, `interactive`, `events_api`.
    package var socketType: String {
      switch endpoint {
      case "commands": "slash_commands"
      case "interactions": "interactive"
      default: "events_api"
      }
    }
    /// What it says, as Socket Mode sends it.
    package var payload: StandInJSON

    /// Something of one's own.
    package init(endpoint: String, payload: StandInJSON) {
      self.endpoint = endpoint
      self.payload = payload
    }

    /// The body in HTTP mode.
    package var body: [UInt8] {
      switch endpoint {
      case "commands":
        let fields = (payload.object ?? [:]).sorted { $0.key < $1.key }
        return Array(
          fields.map { "\($0.key)=\(Self.encoded($0.value.string ?? ""))" }
            .joined(separator: "&").utf8)
      case "interactions": return Array("payload=\(Self.encoded(payload.text))".utf8)
      default: return Array(payload.text.utf8)
      }
    }

    private static func encoded(_ text: String) -> String {
      text.utf8.map { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
        case 0x20: "+"
        default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      }.joined()
    }
  }

  /// What is wrong with a request on purpose.
  package enum Forgery: Hashable, Sendable, CaseIterable {
    /// Signed with another secret.
    case wrongSecret
    /// The body changed after it was signed.
    case alteredBody
    /// The time changed after it was signed.
    case alteredTime
    /// No signature at all.
    case unsigned
    /// No time at all.
    case untimed
    /// Signed, six minutes ago.
    case old
    /// Signed, six minutes ahead.
    case early
  }

  /// A request as it comes in at the app's address, signed
  /// (docs.slack.dev/authentication/verifying-requests-from-slack).
  ///
  /// - parameter retry: which repetition it is; 0 for none.
  package func request(
    _ inbound: Inbound, at time: Date, retry: Int = 0, forgery: Forgery? = nil
  ) -> PushRequest {
    var seconds = Int(time.timeIntervalSince1970)
    if forgery == .old { seconds -= 360 }
    if forgery == .early { seconds += 360 }
    var body = inbound.body
    let secret = forgery == .wrongSecret ? "not the secret" : signingSecret
    let code = HMAC<SHA256>.authenticationCode(
      for: Array("v0:\(seconds):".utf8) + body, using: SymmetricKey(data: Array(secret.utf8)))
    let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    if forgery == .alteredBody { body.append(UInt8(ascii: " ")) }
    if forgery == .alteredTime { seconds += 1 }
    var headers = [
      "content-type": inbound.endpoint == "events"
        ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-signature": "v0=\(digits)", "x-slack-request-timestamp": "\(seconds)",
    ]
    if forgery == .unsigned { headers["x-slack-signature"] = nil }
    if forgery == .untimed { headers["x-slack-request-timestamp"] = nil }
    if retry > 0 {
      headers["x-slack-retry-num"] = "\(retry)"
      headers["x-slack-retry-reason"] = "http_error"
    }
    return PushRequest(endpoint: inbound.endpoint, headers: headers, body: body)
  }

  /// Sends a request to an app's web server, events again up to three times until it is answered
  /// 200, without waiting in between.
  ///
  /// - parameter base: what comes before the endpoint, `http://127.0.0.1:8080/slack`.
  /// - returns: the statuses in order; 0 for no answer.
  @discardableResult
  package func deliver(
    _ inbound: Inbound, to base: String, at time: Date? = nil, forgery: Forgery? = nil
  ) async -> [Int] {
    var statuses: [Int] = []
    for retry in 0...(inbound.endpoint == "events" ? 3 : 0) {
      let request = request(inbound, at: time ?? now(), retry: retry, forgery: forgery)
      statuses.append(await SlackStandInPosting.post(request, to: base))
      if statuses.last == 200 { break }
    }
    return statuses
  }
}

/// What people do, as Slack tells the app about it.
extension SlackStandIn {
  /// Somebody types `/talkbell` and the text.
  package func slashCommand(_ text: String, by user: String, in channel: String) -> Inbound {
    let name =
      channel.hasPrefix("D") ? "directmessage" : channel.hasPrefix("G") ? "privategroup" : "hall"
    return Inbound(
      endpoint: "commands",
      payload: [
        "command": "/talkbell", "text": .string(text), "user_id": .string(user),
        "channel_id": .string(channel), "channel_name": .string(name), "team_id": .string(team),
        "response_url": .string(responseURL("commands", channel: channel, user: user)),
        "trigger_id": .string("\(number()).trigger"), "api_app_id": "A0TALKBELL",
      ])
  }

  /// Somebody presses the button or takes the option of the command on a message.
  ///
  /// - throws: `Missing` when nothing on it sends that.
  package func press(
    _ command: String, on message: SentMessage, by user: String
  ) throws -> Inbound {
    var payload = try self.press(command, among: message.buttons, by: user)
    payload["container"] = ["type": "message", "message_ts": .string(message.ts)]
    payload["channel"] = ["id": .string(message.channel), "name": "hall"]
    payload["message"] = .object(
      ["ts": .string(message.ts)].merging(
        message.threadTS.map { ["thread_ts": .string($0)] } ?? [:]
      ) { $1 })
    payload["response_url"] = .string(
      responseURL("actions", channel: message.channel, user: user))
    return Inbound(endpoint: "interactions", payload: .object(payload))
  }

  /// Somebody presses the button or takes the option of the command in their App Home.
  ///
  /// - throws: `Missing` when nothing there sends that.
  package func pressHome(_ command: String, by user: String) throws -> Inbound {
    var payload = try self.press(command, among: home(of: user)?.buttons ?? [], by: user)
    payload["container"] = ["type": "view", "view_id": "V0HOME"]
    payload["view"] = ["type": "home", "id": "V0HOME"]
    return Inbound(endpoint: "interactions", payload: .object(payload))
  }

  private func press(
    _ command: String, among buttons: [[Button]], by user: String
  ) throws -> [String: StandInJSON] {
    guard let button = buttons.joined().first(where: { $0.command == command }) else {
      throw Missing(description: "nothing sends \(command)")
    }
    let option: StandInJSON = [
      "text": ["type": "plain_text", "text": .string(button.label)], "value": .string(command),
    ]
    let action: StandInJSON =
      button.isOption
      ? ["type": "static_select", "selected_option": option, "action_ts": .string(timestamp())]
      : ["type": "button", "value": .string(command), "action_ts": .string(timestamp())]
    return [
      "type": "block_actions", "user": ["id": .string(user)], "team": ["id": .string(team)],
      "actions": [action], "trigger_id": .string("\(number()).trigger"),
    ]
  }

  /// An event in its wrapper.
  package func event(_ event: [String: StandInJSON]) -> Inbound {
    Inbound(
      endpoint: "events",
      payload: [
        "type": "event_callback", "team_id": .string(team), "api_app_id": "A0TALKBELL",
        "event": .object(event), "event_id": .string("Ev\(number())"),
        "event_time": .integer(Int64(now().timeIntervalSince1970)),
      ])
  }

  /// Somebody writes to the bot directly.
  package func directMessage(_ text: String, by user: String) -> Inbound {
    event([
      "type": "message", "channel": .string(direct(of: user)), "channel_type": "im",
      "user": .string(user), "text": .string(text), "ts": .string(timestamp()),
    ])
  }

  /// Somebody mentions the bot before the text.
  package func mention(
    _ text: String, by user: String, in channel: String, thread: String? = nil
  ) -> Inbound {
    var members: [String: StandInJSON] = [
      "type": "app_mention", "channel": .string(channel), "user": .string(user),
      "text": .string("<@\(botUser)> \(text)"), "ts": .string(timestamp()),
    ]
    members["thread_ts"] = thread.map { .string($0) }
    return event(members)
  }

  /// Somebody opens the App Home.
  package func openHome(by user: String, tab: String = "home") -> Inbound {
    event([
      "type": "app_home_opened", "user": .string(user), "channel": .string(direct(of: user)),
      "tab": .string(tab),
    ])
  }

  /// Somebody reacts to a message of the bot, or takes it back.
  package func reaction(
    _ name: String = "star", on message: SentMessage, by user: String, isRemoved: Bool = false
  ) -> Inbound {
    event([
      "type": isRemoved ? "reaction_removed" : "reaction_added", "user": .string(user),
      "reaction": .string(name), "item_user": .string(botUser),
      "item": [
        "type": "message", "channel": .string(message.channel), "ts": .string(message.ts),
      ],
    ])
  }

  /// Somebody comes into a channel or leaves it; the bot itself when nobody is named.
  package func membership(of channel: String, user: String? = nil, hasLeft: Bool) -> Inbound {
    event([
      "type": hasLeft ? "member_left_channel" : "member_joined_channel",
      "user": .string(user ?? botUser), "channel": .string(channel), "channel_type": "C",
    ])
  }
}

/// One HTTP request to a server on this machine.
enum SlackStandInPosting {
  /// The answer's status; 0 when there was none.
  static func post(_ request: PushRequest, to base: String) async -> Int {
    guard let url = URL(string: "\(base)/\(request.endpoint)"), let host = url.host(),
      let port = url.port
    else { return 0 }
    let group = MultiThreadedEventLoopGroup.singleton
    let status = group.next().makePromise(of: Int.self)
    do {
      let channel = try await ClientBootstrap(group: group)
        .connectTimeout(.seconds(5))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            try channel.pipeline.syncOperations.addHandler(SlackStandInAnswer(status))
          }
        }
        .connect(host: host, port: port).get()
      var headers = HTTPHeaders(request.headers.map { ($0.key, $0.value) })
      headers.replaceOrAdd(name: "Host", value: "\(host):\(port)")
      headers.replaceOrAdd(name: "Content-Length", value: "\(request.body.count)")
      headers.replaceOrAdd(name: "Connection", value: "close")
      let head = HTTPRequestHead(
        version: .http1_1, method: .POST, uri: url.path(), headers: headers)
      channel.write(HTTPClientRequestPart.head(head), promise: nil)
      channel.write(
        HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: request.body))), promise: nil)
      channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    } catch {
      status.succeed(0)
    }
    return (try? await status.futureResult.get()) ?? 0
  }
}

/// Waits for an answer's status, or the connection's end.
private final class SlackStandInAnswer: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private let status: EventLoopPromise<Int>

  init(_ status: EventLoopPromise<Int>) { self.status = status }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): status.succeed(Int(head.status.code))
    case .body: break
    case .end: context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) { status.succeed(0) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
