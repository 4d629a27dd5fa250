/// What people typed, read out of Slack's markup
/// (docs.slack.dev/messaging/formatting-message-text#retrieving-messages).
enum SlackTypedText {
  /// The text as it was typed: entities as signs, links as their addresses, `<@U…>` and `<#C…>` as
  /// names, without marks around the whole and without blanks at its ends.
  ///
  /// - parameter bot: whose mentions are left out.
  static func plain(_ text: String, bot: String? = nil) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "<") {
      result += signs(rest[..<open])
      guard let close = rest[open...].firstIndex(of: ">"),
        let words = reading(rest[rest.index(after: open)..<close], bot: bot)
      else {
        result += "<"
        rest = rest[rest.index(after: open)...]
        continue
      }
      result += words
      rest = rest[rest.index(after: close)...]
    }
    return unmarked(UntrustedText.cleaned(result + signs(rest)))
  }

  /// What stands between angle brackets; nil when they are only two signs.
  private static func reading(_ inner: Substring, bot: String?) -> String? {
    let parts = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    guard let target = parts.first, let kind = target.first else { return nil }
    let label = parts.count > 1 ? String(parts[1]) : nil
    switch kind {
    case "@":
      if let bot, target.dropFirst() == bot { return " " }
      return "@" + signs(label?[...] ?? target.dropFirst())
    case "#": return "#" + signs(label?[...] ?? target.dropFirst())
    case "!": return signs(label?[...] ?? target.dropFirst())
    default:
      if target.hasPrefix("mailto:") { return signs(target.dropFirst("mailto:".count)) }
      let isLink = target.hasPrefix("https://") || target.hasPrefix("http://")
      return isLink ? signs(target) : nil
    }
  }

  /// The three entities that Slack writes, each read once.
  private static func signs(_ text: Substring) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
      "&amp;", with: "&")
  }

  /// `` `star 3` `` copied from a message of ours is `star 3`.
  private static func unmarked(_ text: String) -> String {
    var text = trimmed(text[...])
    while let first = text.first, "`*_~".contains(first), text.count > 1, text.last == first {
      text = trimmed(text.dropFirst().dropLast())
    }
    return String(text)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }
}

/// Which commands are about a channel's own settings; all others act for a person.
enum SlackCommandWords {
  /// Whether the command sets something for the whole channel.
  static func concernsChannel(_ text: String) -> Bool {
    let word = text.prefix { $0.isASCII && $0.isLetter }.lowercased()
    return english.contains(word) || chinese.contains(where: text.hasPrefix)
  }

  /// Whether the command changes a person's agenda, so that an App Home has to be shown anew.
  static func changesAgenda(_ text: String) -> Bool {
    let word = text.prefix { $0.isASCII && $0.isLetter }.lowercased()
    return ["star", "unstar", "goto", "backup", "link"].contains(word)
      || agendaWords.contains(where: text.hasPrefix)
  }

  private static let agendaWords = [
    "收藏", "加星", "标星", "取消", "移除收藏", "首选", "首選", "备选", "備選", "关联", "關聯",
  ]

  /// Whether the command is the first that a person types.
  static func isStart(_ text: String) -> Bool {
    ["start", "begin", "开始", "開始"].contains(text.lowercased())
  }

  private static let english: Set<String> = [
    "digest", "alerts", "alert", "follow", "language", "lang", "timezone", "tz", "start", "begin",
    "resume", "stop", "forget",
  ]

  /// Beginnings: Chinese has no blanks between words.
  private static let chinese = [
    "日报", "日報", "每日摘要", "摘要", "变动通知", "通知", "跟踪", "跟蹤", "语言", "語言", "时区", "時區", "开始",
    "開始", "开启", "恢复", "停止", "退订", "忘记", "忘記", "删除",
  ]
}
