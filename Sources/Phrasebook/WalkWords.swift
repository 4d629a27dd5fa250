import ConferenceModel

extension EnglishWords {
  func walk(_ walk: Walk) -> String { "\(walk.minutes) min walk from \(walk.origin)" }
}

extension ChineseWords {
  func walk(_ walk: Walk) -> String { "从 \(walk.origin) 步行约 \(walk.minutes) 分钟" }
}

/// The way to a talk from the one before.
extension Layout {
  /// Empty when there is none to speak of.
  func walk(to news: SessionNews, _ content: ReminderContent) -> Sentence {
    content.walks[news.entry.id].map { "\(words.walk($0))" } ?? ""
  }
}
