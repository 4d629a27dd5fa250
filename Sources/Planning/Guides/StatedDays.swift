import ConferenceModel

/// The first and the last day that a sentence names: `23-26 March 2026`, `2026 年 3 月 23-26 日`.
struct StatedDays: Hashable {
  let first: LocalDay
  let last: LocalDay

  /// nil where the sentence has no whole date.
  init?(_ sentence: String) {
    let pieces = Self.pieces(sentence)
    for index in pieces.indices {
      if let found = Self.numeric(pieces, index) ?? Self.spelled(pieces, index) {
        self = found
        return
      }
    }
    return nil
  }

  private init?(_ year: Int, _ from: (month: Int, day: Int), _ until: (month: Int, day: Int)) {
    guard let first = LocalDay(year: year, month: from.month, day: from.day),
      let last = LocalDay(year: year, month: until.month, day: until.day), first <= last
    else { return nil }
    (self.first, self.last) = (first, last)
  }

  /// A sentence is short; the rest of a longer one is not looked at.
  private static let piecesMax = 400
  private static let dashes: Set<String> = ["-", "–", "—", "~", "～", "至", "到", "to", "until"]
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Numbers, Latin words in lower case, and every other sign for itself; blanks left out.
  private static func pieces(_ sentence: String) -> [String] {
    var pieces: [String] = []
    var rest = sentence.lowercased()[...]
    while let sign = rest.first, pieces.count < piecesMax {
      let isNumber = sign.isASCII && sign.isNumber
      guard isNumber || (sign.isASCII && sign.isLetter) else {
        if !sign.isWhitespace { pieces.append(String(sign)) }
        rest = rest.dropFirst()
        continue
      }
      let run = rest.prefix { $0.isASCII && (isNumber ? $0.isNumber : $0.isLetter) }
      pieces.append(String(run))
      rest = rest[run.endIndex...]
    }
    return pieces
  }

  /// `2026年3月23日-26日`, `2026年3月30日至4月2日`, `2026-03-23 – 2026-03-26`.
  private static func numeric(_ pieces: [String], _ start: Int) -> StatedDays? {
    var cursor = Cursor(pieces, start)
    guard let year = cursor.number(4...4), let sign = cursor.take(["年", "-", "/"]),
      let month = cursor.number(1...2), cursor.take([sign == "年" ? "月" : sign]) != nil,
      let day = cursor.number(1...2)
    else { return nil }
    cursor.skip(["日", "号"])
    let single = StatedDays(year, (month, day), (month, day))
    guard cursor.take(dashes) != nil else { return single }
    if sign != "年" {
      guard let other = numeric(pieces, cursor.index), let single else { return single }
      return StatedDays(from: single.first, to: other.first) ?? single
    }
    if let full = numeric(pieces, cursor.index), let single {
      return StatedDays(from: single.first, to: full.first) ?? single
    }
    guard let number = cursor.number(1...2) else { return single }
    guard cursor.take(["月"]) != nil else {
      return StatedDays(year, (month, day), (month, number)) ?? single
    }
    guard let lastDay = cursor.number(1...2) else { return single }
    return StatedDays(year, (month, day), (number, lastDay)) ?? single
  }

  /// `23-26 March 2026`, `March 23-26, 2026`, `30 March - 2 April 2026`.
  private static func spelled(_ pieces: [String], _ start: Int) -> StatedDays? {
    var cursor = Cursor(pieces, start)
    guard let from = cursor.dayAndMonth(months) else { return nil }
    var until = from
    if cursor.take(dashes) != nil {
      guard let other = cursor.dayAndMonth(months) else { return nil }
      until = other
    }
    // One month may stand for both days, before the first or behind the last.
    guard let month = from.month ?? until.month else { return nil }
    cursor.skip([",", "."])
    guard let year = cursor.number(4...4) else { return nil }
    return StatedDays(year, (month, from.day), (until.month ?? month, until.day))
  }

  private init?(from: LocalDay, to: LocalDay) {
    guard from <= to else { return nil }
    (first, last) = (from, to)
  }

  private struct Cursor {
    private let pieces: [String]
    private(set) var index: Int

    init(_ pieces: [String], _ index: Int) { (self.pieces, self.index) = (pieces, index) }

    private var piece: String { index < pieces.count ? pieces[index] : "" }

    mutating func number(_ digits: ClosedRange<Int>) -> Int? {
      guard digits.contains(piece.count), piece.allSatisfy({ $0.isASCII && $0.isNumber }) else {
        return nil
      }
      defer { index += 1 }
      return Int(piece)
    }

    mutating func take(_ choices: Set<String>) -> String? {
      guard choices.contains(piece) else { return nil }
      defer { index += 1 }
      return piece
    }

    mutating func skip(_ choices: Set<String>) { while take(choices) != nil {} }

    /// `23rd March`, `March 23`, or a day alone.
    mutating func dayAndMonth(_ months: [String]) -> (day: Int, month: Int?)? {
      let before = month(months)
      guard let day = number(1...2) else { return nil }
      skip(["st", "nd", "rd", "th", "of"])
      return (day, before ?? month(months))
    }

    private mutating func month(_ months: [String]) -> Int? {
      guard piece.count >= 3, let found = months.firstIndex(where: { piece.hasPrefix($0) }) else {
        return nil
      }
      index += 1
      return found + 1
    }
  }
}
