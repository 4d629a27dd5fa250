/// The end of a title that names its speakers, `Title - A & B, Organisation; C, Other`.
struct Credits {
  /// The whole title; all ranges are in it.
  let title: Bytes
  /// Where the title proper ends.
  let titleEnd: Int
  /// The pieces, a list for each part between semicolons; none is empty.
  let groups: [[CreditToken]]

  /// Finds the credits of a title: nil when it names nobody.
  ///
  /// A title may hold dashes itself, so they are tried from the last to the first, and the first
  /// one behind which a name stands divides.
  ///
  /// - parameter evidence: from the whole file; a lone organisation is then no speaker.
  static func find(in title: Bytes, evidence: CreditEvidence?) -> Credits? {
    var index = title.count
    while index > 0 {
      index -= 1
      guard let dash = Dash(at: index, of: title) else { continue }
      let groups = groups(in: title, from: dash.end)
      guard isCredited(groups, in: title, dash, evidence: evidence) else {
        continue
      }
      return Credits(title: title, titleEnd: dash.start, groups: groups)
    }
    return nil
  }

  private static func groups(in title: Bytes, from start: Int) -> [[CreditToken]] {
    var groups: [[CreditToken]] = []
    var (start, index) = (start, start)
    while index <= title.count {
      let isEnd = index == title.count
      if isEnd || title.dropFirst(index).starts(with: "; ") {
        let group = CreditToken.tokens(in: title, start..<index)
        if !group.isEmpty { groups.append(group) }
        start = index + 1
      }
      index += 1
    }
    return groups
  }

  private static func isCredited(
    _ groups: [[CreditToken]], in title: Bytes, _ dash: Dash, evidence: CreditEvidence?
  ) -> Bool {
    guard let group = groups.first, let token = group.first else { return false }
    let isAlone = groups.count == 1 && group.count == 1
    let first = title.slice(token.range)
    switch NameShape.of(first) {
    case .none: return SpeakerParser.nameBeforeRole(first) != nil
    case .single:
      // `Flynn, Buoyant` is a speaker, ` - Kubernetes` is not.
      return dash.form == .regular && group.count > 1 && group[1].separator == .comma
    case .full:
      // ` -Word Word` may be an option of a program; ` -A, Organisation` is a slip.
      if isAlone, dash.form == .noBlankAfter { return false }
      guard isAlone, let evidence else { return true }
      // `… - Red Hat` names no person, when the file knows it as an organisation.
      let organisations = evidence.organisations(first)
      return organisations == 0 || evidence.people(first) > organisations
    }
  }
}

/// A dash that may divide a title from its credits.
private struct Dash {
  /// Where the title before it ends.
  let start: Int
  /// Where the text after it begins.
  let end: Int
  /// How it is set; without a blank on one side it is a slip or a hyphen.
  let form: Form

  enum Form { case regular, noBlankBefore, noBlankAfter }

  /// The dash at an index; nil when there is none, or no text on one of its sides.
  init?(at index: Int, of title: Bytes) {
    let length: Int
    if title[index] == UInt8(ascii: "-") {
      length = 1
    } else if title[index] == 0xE2, title.dropFirst(index).starts(with: "–") {
      length = 3
    } else if title[index] == 0xE2, title.dropFirst(index).starts(with: "—") {
      length = 3
    } else {
      return nil
    }
    let after = index + length
    guard index > 1, after + 1 < title.count else { return nil }
    let hasBlankBefore = title[index - 1] == 0x20
    let hasBlankAfter = title[after] == 0x20
    guard hasBlankBefore || hasBlankAfter else { return nil }
    start = hasBlankBefore ? index - 1 : index
    end = hasBlankAfter ? after + 1 : after
    form = !hasBlankBefore ? .noBlankBefore : hasBlankAfter ? .regular : .noBlankAfter
  }
}
