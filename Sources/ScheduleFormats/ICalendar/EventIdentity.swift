import ConferenceModel

/// Sees to it that every event has a name of its own in one feed.
struct EventIdentity {
  private var lines: [String: Int] = [:]

  /// The stable id of an event; nil when it has none or it was given before, a problem noted.
  ///
  /// An instance of a repeated event shares its UID with the others, so its id is the UID with
  /// its original time behind it: `UID#20260325T100000Z`, in UTC, or `UID#20260325` for a date.
  /// It is the same whether the instance stands in the feed with a RECURRENCE-ID or follows from
  /// a rule, and stays when the instance is moved.
  ///
  /// - parameter instance: the original time; nil for an event that does not repeat.
  mutating func id(
    of event: EventComponent, instance: String?, problems: inout [FeedProblem]
  ) -> String? {
    guard let property = event.uid, !property.value.trimmed.isEmpty else {
      problems.append(FeedProblem(line: event.line, message: "an event without UID was skipped"))
      return nil
    }
    var id = property.value.trimmed.string
    if let instance { id += "#\(instance)" }
    return reserve(id, for: event, problems: &problems) ? id : nil
  }

  /// Takes an id for an event; false when it was given before, a problem noted.
  mutating func reserve(
    _ id: String, for event: EventComponent, problems: inout [FeedProblem]
  ) -> Bool {
    if let earlier = lines[id] {
      problems.append(
        FeedProblem(
          line: event.line,
          message: "an event was skipped, its UID was used before at line \(earlier)"))
      return false
    }
    lines[id] = event.line
    return true
  }
}
