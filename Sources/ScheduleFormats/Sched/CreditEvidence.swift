/// What a whole file says about who is a person and what is an organisation.
///
/// Some places are certain: what begins the credits is a person, what ends them behind a comma is
/// an organisation. A text that stands in a certain place in one title is recognised in an
/// uncertain place of another. Counted by hash, so no strings are made.
struct CreditEvidence {
  private var people: [UInt64: Int] = [:]
  private var organisations: [UInt64: Int] = [:]
  private var firstNames: Set<UInt64> = []

  /// No evidence but what is commonly known.
  init() {
    for hash in CreditWords.organisations { organisations[hash] = 1 }
  }

  /// Learns from the credits of one title.
  mutating func learn(_ credits: Credits) {
    let title = credits.title
    for group in credits.groups {
      let texts = group.map { title.slice($0.range) }
      guard let first = texts.first else { continue }
      if NameShape.of(first) != .none { count(person: first) }
      if let last = group.last, group.count > 1, last.separator == .comma {
        organisations[texts[texts.count - 1].stableHash, default: 0] += 1
      }
      for (index, token) in group.enumerated().dropFirst() {
        let shape = NameShape.of(texts[index])
        if token.separator == .comma, shape != .full {
          organisations[texts[index].stableHash, default: 0] += 1
        }
        let isBeforeComma = index + 1 < group.count && group[index + 1].separator == .comma
        if token.separator != .comma, shape == .full, isBeforeComma { count(person: texts[index]) }
      }
    }
  }

  private mutating func count(person: Bytes) {
    people[person.stableHash, default: 0] += 1
    firstNames.insert(Self.firstName(of: person))
  }

  /// How often a text stood where people stand.
  func people(_ text: Bytes) -> Int { people[text.stableHash] ?? 0 }

  /// How often a text stood where organisations stand.
  func organisations(_ text: Bytes) -> Int { organisations[text.stableHash] ?? 0 }

  /// Whether somebody in the file has the same first name.
  func knowsFirstName(of text: Bytes) -> Bool { firstNames.contains(Self.firstName(of: text)) }

  private static func firstName(of text: Bytes) -> UInt64 {
    text.slice(0..<(text.firstIndex(of: 0x20) ?? text.count)).stableHash
  }
}
