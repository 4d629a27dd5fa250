import ConferenceModel
import Foundation
import Messaging

/// Simplified Chinese. Titles and names stay as the programme has them.
struct ChineseWords: Wording {
  var language: Language { .chinese }

  private static let weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]

  func command(_ name: CommandName) -> String {
    switch name {
    case .start: "开始"
    case .help: "帮助"
    case .now: "现在"
    case .next: "接下来"
    case .today: "今天"
    case .tomorrow: "明天"
    case .search: "搜索"
    case .talk: "详情"
    case .star: "收藏"
    case .unstar: "取消收藏"
    case .mine: "我的"
    case .room: "会议室"
    case .more: "更多"
    case .lead: "提醒"
    case .language: "语言"
    case .timezone: "时区"
    case .digest: "日报"
    case .alerts: "通知"
    case .quiet: "免打扰"
    case .follow: "跟踪"
    case .snooze: "稍后"
    case .goto: "首选"
    case .backup: "备选"
    case .link: "关联"
    case .guide: "指南"
    case .accept: "采用"
    case .export: "导出"
    case .stop: "停止"
    case .forget: "忘记"
    }
  }

  func weekdayCommand(_ day: LocalDay) -> String { Self.weekdays[day.weekday - 1] }

  func day(_ day: LocalDay) -> String {
    "\(day.month)月\(day.day)日 \(Self.weekdays[day.weekday - 1])"
  }

  func span(minutes: Int) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60)
    if hours == 0 { return "\(rest) 分钟" }
    return rest == 0 ? "\(hours) 小时" : "\(hours) 小时 \(rest) 分钟"
  }

  func startsIn(minutes: Int) -> String {
    minutes <= 0 ? "现在开始" : "\(span(minutes: minutes))后开始"
  }

  var roomUnknown: String { "地点待定" }
  var timeUnknown: String { "时间待定" }
  var colon: String { "：" }
  func names(_ names: [String]) -> String { names.joined(separator: "、") }

  func withAffiliation(_ speaker: Speaker) -> String {
    speaker.affiliation.map { "\(speaker.name)（\($0)）" } ?? speaker.name
  }

  func change(_ kind: ChangeKind) -> String {
    switch kind {
    case .cancelled: "已取消"
    case .replaced: "换成了另一场"
    case .reinstated: "恢复举行"
    case .movedDay: "改期"
    case .startsEarlier: "提前开始"
    case .startsLater: "推迟开始"
    case .endsEarlier: "提前结束"
    case .endsLater: "延后结束"
    case .timeAnnounced: "时间已定"
    case .timeWithdrawn: "时间待定"
    case .newRoom: "换会议室"
    case .roomAnnounced: "地点已定"
    case .roomWithdrawn: "地点待定"
    case .titleAnnounced: "题目公布"
    case .newTitle: "题目更改"
    case .speakersChanged: "演讲者变更"
    case .added: "新增"
    }
  }

  func chooseOne(count: Int, clock: String) -> Sentence {
    "你在 \(clock) 收藏了 \(count) 场，只能选一场。"
  }

  func shortTalks(count: Int) -> Sentence { "连续 \(count) 场短演讲：" }
  func talksAhead(count: Int) -> Sentence { "你收藏的 \(count) 场演讲即将开始：" }
  func talksChanged(count: Int) -> String { "\(count) 场有变动" }

  func talksShifted(count: Int, minutes: Int, audience: Audience) -> String {
    let whose = audience == .person ? "你收藏的 \(count) 场" : "\(count) 场"
    return "\(whose)\(minutes < 0 ? "提前" : "推迟") \(span(minutes: abs(minutes)))"
  }

  func digestHeading(conference: String, day: LocalDay) -> Sentence {
    "\(conference) · \(self.day(day))"
  }

  func digestSummary(count: Int, filter: SessionFilter) -> Sentence {
    guard count > 0 else { return filter.mine ? "当天没有收藏。" : "当天没有日程。" }
    let terms = terms(filter)
    return "\(filter.mine ? "你收藏了" : "共") \(count) 场" + (terms.isEmpty ? "" : " · \(terms)")
  }

  var changedSince: String { "昨天以来的变动" }
  func atOnce(clock: String, count: Int) -> String {
    count == 1 ? clock : "\(clock) · \(count) 场"
  }
  func alsoThatDay(count: Int) -> String { "还有 \(count) 场" }
  func showRest(count: Int, command: String) -> Sentence { "发送 \(code: command) 查看。" }

  func name(_ theme: Theme) -> String {
    switch theme {
    case .ai: "AI 与机器学习基础设施"
    case .platform: "平台工程"
    case .security: "安全"
    case .observability: "可观测性"
    case .edge: "多集群与边缘"
    case .finops: "成本与可持续"
    }
  }

  /// What to type after `主题:`.
  func word(_ theme: Theme) -> String {
    switch theme {
    case .ai: "ai"
    case .platform: "平台"
    case .security: "安全"
    case .observability: "可观测"
    case .edge: "边缘"
    case .finops: "成本"
    }
  }

  /// A filter in words, without `mine`.
  func terms(_ filter: SessionFilter) -> String {
    [
      filter.theme.map { "\(name($0))主题" }, filter.track.map { "分类：\($0)" },
      filter.room.map { "会议室：\($0)" }, filter.source.map { "来源：\($0)" },
      filter.guide.map { "指南：\($0)" },
    ].compactMap { $0 }.joined(separator: "，")
  }

  func heading(_ list: SessionList) -> Sentence {
    switch list.subject {
    case .now: return "正在进行 · \(list.timeZone.clockText(of: list.now))"
    case .everythingNow: return "正在进行（全部） · \(list.timeZone.clockText(of: list.now))"
    case .next(let start):
      let minutes = Int((start.timeIntervalSince(list.now) / 60).rounded(.up))
      let day = list.timeZone.day(of: start)
      let prefix = day == list.timeZone.day(of: list.now) ? "" : self.day(day) + " "
      return "接下来 · \(prefix)\(list.timeZone.clockText(of: start))（\(startsIn(minutes: minutes))）"
    case .day(let day, let filter):
      let terms = terms(filter)
      return "\(self.day(day)) · \(filter.mine ? "我的收藏 " : "")\(list.total) 场"
        + (terms.isEmpty ? Sentence([]) : " · \(terms)")
    case .restOfDay(let day, let filter, let earlier):
      let terms = terms(filter)
      return "\(self.day(day)) · \(filter.mine ? "我的收藏 " : "")还有 \(list.total) 场"
        + "（已结束 \(earlier) 场：\(code: weekdayCommand(day))）"
        + (terms.isEmpty ? Sentence([]) : " · \(terms)")
    case .guide(let guide, _): return "\(guide.title) · 共 \(list.total) 场"
    case .continued: return "共 \(list.total) 场"
    case .search(let words, let searched):
      return "搜索：\(words)\(lookedFor(searched)) · \(list.total) 场"
    case .mine: return "我的收藏 · \(list.total) 场"
    case .room(let room): return "\(room) · \(list.total) 场"
    case .choice(let command, let words, let searched):
      return "要\(self.command(command))哪一场？\(words)\(lookedFor(searched)) · \(list.total) 场"
    }
  }

  func lookedFor(_ searched: String?) -> String { searched.map { "（实际搜索：\($0)）" } ?? "" }

  func pageFooter(first: Int, last: Int, total: Int) -> Sentence {
    last < total
      ? "第 \(first)–\(last) 场，共 \(total) 场。发送 \(code: "更多") 看下一页。"
      : "第 \(first)–\(last) 场，共 \(total) 场。"
  }

  func listHint(_ list: SessionList) -> Sentence {
    if case .choice(let command, _, _) = list.subject {
      return "请发送 \(code: "\(self.command(command)) \(list.firstNumber)")。"
    }
    guard list.offersStars else { return "\(code: "详情 1") 查看详情。" }
    if list.subject == .mine { return "\(code: "取消收藏 1") 可取消收藏。" }
    return "\(code: "收藏 1") 到时提醒，\(code: "详情 1") 查看详情。"
  }

  func overlaps(_ numbers: [Int]) -> String {
    "与第 \(numbers.map(String.init).joined(separator: "、")) 场时间冲突"
  }

  var withoutTrack: String { "其他" }
  func continued(_ heading: String) -> String { "\(heading)（续）" }

  func wholeEvent(talkCount: Int, command: String) -> Sentence {
    talkCount == 0
      ? "这是一整场活动，不是单场演讲。"
      : "这是一整场活动，包含 \(talkCount) 场演讲，发送 \(code: command) 查看。"
  }
  var over: String { "已结束" }
  func starState(_ isStarred: Bool) -> String { isStarred ? "★ 已收藏" : "☆ 未收藏" }
  func sessionPage(_ url: String) -> Sentence { Sentence([.link(text: "日程页面", url: url)]) }
  var detailsLabel: String { "详情" }
  var pageLabel: String { "打开页面" }
  func snoozeLabel(minutes: Int) -> String { "稍后 \(minutes) 分钟" }
  var moreLabel: String { "更多" }
  var starLabel: String { "☆ 收藏" }
  var unstarLabel: String { "★ 取消收藏" }
}
