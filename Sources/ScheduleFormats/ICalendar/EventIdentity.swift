import ConferenceModel

/// Sees to it that every event has a name of its own in one feed.
struct EventIdentity {
  private var lines: [String: Int] = [:]

  /// The stable id of an event; nil when it has none or it was given before, a problem noted.
  ///
  /// An instance of a repeated event (RECURRENCE-ID) shares its UID with the others, so its id is
  /// the UID with the original time behind it.
  mutating func id(of event: EventComponent, problems: inout [FeedProblem]) -> String? {
    guard let property = event.uid, !property.value.trimmed.isEmpty else {
      problems.append(FeedProblem(line: event.line, message: "an event without UID was skipped"))
      return nil
    }
    var id = property.value.trimmed.string
    if let instance = event.recurrenceID { id += "#\(instance.value.trimmed.string)" }
    if let earlier = lines[id] {
      problems.append(
        FeedProblem(
          line: event.line,
          message: "an event was skipped, its UID was used before at line \(earlier)"))
      return nil
    }
    lines[id] = event.line
    return id
  }
}
