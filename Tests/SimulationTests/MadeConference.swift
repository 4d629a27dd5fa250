import ConferenceModel
import Foundation

/// A conference of one day made up from a seed, and what its organisers do to the programme while
/// it runs.
struct MadeConference {
  /// What a feed shows from an instant on.
  struct Version {
    var at: Date
    var body: SimulatedFeed.Body
    /// One that must not be believed.
    var isHeld = false
  }

  static let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
  /// 24 March 2026, 07:00 in Amsterdam.
  static let morning = Date(timeIntervalSince1970: 1_774_332_000)
  private static let rooms = ["Hall 1", "Hall 2", "Hall 3", "Forum"]
  private static let adjectives = [
    "Amber", "Brisk", "Cobalt", "Dusty", "Eager", "Frozen", "Gentle", "Hollow", "Ivory", "Jolly",
  ]
  private static let nouns = [
    "Anchors", "Bridges", "Clusters", "Deltas", "Engines", "Falcons", "Gateways", "Harbours",
    "Islands", "Journeys", "Kernels", "Lanterns",
  ]
  private static let people = [
    "Ada Lovelace", "Barbara Liskov", "Claude Shannon", "Donald Knuth", "Edsger Dijkstra",
    "Frances Allen", "Grace Hopper", "Hedy Lamarr",
  ]

  private(set) var versions: [Version] = []
  private var talks: [MadeTalk] = []
  private var gone: [MadeTalk] = []
  private var random: SeededRandom
  private var names: [String]

  static func at(_ minutes: Double) -> Date { morning.addingTimeInterval(minutes * 60) }

  init(seed: UInt64) throws {
    random = SeededRandom(seed: seed, about: "conference")
    names = Self.adjectives.flatMap { first in Self.nouns.map { "\(first) \($0)" } }
    names.shuffle(using: &random)
    makeTalks()
    try show(at: Self.at(0))
    var minutes = 20.0
    while minutes < 640 {
      minutes += random.seconds(8...50)
      try edit(at: Self.at(minutes))
    }
    versions.sort { $0.at < $1.at }
  }

  private mutating func makeTalks() {
    for slot in 0..<13 {
      let start = Self.at(120 + Double(slot) * 40)
      for room in Self.rooms {
        guard room == "Forum", slot % 3 == 1 else {
          add(room, start, minutes: 30)
          continue
        }
        for turn in 0..<4 { add(room, start.addingTimeInterval(Double(turn) * 300), minutes: 5) }
      }
    }
  }

  private mutating func add(_ room: String, _ start: Date, minutes: Int) {
    let number = talks.count + gone.count
    talks.append(
      MadeTalk(
        id: "t\(number)", title: names.isEmpty ? "Talk \(number)" : names.removeLast(),
        speakers: random.pick(Self.people).map { [$0] } ?? [], room: room, start: start,
        minutes: minutes))
  }

  private mutating func show(at instant: Date) throws {
    versions.append(
      Version(at: instant, body: .bytes(try MadeSchedule.json(talks, zone: Self.zone))))
  }

  /// Shows something else for a while, then the programme again.
  private mutating func interrupt(
    at instant: Date, _ minutes: ClosedRange<Double>, _ body: SimulatedFeed.Body,
    isHeld: Bool = false
  ) throws {
    versions.append(Version(at: instant, body: body, isHeld: isHeld))
    try show(at: instant.addingTimeInterval(random.seconds(minutes) * 60))
  }

  private mutating func edit(at instant: Date) throws {
    // What comes after an interruption begins after it.
    if let last = versions.map(\.at).max(), last >= instant { return }
    switch Int.random(in: 0..<20, using: &random) {
    case 0, 1, 2, 3: change(at: instant) { $0.room = $1.pick(Self.rooms) ?? $0.room }
    case 4, 5: change(at: instant) { $0.start += $1.chance(0.5) ? 900 : 1800 }
    case 6, 7: change(at: instant) { $0.start -= $1.chance(0.5) ? 600 : 1200 }
    case 8: change(at: instant) { talk, _ in talk.title = "CANCELED: \(talk.title)" }
    case 9: vanish(at: instant)
    case 10: if !gone.isEmpty { talks.append(gone.removeLast()) }
    case 11: change(at: instant) { $0.speakers = [$1.pick(Self.people) ?? "Nobody"] }
    case 12: retitle(at: instant)
    case 13: change(at: instant) { talk, _ in talk.abstract += " And more." }
    case 14: for index in talks.indices { talks[index].id += "x" }
    case 15: add("Hall 1", instant.addingTimeInterval(5400), minutes: 30)
    case 16: return try thereAndBack(at: instant)
    case 17: return try breakdown(at: instant)
    case 18: return try hold(at: instant)
    default: change(at: instant) { talk, _ in talk.title = "Coffee Break" }
    }
    try show(at: instant)
  }

  private mutating func change(
    at instant: Date, _ body: (inout MadeTalk, inout SeededRandom) -> Void
  ) {
    let coming = talks.indices.filter {
      talks[$0].start > instant && !talks[$0].title.hasPrefix("C")
    }
    guard let index = random.pick(Array(coming.prefix(16))) else { return }
    body(&talks[index], &random)
  }

  private mutating func retitle(at instant: Date) {
    guard let name = names.popLast() else { return }
    change(at: instant) { talk, _ in talk.title = name }
  }

  private mutating func vanish(at instant: Date) {
    let coming = talks.indices.filter { talks[$0].start > instant }
    guard let index = random.pick(Array(coming.prefix(16))) else { return }
    gone.append(talks.remove(at: index))
  }

  private mutating func thereAndBack(at instant: Date) throws {
    let before = talks
    change(at: instant) { $0.room = $1.pick(Self.rooms) ?? $0.room }
    change(at: instant) { talk, _ in talk.start += 600 }
    try show(at: instant)
    talks = before
    try show(at: instant.addingTimeInterval(random.seconds(10...80)))
  }

  private mutating func breakdown(at instant: Date) throws {
    let whole = try MadeSchedule.json(talks, zone: Self.zone)
    let body: SimulatedFeed.Body =
      switch Int.random(in: 0..<4, using: &random) {
      case 0: .outage
      case 1: .bytes(Array("<!DOCTYPE html><html><body>Please log in</body></html>".utf8))
      case 2: .bytes(Array(whole.prefix(whole.count / 2)))
      default: .bytes([])
      }
    try interrupt(at: instant, 3...25, body)
  }

  /// A version that is readable and yet cannot be true.
  private mutating func hold(at instant: Date) throws {
    let coming = talks.filter { $0.start > instant }
    guard coming.count > 14 else { return }
    var broken = talks
    if random.chance(0.5) {
      let lost = Set(coming.prefix(coming.count / 2).map(\.id))
      broken.removeAll { lost.contains($0.id) }
    } else {
      for index in broken.indices { broken[index].start += 3600 }
    }
    try interrupt(
      at: instant, 3...15, .bytes(try MadeSchedule.json(broken, zone: Self.zone)), isHeld: true)
  }
}
