import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

/// A handler on a store of its own, with a small programme and one person who talks to it.
final class Chat {
  let database: ConferenceDatabase
  let handler: CommandHandler
  let person = ConversationAddress(platform: .telegram, conversation: "1")
  let channel = ConversationAddress(platform: .telegram, conversation: "-100")
  private let folder: URL
  private var cursor = 0

  static let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt

  /// 24 March 2026 on Amsterdam's clocks, or days later.
  static func at(_ hour: Int, _ minute: Int = 0, days: Int = 0) -> Date {
    let day = LocalDay(year: 2026, month: 3, day: 24) ?? LocalDay(dayNumber: 0)
    return zone.instant(day: day.adding(days: days), minute: hour * 60 + minute)
  }

  init(
    _ sessions: [Session] = Chat.programme, defaults: Preferences = Preferences(),
    guides: [Guide] = [], operators: Set<ConversationAddress> = []
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "talkbell-conversation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    database = try ConferenceDatabase(path: folder.appending(path: "store.sqlite").path)
    handler = CommandHandler(
      configuration: ConversationConfiguration(
        conferenceName: "KubeCon", timeZone: Self.zone, defaults: defaults, guides: guides,
        operators: operators))
    for (source, sessions) in Dictionary(grouping: sessions, by: \.key.source) {
      var changes = SourceChanges()
      changes.added = sessions
      try database.write { transaction in
        try transaction.apply(
          changes, source: source, validators: SourceValidators(), now: Self.at(8))
      }
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What the person is answered; nil when there is no reply.
  /// A number with a hash is what a button sends.
  func say(_ text: String, at now: Date = at(9)) throws -> String? {
    try send(
      IncomingMessage(
        address: person, audience: .person, text: text,
        callbackID: text.contains("#") ? "pressed" : nil), at: now)
  }

  /// What a channel is answered.
  func sayInChannel(
    _ text: String, isAdministrator: Bool = true, at now: Date = at(9)
  ) throws -> String? {
    try send(
      IncomingMessage(
        address: channel, audience: .channel, text: text, isAdministrator: isAdministrator),
      at: now)
  }

  func send(_ message: IncomingMessage, at now: Date = at(9)) throws -> String? {
    let before = try newestEntry()
    let handled = try handle([.message(message)], at: now)
    if let farewell = handled.farewells.first { return plain(farewell.document) }
    guard let entry = try newestEntry(), entry.id != before?.id else { return nil }
    return try plain(document(entry))
  }

  @discardableResult
  func handle(
    _ events: [IncomingEvent], on platform: ChatPlatform = .telegram, at now: Date = at(9)
  ) throws -> HandledBatch {
    cursor += 1
    return try handler.handle(
      IncomingBatch(events: events, cursor: String(cursor)), on: platform, database: database,
      now: now)
  }

  func newestEntry() throws -> OutboxEntry? {
    try database.read { try $0.outbox(in: [.pending], limit: 1).first }
  }

  func document(_ entry: OutboxEntry) throws -> MessageDocument {
    guard case .reply(let json, _, _) = entry.notice else { return MessageDocument() }
    return try JSONDecoder().decode(MessageDocument.self, from: Data(json.utf8))
  }

  func subscriber() throws -> Subscriber? {
    try database.read { try $0.subscriber(at: self.person) }
  }

  /// The titles of the person's stars, in programme order.
  func starredTitles() throws -> [String] {
    try database.read { transaction in
      guard let subscriber = try transaction.subscriber(at: self.person) else { return [] }
      let stars = Set(try transaction.stars(of: subscriber.id).map(\.session))
      return try transaction.programme().entries.filter { stars.contains($0.id) }
        .map(\.session.facts.title)
    }
  }

  /// What the numbers of the person's last list mean.
  func listed() throws -> [ProgrammeEntry] {
    try database.read { transaction in
      guard let subscriber = try transaction.subscriber(at: self.person) else { return [] }
      let programme = try transaction.programme()
      return try transaction.lastList(of: subscriber.id).compactMap { programme[$0] }
    }
  }

  /// The programme's number of a title.
  func id(_ title: String) throws -> SessionID {
    let entry = try database.read { transaction in
      try transaction.programme().entries.first { $0.session.facts.title == title }
    }
    return try #require(entry).id
  }

  /// Changes a session as a refresh would.
  func change(_ title: String, at now: Date = at(9), _ edit: (inout Session) -> Void) throws {
    let entry = try database.read { transaction in
      try transaction.programme().entries.first { $0.session.facts.title == title }
    }
    var session = try #require(entry).session
    edit(&session)
    var changes = SourceChanges()
    changes.updated = [
      SourceChanges.Update(
        id: try #require(entry).id, session: session, settlesAt: now.addingTimeInterval(90),
        firstChangedAt: now)
    ]
    try database.write { transaction in
      try transaction.apply(
        changes, source: "main", validators: SourceValidators(), now: now)
    }
  }
}

extension Chat {
  static func session(
    _ id: String, _ title: String, _ speakers: [Speaker] = [], room: String? = "Hall 7 | Room A",
    from start: Date?, minutes: Int = 30, track: String? = "SECURITY",
    kind: SessionKind = .talk, status: SessionStatus = .scheduled
  ) -> Session {
    let facts = SessionFacts(
      title: title, speakers: speakers, room: room, start: start,
      end: start?.addingTimeInterval(TimeInterval(minutes * 60)), status: status)
    return Session(
      key: SessionKey(source: "main", id: id), facts: facts, track: track, kind: kind,
      url: "http://kubecon.sched.com/event/\(id)")
  }

  static let programme = [
    session(
      "a1", "Opening Keynote", room: "Auditorium", from: at(9, 30), track: "KEYNOTE",
      kind: .keynote),
    session("b1", "Coffee", room: "Foyer", from: at(10), track: "BREAKS", kind: .break),
    session(
      "c1", "GPU Scheduling at Scale",
      [Speaker(name: "Zhang Bao", affiliation: "BYD")], from: at(11), track: "AI + ML"),
    session(
      "c2", "Kubernetes Observability Deep Dive",
      [Speaker(name: "Jane Doe", affiliation: "Red Hat")], room: "Hall 8 | Room D",
      from: at(11), track: "OBSERVABILITY"),
    session(
      "c3", "Supply Chain Security for Everyone", [Speaker(name: "John Roe")],
      room: "Hall 8 | Room E", from: at(11, 15)),
    session(
      "0123456789abcdef0123456789abcdef", "Stages of Kubernetes",
      [Speaker(name: "Rick Rackow")], room: "Auditorium", from: at(14), minutes: 75,
      track: "TUTORIALS", kind: .tutorial),
    session("d1", "Closing Security Panel", room: "Auditorium", from: at(16, days: 1)),
  ]
}

/// A document as plain lines: numbers and bullets kept, struck text in tildes.
func plain(_ document: MessageDocument) -> String {
  document.blocks.map { block in
    switch block {
    case .heading(let inlines), .paragraph(let inlines): plain(inlines)
    case .numbered(let start, let items):
      items.enumerated().map { "\(start + $0). \(plain($1))" }.joined(separator: "\n")
    case .bulleted(let items): items.map { "- \(plain($0))" }.joined(separator: "\n")
    }
  }.joined(separator: "\n")
}

private func plain(_ inlines: [MessageDocument.Inline]) -> String {
  inlines.map { inline in
    switch inline {
    case .text(let text), .strong(let text), .emphasis(let text): text
    case .struck(let text): "~\(text)~"
    case .link(let text, _): text
    case .code(let text): "`\(text)`"
    case .lineBreak: "\n"
    }
  }.joined()
}
