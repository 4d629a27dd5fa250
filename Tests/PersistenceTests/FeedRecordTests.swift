import ConferenceModel
import Foundation
import Persistence
import Testing

/// What the store keeps of feeds beside the facts.
struct FeedRecordTests {
  /// A talk in two languages with the feed's id of its room.
  private static var bilingual: Session {
    var talk = session("a", title: "云原生平台")
    talk.facts.translatedTitles = [.english: "Cloud Native Platforms"]
    talk.abstract = "关于平台"
    talk.translatedAbstracts = [.english: "About golden paths"]
    talk.roomID = "r7"
    return talk
  }

  @Test func `a talk in two languages is read back whole and found in both`() throws {
    let database = try StoreFixture.temporary()
    try database.load([Self.bilingual, session("b")])
    let programme = try database.read { try $0.programme() }
    let entry = try #require(programme[Self.bilingual.key])
    #expect(entry.session == Self.bilingual)
    for words in ["云原生", "cloud native", "平台", "golden"] {
      #expect(try database.read { try $0.search(words, limit: 5) } == [entry.id], "\(words)")
    }
  }

  @Test func `facts that differ in a translation are two`() throws {
    let database = try StoreFixture.temporary()
    try database.load([Self.bilingual])
    let before = try database.read { try $0.programme() }.entries[0]
    var changed = Self.bilingual
    changed.facts.translatedTitles = [.english: "Platforms"]
    try database.change([changed])
    let after = try database.read { try $0.programme() }.entries[0]
    #expect(after.factsID != before.factsID)
    #expect(after.session == changed)
    #expect(
      try database.read { try $0.facts([before.factsID]) }
        == [before.factsID: Self.bilingual.facts])
  }

  @Test func `sessions may exchange their ids, and a new one take an old id`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a"), session("b"), session("c")])
    let before = try database.read { try $0.programme() }
    let numbers = try ["a", "b", "c"].map {
      try #require(before[SessionKey(source: "main", id: $0)]).id
    }
    var changes = SourceChanges()
    // a is b now, b is a, c is d; and another session is c.
    changes.updated = zip(numbers, [("b", "Talk a"), ("a", "Talk b"), ("d", "Talk c")]).map {
      SourceChanges.Update(
        id: $0, session: session($1.0, title: $1.1), settlesAt: nil, firstChangedAt: nil,
        isRenamed: true)
    }
    changes.added = [session("c", title: "Another talk")]
    try database.write {
      try $0.apply(changes, source: "main", validators: SourceValidators(), now: minutes(1))
    }
    let after = try database.read { try $0.programme() }
    #expect(
      after.entries.filter { numbers.contains($0.id) }
        .sorted { $0.id < $1.id }.map { "\($0.session.key.id) \($0.session.facts.title)" }
        == ["b Talk a", "a Talk b", "d Talk c"])
    #expect(after[SessionKey(source: "main", id: "c")]?.session.facts.title == "Another talk")
    // The facts are the same, so nobody has anything to be told.
    #expect(numbers.map { after[$0]?.factsID } == numbers.map { before[$0]?.factsID })
  }

  @Test func `a programme that was rolled back is not kept`() throws {
    struct Failure: Error {}
    let database = try StoreFixture.temporary()
    try database.load([session("a")])
    #expect(throws: Failure.self) {
      try database.write { store in
        var changes = SourceChanges()
        changes.added = [session("b")]
        try store.apply(changes, source: "main", validators: SourceValidators(), now: morning)
        #expect(try store.programme().entries.count == 2)
        throw Failure()
      }
    }
    var changes = SourceChanges()
    changes.added = [session("c")]
    try database.write {
      try $0.apply(changes, source: "main", validators: SourceValidators(), now: morning)
    }
    #expect(
      try database.read { try $0.programme() }.entries.map(\.session.key.id) == ["a", "c"])
  }

  @Test func `a guide's picks are on their sessions, and stored only when they differ`() throws {
    let database = try StoreFixture.temporary()
    try database.load([session("a"), session("b")])
    let ids = try database.read { try $0.programme() }.entries.map(\.id)
    let picks = [GuideKey(guide: "ai", language: .english): [0: ids[1], 2: ids[0]]]
    #expect(try database.write { try $0.setGuidePicks(picks, now: morning) })
    #expect(try database.write { try !$0.setGuidePicks(picks, now: morning) })
    #expect(try database.read { try $0.programme() }.entries.map(\.guides) == [["ai"], ["ai"]])
    #expect(
      try database.read { try $0.guidePicks(of: "ai", in: .english) } == [0: ids[1], 2: ids[0]])
    #expect(try database.write { try $0.setGuidePicks([:], now: morning) })
    #expect(try database.read { try $0.programme() }.entries.map(\.guides) == [[], []])
  }

  @Test func `a talk that moves into a channel's room is posted there, one that leaves is not`()
    throws
  {
    let database = try StoreFixture.temporary()
    try database.load([session("a", room: "Hall 1"), session("b", room: "Hall 2")])
    var preferences = Preferences(leadTimes: [], alerts: false)
    preferences.follow = SessionFilter(room: "Hall 1")
    let chosen = preferences
    try database.write {
      _ = try $0.addSubscriber(
        at: ConversationAddress(platform: .matrix, conversation: "!hall"), audience: .channel,
        preferences: chosen, nextDigestAt: nil, now: morning)
    }
    try database.change([session("a", room: "Hall 2"), session("b", room: "Hall 1")])
    let programme = try database.read { try $0.programme() }
    let posted = try database.read {
      try $0.remindersToPlan(dueUntil: minutes(600), window: 0, limit: 10).map(\.session)
    }
    #expect(posted.compactMap { programme[$0]?.session.key.id } == ["b"])
  }
}
