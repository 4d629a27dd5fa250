/// Numbers in words.
enum Numerals {
  private static let digits: [Character: Int] = [
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
    "八": 8, "九": 9,
  ]

  /// `三`, `十二`, `三十`, `四十五`, up to 99; nil for all else.
  static func chinese(_ word: some StringProtocol) -> Int? {
    guard (1...3).contains(word.count) else { return nil }
    let parts = word.split(separator: "十", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return parts.count == 1 ? digit(parts[0]) : nil }
    guard let tens = parts[0].isEmpty ? 1 : digit(parts[0]), tens > 0,
      let ones = parts[1].isEmpty ? 0 : digit(parts[1])
    else { return nil }
    return tens * 10 + ones
  }

  private static func digit(_ word: some StringProtocol) -> Int? {
    word.count == 1 ? word.first.flatMap { digits[$0] } : nil
  }
}
