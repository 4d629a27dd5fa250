import ConferenceModel

/// What a feed's own word for the type of a session says of its kind.
///
/// The words are those of real programmes: `lightning_talk`, `Talk 45 minutes + 10 minutes Q&A`,
/// `hands-on`, `Vortrag 30 min`, `閃電講`. A field for the type is more certain than a title, so
/// single words decide here; what is not in the table says nothing.
enum SessionTypeWords {
  /// The kind of a type; nil when it says nothing.
  static func kind(_ type: String) -> SessionKind? {
    let text = type.lowercased()
    let words = Set(text.split { !$0.isLetter }.map(String.init))
    for (kind, known) in kinds where !words.isDisjoint(with: known) { return kind }
    if let kind = phrases.first(where: { text.contains($0.0) })?.1 { return kind }
    var type = type
    return type.withUTF8 { SessionKindRules.category(Bytes($0)).kind }
  }

  /// The kind of a type that is short enough to be one and not the name of a track: `Google
  /// Developer Party` is no party.
  static func kind(ofShortType type: String) -> SessionKind? {
    let words = type.split { !$0.isLetter && !$0.isNumber }
    guard words.count <= 2, type.count <= shortMax else { return nil }
    return kind(type)
  }

  private static let shortMax = 16

  /// The kind of a short Chinese title that nobody gives; nil when it says nothing.
  static func kind(ofUncreditedTitle title: String) -> SessionKind? {
    guard title.count <= titleMax else { return nil }
    return phrases.first { title.contains($0.0) }?.1
  }

  /// Longer titles are about lunch, not lunch.
  private static let titleMax = 8

  /// In this order: a `lightning talk` is no talk, a `workshop talk` is one to take part in.
  private static let kinds: [(SessionKind, Set<String>)] = [
    (.registration, ["registration", "checkin"]),
    (.break, ["lunch", "tea", "coffee", "break", "pause", "breakfast"]),
    (.keynote, ["keynote", "plenary"]),
    (.lightning, ["lightning", "lightningtalk", "lightningtalks"]),
    (.poster, ["poster"]),
    (.tutorial, ["workshop", "workshops", "tutorial", "hands", "training"]),
    (
      .meeting,
      [
        "meeting", "meetup", "discussion", "bof", "agm", "assembly", "podium", "sprint", "sprints",
        "organized", "organised", "selforganized", "selforganised", "stammtisch",
      ]
    ),
    (
      .social,
      [
        "social", "dj", "djset", "concert", "band", "performance", "performances", "game",
        "entertainment", "party", "screening", "aufführung", "shows", "klangteppich",
        "outside", "contest", "film", "movie",
      ]
    ),
    (
      .talk,
      [
        "talk", "talks", "lecture", "vortrag", "presentation", "panel", "paper", "session",
        "devroom", "maintrack", "paneldiscussion",
      ]
    ),
    (.other, ["infodesk"]),
  ]

  /// Chinese has no blanks between words.
  private static let phrases: [(String, SessionKind)] = [
    ("報到", .registration), ("报到", .registration), ("入場", .registration),
    ("签到", .registration), ("簽到", .registration), ("休息", .break), ("午餐", .break),
    ("午休", .break), ("茶敘", .break), ("茶歇", .break), ("點心", .break), ("閃電", .lightning),
    ("闪电", .lightning), ("工作坊", .tutorial), ("論壇", .meeting), ("论坛", .meeting),
    ("交流", .meeting), ("晚會", .social), ("晚会", .social), ("演講", .talk), ("演讲", .talk),
  ]
}
