import ConferenceModel

/// Reads `Ana Lima (Orbit), Bo Chen (Quay) & 李雷（某公司）`.
enum GuideSpeakers {
  /// The people in their order; an affiliation stands in parentheses behind the name.
  static func speakers(in text: String) -> [Speaker] {
    var speakers: [Speaker] = []
    var (name, affiliation) = ("", "")
    var depth = 0
    func finish() {
      let trimmed = String(MarkdownText.trimmed(name[...]))
      let organisation = String(MarkdownText.trimmed(affiliation[...]))
      if trimmed.contains(where: { $0.isLetter || $0.isNumber }), !GuideTimes.isOpen(trimmed) {
        speakers.append(
          Speaker(name: trimmed, affiliation: organisation.isEmpty ? nil : organisation))
      }
      (name, affiliation, depth) = ("", "", 0)
    }
    var rest = text[...]
    while let sign = rest.first {
      if depth == 0, let length = separatorLength(rest, behind: name, affiliation) {
        finish()
        rest = rest.dropFirst(length)
        continue
      }
      rest = rest.dropFirst()
      switch sign {
      case "(", "（":
        if depth > 0 { affiliation.append(sign) }
        depth += 1
      case ")", "）":
        depth = max(0, depth - 1)
        if depth > 0 { affiliation.append(sign) }
      default:
        if depth > 0 { affiliation.append(sign) } else { name.append(sign) }
      }
    }
    finish()
    return speakers
  }

  /// How many characters of a separator stand here; nil for none.
  ///
  /// 和 and 与 are parts of names too, so they divide only behind an affiliation or a blank.
  private static func separatorLength(
    _ rest: Substring, behind name: String, _ affiliation: String
  ) -> Int? {
    guard let sign = rest.first else { return nil }
    if ",，、;；&＆|".contains(sign) { return 1 }
    let isApart = name.isEmpty || name.last == " " || !affiliation.isEmpty
    guard isApart else { return nil }
    for word in ["and ", "And ", "以及", "和", "与"] where rest.hasPrefix(word) {
      return word.count
    }
    return nil
  }
}
