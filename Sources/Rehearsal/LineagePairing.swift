import ConferenceModel
import Foundation

/// The words of a title: what is left of it without case, blanks and signs.
struct TitleWords: Hashable {
  let all: Set<String>
  let text: String

  init(_ title: String) {
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    all = Set(words)
    text = words.isEmpty ? title : words.joined(separator: " ")
  }

  static func == (left: Self, right: Self) -> Bool { left.text == right.text }
  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// How many words two titles have in common, as a part of the shorter one.
  func shared(with other: TitleWords) -> Double {
    Double(all.intersection(other.all).count) / Double(max(1, min(all.count, other.all.count)))
  }
}

/// Which session of a version is which of the one before: by id; where ids go and come, by what
/// the sessions say.
struct LineagePairing {
  /// For each old session its index in the new version; nil when it is gone.
  private(set) var partners: [Int?]
  /// The new sessions that are no old one.
  private(set) var added: [Int] = []
  /// Old sessions whose partner is a guess: another talk stands under their id.
  private(set) var unsure: Set<Int> = []

  init(old: [Session], new: [Session]) {
    partners = Array(repeating: nil, count: old.count)
    var index: [SessionKey: Int] = [:]
    for (number, session) in new.enumerated() { index[session.key] = number }
    let titles = Set(new.map(\.facts.title))
    var taken: Set<Int> = []
    var doubtful: [(old: Int, new: Int)] = []
    for (number, session) in old.enumerated() {
      guard let found = index[session.key], !taken.contains(found) else { continue }
      let isOther =
        session.facts.title != new[found].facts.title && titles.contains(session.facts.title)
      if isOther {
        doubtful.append((number, found))
        unsure.insert(number)
      } else {
        partners[number] = found
        taken.insert(found)
      }
    }
    let speakers: (Session) -> [String]? = {
      $0.facts.speakers.isEmpty
        ? nil : [Self.title($0)] + $0.facts.speakers.map { TitleWords($0.name).text }.sorted()
    }
    match(old, new, &taken) { [Self.title($0), Self.start($0), $0.facts.room?.lowercased() ?? ""] }
    match(old, new, &taken) { [Self.title($0), Self.start($0)] }
    match(old, new, &taken, by: speakers)
    for pair in doubtful where partners[pair.old] == nil && !taken.contains(pair.new) {
      partners[pair.old] = pair.new
      taken.insert(pair.new)
    }
    added = new.indices.filter { !taken.contains($0) }
  }

  /// Pairs what is found once on each side.
  private mutating func match(
    _ old: [Session], _ new: [Session], _ taken: inout Set<Int>, by content: (Session) -> [String]?
  ) {
    var olds: [[String]: [Int]] = [:]
    var news: [[String]: [Int]] = [:]
    for number in old.indices where partners[number] == nil {
      if let key = content(old[number]) { olds[key, default: []].append(number) }
    }
    guard !olds.isEmpty else { return }
    for number in new.indices where !taken.contains(number) {
      if let key = content(new[number]) { news[key, default: []].append(number) }
    }
    for (key, left) in olds where left.count == 1 {
      guard let right = news[key], right.count == 1 else { continue }
      partners[left[0]] = right[0]
      taken.insert(right[0])
    }
  }

  private static func title(_ session: Session) -> String { TitleWords(session.facts.title).text }

  private static func start(_ session: Session) -> String {
    session.facts.start.map { "\($0.timeIntervalSince1970)" } ?? ""
  }
}
