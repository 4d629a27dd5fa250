/// What stands below the heading of a pick, told by its label.
enum GuideField: Hashable {
  case speakers, time, room, link

  /// Longer is no label but a sentence with a colon in it.
  private static let labelMax = 16

  /// The field that a line begins with, and what stands behind its label.
  ///
  /// `**Speakers:** …`, `**演讲者**：…` and `Time: …` are labels; `**会议地点：**` is none, because
  /// it says where the conference is.
  static func label(of line: Substring) -> (field: GuideField, rest: Substring)? {
    let marks: (Character) -> Bool = { $0 == "*" || $0 == "_" || $0.isWhitespace }
    let text = line.drop(while: marks)
    guard let colon = text.prefix(labelMax + 4).firstIndex(where: { $0 == ":" || $0 == "：" })
    else { return nil }
    let name = text[..<colon].filter { !marks($0) && !isPicture($0) }.lowercased()
    guard name.count <= labelMax, let field = names[name] else { return nil }
    return (field, text[text.index(after: colon)...].drop(while: marks))
  }

  /// `🕐 **Time:**`
  private static func isPicture(_ sign: Character) -> Bool {
    sign.unicodeScalars.contains { $0.properties.isEmoji && !$0.isASCII }
  }

  private static let names: [String: GuideField] = [
    "speaker": .speakers, "speakers": .speakers, "speaker(s)": .speakers, "by": .speakers,
    "presenter": .speakers, "presenters": .speakers, "with": .speakers, "who": .speakers,
    "演讲者": .speakers, "演讲人": .speakers, "讲者": .speakers, "主讲人": .speakers,
    "主讲": .speakers, "讲师": .speakers, "嘉宾": .speakers, "演讲嘉宾": .speakers,
    "分享人": .speakers, "分享嘉宾": .speakers,
    "time": .time, "when": .time, "date": .time, "dateandtime": .time, "date&time": .time,
    "时间": .time, "演讲时间": .time, "日期": .time, "场次时间": .time, "时段": .time,
    "place": .room, "room": .room, "location": .room, "venue": .room, "where": .room,
    "hall": .room, "地点": .room, "会场": .room, "房间": .room, "位置": .room, "会议室": .room,
    "演讲地点": .room,
    "link": .link, "url": .link, "session": .link, "sched": .link, "schedule": .link,
    "链接": .link, "日程链接": .link, "议题链接": .link, "日程": .link, "网址": .link,
    "详情": .link, "议程": .link,
  ]
}
