/// Commands that only read, by their first word, so that nobody's rights have to be asked for.
enum ReadingCommand {
  private static let words: Set<String> = [
    "help", "now", "next", "today", "tomorrow", "search", "find", "talk", "mine", "room", "more",
    "guide", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "帮助", "现在", "接下来", "今天", "明天", "搜索", "查找", "详情", "我的", "房间", "更多",
  ]

  /// Whether the text surely changes nothing; most of what is said in a group.
  static func begins(_ text: String) -> Bool {
    words.contains(text.prefix { !$0.isWhitespace }.lowercased())
  }
}
