import ConferenceModel
import FoundationEssentials
import Phrasebook

extension SessionReference {
  /// One word: a number, `#id`, a link, or else words; nil for a number no list can have.
  init?(token: String) {
    var token = token
    // Slack wraps links: <https://…|label>.
    if token.hasPrefix("<"), token.hasSuffix(">") {
      token = String(token.dropFirst().dropLast().prefix { $0 != "|" })
    }
    if Self.isLink(token) {
      self = .link(token)
      return
    }
    for prefix in ["guide:", "指南:", "指南："] where token.lowercased().hasPrefix(prefix) {
      let name = token.dropFirst(prefix.count)
      guard !name.isEmpty else { return nil }
      self = .guide(name.lowercased())
      return
    }
    if token.hasPrefix("#"), token.dropFirst().allSatisfy(\.isASCIIDigit), token.count > 1 {
      guard let id = SessionID(token.dropFirst()) else { return nil }
      self = .id(id)
      return
    }
    let digits = Self.withoutCounters(token)
    if let number = Numerals.chinese(digits) {
      self = .number(number)
      return
    }
    // No title begins so, and a search would find all that has the number in it.
    if digits.first == "-", digits.count > 1, digits.dropFirst().allSatisfy(\.isASCIIDigit) {
      return nil
    }
    guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else {
      self = .words(token)
      return
    }
    guard let number = Int(digits) else { return nil }
    self = .number(number)
  }

  /// The sessions that the rest of a command names: all numbers, ids and links, or all one search.
  static func list(_ text: String) throws(Problem) -> [SessionReference] {
    let tokens = text.split { " ,、，;；".contains($0) }.map(String.init)
    var references: [SessionReference] = []
    for token in tokens {
      if let numbers = range(token) {
        for number in numbers where !references.contains(.number(number)) {
          references.append(.number(number))
        }
        continue
      }
      guard let reference = SessionReference(token: token) else {
        throw .badArgument(.session(token))
      }
      if case .words = reference { return [.words(text)] }
      if !references.contains(reference) { references.append(reference) }
    }
    return references.isEmpty ? [.words(text)] : references
  }

  /// `2-4`, `2–4`, `2到4`: of a list of more nobody wants all.
  private static let rangeLimit = 50

  private static func range(_ token: String) -> ClosedRange<Int>? {
    let ends = token.split(omittingEmptySubsequences: false) { "-–—~到至".contains($0) }
    guard ends.count == 2, ends.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }),
      let first = Int(ends[0]), let last = Int(ends[1]), first > 0, first < last,
      last - first < rangeLimit
    else { return nil }
    return first...last
  }

  private static func isLink(_ token: String) -> Bool {
    let lowered = token.lowercased()
    return lowered.hasPrefix("http://") || lowered.hasPrefix("https://")
      || lowered.contains(".sched.com/") || lowered.hasPrefix("sched.co/")
      || lowered.hasPrefix("fosdem.org/") || lowered.hasPrefix("pretalx.com/")
  }

  /// `3`, `3.`, `第3场` are all 3.
  private static func withoutCounters(_ token: String) -> Substring {
    var rest = Substring(token)
    if rest.hasPrefix("第") { rest = rest.dropFirst() }
    while let last = rest.last, ".!)。！场个号".contains(last) { rest = rest.dropLast() }
    return rest
  }
}

extension Character {
  /// `0` to `9`; `isNumber` also takes ½ and 三.
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }

  /// `a` to `z`, small or capital.
  var isASCIILetter: Bool { isASCII && isLetter }
}
