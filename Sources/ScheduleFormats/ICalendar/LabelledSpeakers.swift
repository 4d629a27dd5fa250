import ConferenceModel

/// Speakers that a programme names in the first line of its descriptions, `Speaker: Ada Lovelace`.
struct LabelledSpeakers {
  /// Whether the calendar does so; one event whose text happens to begin so says nothing.
  private let isUsed: Bool

  private static let eventsMin = 3
  /// Longer is a sentence and no name.
  private static let nameMax = 60

  init(_ events: [EventComponent]) {
    isUsed =
      events.lazy.filter { event in
        guard let text = event.description?.value else { return false }
        return text.startsIgnoringCase(with: "Speaker:")
          || text.startsIgnoringCase(with: "Speakers:")
      }.prefix(Self.eventsMin).count == Self.eventsMin
  }

  /// The speakers, and the abstract without their line; none and the whole where there is no label.
  func taken(from abstract: String?) -> (speakers: [Speaker], abstract: String?) {
    guard isUsed, let abstract else { return ([], abstract) }
    let (line, rest) =
      abstract.firstIndex(of: "\n").map { (abstract[..<$0], abstract[$0...]) }
      ?? (abstract[...], "")
    guard let colon = line.firstIndex(of: ":"),
      ["speaker", "speakers"].contains(line[..<colon].lowercased())
    else { return ([], abstract) }
    let isOne = line[..<colon].count == "speaker".count
    let names = line[line.index(after: colon)...].split(separator: isOne ? "\n" : ",")
      .map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }
    guard !names.isEmpty, names.allSatisfy({ $0.count <= Self.nameMax }) else {
      return ([], abstract)
    }
    let text = rest.drop(while: \.isNewline)
    return (names.map { Speaker(name: String($0)) }, text.isEmpty ? nil : String(text))
  }
}
