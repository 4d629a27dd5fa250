import ConferenceModel
import Foundation
import Rehearsal
import Testing

@Suite struct AudienceGeneratorTests {
  private static let start = Date(timeIntervalSince1970: 1_774_200_000)
  private static let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt

  /// Two days of eight slots with six talks each in three tracks, a keynote and a break.
  private static let sessions: [Session] = (0..<2).flatMap { day in
    (0..<8).flatMap { slot in
      (0..<8).map { place in
        let begin = start.addingTimeInterval(Double(day * 86_400 + (slot + 1) * 3600))
        return Session(
          key: SessionKey(source: "main", id: "\(day)-\(slot)-\(place)"),
          facts: SessionFacts(
            title: "Talk \(day)-\(slot)-\(place)", room: "Hall \(place)", start: begin,
            end: begin.addingTimeInterval(1800)),
          track: place < 6 ? "Track \(place % 3)" : nil,
          kind: place == 6 ? .keynote : place == 7 ? .break : .talk)
      }
    }
  }

  private static func people(
    seed: UInt64 = 1, count: Int = 400, stars: Int = 10,
    platforms: [ChatPlatform] = [.telegram, .matrix]
  ) -> [Persona] {
    AudienceGenerator(
      seed: seed, people: count, stars: stars, platforms: platforms, defaults: Preferences(),
      timeZone: zone, span: DateInterval(start: start, duration: 2 * 86_400)
    ).make(from: sessions)
  }

  @Test func `the same seed makes the same people, another one others`() {
    #expect(Self.people() == Self.people())
    #expect(Self.people() != Self.people(seed: 2))
  }

  @Test func `somebody stays the same when more people come`() {
    #expect(Array(Self.people(count: 400).prefix(50)) == Self.people(count: 50))
  }

  @Test func `everybody has an address of their own, on the platforms in turn`() {
    let people = Self.people(platforms: [.telegram, .slack, .matrix])
    #expect(Set(people.map(\.address)).count == people.count)
    #expect(people.prefix(3).map(\.address.platform) == [.telegram, .slack, .matrix])
  }

  @Test func `nobody stars a break, anything twice, or more than there is`() {
    let kinds = Dictionary(
      uniqueKeysWithValues: Self.sessions.map { ($0.key, $0.kind) })
    for person in Self.people(stars: 100) {
      #expect(Set(person.stars).count == person.stars.count)
      #expect(person.stars.allSatisfy { kinds[$0] != .break })
      #expect(person.stars.count <= Self.sessions.count { $0.kind != .break })
    }
  }

  @Test func `the number of stars is as wished on average`() {
    let people = Self.people()
    let average = Double(people.reduce(0) { $0 + $1.stars.count }) / Double(people.count)
    #expect((8...11).contains(average))
    #expect(Self.people(stars: 0).allSatisfy { $0.stars.isEmpty })
  }

  @Test func `keynotes are liked more than talks`() {
    let counts = Dictionary(grouping: Self.people().flatMap(\.stars)) { $0 }.mapValues(\.count)
    func average(_ kind: SessionKind) -> Double {
      let keys = Self.sessions.filter { $0.kind == kind }.map(\.key)
      return Double(keys.reduce(0) { $0 + (counts[$1] ?? 0) }) / Double(keys.count)
    }
    #expect(average(.keynote) > 1.3 * average(.talk))
  }

  @Test func `some have conflicts, two lead times, Chinese, a digest or quiet hours`() {
    let people = Self.people()
    func share(_ condition: (Persona) -> Bool) -> Double {
      Double(people.count(where: condition)) / Double(people.count)
    }
    let starts = Dictionary(
      uniqueKeysWithValues: Self.sessions.map { ($0.key, $0.facts.start) })
    #expect((0.1...0.3).contains(share { $0.preferences.language == .chinese }))
    #expect((0.1...0.25).contains(share { $0.preferences.leadTimes.count == 2 }))
    #expect(share { $0.preferences.digest != nil } > 0.03)
    #expect(share { $0.preferences.quiet != nil } > 0.01)
    let conflicts = share { person in
      let slots = person.stars.compactMap { starts[$0] ?? nil }
      return Set(slots).count < slots.count
    }
    #expect((0.1...0.95).contains(conflicts))
  }

  @Test func `what people do lies within the rehearsal, in order, before its session`() {
    let starts = Dictionary(
      uniqueKeysWithValues: Self.sessions.map { ($0.key, $0.facts.start) })
    let people = Self.people()
    let span = DateInterval(start: Self.start, duration: 2 * 86_400)
    for person in people {
      #expect(person.deeds.map(\.at) == person.deeds.map(\.at).sorted())
      for deed in person.deeds {
        #expect(span.contains(deed.at))
        switch deed.deed {
        case .star(let key):
          #expect(deed.at < (starts[key] ?? nil) ?? .distantPast)
          #expect(!person.stars.contains(key))
        case .unstar(let key): #expect(person.stars.contains(key))
        case .ask: break
        }
      }
    }
    let deeds = people.flatMap(\.deeds).map(\.deed)
    #expect(deeds.contains { if case .star = $0 { true } else { false } })
    #expect(deeds.contains { if case .unstar = $0 { true } else { false } })
    #expect(deeds.contains { if case .ask = $0 { true } else { false } })
  }

  @Test func `without platforms, people or sessions nobody is made up`() {
    #expect(Self.people(platforms: []).isEmpty)
    #expect(Self.people(count: 0).isEmpty)
    let lonely = AudienceGenerator(
      seed: 1, people: 3, stars: 5, platforms: [.telegram], defaults: Preferences(),
      timeZone: .gmt, span: DateInterval(start: Self.start, duration: 60)
    ).make(from: [])
    #expect(lonely.map(\.stars) == [[], [], []])
  }
}
