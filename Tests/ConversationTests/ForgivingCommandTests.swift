import ConferenceModel
import Conversation
import Messaging
import Phrasebook
import Testing

/// What people type without having read the help.
@Suite struct ForgivingCommandTests {
  private static let all = SessionFilter()
  private static let march25 = DaySelector.monthAndDay(month: 3, day: 25)

  private static func quiet(_ from: Int, _ until: Int) -> Command {
    .quiet(.on(QuietHours(from: from, until: until)))
  }

  private static func digest(_ minute: Int, _ filter: SessionFilter = all) -> Command {
    .digest(.on(DigestPreference(minuteOfDay: minute, filter: filter)))
  }

  static let readings = [
    // Several at once.
    Reading("star 2-4", .star([.number(2), .number(3), .number(4)])),
    Reading("star 1 3–4, 4", .star([.number(1), .number(3), .number(4)])),
    Reading("收藏 2到3", .star([.number(2), .number(3)])),
    Reading("unstar 5 - 3", .unstar([.words("5 - 3")])),
    Reading("star 3-2-1 Certify", .star([.words("3-2-1 Certify")])),
    // Digits of other scripts, and numbers in words.
    Reading("talk ٣", .talk(.number(3))), Reading("star १२", .star([.number(12)])),
    Reading("收藏三", .star([.number(3)])), Reading("收藏 第十二场", .star([.number(12)])),
    Reading("提醒 十分钟", .lead([LeadTime(minutes: 10)])),
    Reading("提醒 二十五分钟", .lead([LeadTime(minutes: 25)])),
    // The signs of the buttons.
    Reading("⭐ 1", .star([.number(1)])), Reading("⭐️1", .star([.number(1)])),
    Reading("☆ 2 3", .star([.number(2), .number(3)])), Reading("★2", .star([.number(2)])),
    // Times.
    Reading("digest 8am", digest(480)), Reading("digest 8:30 pm mine", digest(1230, mine)),
    Reading("digest 12am", digest(0)), Reading("digest 12pm", digest(720)),
    Reading("日报 早上8点", digest(480)), Reading("日报 上午九点半", digest(570)),
    Reading("日报 8点 我的", digest(480, mine)), Reading("日报 中午12点", digest(720)),
    Reading("日报 中午1点", digest(780)), Reading("日报 下午3点05分", digest(905)),
    Reading("quiet 10pm-7am", quiet(1320, 420)),
    Reading("quiet from 10 pm to 7 a.m.", quiet(1320, 420)),
    Reading("quiet 10pm to midnight", quiet(1320, 0)),
    Reading("免打扰 晚上10点到早上7点", quiet(1320, 420)),
    Reading("免打扰 晚上十点半至凌晨六点", quiet(1350, 360)),
    Reading("免打扰 晚上12点-7点", quiet(0, 420)),
    Reading("lead 10 minutes before", .lead([LeadTime(minutes: 10)])),
    Reading("提前 10 分钟", .lead([LeadTime(minutes: 10)])),
    // Dates.
    Reading("25.3.", .day(march25, all, page: 1)), Reading("25/3", .day(march25, all, page: 1)),
    Reading("3/25 2", .day(march25, all, page: 2)),
    Reading("25.03.2026", .day(.date(CommandParserTests.march25), all, page: 1)),
    Reading("3/25/2026", .day(.date(CommandParserTests.march25), all, page: 1)),
    // Politeness.
    Reading("Hello!", .greeting), Reading("hi there", .greeting), Reading("你好！", .greeting),
    Reading("forget me", .forget), Reading("Forget my data", .forget), Reading("忘记全部", .forget),
    Reading("digest preview", .digest(.preview(nil))),
  ]

  private static let mine = SessionFilter(mine: true)

  @Test(arguments: readings)
  func `what is meant is understood`(reading: Reading) throws {
    #expect(try CommandParser.parse(reading.text) == reading.command)
  }

  static let misreadings = [
    Misreading("star -1", .badArgument(.session("-1"))),
    Misreading("star 1 -2", .badArgument(.session("-2"))),
    Misreading("monday morning", .badArgument(.filter("morning"))),
    Misreading("wed 14:00", .badArgument(.filter("14:00"))),
    Misreading("3/4", .badArgument(.date("3/4"))), Misreading("31/2", .badArgument(.date("31/2"))),
    Misreading("digest 13am", .badArgument(.time("13am"))),
    Misreading("digest am", .badArgument(.time("am"))),
    Misreading("日报 早上25点", .badArgument(.time("早上25点"))),
    Misreading("timezone mars", .badArgument(.timeZone("mars", suggestions: []))),
    Misreading("timezone PST", .badArgument(.timeZone("PST", suggestions: []))),
  ]

  @Test(arguments: misreadings)
  func `what cannot be meant is not guessed at`(misreading: Misreading) {
    #expect(throws: misreading.problem) { try CommandParser.parse(misreading.text) }
  }

  @Test func `a number with a hash is the list's when it is typed, the store's when pressed`()
    throws
  {
    let chat = try Chat()
    _ = try chat.say("room auditorium")
    let listed = try chat.listed()
    let third = try #require(listed.dropFirst(2).first)
    #expect(third.id != 3)
    let typed = IncomingMessage(address: chat.person, audience: .person, text: "star #3")
    let answer = try chat.send(typed)
    #expect(answer?.contains(third.session.facts.title) == true, "\(answer ?? "")")
    let beyond = IncomingMessage(address: chat.person, audience: .person, text: "star #9")
    #expect(try chat.send(beyond) == "There is no 9: the last list ends at 3.")
  }

  @Test func `many numbers that are none are one line`() throws {
    let chat = try Chat()
    _ = try chat.say("room auditorium")
    let many = try chat.say("star 1 4 5")
    #expect(many?.hasSuffix("There is no 4 or 5: the last list ends at 3.") == true)
    #expect(
      try chat.say("unstar 4-40")
        == "There is no 4, 5, 6, 7, 8, …: the last list ends at 3.")
    _ = try chat.say("语言 中文")
    #expect(try chat.say("取消收藏 4 5") == "没有第 4、5 场，上一个列表到第 3 场为止。")
  }

  @Test func `a greeting is answered with what to do, and resumes nothing`() throws {
    let chat = try Chat()
    #expect(try chat.say("hello")?.hasPrefix("I'm TalkBell") == true)
    _ = try chat.say("stop")
    #expect(try chat.say("hello")?.hasPrefix("Find\n") == true)
    #expect(try chat.subscriber()?.state == .stopped)
  }

  @Test func `a preview is of the digest that is set up`() throws {
    let chat = try Chat()
    _ = try chat.say("digest 08:00 track:observability")
    let set = try chat.say("digest preview")
    #expect(set?.contains("Kubernetes Observability Deep Dive") == true)
    #expect(set?.contains("GPU Scheduling at Scale") == false)
    let other = try chat.say("digest preview track:ai")
    #expect(other?.contains("GPU Scheduling at Scale") == true)
    _ = try chat.say("digest off")
    #expect(try chat.say("digest preview")?.contains("GPU Scheduling at Scale") == true)
  }

  @Test func `what is meant is proposed whole`() throws {
    let chat = try Chat()
    #expect(
      try chat.say("stra 3 4")
        == "I don't know “stra 3 4”. Did you mean `star 3 4`? `help` lists all.")
    _ = try chat.say("语言 中文")
    #expect(
      try chat.say("serach gpu") == "看不懂“serach gpu”。你是想发送 `搜索 gpu` 吗？发送 `帮助` 查看全部命令。")
  }

  @Test func `topics in Chinese are proposed to who writes Chinese`() throws {
    let chat = try Chat()
    #expect(try chat.say("search Привет") == "Nothing found for “Привет”.")
    #expect(try chat.say("search 咖啡机")?.contains("可观测性") == true)
    #expect(try chat.say("search sécurty")?.contains("`search security`") == true)
  }

  @Test func `a choice of several pages says how to choose`() throws {
    let sessions = (1...12).map { number in
      Chat.session("t\(number)", "Tracing \(number)", from: Chat.at(10 + number / 2))
    }
    let chat = try Chat(sessions)
    let answer = try #require(try chat.say("star tracing"))
    #expect(answer.contains("Say `star 1`.\n1–10 of 12. `more` shows the next."), "\(answer)")
  }
}
