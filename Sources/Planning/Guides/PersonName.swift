import ConferenceModel
import Foundation

/// A person's name as far as two spellings of it may differ.
///
/// The order of its parts, accents, initials, a nickname in brackets and a second first name are
/// no difference: `Zhang Bao` is `Bao Zhang`, `Erin A. Boyd` is `Erin Boyd`.
struct PersonName: Hashable {
  private let words: Set<String>
  /// Whether it is written in Han characters.
  let isHan: Bool

  init(_ name: String) {
    let plain = name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    let all = ScheduleComparison.words(plain)
    isHan = all.contains { TitleTerms.isHan($0) }
    // Han characters of one name stand together, and no single one of them is a name.
    let parts = isHan ? [all.joined()] : all.filter { $0.count > 1 }
    words = Set(parts.isEmpty ? all : parts)
  }

  /// Whether both may be the same person's.
  func isSame(as other: PersonName) -> Bool {
    if words == other.words { return !words.isEmpty }
    let (fewer, more) =
      words.count < other.words.count ? (words, other.words) : (other.words, words)
    return fewer.count >= 2 && fewer.isSubset(of: more)
  }
}
