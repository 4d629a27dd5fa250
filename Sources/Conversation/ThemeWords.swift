import ConferenceModel

/// What people type for a theme.
enum ThemeWords {
  /// The theme of a word or two, whatever their case; nil for none.
  static func theme(_ text: String) -> Theme? {
    let word = text.lowercased()
    return Theme(rawValue: word) ?? words[word]
  }

  private static let words: [String: Theme] = [
    "人工智能": .ai, "平台": .platform, "平台工程": .platform, "安全": .security, "可观测": .observability,
    "可观测性": .observability, "边缘": .edge, "多集群": .edge, "成本": .finops,
  ]
}
