import Foundation
import Synchronization

/// A Matrix homeserver on this machine that knows rooms, one account, how to receive messages, and
/// that tells what a test lets it: for faults that a real homeserver does not produce.
package final class MatrixStandIn: Sendable {
  /// An `m.room.message` event.
  package struct Event: Hashable, Sendable {
    /// Where it is.
    package var room: String
    /// Its id.
    package var eventID: String
    /// The transaction it was sent under.
    package var transactionID: String
    /// `m.text` or `m.notice`.
    package var type: String
    /// The plain text.
    package var body: String
    /// The HTML; nil without.
    package var html: String?
    /// The whole content.
    package var content: StandInJSON = [:]
  }

  struct State {
    /// By room and transaction: the same transaction gives the same event again.
    var transactions: [String: String] = [:]
    var nextEvent = 1
    var violations: [String] = []
    var repeats = 0
    /// The rooms our account is in.
    var rooms: Set<String>
    var createdRooms = 0
    var accountData: [String: StandInJSON] = [:]
    /// The answers of `/sync`, without their token.
    var news: [[String: StandInJSON]] = []
    /// Parts of rooms' states, by `room type`.
    var roomState: [String: StandInJSON] = [:]
    /// What was asked for besides messages and news, `POST join/!a:b` say.
    var calls: [String] = []
  }

  struct Refusal: Error {
    var status: Int
    var code: String
    var words: String
    var isViolation = false
  }

  /// The access token the bot must use.
  package let accessToken: String
  /// Our account.
  static let user = "@talkbell:example.org"
  private let journal = StandInJournal<Event>()
  let faults = StandInFaults()
  let state: Mutex<State>
  /// From where news were asked for.
  let polls = StandInJournal<Int>()
  /// The number of answers of `/sync` there are, for those that wait for one.
  let newsCounts = StandInJournal<Int>()
  private let server = Mutex<LoopbackServer?>(nil)

  /// A homeserver whose account has joined these rooms, not started.
  package init(
    rooms: Set<String> = ["!hallway:example.org"], accessToken: String = "syt_test_of_the_stand-in"
  ) {
    state = Mutex(State(rooms: rooms))
    self.accessToken = accessToken
  }

  /// Listens on 127.0.0.1, on any free port when it is 0.
  package func start(port: Int = 0) async throws {
    let started = try await LoopbackServer.start(port: port) { [weak self] request in
      await self?.reply(to: request) ?? .reset
    }
    server.withLock { $0 = started }
  }

  /// Stops listening; what was received stays readable.
  package func stop() async {
    let started = server.withLock { server in
      defer { server = nil }
      return server
    }
    await started?.stop()
  }

  /// What to give the bot as `homeserver`; empty before the start.
  package var baseURL: String { server.withLock { $0?.baseURL ?? "" } }

  /// The messages in a room, oldest first, each once.
  package func events(in room: String) -> [Event] { journal.entries.filter { $0.room == room } }

  /// What was malformed, oldest first.
  package var violations: [String] { state.withLock { $0.violations } }
  /// How often a transaction came again and was answered with its first event.
  package var repeatedTransactions: Int { state.withLock { $0.repeats } }

  /// The first event that matches; nil when none has come within the timeout, in real time.
  package func waitForEvent(
    in room: String, timeout: Duration = .seconds(10),
    where matches: @escaping @Sendable (Event) -> Bool = { _ in true }
  ) async -> Event? {
    await journal.first(timeout: timeout) { $0.room == room && matches($0) }
  }

  /// The next message gets this answer instead.
  ///
  /// - parameter takesEffect: it is sent all the same, only the answer is lost.
  package func failNextSend(_ reply: LoopbackServer.Reply, takesEffect: Bool = false) {
    faults.add("send", StandInFaults.Fault(reply: reply, takesEffect: takesEffect))
  }

  private func reply(to request: LoopbackServer.Request) async -> LoopbackServer.Reply {
    do throws(Refusal) {
      guard request.header("Authorization") == "Bearer \(accessToken)" else {
        throw Refusal(status: 401, code: "M_UNKNOWN_TOKEN", words: "Invalid access token passed.")
      }
      guard request.method == "PUT", request.path.contains("/send/") else {
        return try await replyToHearing(request)
      }
      let (room, transaction) = try address(request)
      let fault = faults.next("send")
      if let fault, !fault.takesEffect { return fault.reply }
      let id = try send(request, to: room, as: transaction)
      return fault?.reply ?? .json((["event_id": .string(id)] as StandInJSON).text)
    } catch {
      if error.isViolation {
        state.withLock { $0.violations.append("\(error.code): \(error.words)") }
      }
      let body: StandInJSON = ["errcode": .string(error.code), "error": .string(error.words)]
      return .json(body.text, status: error.status)
    }
  }

  /// `/_matrix/client/v3/rooms/{room}/send/m.room.message/{transaction}`, encoded.
  private func address(
    _ request: LoopbackServer.Request
  ) throws(Refusal) -> (room: String, transaction: String) {
    let path = request.target.split(separator: "/", omittingEmptySubsequences: false)
    guard request.method == "PUT", path.count == 9,
      path[1...4].joined(separator: "/")
        == "_matrix/client/v3/rooms", path[6] == "send", path[7] == "m.room.message",
      let room = path[5].removingPercentEncoding, let transaction = path[8].removingPercentEncoding
    else {
      throw Refusal(
        status: 404, code: "M_UNRECOGNIZED", words: "Unrecognized request", isViolation: true)
    }
    guard !path[5].contains("!"), !path[5].contains(":"), !transaction.isEmpty else {
      throw Refusal(
        status: 400, code: "M_INVALID_PARAM", words: "room id not encoded", isViolation: true)
    }
    guard state.withLock({ $0.rooms.contains(room) }) else {
      throw Refusal(status: 403, code: "M_FORBIDDEN", words: "User not in room \(room)")
    }
    return (room, transaction)
  }

  private func send(
    _ request: LoopbackServer.Request, to room: String, as transaction: String
  ) throws(Refusal) -> String {
    let content = try checkedContent(request)
    let (id, isNew) = state.withLock { state -> (String, Bool) in
      let key = "\(room) \(transaction)"
      if let id = state.transactions[key] {
        state.repeats += 1
        return (id, false)
      }
      let id = "$event\(state.nextEvent):example.org"
      state.nextEvent += 1
      state.transactions[key] = id
      return (id, true)
    }
    if isNew {
      journal.append(
        Event(
          room: room, eventID: id, transactionID: transaction,
          type: content["msgtype"]?.string ?? "", body: content["body"]?.string ?? "",
          html: content["formatted_body"]?.string, content: .object(content)))
    }
    return id
  }

  private func checkedContent(
    _ request: LoopbackServer.Request
  ) throws(Refusal) -> [String: StandInJSON] {
    func bad(_ words: String) -> Refusal {
      Refusal(status: 400, code: "M_BAD_JSON", words: words, isViolation: true)
    }
    guard request.body.count <= 65_000 else {
      throw Refusal(
        status: 413, code: "M_TOO_LARGE", words: "event too large", isViolation: true)
    }
    guard let content = StandInJSON(request.body)?.object else { throw bad("no JSON object") }
    guard ["m.text", "m.notice"].contains(content["msgtype"]?.string ?? "") else {
      throw bad("msgtype is neither m.text nor m.notice")
    }
    guard let body = content["body"]?.string, !body.isEmpty else { throw bad("no body") }
    guard content["m.mentions"] == [:] else { throw bad("m.mentions is not empty or not there") }
    if let problem = Self.problem(ofRelation: content) { throw bad(problem) }
    if let html = content["formatted_body"]?.string {
      guard content["format"] == "org.matrix.custom.html" else { throw bad("unknown format") }
      if let problem = MatrixStandInHTML.problem(of: html) { throw bad(problem) }
    }
    return content
  }

  /// What is wrong with what an event says of its relation to another; nil when nothing is.
  private static func problem(ofRelation content: [String: StandInJSON]) -> String? {
    guard let relation = content["m.relates_to"] else {
      return content["m.new_content"] == nil ? nil : "new content without a relation"
    }
    guard relation["event_id"]?.string?.hasPrefix("$") ?? false else {
      return "a relation to no event"
    }
    switch relation["rel_type"] {
    case "m.thread":
      return relation["m.in_reply_to"]?["event_id"]?.string == nil ? "no reply fallback" : nil
    case "m.replace":
      let new = content["m.new_content"]
      return new?["body"]?.string?.isEmpty ?? true
        ? "no new body"
        : new?["m.mentions"] != [:] ? "the new content mentions nobody in no way" : nil
    default: return "an unknown relation"
    }
  }
}
