import ConferenceModel
import Phrasebook

/// The words a command may start with.
enum CommandVocabulary {
  /// A first word's meaning.
  enum Verb: Hashable, Sendable {
    case command(CommandName)
    /// 1 is Monday.
    case weekday(Int)
    /// `page`, a number follows.
    case page
  }

  /// Lower case, letters only.
  static let english: [String: Verb] = {
    var words: [String: Verb] = [
      "?": .command(.help), "commands": .command(.help), "begin": .command(.start),
      "resume": .command(.start), "find": .command(.search), "details": .command(.talk),
      "session": .command(.talk), "agenda": .command(.mine), "stars": .command(.mine),
      "remind": .command(.lead), "lang": .command(.language), "tz": .command(.timezone),
      "alert": .command(.alerts), "mute": .command(.quiet), "page": .page,
    ]
    for name in CommandName.allCases { words[name.rawValue] = .command(name) }
    let weekdays = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    for (index, weekday) in weekdays.enumerated() {
      words[weekday] = .weekday(index + 1)
      words[String(weekday.prefix(3))] = .weekday(index + 1)
    }
    for (short, day) in [("tues", 2), ("weds", 3), ("thur", 4), ("thurs", 4)] {
      words[short] = .weekday(day)
    }
    return words
  }()

  /// Longest first: what follows need not be set off by a blank (`收藏3`).
  static let chinese: [(word: String, verb: Verb)] = {
    var words: [(String, Verb)] = chineseWords.flatMap { name, words in
      words.map { ($0, .command(name)) }
    }
    for (index, numeral) in "一二三四五六日".enumerated() {
      for prefix in ["周", "星期", "礼拜", "週"] {
        words.append(("\(prefix)\(numeral)", .weekday(index + 1)))
      }
    }
    for prefix in ["周天", "星期天", "礼拜天"] { words.append((prefix, .weekday(7))) }
    words.append(("页", .page))
    return words.sorted { ($0.0.count, $0.0) > ($1.0.count, $1.0) }
  }()

  private static let chineseWords: [(CommandName, [String])] = [
    (.start, ["开始", "开启", "恢复", "開始"]),
    (.help, ["帮助", "说明", "命令", "幫助", "說明"]),
    (.now, ["现在", "正在进行", "当前", "現在"]),
    (.next, ["接下来", "下一场", "马上", "接下來"]),
    (.today, ["今天", "今日"]),
    (.tomorrow, ["明天", "明日"]),
    (.search, ["搜索", "查找", "查询", "搜", "搜尋"]),
    (.talk, ["详情", "详细", "查看", "詳情"]),
    // The signs stand on the buttons.
    (.star, ["收藏", "加星", "标星", "★", "☆", "⭐", "🌟"]),
    (.unstar, ["取消收藏", "移除收藏", "取消加星", "取消"]),
    (.mine, ["我的收藏", "我的日程", "我的", "收藏列表"]),
    (.room, ["会议室", "房间", "地点", "會議室"]),
    (.more, ["更多", "下一页", "继续"]),
    (.lead, ["提醒", "提前"]),
    (.language, ["语言", "語言"]),
    (.timezone, ["时区", "時區"]),
    (.digest, ["日报", "每日摘要", "摘要", "日報"]),
    (.alerts, ["变动通知", "通知"]),
    (.quiet, ["免打扰", "勿扰", "静音", "免打擾", "勿擾", "靜音"]),
    (.follow, ["跟踪", "跟蹤"]),
    (.snooze, ["稍后", "稍後", "待会儿"]),
    (.goto, ["首选", "首選"]),
    (.backup, ["备选", "備選"]),
    (.link, ["关联", "關聯"]),
    (.export, ["导出", "匯出"]),
    (.guide, ["指南", "推荐", "推薦"]),
    (.accept, ["采用", "採用"]),
    (.stop, ["停止", "退订"]),
    (.forget, ["忘记我", "忘记", "删除数据", "删除", "忘記"]),
  ]

  /// What people say for something we have under another name, or do not have yet.
  private static let pinned: [String: CommandName] = [
    "guides": .guide, "dnd": .quiet, "silent": .quiet, "silence": .quiet, "calendar": .mine,
    "download": .export, "later": .snooze, "unlink": .link, "unfollow": .follow,
    "favorite": .star, "favourite": .star, "fav": .star, "bookmark": .star, "subscribe": .star,
    "remove": .unstar, "unsubscribe": .stop, "delete": .forget, "schedule": .today,
    "program": .today, "programme": .today, "list": .today, "rooms": .room, "where": .room,
    "settings": .help, "hi": .help, "hello": .help, "reminder": .lead, "reminders": .lead,
    "tonight": .today, "what": .now, "notify": .alerts, "notifications": .alerts,
    "日历": .mine,
    "关注": .star, "日程": .today, "设置": .help, "你好": .help,
  ]

  /// What says hello and nothing else.
  static func isGreeting(_ text: String) -> Bool {
    var word = Substring(text.lowercased())
    while let last = word.last, "!.,~? 。".contains(last) { word = word.dropLast() }
    return greetings.contains(String(word))
  }

  private static let greetings: Set<String> = [
    "hi", "hello", "hey", "hallo", "hi there", "hello there", "good morning", "good evening",
    "你好", "您好", "嗨", "早上好",
  ]

  /// Who says so after `forget` means `forget`.
  static let everything: Set<String> = [
    "me", "everything", "all", "my data", "all my data", "我", "全部", "一切", "所有",
  ]

  /// Whether words may stand behind it.
  static func takesWords(_ name: CommandName) -> Bool {
    switch name {
    case .start, .help, .more, .export, .stop, .forget: false
    default: true
    }
  }

  /// The command probably meant by a word that is none; nil when nothing is near.
  ///
  /// - parameter isAlone: nothing stands behind it; else it is no command that takes no words.
  static func nearest(to word: String, isAlone: Bool = true) -> CommandName? {
    let word = word.lowercased()
    if let name = pinned[word] { return name }
    // A Chinese word of two characters keeps one of them.
    let isASCII = word.allSatisfy(\.isASCII)
    let limit = !isASCII || word.count <= 3 ? 1 : 2
    let english = english.compactMap { alias, verb -> (CommandName, Int, String)? in
      guard isASCII, case .command(let name) = verb, isAlone || takesWords(name) else {
        return nil
      }
      return (name, EditDistance.between(word, alias), alias)
    }
    let chinese = chineseWords.flatMap { name, words in
      isASCII ? [] : words.map { (name, EditDistance.between(word, $0), $0) }
    }
    return (english + chinese)
      .filter { $0.1 <= limit && $0.1 < $0.2.count }
      .min { ($0.1, $0.2) < ($1.1, $1.2) }?.0
  }
}
