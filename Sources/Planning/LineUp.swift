import ConferenceModel

/// Who of two line-ups of one session is the same person, however the names are written.
enum LineUp {
  /// How much of the one line-up is in the other.
  enum Overlap {
    /// The feed names nobody on either side.
    case unknown
    /// Nobody is in both, or one of them is empty.
    case nobody
    /// Somebody is in both.
    case some
    /// The same people, one by one.
    case everybody
  }

  /// How the people of two versions of a session relate.
  static func overlap(of old: [Speaker], and new: [Speaker]) -> Overlap {
    if old.isEmpty && new.isEmpty { return .unknown }
    var former = old.map { ScheduleComparison.words($0.name) }
    var present = new.map { ScheduleComparison.words($0.name) }
    // Names that are written alike first, so that a variant does not take another's place.
    pair(&former, &present, by: ==)
    pair(&former, &present, by: isVariant)
    if former.isEmpty && present.isEmpty { return .everybody }
    return former.count == old.count ? .nobody : .some
  }

  /// Takes out of both lists who is in both.
  private static func pair(
    _ former: inout [[String]], _ present: inout [[String]],
    by isSame: ([String], [String]) -> Bool
  ) {
    former.removeAll { name in
      guard let index = present.firstIndex(where: { isSame(name, $0) }) else { return false }
      present.remove(at: index)
      return true
    }
  }

  /// Whether two names may be one person's, given that both stand at the same session.
  ///
  /// They are when one has all the words of the other ("Xavier", "Xavier Lambein"; "NASS Frédéric",
  /// "Frédéric Nass"), or when the last word and the first letter agree ("Sam Gwilym", "Sammy
  /// Gwilym").
  private static func isVariant(_ name: [String], _ other: [String]) -> Bool {
    let (words, others) = (Set(name), Set(other))
    if words.isSubset(of: others) || others.isSubset(of: words) { return true }
    guard let last = name.last, last.count > 1, last == other.last else { return false }
    return name.first?.first == other.first?.first
  }
}
