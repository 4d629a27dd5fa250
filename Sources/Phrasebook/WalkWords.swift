import ConferenceModel

extension EnglishWords {
  func walk(_ walk: Walk) -> String { "\(walk.minutes) min walk from \(walk.origin)" }
}

extension ChineseWords {
  func walk(_ walk: Walk) -> String { "从 \(walk.origin) 步行 \(walk.minutes) 分钟" }
}

extension Layout {
  /// Why a reminder comes early; empty when it does not.
  func walk(to news: SessionNews, _ content: ReminderContent) -> Sentence {
    "\(content.walks[news.entry.id].map(words.walk) ?? "")"
  }
}
