import ConferenceModel
import Conversation
import Messaging
import Phrasebook
import Testing

/// Hours without a sound.
@Suite struct QuietCommandTests {
  private static let night = QuietHours(from: 22 * 60, until: 7 * 60)

  private static let spans = [
    Reading("quiet", .quiet(.show)), Reading("免打扰", .quiet(.show)),
    Reading("quiet off", .quiet(.off)), Reading("mute none", .quiet(.off)),
    Reading("免打扰 关", .quiet(.off)), Reading("静音关闭", .quiet(.off)),
    Reading("quiet on", .quiet(.on(night))), Reading("勿扰 开", .quiet(.on(night))),
    Reading("quiet 22:00-07:00", .quiet(.on(night))), Reading("quiet 22-7", .quiet(.on(night))),
    Reading("QUIET 22.00–7.00", .quiet(.on(night))),
    Reading("mute 22:00 to 07:00", .quiet(.on(night))),
    Reading("quiet from 22 until 7", .quiet(.on(night))),
    Reading("quiet between 22 and 7", .quiet(.on(night))),
    Reading("quiet 22 7", .quiet(.on(night))),
    Reading("免打扰 ２２：００－０７：００", .quiet(.on(night))),
    Reading("免打扰22点到7点", .quiet(.on(night))), Reading("靜音 从22点至7点", .quiet(.on(night))),
    Reading("quiet 13:00-13:30", .quiet(.on(QuietHours(from: 780, until: 810)))),
    Reading("quiet 0:00-23:59", .quiet(.on(QuietHours(from: 0, until: 1439)))),
    Reading("quiet 22:00-24:00", .quiet(.on(QuietHours(from: 1320, until: 0)))),
    Reading("quiet 24-6", .quiet(.on(QuietHours(from: 0, until: 360)))),
  ]

  @Test(arguments: spans)
  func `hours are read, also over midnight`(reading: Reading) throws {
    #expect(try CommandParser.parse(reading.text) == reading.command)
  }

  @Test(arguments: [
    "25:00-07:00", "22:00", "22:00-22:00", "0-24", "22:60-7", "tonight", "22-7-9", "-22-",
    "22:00-", "13am-7am", "99999999999999999999-7", "off 22-7", "晚上",
  ])
  func `no hours are one line that names them, and change nothing`(text: String) throws {
    let chat = try Chat()
    _ = try chat.say("quiet 21-6")
    #expect(
      try chat.say("quiet \(text)")
        == "“\(text)” is no span of the day. Use two times, like `quiet 22:00-07:00`.")
    #expect(
      try chat.subscriber()?.preferences.quiet == QuietHours(from: 21 * 60, until: 6 * 60))
    _ = try chat.say("language zh")
    #expect(
      try chat.say("免打扰 \(text)") == "“\(text)”不是有效时段。请写两个时间，例如 `免打扰 22:00-07:00`。")
  }

  @Test func `hours are said with their zone, kept and taken back`() throws {
    let chat = try Chat()
    let quiet = """
      Quiet from 22:00 to 07:00 (Europe/Amsterdam): reminders come without a sound where the chat \
      app allows it, and changes that can wait come at 07:00. `quiet off` ends it.
      """
    #expect(try chat.say("quiet") == "No quiet hours. `quiet 22:00-07:00` sets them.")
    #expect(try chat.say("quiet 22-7") == quiet)
    #expect(try chat.say("quiet") == quiet)
    #expect(try chat.subscriber()?.preferences == Preferences(quiet: Self.night))
    _ = try chat.say("timezone Asia/Shanghai")
    #expect(try chat.say("quiet")?.contains("(Asia/Shanghai)") == true)
    #expect(try chat.say("quiet off") == "No quiet hours. `quiet 22:00-07:00` sets them.")
    #expect(try chat.subscriber()?.preferences.quiet == nil)
  }

  @Test func `a Chinese reader is told the same`() throws {
    let chat = try Chat()
    _ = try chat.say("语言 中文")
    #expect(
      try chat.say("免打扰 22点到7点") == """
        免打扰时段 22:00–07:00（Europe/Amsterdam）：提醒不响铃（以聊天软件支持为准），\
        不急的变动到 07:00 再通知。发送 `免打扰 关` 可取消。
        """)
    #expect(try chat.say("免打扰 关") == "没有免打扰时段，发送 `免打扰 22:00-07:00` 可设置。")
  }

  @Test func `a channel has hours too, set by its administrators`() throws {
    let chat = try Chat()
    #expect(
      try chat.sayInChannel("quiet 13:00-13:30", isAdministrator: false)
        == "Only administrators of this channel may use `quiet`.")
    #expect(
      try chat.sayInChannel("quiet", isAdministrator: false)
        == "No quiet hours. `quiet 22:00-07:00` sets them.")
    #expect(
      try chat.sayInChannel("quiet 13:00-13:30") == """
        Quiet from 13:00 to 13:30 (Europe/Amsterdam): what I post comes without a sound where the \
        chat app allows it, and changes that can wait come at 13:30. `quiet off` ends it.
        """)
    #expect(
      try chat.sayInChannel("quiet off", isAdministrator: false)
        == "Only administrators of this channel may use `quiet`.")
    #expect(
      try chat.subscriber(at: chat.channel)?.preferences.quiet
        == QuietHours(from: 780, until: 810))
  }

  @Test func `in a linked chat they are those of the chat where notices go`() throws {
    let chat = try Chat()
    let other = Chat.matrix("!dm:example.org")
    _ = try chat.say("timezone Asia/Tokyo")
    try chat.link(other)
    #expect(try chat.say("quiet 22-7", in: other)?.contains("(Asia/Tokyo)") == true)
    #expect(try chat.subscriber()?.preferences.quiet == Self.night)
    #expect(try chat.subscriber(at: other)?.preferences.quiet == nil)
    #expect(try chat.say("export", in: other)?.contains("\nquiet: 22:00-07:00\n") == true)
  }
}
