/// The words with which programmes say in a title that a session is cancelled.
///
/// No feed seen has a field for it, so organisers write `CANCELED: …`, `[CANCELLED] …`,
/// `… - Cancelation Errata`. The word must stand at an end and be set off: "Cancellation in Swift"
/// is a talk, and `[SOLD OUT]` is information.
enum CancellationMark {
  /// The title without the mark; nil when it has none. A title that is only the mark stays.
  static func strip(_ title: Bytes) -> String? {
    guard mayContainMark(title) else { return nil }
    let text = title.string
    var rest = text[...]
    let isMarked = patterns().reduce(false) { isMarked, pattern in
      guard let match = rest.firstMatch(of: pattern) else { return isMarked }
      // A mark stands at one end: the rest is what comes after it, or before it.
      rest =
        match.range.lowerBound == rest.startIndex
        ? rest[match.range.upperBound...] : rest[..<match.range.lowerBound]
      return true
    }
    guard isMarked else { return nil }
    return rest.isEmpty ? text : String(rest)
  }

  /// A quick look, so that ordinary titles cost nothing.
  private static func mayContainMark(_ title: Bytes) -> Bool {
    var index = 0
    while index + 5 < title.count {
      let rest = title.dropFirst(index)
      switch title.base[index].lowercased {
      case UInt8(ascii: "c"): if rest.startsIgnoringCase(with: "cancel") { return true }
      case UInt8(ascii: "a"): if rest.startsIgnoringCase(with: "abgesagt") { return true }
      case UInt8(ascii: "e"): if rest.startsIgnoringCase(with: "entf") { return true }
      default: break
      }
      index += 1
    }
    return false
  }

  /// At the start in brackets, at the start with a sign behind it, at the start in capitals; then
  /// the same at the end; last a title that is nothing but the mark.
  private static func patterns() -> [Regex<Substring>] {
    [
      /^[\[(]\s*(?:cancel+(?:ed|ation)|abgesagt|entfällt)(?:\s+errata)?\s*[!:]?\s*[\])]\s*[-–—:|!]*\s*/
        .ignoresCase(),
      /^(?:cancel+(?:ed|ation)|abgesagt|entfällt)(?:\s+errata)?(?:\s*[:!|]+|\s+[-–—]|\s*\]) */
        .ignoresCase(),
      /^(?:CANCELL?ED|ABGESAGT|ENTFÄLLT)(?:\s+(?i:errata))?\s+(?=\S)/,
      /\s*[\[(]\s*(?:cancel+(?:ed|ation)|abgesagt|entfällt)[^\[\]()]{0,20}[\])]$/.ignoresCase(),
      /\s*(?:\s[-–—]|[:|])\s*(?:cancel+(?:ed|ation)|abgesagt|entfällt)(?:\s+errata)?[!.]?$/
        .ignoresCase(),
      /\s+(?:CANCELL?ED|ABGESAGT|ENTFÄLLT)(?:\s+(?i:errata))?!?$/,
      /^(?:cancel+(?:ed|ation)|abgesagt|entfällt)[!.]?$/.ignoresCase(),
    ]
  }
}
