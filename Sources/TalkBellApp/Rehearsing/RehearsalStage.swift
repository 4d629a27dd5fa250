import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Planning
import Rehearsal

/// Plays what people do during a rehearsal, and keeps what they did as it was seen from outside.
struct RehearsalStage {
  /// What was done, by time.
  private(set) var acts: [RunRecord.Act] = []
  /// How often during the rehearsal.
  private(set) var counts = (starred: 0, unstarred: 0, asked: 0)
  private let lines: [RehearsalLine]
  private var position = 0

  init(lines: [RehearsalLine]) { self.lines = lines }

  /// When somebody types next; nil when nobody does any more.
  var next: Date? { position < lines.count ? lines[position].at : nil }

  /// Stores who is there when the rehearsal begins, with the stars that were made before it.
  mutating func populate(
    _ crowd: RehearsalCrowd, in database: ConferenceDatabase, timeZone: TimeZone, now: Date
  ) async throws {
    let there = try await database.read { try $0.subscribers() }
    acts += there.map { Self.entrance($0.address, $0.preferences, $0.audience, now: now) }
    // In pieces, so that one transaction does not grow with the audience.
    for start in stride(from: 0, to: crowd.madeUp.count, by: 1000) {
      let some = Array(crowd.madeUp[start..<min(start + 1000, crowd.madeUp.count)])
      try await database.write { store in
        let programme = try store.programme()
        let entries = Dictionary(
          programme.entries.map { ($0.session.key, $0) }, uniquingKeysWith: { one, _ in one })
        for persona in some {
          let subscriber = try Self.add(
            persona.address, .person, persona.preferences, to: store, timeZone, now: now)
          for key in persona.stars {
            guard let entry = entries[key] else { continue }
            try store.star(entry, by: subscriber.id, now: now)
          }
        }
      }
      for persona in some {
        acts.append(Self.entrance(persona.address, persona.preferences, .person, now: now))
        acts += persona.stars.map {
          RunRecord.Act(at: now, address: persona.address, action: .star($0))
        }
      }
    }
    let given = crowd.given
    try await database.write { store in
      for one in given {
        _ = try Self.add(one.address, one.audience, one.preferences, to: store, timeZone, now: now)
      }
    }
    acts += given.map { Self.entrance($0.address, $0.preferences, $0.audience, now: now) }
  }

  /// Types all that is to be typed by now.
  ///
  /// - returns: whether anything was.
  mutating func play(now: Date, _ parts: BotParts) async throws -> Bool {
    let first = position
    while position < lines.count, lines[position].at <= now {
      let line = lines[position]
      position += 1
      try await play(line, number: position, now: now, parts)
    }
    return position > first
  }

  private mutating func play(
    _ line: RehearsalLine, number: Int, now: Date, _ parts: BotParts
  ) async throws {
    let (programme, before) = try await parts.database.read { store in
      (try store.programme(), try Self.stars(of: line.address, in: store))
    }
    guard let text = try Self.text(line, programme, starred: before, now: now) else { return }
    // A number of the store is what buttons carry; nobody types it.
    let message = IncomingMessage(
      address: line.address, audience: line.audience, text: text,
      callbackID: text.contains("#") ? "rehearsal-\(number)" : nil)
    _ = try await parts.handler.handle(
      IncomingBatch(events: [.message(message)], cursor: "rehearsal-\(number)"),
      on: line.address.platform, database: parts.database, now: now)
    let after = try await parts.database.read { try Self.stars(of: line.address, in: $0) }
    let made = programme.entries.filter { after.contains($0.id) && !before.contains($0.id) }
    let taken = programme.entries.filter { before.contains($0.id) && !after.contains($0.id) }
    switch line.intent {
    case .wish(let words, let place) where made.isEmpty:
      throw TalkBellError.failed(
        "\(place): “\(words)” stars nothing: no session to come fits, or several do; write its "
          + "link or its id")
    case .unwish(let words, let place) where taken.isEmpty:
      throw TalkBellError.failed("\(place): “\(words)” is none of the stars")
    case .ask(let text):
      counts.asked += 1
      acts.append(RunRecord.Act(at: now, address: line.address, action: .ask(text)))
    default: break
    }
    for entry in made {
      counts.starred += 1
      acts.append(RunRecord.Act(at: now, address: line.address, action: .star(entry.session.key)))
    }
    for entry in taken {
      counts.unstarred += 1
      acts.append(
        RunRecord.Act(at: now, address: line.address, action: .unstar(entry.session.key)))
    }
  }

  /// What is typed; nil when there is no use in it any more: the session is over or gone.
  private static func text(
    _ line: RehearsalLine, _ programme: Programme, starred: Set<SessionID>, now: Date
  ) throws -> String? {
    switch line.intent {
    case .ask(let text):
      return text
    case .star(let key):
      guard let entry = programme[key], !starred.contains(entry.id),
        let start = entry.session.facts.start, start > now,
        entry.session.facts.status == .scheduled
      else { return nil }
      return "star #\(entry.id)"
    case .unstar(let key):
      guard let entry = programme[key], starred.contains(entry.id) else { return nil }
      return "unstar #\(entry.id)"
    case .wish(let words, let place):
      return "star \(try reference(words, place, programme))"
    case .unwish(let words, let place):
      return "unstar \(try reference(words, place, programme))"
    }
  }

  /// An id of the feed as the number that the chat knows; words and links as they are.
  private static func reference(
    _ words: String, _ place: String, _ programme: Programme
  ) throws -> String {
    let entry = programme.entries.first {
      $0.session.key.id == words || $0.session.key.description == words
    }
    if let entry { return "#\(entry.id)" }
    if words.allSatisfy(\.isNumber) {
      throw TalkBellError.failed("\(place): no session has the id \(words)")
    }
    return words
  }

  private static func stars(
    of address: ConversationAddress, in store: ReadTransaction
  ) throws -> Set<SessionID> {
    guard let subscriber = try store.subscriber(at: address) else { return [] }
    return Set(try store.stars(of: subscriber.id).map(\.session))
  }

  private static func add(
    _ address: ConversationAddress, _ audience: Audience, _ preferences: Preferences,
    to store: WriteTransaction, _ timeZone: TimeZone, now: Date
  ) throws -> Subscriber {
    let zone = preferences.timeZone.flatMap(TimeZone.init(identifier:)) ?? timeZone
    let nextDigest = preferences.digest.map {
      DigestPlanner.next(after: now, minuteOfDay: $0.minuteOfDay, timeZone: zone)
    }
    if let known = try store.subscriber(at: address) {
      try store.setPreferences(preferences, of: known, nextDigestAt: nextDigest, now: now)
      return known
    }
    return try store.addSubscriber(
      at: address, audience: audience, preferences: preferences, nextDigestAt: nextDigest, now: now)
  }

  private static func entrance(
    _ address: ConversationAddress, _ preferences: Preferences, _ audience: Audience, now: Date
  ) -> RunRecord.Act {
    RunRecord.Act(at: now, address: address, action: .prefer(preferences, audience))
  }
}
