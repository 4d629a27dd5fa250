import ConferenceModel
import Foundation
import HTTPTransport
import Logging
import Persistence
import Planning
import ScheduleSync
import Synchronization
import TestSupport
import Timekeeping

/// 24 March 2026, 09:00 in Amsterdam.
let morning = Date(timeIntervalSince1970: 1_774_339_200)

func minutes(_ count: Double) -> Date { morning.addingTimeInterval(count * 60) }

/// A talk as Sched writes it.
struct FeedTalk {
  var id: String
  var title = "A Talk - Ada Lovelace\\, ACM"
  var room = "Hall 1\\, Amsterdam\\, Netherlands"
  var startsAfter = 60.0

  var text: String {
    """
    BEGIN:VEVENT
    DTSTAMP:20260324T080000Z
    DTSTART:\(Self.stamp(minutes(startsAfter)))
    DTEND:\(Self.stamp(minutes(startsAfter + 30)))
    SUMMARY:\(title)
    DESCRIPTION:
    CATEGORIES:AI + ML
    LOCATION:\(room)
    SEQUENCE:0
    UID:\(id)
    URL:http://kccnceu2026.sched.com/event/\(id)
    END:VEVENT

    """
  }

  private static func stamp(_ instant: Date) -> String {
    instant.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
  }
}

/// A feed of these talks in Sched's dialect, with CRLF.
func feed(_ talks: [FeedTalk]) -> [UInt8] {
  let text = """
    BEGIN:VCALENDAR
    VERSION:2.0
    METHOD:PUBLISH
    PRODID:-//Sched.com KubeCon + CloudNativeCon Europe 2026//EN
    X-WR-TIMEZONE:UTC
    \(talks.map(\.text).joined())END:VCALENDAR

    """
  return [UInt8](text.replacing("\n", with: "\r\n").utf8)
}

/// Twenty talks, so that the loss of one is no outage.
let twentyTalks = (1...20).map { number in
  FeedTalk(
    id: "t\(number)", title: "Talk \(number) - Ada Lovelace\\, ACM",
    room: "Hall \(number % 5)\\, Amsterdam\\, Netherlands",
    startsAfter: 30 + Double(number) * 10)
}

/// What a log handler was given, for tests of what an operator reads.
final class LogRecord: Sendable {
  private let entries = Mutex<[String]>([])

  var lines: [String] { entries.withLock { $0 } }

  var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(record: self) }
    logger.logLevel = .info
    return logger
  }

  func add(_ line: String) { entries.withLock { $0.append(line) } }

  struct Handler: LogHandler {
    let record: LogRecord
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      record.add("\(event.level): \(event.message) \(event.metadata?["reason"] ?? "")")
    }
  }
}

/// A store, a stepped clock and a server whose answer a test sets.
final class SyncFixture: Sendable {
  let database: ConferenceDatabase
  let clock = SimulatedClock(start: morning, speed: 0)
  let server: LoopbackServer
  let transport = CurlTransport()
  let log = LogRecord()
  let commits = Mutex(0)
  private let box: AnswerBox

  init(_ first: LoopbackServer.Reply = .response(status: 200, body: feed(twentyTalks))) async throws
  {
    let box = AnswerBox(first)
    self.box = box
    database = try ConferenceDatabase(
      path: TemporaryFolder.make().appending(path: "talkbell.sqlite").path)
    server = try await LoopbackServer.start { request in box.reply(to: request) }
  }

  var requests: [LoopbackServer.Request] { box.requests }

  func serve(_ reply: LoopbackServer.Reply) { box.set(reply) }

  func serve(_ talks: [FeedTalk]) { serve(.response(status: 200, body: feed(talks))) }

  func refresher(
    path: String = "/all.ics?key=secret", operators: [ConversationAddress] = []
  ) -> ScheduleRefresher {
    let clock = clock
    return refresher(
      .http(
        id: "main", url: server.baseURL + path, format: nil, refreshEvery: .seconds(120),
        transport: transport, now: { clock.now() }), operators: operators)
  }

  func refresher(
    _ source: FeedSource, operators: [ConversationAddress] = []
  ) -> ScheduleRefresher {
    ScheduleRefresher(
      source: source, database: database, clock: clock, timeZone: .gmt,
      settlePolicy: SettlePolicy(), operators: OperatorNotices(addresses: operators),
      jitter: { 0.5 },
      onCommit: { self.commits.withLock { $0 += 1 } }, logger: log.logger)
  }

  func facts(_ id: String) throws -> SessionFacts? {
    try database.read { try $0.programme()[SessionKey(source: "main", id: id)] }?.session.facts
  }

  func end() async {
    transport.shutdown()
    await server.stop()
  }
}

/// The answer a test has set, and what was asked.
private final class AnswerBox: Sendable {
  private let state: Mutex<(reply: LoopbackServer.Reply, requests: [LoopbackServer.Request])>

  init(_ reply: LoopbackServer.Reply) { state = Mutex((reply, [])) }

  var requests: [LoopbackServer.Request] { state.withLock { $0.requests } }

  func set(_ reply: LoopbackServer.Reply) { state.withLock { $0.reply = reply } }

  func reply(to request: LoopbackServer.Request) -> LoopbackServer.Reply {
    state.withLock {
      $0.requests.append(request)
      return $0.reply
    }
  }
}
