import ConferenceModel
import Foundation

extension ChineseWords {
  func starConfirmed(isNew: Bool) -> String { isNew ? "已收藏" : "之前已收藏" }

  func outlook(
    _ outlook: StarContent.Outlook, context: StarContext, start: Date?
  ) -> Sentence {
    switch outlook {
    case .reminders(let instants):
      let times = named(instants, context) { day, clock, _ in
        (day.map { self.day($0) + " " } ?? "") + clock
      }
      return "将在 \(times.joined(separator: " 和 ")) 提醒你。"
    case .startsSoon(let minutes):
      return minutes <= 0 ? "现在就开始，不再另行提醒。" : "\(span(minutes: minutes))后开始，不再另行提醒。"
    case .running: return "已经开始，不再提醒。"
    case .over: return "已经结束。"
    case .remindersOff: return "提醒已关闭，发送 \(code: "提醒 10") 可开启。"
    case .noTime: return "时间待定，确定后会通知你。"
    case .cancelled: return "这一场已取消；如果恢复举行，会通知你。"
    }
  }

  var conflictIntroduction: String { "时间冲突，同一时段你还收藏了：" }
  func unstarConfirmed(wasStarred: Bool) -> String { wasStarred ? "已取消收藏" : "原本没有收藏" }

  func welcome(_ content: WelcomeContent) -> [Sentence] {
    if content.isResumed {
      guard content.audience == .person else { return ["欢迎回来！本频道恢复日报和变动通知。"] }
      let stars: Sentence = content.starCount == 0 ? "" : "你收藏的 \(content.starCount) 场都还在。"
      return ["欢迎回来！提醒和通知已恢复。" + stars]
    }
    if content.audience == .channel {
      return [
        "我是 TalkBell，为本频道播报 \(strong: content.conferenceName) 的日程。",
        """
        管理员可以发送 \(code: "日报 08:00") 每天早上发布日程，\
        \(code: "通知 开 分类:security") 发布变动。发送 \(code: "帮助") 查看全部命令。
        """,
      ]
    }
    let lead: Sentence =
      content.leadTimes.isEmpty
      ? "提醒目前关闭，发送 \(code: "提醒 10") 可开启。"
      : "开始前 \(leads(content.leadTimes))提醒你，有变动也会马上通知你。"
    return [
      "我是 TalkBell，\(strong: content.conferenceName) 的开场提醒。",
      "收藏想听的演讲，" + lead,
      """
      试试 \(code: "接下来")、\(code: "今天") 或 \(code: "搜索 可观测性")，再发送 \(code: "收藏 1")。\
      发送 \(code: "帮助") 查看全部命令。English: \(code: "language en")
      """,
    ]
  }

  func leads(_ leadTimes: [LeadTime]) -> String {
    leadTimes.reversed().map { span(minutes: $0.minutes) }.joined(separator: "和 ")
  }

  func help(_ audience: Audience) -> [HelpSection] {
    let find = HelpSection(
      title: "找演讲",
      lines: [
        ("现在", "正在进行的演讲；“现在 全部”还包括休息、签到和整场活动"),
        ("接下来", "马上开始的演讲"),
        ("今天、明天、周三、2026-03-25", "某一天的日程"),
        ("今天 主题:安全", "按主题；也可用 分类:… 会议室:…"), ("搜索 关键词", "按标题和演讲者搜索"),
        ("会议室 名称", "某个会议室的日程"), ("详情 3", "查看一场的详情"), ("更多", "下一页"),
      ])
    let star = HelpSection(
      title: "收藏",
      lines: [
        ("收藏 3", "也可用多个编号、链接或关键词"), ("取消收藏 3", "取消收藏"),
        ("我的", "我的收藏，标出时间冲突"), ("首选 3、备选 4", "在同一时段的演讲中选择"),
        ("提醒 10", "提前几分钟提醒；写两个数提醒两次；关"), ("稍后 5", "5 分钟后再提醒一次"),
      ])
    let notices = HelpSection(
      title: audience == .person ? "设置" : "设置（仅管理员）",
      lines: [
        ("日报 08:00 我的", "每天发送；可加 主题:… 分类:… 会议室:… 来源:…；预览；关"),
        ("通知 开", audience == .person ? "收藏的演讲有变动时通知；关" : "发布变动；可加 主题:… 分类:… 会议室:…；关"),
        ("免打扰 22:00-07:00", "这段时间不响铃；关"),
        ("跟踪 会议室:…", "演讲开始时发布在这里；也可用 主题:… 分类:…；关"),
        ("关联", "与你在其他平台的聊天共用收藏；关联 这里；关联 关"), ("导出", "与本聊天有关的全部数据"),
        ("语言 en", "English；“语言 中文”改回中文"), ("时区 Europe/Amsterdam", "所有时间按此时区显示"),
        ("停止", "不再发消息；发送“开始”恢复"), ("忘记", "删除与本聊天有关的全部数据"),
      ])
    // Posts at the start are for channels, links between chats for persons.
    let unfit = audience == .person ? "跟踪 会议室:…" : "关联"
    var fitting = notices
    fitting.lines.removeAll { $0.command == unfit }
    return audience == .person ? [find, star, fitting] : [find, fitting]
  }

  func setting(_ setting: Setting) -> [Sentence] {
    switch setting {
    case .leadTimes(let leadTimes, let changed):
      if leadTimes.isEmpty {
        return ["提醒\(changed ? "已" : "目前")关闭，发送 \(code: "提醒 10") 可开启。"]
      }
      return [
        changed
          ? "好的，每场收藏的演讲开始前 \(leads(leadTimes))提醒你。"
          : "目前在开始前 \(leads(leadTimes))提醒。发送 \(code: "提醒 15 5") 更改，\(code: "提醒 关") 关闭。"
      ]
    case .language(_, let changed):
      return [changed ? "好的，以后用中文回答。" : "目前用中文回答。English: \(code: "language en")"]
    case .timeZone(let zone, let now, let changed):
      return [
        "时区\(changed ? "已改为" : "是") \(strong: zone.identifier)，当地时间 \(zone.clockText(of: now))。"
      ]
    case .digest(let digest, let zone, _): return [self.digest(digest, zone)]
    case .alerts(let isOn, let filter, let audience, _):
      return [alerts(isOn, filter, audience)]
    case .quiet(let hours, let zone, let audience, _): return [quiet(hours, zone, audience)]
    case .stopped(_, let elsewhere?):
      return ["已停止，这里不再发送消息；提醒仍会发到\(chat(elsewhere))。发送 \(code: "开始") 可恢复。"]
    case .stopped(let count, nil):
      let kept: Sentence = count == 0 ? "" : "你收藏的 \(count) 场仍会保留。"
      return ["已停止，不再发送消息。" + kept + "发送 \(code: "开始") 可恢复。"]
    case .silent(at: nil): return ["但目前已停止发送消息，发送 \(code: "开始") 后才会收到。"]
    case .silent(at: let address?):
      return ["但你的\(chat(address))目前收不到消息，发送 \(code: "关联 这里") 可让提醒发到这里。"]
    case .forgotten(let count, let keptAt, let released):
      return [forgotten(count, keptAt, released)]
    }
  }

  private func forgotten(
    _ count: Int, _ keptAt: ConversationAddress?, _ released: [ConversationAddress]
  ) -> Sentence {
    if let keptAt {
      return """
        已删除与本聊天有关的全部数据。收藏保留在\(chat(keptAt))，在那里发送 \(code: "忘记") 可删除。\
        在这里发送 \(code: "开始") 可重新开始。
        """
    }
    let stars = count == 0 ? "" : "和 \(count) 个收藏"
    let others: Sentence = released.isEmpty ? "" : "\(onTheirOwn(released))"
    return "已删除你的全部设置\(stars)。" + others + "发送 \(code: "开始") 可重新开始。"
  }

  private func quiet(_ hours: QuietHours?, _ zone: TimeZone, _ audience: Audience) -> Sentence {
    guard let hours else { return "没有免打扰时段，发送 \(code: "免打扰 22:00-07:00") 可设置。" }
    let end = clock(hours.until)
    let what = audience == .person ? "提醒" : "发布的消息"
    return """
      免打扰时段 \(strong: "\(clock(hours.from))–\(end)")（\(zone.identifier)）：\(what)不响铃（以聊天软件支持为准），\
      不急的变动到 \(end) 再通知。发送 \(code: "免打扰 关") 可取消。
      """
  }

  private func digest(_ digest: DigestPreference?, _ zone: TimeZone) -> Sentence {
    guard let digest else { return "没有日报，发送 \(code: "日报 08:00") 可开启。" }
    let terms = terms(digest.filter)
    let about = digest.filter.mine ? "你的收藏" : "当天日程"
    return "每天 \(strong: clock(digest.minuteOfDay))（\(zone.identifier)）发送日报：\(about)"
      + "\(terms.isEmpty ? "" : "，\(terms)")。发送 \(code: "日报 预览") 查看。"
  }

  private func clock(_ minuteOfDay: Int) -> String { EnglishWords().clock(minuteOfDay) }

  private func alerts(_ isOn: Bool, _ filter: SessionFilter, _ audience: Audience) -> Sentence {
    guard isOn else { return "变动通知已关闭，发送 \(code: "通知 开") 可开启。" }
    if audience == .person { return "变动通知已开启：收藏的演讲有变动时会通知你。" }
    let terms = terms(filter)
    return "变动通知已开启：\(terms.isEmpty ? "全部日程" : terms)的变动会发布在这里。"
  }
}
