import ConferenceModel

/// What the `<type>` of an event says of its kind.
enum FrabKinds {
  /// The kind of an event's type; nil when it is free text that says nothing, or nothing at all.
  static func kind(ofType type: String) -> SessionKind? {
    // `lightning_talk`, `Lightning talk`, `lightningtalk`: one word for the table.
    let word = String(type.lowercased().unicodeScalars.filter(\.properties.isAlphabetic))
    if let known = words[word] { return known }
    var type = type
    return type.withUTF8 { SessionKindRules.category(Bytes($0)).kind }
      ?? (word.contains("talk") ? .talk : nil)
  }

  /// The words of frab's and pretalx's conferences as they stand in real files.
  private static let words: [String: SessionKind] = {
    let lists: [(SessionKind, String)] = [
      (.talk, "lecture talk maintrack devroom podium panel paneldiscussion presentation"),
      (.lightning, "lightningtalk lightningtalks"),
      (.tutorial, "handson training"),
      (.meeting, "selforganizedsession selforganisedsession discussion stammtisch"),
      (
        .social,
        "performance concert djset dj party game contest film movie entertainment"
      ),
      (.other, "infodesk"),
    ]
    var words: [String: SessionKind] = [:]
    for (kind, list) in lists {
      for word in list.split(separator: " ") { words[String(word)] = kind }
    }
    return words
  }()
}
