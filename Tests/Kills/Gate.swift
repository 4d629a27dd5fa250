import Foundation
import HTTPTransport
import Synchronization
import TestSupport

/// A message as it came to a chat.
struct Arrival: Sendable {
  var platform: String
  /// `telegram:4711`, by the day's names.
  var chat: String
  /// As people read it, without the marks and breakers of a platform.
  var text: String
  var at: Date
  /// In which life of the bot it was sent.
  var life: Int
}

/// Stands between the bot and a chat's server, takes as long as a network, keeps what came, and
/// springs the trap.
final class Gate: Sendable {
  /// What a call does.
  enum Call {
    /// A message or an edit of one.
    case message
    /// A poll, which ends with the bot.
    case poll
    case other
  }

  /// What a gate must know of the platform.
  struct Platform: Sendable {
    var name: String
    var call: @Sendable (LoopbackServer.Request) -> Call
    /// The new message that a call and its answer make; nil when they make none.
    var message: @Sendable (LoopbackServer.Request, [UInt8]) -> (chat: String, text: String)?
  }

  private let target: String
  private let platform: Platform
  private let clock: ReplayClock
  private let trap: Trap
  private let chance: Mutex<Chance>
  private let transport = CurlTransport()
  private let kept = Mutex<[Arrival]>([])
  private let polls = Mutex<[Task<HTTPResponse?, Never>]>([])
  private let server = Mutex<LoopbackServer?>(nil)

  init(to target: String, _ platform: Platform, clock: ReplayClock, trap: Trap, seed: UInt64) {
    self.target = target
    self.platform = platform
    self.clock = clock
    self.trap = trap
    chance = Mutex(Chance(seed: seed))
  }

  func start() async throws {
    let started = try await LoopbackServer.start { [weak self] request in
      await self?.reply(to: request) ?? .reset
    }
    server.withLock { $0 = started }
  }

  func stop() async {
    endPolls()
    transport.shutdown()
    let started = server.withLock { server in
      defer { server = nil }
      return server
    }
    await started?.stop()
  }

  var baseURL: String { server.withLock { $0?.baseURL ?? "" } }
  var arrivals: [Arrival] { kept.withLock { $0 } }
  func forgetArrivals() { kept.withLock { $0 = [] } }

  /// Ends the polls of a bot that is no more.
  func endPolls() {
    let open = polls.withLock { polls in
      defer { polls = [] }
      return polls
    }
    for poll in open { poll.cancel() }
  }

  private func reply(to request: LoopbackServer.Request) async -> LoopbackServer.Reply {
    switch platform.call(request) {
    case .message: return await pass(request)
    case .poll:
      let poll = Task { await forward(request) }
      polls.withLock { $0 = $0.suffix(20) + [poll] }
      return Self.reply(await poll.value)
    case .other: return Self.reply(await forward(request))
    }
  }

  /// A message takes some time to the chat, and its answer some time back.
  private func pass(_ request: LoopbackServer.Request) async -> LoopbackServer.Reply {
    let life = trap.life
    let moment = trap.meets()
    if moment == .beforeArrival {
      trap.spring(life)
      return .reset
    }
    await wait(below: 40)
    let answer = await forward(request)
    if let answer, answer.status == 200,
      let message = platform.message(request, answer.body)
    {
      let arrival = Arrival(
        platform: platform.name, chat: message.chat, text: Telling.plain(message.text),
        at: clock.now, life: life)
      kept.withLock { $0.append(arrival) }
    }
    if moment == .beforeAnswer {
      trap.spring(life)
      return .reset
    }
    await wait(below: 40)
    if moment == .afterAnswer {
      Task {
        await wait(below: 12)
        trap.spring(life)
      }
    }
    return Self.reply(answer)
  }

  /// Some milliseconds of real time.
  private func wait(below limit: Int) async {
    let time = chance.withLock { Int.random(in: 0..<limit * 1000, using: &$0) }
    try? await Task.sleep(for: .microseconds(time))
  }

  private func forward(_ request: LoopbackServer.Request) async -> HTTPResponse? {
    let headers = ["Authorization", "Content-Type", "If-None-Match"].compactMap { name in
      request.header(name).map { HTTPHeader(name, $0) }
    }
    return try? await transport.send(
      HTTPRequest(
        method: request.method, url: target + request.target, headers: headers,
        body: request.body.isEmpty ? nil : request.body, timeout: .seconds(90)))
  }

  private static func reply(_ answer: HTTPResponse?) -> LoopbackServer.Reply {
    guard let answer else { return .reset }
    let left = ["content-length", "transfer-encoding", "connection", "content-encoding"]
    return .response(
      status: answer.status,
      headers: answer.headers.filter { !left.contains($0.name.lowercased()) }
        .map { ($0.name, $0.value) }, body: answer.body)
  }
}

extension Gate.Platform {
  static let telegram = Gate.Platform(name: "telegram") { request in
    let method = request.path.split(separator: "/").last ?? ""
    return ["sendMessage", "editMessageText"].contains(method)
      ? .message : method == "getUpdates" ? .poll : .other
  } message: { request, _ in
    guard request.path.hasSuffix("/sendMessage"), let body = StandInJSON(request.body),
      let chat = body["chat_id"]?.integer, let html = body["text"]?.string
    else { return nil }
    return ("telegram:\(chat)", (try? TelegramStandIn.visibleText(html)) ?? html)
  }

  static let slack = Gate.Platform(name: "slack") { request in
    request.path.contains("/chat.") || request.path.hasPrefix("/services/") ? .message : .other
  } message: { request, answer in
    let body = StandInJSON(request.body)
    let text = texts(in: body?["blocks"] ?? .null).joined(separator: "\n")
    if request.path.hasPrefix("/services/") { return ("slack:webhook", text) }
    guard request.path.hasSuffix("/chat.postMessage"), StandInJSON(answer)?["ok"] == true,
      let channel = body?["channel"]?.string
    else { return nil }
    return ("slack:" + (channel.hasPrefix("D0") ? String(channel.dropFirst(2)) : channel), text)
  }

  /// - parameter rooms: the day's names of rooms by their ids.
  static func matrix(_ rooms: @escaping @Sendable (String) -> String) -> Gate.Platform {
    Gate.Platform(name: "matrix") { request in
      request.path.contains("/send/") ? .message : request.path.hasSuffix("/sync") ? .poll : .other
    } message: { request, _ in
      let path = request.path.split(separator: "/")
      guard let body = StandInJSON(request.body), let text = body["body"]?.string,
        body["m.relates_to"]?["rel_type"] != "m.replace", path.count > 4,
        let room = path[4].removingPercentEncoding
      else { return nil }
      return (rooms(room), text)
    }
  }

  /// All that can be read in blocks, in order.
  private static func texts(in json: StandInJSON) -> [String] {
    if let array = json.array { return array.flatMap(texts) }
    guard let object = json.object else { return [] }
    if let text = object["text"]?.string { return [text] }
    return ["text", "elements"].flatMap { texts(in: object[$0] ?? .null) }
  }
}
