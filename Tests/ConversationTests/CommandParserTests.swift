import ConferenceModel
import Conversation
import Phrasebook
import Testing

/// What a message should be read as.
struct Reading: Sendable, CustomTestStringConvertible {
  let text: String
  let command: Command
  var testDescription: String { text }

  init(_ text: String, _ command: Command) {
    self.text = text
    self.command = command
  }
}

/// What a message should be answered with.
struct Misreading: Sendable, CustomTestStringConvertible {
  let text: String
  let problem: Problem
  var testDescription: String { text }

  init(_ text: String, _ problem: Problem) {
    self.text = text
    self.problem = problem
  }
}

@Suite struct CommandParserTests {
  private static let all = SessionFilter()

  static let english = [
    Reading("start", .start(nil)), Reading("/start s_812", .start(812)),
    Reading("start s_x", .start(nil)), Reading("help", .help), Reading("?", .help),
    Reading("now", .now(page: 1)), Reading("now 2", .now(page: 2)),
    Reading("now all", .now(everything: true, page: 1)),
    Reading("now all 2", .now(everything: true, page: 2)),
    Reading("now everything page:3", .now(everything: true, page: 3)),
    Reading("Next ALL", .next(everything: true, page: 1)),
    Reading("NEXT", .next(page: 1)), Reading("next page:3", .next(page: 3)),
    Reading("today", .day(.today, all, page: 1)), Reading("today 2", .day(.today, all, page: 2)),
    Reading("tomorrow", .day(.tomorrow, all, page: 1)),
    Reading("mon", .day(.weekday(1), all, page: 1)),
    Reading("Wednesday 3", .day(.weekday(3), all, page: 3)),
    Reading(
      "today track:platform engineering page:2",
      .day(.today, SessionFilter(track: "platform engineering"), page: 2)),
    Reading("today theme:security", .day(.today, SessionFilter(theme: .security), page: 1)),
    Reading(
      "tue theme:ai guide:ai-infrastructure mine page:2",
      .day(
        .weekday(2), SessionFilter(theme: .ai, guide: "ai-infrastructure", mine: true), page: 2)),
    Reading(
      "mon track:agentics day: mcp + agents",
      .day(.weekday(1), SessionFilter(track: "agentics day: mcp + agents"), page: 1)),
    Reading("search gpu scheduling", .search("gpu scheduling", page: 1)),
    Reading("search gpu page:2", .search("gpu", page: 2)),
    Reading("find etcd", .search("etcd", page: 1)),
    Reading("talk 3", .talk(.number(3))), Reading("talk #812", .talk(.id(812))),
    Reading("talk etcd", .talk(.words("etcd"))), Reading("7", .talk(.number(7))),
    Reading("star 3", .star([.number(3)])),
    Reading("star 3 5,7", .star([.number(3), .number(5), .number(7)])),
    Reading("star 3 3", .star([.number(3)])), Reading("star #812", .star([.id(812)])),
    Reading("star3", .star([.number(3)])),
    Reading("star 5 Stages of Kubernetes", .star([.words("5 Stages of Kubernetes")])),
    Reading("unstar 2", .unstar([.number(2)])),
    Reading("mine", .mine(page: 1)), Reading("agenda", .mine(page: 1)),
    Reading("room Hall 7", .room("Hall 7", page: 1)),
    Reading("more", .page(nil)), Reading("page 4", .page(4)),
    Reading("stop", .stop), Reading("forget", .forget),
  ]

  static let chinese = [
    Reading("开始", .start(nil)), Reading("帮助", .help), Reading("现在", .now(page: 1)),
    Reading("现在有什么？", .now(page: 1)), Reading("接下来", .next(page: 1)),
    Reading("今天", .day(.today, all, page: 1)), Reading("今天2", .day(.today, all, page: 2)),
    Reading("明天", .day(.tomorrow, all, page: 1)),
    Reading("周三", .day(.weekday(3), all, page: 1)),
    Reading("星期天", .day(.weekday(7), all, page: 1)),
    Reading("周二 5", .day(.weekday(2), all, page: 5)),
    Reading("现在 全部", .now(everything: true, page: 1)),
    Reading("现在全部", .now(everything: true, page: 1)),
    Reading("接下来全部２", .next(everything: true, page: 2)),
    Reading("今天 主题:AI 基础设施", .day(.today, SessionFilter(theme: .ai), page: 1)),
    Reading("今天 主题:安全", .day(.today, SessionFilter(theme: .security), page: 1)),
    Reading("周二 专题:安全", .day(.weekday(2), SessionFilter(track: "安全"), page: 1)),
    Reading("今天 指南：基础设施", .day(.today, SessionFilter(guide: "基础设施"), page: 1)),
    Reading("周二 分类:安全", .day(.weekday(2), SessionFilter(track: "安全"), page: 1)),
    Reading("搜索 GPU", .search("GPU", page: 1)),
    Reading("搜索可观测性", .search("可观测性", page: 1)),
    Reading("搜尋　安全", .search("安全", page: 1)),
    Reading("详情 3", .talk(.number(3))), Reading("收藏 3", .star([.number(3)])),
    Reading("收藏第３场", .star([.number(3)])),
    Reading("收藏１、２", .star([.number(1), .number(2)])),
    Reading("取消收藏 2", .unstar([.number(2)])), Reading("我的", .mine(page: 1)),
    Reading("我的收藏", .mine(page: 1)), Reading("会议室 Hall 7", .room("Hall 7", page: 1)),
    Reading("地点Auditorium", .room("Auditorium", page: 1)),
    Reading("提醒 15", .lead([LeadTime(minutes: 15)])),
    Reading("提醒关", .lead([])), Reading("语言 中文", .language(.chinese)),
    Reading("语言 英文", .language(.english)), Reading("时区 北京", .timeZone("Asia/Shanghai")),
    Reading("日报 ８：３０", .digest(.on(DigestPreference(minuteOfDay: 510)))),
    Reading(
      "摘要 8点 我的",
      .digest(.on(DigestPreference(minuteOfDay: 480, filter: SessionFilter(mine: true))))),
    Reading("日报 预览", .digest(.preview(nil))), Reading("日报 关", .digest(.off)),
    Reading("通知 开", .alerts(.on(all))), Reading("通知关", .alerts(.off)),
    Reading("停止", .stop), Reading("忘记", .forget), Reading("更多", .page(nil)),
    Reading("页 3", .page(3)),
  ]

  static let settings = [
    Reading("lead", .lead(nil)), Reading("lead 10", .lead([LeadTime(minutes: 10)])),
    Reading("lead 5 15", .lead([LeadTime(minutes: 5), LeadTime(minutes: 15)])),
    Reading("lead 15 5", .lead([LeadTime(minutes: 5), LeadTime(minutes: 15)])),
    Reading("lead 1h 10min", .lead([LeadTime(minutes: 10), LeadTime(minutes: 60)])),
    Reading("lead 10 minutes", .lead([LeadTime(minutes: 10)])),
    Reading("lead 0", .lead([LeadTime(minutes: 0)])), Reading("lead off", .lead([])),
    Reading("language", .language(nil)), Reading("language zh", .language(.chinese)),
    Reading("language EN", .language(.english)), Reading("timezone", .timeZone(nil)),
    Reading("timezone europe/amsterdam", .timeZone("Europe/Amsterdam")),
    Reading("timezone Amsterdam", .timeZone("Europe/Amsterdam")),
    Reading("tz new york", .timeZone("America/New_York")), Reading("tz utc", .timeZone("UTC")),
    Reading("digest", .digest(.show)), Reading("digest off", .digest(.off)),
    Reading("digest 08:00", .digest(.on(DigestPreference(minuteOfDay: 480)))),
    Reading("digest 7.45", .digest(.on(DigestPreference(minuteOfDay: 465)))),
    Reading(
      "digest 08:00 track:ai + ml room:hall 7 source:main",
      .digest(
        .on(
          DigestPreference(
            minuteOfDay: 480,
            filter: SessionFilter(source: "main", track: "ai + ml", room: "hall 7"))))),
    Reading("digest preview mine", .digest(.preview(SessionFilter(mine: true)))),
    Reading(
      "digest 08:00 track:\"ai\"",
      .digest(.on(DigestPreference(minuteOfDay: 480, filter: SessionFilter(track: "ai"))))),
    Reading("alerts", .alerts(.show)), Reading("alerts on", .alerts(.on(all))),
    Reading("alerts on track:security", .alerts(.on(SessionFilter(track: "security")))),
    Reading("alerts off", .alerts(.off)),
    Reading(
      "alerts on theme:Security guide:Mine room:hall 7",
      .alerts(.on(SessionFilter(room: "hall 7", theme: .security, guide: "Mine")))),
    Reading(
      "follow theme:platform engineering room:hall 7",
      .follow(SessionFilter(room: "hall 7", theme: .platform))),
    Reading("follow theme:edge", .follow(SessionFilter(theme: .edge))),
    Reading(
      "digest 08:00 theme:ai",
      .digest(.on(DigestPreference(minuteOfDay: 480, filter: SessionFilter(theme: .ai))))),
  ]

  @Test(arguments: english + settings)
  func `an English command is read`(reading: Reading) throws {
    #expect(try CommandParser.parse(reading.text) == reading.command)
  }

  @Test(arguments: chinese)
  func `a Chinese command is read, with full-width digits and without blanks`(
    reading: Reading
  ) throws {
    #expect(try CommandParser.parse(reading.text) == reading.command)
  }

  @Test(arguments: [
    "/today 2", "!today 2", "/today@TalkBellBot 2", "TODAY 2", "  today\u{00A0}\t2 ", "ｔｏｄａｙ　２",
    "talkbell today 2", "/talkbell today 2",
  ])
  func `prefix, case and blanks do not matter`(text: String) throws {
    #expect(try CommandParser.parse(text) == .day(.today, SessionFilter(), page: 2))
  }

  static let march25 = LocalDay(year: 2026, month: 3, day: 25) ?? LocalDay(dayNumber: 0)
  static let dates = [
    Reading("2026-03-25", .day(.date(march25), all, page: 1)),
    Reading("2026-03-25 2", .day(.date(march25), all, page: 2)),
    Reading(
      "2026-03-25 track:ai page:2",
      .day(.date(march25), SessionFilter(track: "ai"), page: 2)),
    Reading("2026年3月25日", .day(.date(march25), all, page: 1)),
    Reading("3月25日", .day(.monthAndDay(month: 3, day: 25), all, page: 1)),
    Reading("３月２５号 ２", .day(.monthAndDay(month: 3, day: 25), all, page: 2)),
    Reading("25 March", .day(.monthAndDay(month: 3, day: 25), all, page: 1)),
    Reading("mar 25 2", .day(.monthAndDay(month: 3, day: 25), all, page: 2)),
  ]

  @Test(arguments: dates)
  func `a date is a day's list`(reading: Reading) throws {
    #expect(try CommandParser.parse(reading.text) == reading.command)
  }

  private static let link = "https://kccnceu2026.sched.com/event/61a435e6c06ded587040f1e178e60708"

  static let links = [
    Reading(link, .talk(.link(link))),
    Reading(
      "<\(link)|the talk>".replacing(" ", with: "-"),
      .talk(.link(link))),
    Reading("talk \(link)", .talk(.link(link))), Reading("star \(link)", .star([.link(link)])),
    Reading("star <\(link)>", .star([.link(link)])),
    Reading(
      "kccnceu2026.sched.com/event/2CVxw/title",
      .talk(.link("kccnceu2026.sched.com/event/2CVxw/title"))),
    Reading("收藏 \(link)", .star([.link(link)])),
  ]

  @Test(arguments: links)
  func `a pasted link is a talk`(reading: Reading) throws {
    #expect(try CommandParser.parse(reading.text) == reading.command)
  }

  static let bad = [
    Misreading("digest 25:00", .badArgument(.time("25:00"))),
    Misreading("digest 8:5", .badArgument(.time("8:5"))),
    Misreading("digest soon", .badArgument(.time("soon"))),
    Misreading("日报 ２５：００", .badArgument(.time("25:00"))),
    Misreading("digest 08:00 topic:ai", .badArgument(.filter("topic:ai"))),
    Misreading("today theme:gardening", .badArgument(.theme("gardening"))),
    Misreading("今天 主题:园艺", .badArgument(.theme("园艺"))),
    Misreading("today theme:", .badArgument(.filter("theme:"))),
    Misreading("today track:ai track:", .badArgument(.filter("track:"))),
    Misreading("now some", .badArgument(.page("some"))),
    Misreading("digest 08:00 ai", .badArgument(.filter("ai"))),
    Misreading("digest 08:00 track:", .badArgument(.filter("track:"))),
    Misreading("digest 08:00 track:a track:b", .badArgument(.filter("track:b"))),
    Misreading("lead 1441", .badArgument(.lead("1441"))),
    Misreading("lead -5", .badArgument(.lead("-5"))),
    Misreading("lead ten", .badArgument(.lead("ten"))),
    Misreading("lead 99999999999999999999", .badArgument(.lead("99999999999999999999"))),
    Misreading("lead 1 2 3", .badArgument(.tooManyLeads(maximum: 2))),
    Misreading("language fr", .badArgument(.language("fr"))),
    Misreading("timezone Mars/Olympus", .badArgument(.timeZone("Mars/Olympus", suggestions: []))),
    Misreading(
      "timezone Amstredam",
      .badArgument(.timeZone("Amstredam", suggestions: ["Europe/Amsterdam"]))),
    Misreading("today two", .badArgument(.filter("two"))),
    Misreading("today 0", .badArgument(.page("0"))),
    Misreading("page", .badArgument(.page(""))),
    Misreading("page x", .badArgument(.page("x"))),
    Misreading("search gpu page:0", .badArgument(.page("page:0"))),
    Misreading("2026-02-30", .badArgument(.date("2026-02-30"))),
    Misreading("13月40日", .badArgument(.date("13月40日"))),
    Misreading("alerts maybe", .badArgument(.onOff("maybe"))),
    Misreading("star 99999999999999999999", .badArgument(.session("99999999999999999999"))),
    Misreading("star", .missingArgument(.star)), Misreading("收藏", .missingArgument(.star)),
    Misreading("search", .missingArgument(.search)), Misreading("room", .missingArgument(.room)),
    Misreading("talk", .missingArgument(.talk)), Misreading("unstar", .missingArgument(.unstar)),
  ]

  @Test(arguments: bad)
  func `a bad argument says which and what is wrong`(misreading: Misreading) {
    #expect(throws: misreading.problem) { try CommandParser.parse(misreading.text) }
  }

  static let unknown: [(String, CommandName?, String)] = [
    ("serach gpu", .search, "gpu"), ("sarch", .search, ""), ("stra 3", .star, "3"),
    ("strat 3 4", .star, "3 4"), ("strat", .start, ""), ("unstra 3", .unstar, "3"),
    ("tommorow", .tomorrow, ""), ("halp", .help, ""), ("nxet", .next, ""), ("mien", .mine, ""),
    ("leda 5", .lead, "5"), ("leda five", .lead, ""), ("langauge zh", .language, "zh"),
    ("digets 08:00", .digest, "08:00"), ("alrets on", .alerts, "on"), ("forgt", .forget, ""),
    ("rom hall", .room, "hall"), ("timzone utc", .timezone, "utc"), ("todya", .today, ""),
    ("收蔵 3", .star, "3"), ("silence 22:00-07:00", .quiet, "22:00-07:00"), ("dnd", .quiet, ""),
    ("quite 22-7", .quiet, "22-7"), ("calendar", .mine, ""), ("unfollow", .follow, ""),
    ("later", .snooze, ""), ("snoze 5", .snooze, "5"), ("forget 3", .unstar, "3"),
    ("forget it 3", .unstar, ""), ("stop it", .stop, ""), ("删除 3", .unstar, "3"),
    ("hello world", .help, ""), ("kubernetes networking", nil, ""), ("xyzzy", nil, ""),
    ("可观测性", nil, ""),
  ]

  @Test(arguments: unknown)
  func `an unknown word is answered with the nearest command`(
    text: String, nearest: CommandName?, arguments: String
  ) {
    #expect(throws: Problem.unknownCommand(text, nearest: nearest, arguments: arguments)) {
      try CommandParser.parse(text)
    }
  }

  @Test(arguments: ["", "  ", "/", "　"])
  func `nothing at all asks for help`(text: String) {
    #expect(throws: Problem.unknownCommand("", nearest: .help)) { try CommandParser.parse(text) }
  }

  @Test(arguments: [
    String(repeating: "x", count: 4096), String(repeating: "搜", count: 4096),
    String(repeating: "🏳️‍🌈", count: 500), String(repeating: "1 ", count: 2000), "\u{0}\u{7F}",
    "timezone " + String(repeating: "y", count: 4000), "#", "# 3", "<>", "page:", "：", "track:x",
    String(repeating: "/", count: 4096), "star " + String(repeating: "9", count: 4000),
  ])
  func `whatever is typed, reading it comes to an end`(text: String) {
    _ = try? CommandParser.parse(text)
  }
}
