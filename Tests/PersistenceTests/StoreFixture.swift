import ConferenceModel
import Foundation
import Persistence
import TestSupport

/// A path for a store in a folder of its own.
struct StoreFixture {
  let path: String

  init() throws { path = try TemporaryFolder.make().appending(path: "talkbell.sqlite").path }

  func open() throws -> ConferenceDatabase { try ConferenceDatabase(path: path) }

  /// An empty store.
  static func temporary() throws -> ConferenceDatabase { try StoreFixture().open() }
}

/// 24 March 2026, 09:00 in Amsterdam.
let morning = Date(timeIntervalSince1970: 1_774_339_200)

func minutes(_ count: Double) -> Date { morning.addingTimeInterval(count * 60) }

func session(
  _ id: String, title: String? = nil, room: String? = "Hall 1", startsAfter: Double = 60,
  speakers: [Speaker] = [], status: SessionStatus = .scheduled, source: String = "main",
  track: String? = "AI + ML"
) -> Session {
  Session(
    key: SessionKey(source: source, id: id),
    facts: SessionFacts(
      title: title ?? "Talk \(id)", speakers: speakers, room: room, start: minutes(startsAfter),
      end: minutes(startsAfter + 30), status: status),
    track: track, kind: .talk, url: "https://example.org/\(id)")
}

extension ConferenceDatabase {
  /// Stores the first version of a programme.
  func load(_ sessions: [Session], source: String = "main") throws {
    var changes = SourceChanges()
    changes.added = sessions
    try write {
      try $0.apply(changes, source: source, validators: SourceValidators(), now: morning)
    }
  }

  /// Stores changed rows of sessions that the programme has.
  func change(_ sessions: [Session], settlesAt: Date? = nil, now: Date = morning) throws {
    try write { store in
      let programme = try store.programme()
      var changes = SourceChanges()
      changes.updated = sessions.compactMap { session in
        programme[session.key].map {
          SourceChanges.Update(
            id: $0.id, session: session, settlesAt: settlesAt,
            firstChangedAt: settlesAt == nil ? nil : now)
        }
      }
      try store.apply(changes, source: "main", validators: SourceValidators(), now: now)
    }
  }

  func entry(_ id: String) throws -> ProgrammeEntry {
    guard let entry = try read({ try $0.programme()[SessionKey(source: "main", id: id)] })
    else { throw MissingEntry(id: id) }
    return entry
  }

  func person(
    _ name: String = "1", preferences: Preferences = Preferences()
  ) throws -> Subscriber {
    try write {
      try $0.addSubscriber(
        at: ConversationAddress(platform: .telegram, conversation: name), audience: .person,
        preferences: preferences, nextDigestAt: nil, now: morning)
    }
  }
}

struct MissingEntry: Error { let id: String }
