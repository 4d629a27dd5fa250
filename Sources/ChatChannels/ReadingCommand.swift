/// Commands that need nobody's rights, by their first word, so that those need not be asked for:
/// they only read, or act for the person who types them.
enum ReadingCommand {
  private static let words: Set<String> = [
    "help", "now", "next", "today", "tomorrow", "search", "find", "talk", "mine", "room", "more",
    "guide", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "帮助", "现在", "接下来", "今天", "明天", "搜索", "查找", "详情", "我的", "房间", "更多",
    "star", "unstar", "goto", "backup", "snooze", "lead", "link", "收藏", "取消收藏", "首选", "备选",
    "稍后", "提醒", "关联",
  ]

  /// Whether the text surely changes nothing of a group's own; most of what is said in one.
  static func begins(_ text: String) -> Bool {
    words.contains(text.prefix { !$0.isWhitespace }.lowercased())
  }
}
