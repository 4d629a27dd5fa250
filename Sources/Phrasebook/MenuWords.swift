import Messaging

extension Layout {
  /// The commands under their English names, which are all that platforms take.
  func menu() -> [BotProfile.MenuCommand] {
    words.menu.map { BotProfile.MenuCommand(name: $0.command.rawValue, summary: $0.summary) }
  }
}

extension EnglishWords {
  var menu: [(command: CommandName, summary: String)] {
    [
      (.now, "What is on now"),
      (.next, "What starts next"),
      (.today, "Today's programme"),
      (.tomorrow, "Tomorrow's programme"),
      (.search, "Find talks by words: search gpu"),
      (.mine, "Your starred talks"),
      (.star, "Star a talk to be reminded: star 3"),
      (.lead, "How many minutes before you are reminded: lead 10"),
      (.digest, "The day's programme every morning: digest 08:00"),
      (.alerts, "Whether changes are told: alerts on"),
      (.quiet, "Hours without a sound: quiet 22:00-07:00"),
      (.link, "Share your stars with your chat on another platform"),
      (.language, "中文 or English: language zh"),
      (.stop, "No more messages; start resumes"),
      (.help, "All commands"),
    ]
  }
}

extension ChineseWords {
  var menu: [(command: CommandName, summary: String)] {
    [
      (.now, "正在进行的演讲"),
      (.next, "马上开始的演讲"),
      (.today, "今天的日程"),
      (.tomorrow, "明天的日程"),
      (.search, "搜索演讲：搜索 可观测性"),
      (.mine, "我的收藏"),
      (.star, "收藏演讲，到时提醒：收藏 3"),
      (.lead, "提前几分钟提醒：提醒 10"),
      (.digest, "每天早上的日程：日报 08:00"),
      (.alerts, "变动通知：通知 开"),
      (.quiet, "免打扰时段：免打扰 22:00-07:00"),
      (.link, "与其他平台的聊天共用收藏"),
      (.language, "中文或 English：语言 en"),
      (.stop, "停止发送消息；发送“开始”恢复"),
      (.help, "全部命令"),
    ]
  }
}
