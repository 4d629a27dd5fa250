/// Reads the credits of a title as people with their affiliations.
struct SpeakerParser {
  /// A speaker as ranges of the title.
  struct Credit {
    let name: Range<Int>
    let affiliation: Range<Int>?
  }

  private let title: Bytes
  private let evidence: CreditEvidence
  /// Whether the credits have semicolons: then an organisation ends each part, and a comma
  /// inside one divides names.
  private let hasSemicolons: Bool
  private var credits: [Credit] = []
  private var names: [Range<Int>] = []
  private var affiliation: Range<Int>?

  /// The people of the credits in their order.
  static func credits(of credits: Credits, evidence: CreditEvidence) -> [Credit] {
    var parser = SpeakerParser(credits, evidence)
    for group in credits.groups { parser.read(group) }
    return parser.credits
  }

  private init(_ credits: Credits, _ evidence: CreditEvidence) {
    title = credits.title
    self.evidence = evidence
    hasSemicolons = credits.groups.count > 1
  }

  private mutating func read(_ group: [CreditToken]) {
    for (index, token) in group.enumerated() {
      switch token.separator {
      case .none: names = [token.range]
      case .and, .commaAnd: readAfterAnd(token, in: group, index)
      case .comma: readAfterComma(token, in: group, index)
      }
    }
    finish()
  }

  private mutating func readAfterAnd(_ token: CreditToken, in group: [CreditToken], _ index: Int) {
    guard let begun = affiliation else {
      names.append(token.range)
      return
    }
    let text = title.slice(token.range)
    let isPerson =
      switch NameShape.of(text) {
      case .full: true
      case .single:
        evidence.people(text) > 0 && index + 1 < group.count
          && group[index + 1].separator == .comma
      case .none: Self.nameBeforeRole(text) != nil
      }
    if isPerson {
      finish()
      names = [token.range]
    } else {
      affiliation = begun.lowerBound..<token.range.upperBound
    }
  }

  private mutating func readAfterComma(
    _ token: CreditToken, in group: [CreditToken], _ index: Int
  ) {
    if let begun = affiliation {
      if isNewPerson(in: group, at: index) {
        finish()
        names = [token.range]
      } else {
        affiliation = begun.lowerBound..<token.range.upperBound
      }
    } else if isAnotherName(in: group, at: index) {
      names.append(token.range)
    } else {
      affiliation = token.range
    }
  }

  /// Whether the piece behind a comma is one more name of a list, not the affiliation.
  private func isAnotherName(in group: [CreditToken], at index: Int) -> Bool {
    let text = title.slice(group[index].range)
    guard isName(text) else { return false }
    if evidence.people(text) > 0 { return true }
    let isList = index >= 2 && group[1..<index].allSatisfy { $0.separator == .comma }
    if isList, index + 1 < group.count { return true }
    return beginsList(in: group, at: index)
  }

  /// Whether names run from here to an `&` with one more name and then the affiliation:
  /// `A, B & C, Organisation`, which `A, Organisation & C, Organisation` resembles.
  private func beginsList(in group: [CreditToken], at index: Int) -> Bool {
    var end = index
    while end < group.count, group[end].separator == .comma {
      guard isName(title.slice(group[end].range)) else { return false }
      end += 1
    }
    guard end + 1 < group.count, group[end].separator != .comma,
      NameShape.of(title.slice(group[end].range)) != .none,
      group[end + 1].separator == .comma
    else { return false }
    if group[end].separator == .commaAnd { return true }
    if evidence.knowsFirstName(of: title.slice(group[index].range)) { return true }
    // More behind the affiliation speaks for `A, Organisation & C, Role, Organisation`.
    if end + 2 < group.count, !hasSemicolons { return false }
    return hasSemicolons || end - index >= 2
  }

  /// Whether a new person begins behind an affiliation: `A, Organisation, B, Organisation`.
  private func isNewPerson(in group: [CreditToken], at index: Int) -> Bool {
    let text = title.slice(group[index].range)
    guard NameShape.of(text) == .full else { return false }
    let people = evidence.people(text)
    let organisations = evidence.organisations(text)
    if people > organisations { return true }
    // Between two organisations that the file knows there can only be a person.
    guard organisations == 0, index + 1 < group.count, group[index + 1].separator == .comma else {
      return false
    }
    return evidence.organisations(title.slice(group[index - 1].range)) > 1
      && evidence.organisations(title.slice(group[index + 1].range)) > 1
  }

  private func isName(_ text: Bytes) -> Bool {
    NameShape.of(text) == .full && evidence.organisations(text) == 0
  }

  private mutating func finish() {
    for name in names {
      // `Jane Doe Program Committee Co-Chairs`: the comma was forgotten.
      if let length = Self.nameBeforeRole(title.slice(name)) {
        let end = name.lowerBound + length
        credits.append(
          Credit(name: name.lowerBound..<end, affiliation: (end + 1)..<name.upperBound))
      } else {
        credits.append(Credit(name: name, affiliation: affiliation))
      }
    }
    names = []
    affiliation = nil
  }

  /// How many bytes of a text are a full name that a role follows; nil when it isn't so.
  static func nameBeforeRole(_ text: Bytes) -> Int? {
    var end = text.count
    while let blank = (0..<end).last(where: { text.base[$0] == 0x20 }) {
      end = blank
      guard NameShape.of(text.slice(0..<end)) == .full else { continue }
      return CreditWords.namesRole(text.dropFirst(end + 1)) ? end : nil
    }
    return nil
  }
}
