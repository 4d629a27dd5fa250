import ConferenceModel

/// Tells the kind of a session from its category, its title and whether anybody is named.
///
/// The words are those of real programmes. A category that says the kind decides; then the label
/// that stands before a colon or a bar in the title (`Keynote: …`, `BoF | …`); then single words,
/// but only where no speaker is named: "Break" in a talk's title is no break.
enum SessionKindRules {
  /// What a category says.
  struct Category {
    /// The kind of every session in it; nil when it is a track or says nothing.
    var kind: SessionKind?
    /// The kind of its sessions that nobody gives.
    var uncreditedKind: SessionKind?
  }

  /// Reads a category; costs a walk over its words, so callers remember the answer.
  static func category(_ text: Bytes) -> Category {
    let signs = Signs(text)
    // `CNCF-HOSTED CO-LOCATED EVENTS`: day-long rows whose talks stand in a feed of their own.
    if signs.contains(.container) { return Category(kind: .other) }
    for (sign, kind) in categorySigns where signs.contains(sign) { return Category(kind: kind) }
    if signs.contains(.social) { return Category(uncreditedKind: .social) }
    return Category(uncreditedKind: signs.contains(.exhibition) ? .other : nil)
  }

  /// The kind of a session.
  ///
  /// - parameter title: without speakers and cancellation marks, normalised.
  /// - parameter isCredited: whether a speaker is named, or a feed does not tell.
  static func kind(
    title: Bytes, category: Category, isCredited: Bool, isDayLong: Bool
  ) -> SessionKind {
    let whole = Signs(title)
    let segments = segments(of: title)
    // `Project Lightning Talk: Mini Break` is a break, whatever stands before the colon.
    if whole.contains(.pause), segments.contains(where: { endsAsPause(title, from: $0.lowerBound) })
    {
      return .break
    }
    if let kind = category.kind { return kind }
    let hasLabel = segments.count > 1
    let labelSigns = hasLabel ? labelSigns(title, segments) : whole.wordCount <= 4 ? whole : Signs()
    let isSocial = category.uncreditedKind == .social && !isCredited
    for (sign, kind) in labelKinds where labelSigns.contains(sign) {
      // A `Laughter Workshop` among the evening's pleasures teaches nobody.
      return isSocial && kind == .tutorial ? .social : kind
    }
    if isCredited { return isDayLong && category.uncreditedKind != nil ? .other : .talk }
    if hasLabel, labelSigns.contains(.demo) { return .talk }
    if labelSigns.contains(.registration) { return .registration }
    if whole.contains(.exhibition) { return .other }
    if whole.contains(.meeting) { return .meeting }
    if whole.contains(.social) { return .social }
    if isDayLong { return .other }
    return isSocial ? .social : .talk
  }

  private static let categorySigns: [(Signs.Sign, SessionKind)] = [
    (.registration, .registration), (.pause, .break), (.keynote, .keynote), (.poster, .poster),
    (.lightning, .lightning), (.tutorial, .tutorial), (.forum, .meeting),
  ]

  private static let labelKinds: [(Signs.Sign, SessionKind)] = [
    (.keynote, .keynote), (.lightning, .lightning), (.tutorial, .tutorial), (.poster, .poster),
    (.forum, .meeting),
  ]

  /// The pieces of a title between colons, bars and dashes, at least one.
  private static func segments(of title: Bytes) -> [Range<Int>] {
    var segments: [Range<Int>] = []
    var start = 0
    for index in 0..<title.count {
      let isMark =
        switch title.base[index] {
        case UInt8(ascii: "|"): true
        case UInt8(ascii: ":"): title.dropFirst(index).starts(with: ": ")
        case UInt8(ascii: "-"): index > 0 && title.dropFirst(index - 1).starts(with: " - ")
        default: false
        }
      guard isMark else { continue }
      segments.append(start..<index)
      start = index + 1
    }
    return segments + [start..<title.count]
  }

  /// Whether a title is the name of a break from an index on: `Lunch | On Own`.
  private static func endsAsPause(_ title: Bytes, from start: Int) -> Bool {
    Signs(title.dropFirst(start)).isOnly(.pause)
  }

  /// The signs of all pieces but the last; a long one is a part of the title, not a label.
  private static func labelSigns(_ title: Bytes, _ segments: [Range<Int>]) -> Signs {
    segments.dropLast().reduce(Signs()) { signs, segment in
      let label = Signs(title.slice(segment))
      return label.wordCount <= labelWordsMax ? signs.union(label) : signs
    }
  }

  /// `Platform Engineering Day l Sponsored Keynote` has six.
  private static let labelWordsMax = 7
}
