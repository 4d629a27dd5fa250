import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

/// What a person decides about overlapping stars, reminders and chats.
@Suite struct PersonCommandTests {
  @Test func `goto stars a talk and makes the overlapping stars the backup`() throws {
    let chat = try Chat()
    _ = try chat.say("star supply chain")
    #expect(
      try chat.say("goto gpu")
        == "You go to GPU Scheduling at Scale. Backup: Supply Chain Security for Everyone.")
    let mine = try #require(try chat.say("mine"))
    #expect(mine.contains("11:00–11:30 · Hall 7 | Room A · Go to"))
    #expect(mine.contains("11:15–11:45 · Hall 8 | Room E · Backup"))
    #expect(try chat.say("backup gpu") == "GPU Scheduling at Scale is a backup.")
    #expect(try chat.say("首选") == "Go to which? `mine` lists your stars, then `goto 1`.")
  }

  @Test func `snooze rings again before the start, and only then`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    #expect(try chat.say("snooze 5") == "There is no reminder of a talk still to come.")
    try chat.deliverReminder(at: Chat.at(10, 50))
    #expect(
      try chat.say("snooze", at: Chat.at(10, 51))
        == "I'll remind you again at 10:56: GPU Scheduling at Scale.")
    #expect(try chat.database.read { try $0.nextSchedulingInstant() } == Chat.at(10, 56))
    #expect(
      try chat.say("snooze 30", at: Chat.at(10, 51))
        == "It starts in 9 min: choose less than that.")
    #expect(
      try chat.say("snooze soon", at: Chat.at(10, 51))
        == "“soon” is no number of minutes. Use 1 to 120, like `snooze 5`.")
  }

  @Test func `export lists what came by itself`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    try chat.deliverReminder(at: Chat.at(10, 50))
    try chat.expireDigest(at: Chat.at(11))
    let export = try #require(try chat.say("export", at: Chat.at(12)))
    #expect(
      export.hasSuffix(
        """
        What came by itself, the newest first:
        2026-03-24 11:00 digest (not sent)
        2026-03-24 10:50 reminder: GPU Scheduling at Scale
        """), "\(export)")
    _ = try chat.say("语言 中文", at: Chat.at(12))
    let chinese = try #require(try chat.say("导出", at: Chat.at(12)))
    #expect(chinese.hasSuffix("2026-03-24 10:50 提醒: GPU Scheduling at Scale"), "\(chinese)")
  }

  @Test func `export says all that is kept`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    let export = try #require(try chat.say("export"))
    #expect(
      export == """
        All I know about this chat, telegram:1:
        first word: 2026-03-24 09:00
        language: en
        time zone: Europe/Amsterdam
        messages: on
        digest: off
        alerts: on
        quiet: off
        reminders: 10 min
        linked chats: none
        messages kept: 1
        stars: 1
        2026-03-24 11:00–11:30 · Hall 7 | Room A
        GPU Scheduling at Scale — Zhang Bao
        http://kubecon.sched.com/event/c1
        """)
  }

  @Test func `two chats of a person share stars, and reminders come to the first`() throws {
    let chat = try Chat()
    let other = ConversationAddress(platform: .telegram, conversation: "2")
    func sayThere(_ text: String) throws -> String? {
      try chat.send(IncomingMessage(address: other, audience: .person, text: text))
    }
    _ = try chat.say("star gpu")
    _ = try sayThere("star supply chain")
    let answer = try #require(try chat.say("link"))
    let code = try #require(answer.firstMatch(of: /link ([0-9a-f]{8})/)).1
    #expect(try sayThere("link 00000000")?.hasPrefix("I don't know this code") == true)
    #expect(
      try sayThere("link \(code)")
        == "Linked: this chat shares your stars with your chat on Telegram, where reminders go. "
        + "`link here` brings them here, `link off` undoes it.")
    #expect(
      try chat.starredTitles() == [
        "GPU Scheduling at Scale", "Supply Chain Security for Everyone",
      ])
    _ = try sayThere("unstar gpu")
    #expect(try chat.starredTitles() == ["Supply Chain Security for Everyone"])
    #expect(try sayThere("link \(code)")?.hasPrefix("I don't know this code") == true)
    #expect(
      try sayThere("link off")
        == "Unlinked: this chat starts without stars. Those you shared stay with your chat on "
        + "Telegram.")
    #expect(try sayThere("mine")?.hasPrefix("No stars yet") == true)
  }

  @Test func `a channel posts what starts in a room it follows`() throws {
    let chat = try Chat()
    #expect(
      try chat.sayInChannel("follow room:hall 7", isAdministrator: false)
        == "Only administrators of this channel may use `follow`.")
    #expect(
      try chat.sayInChannel("follow room:hall 7")
        == "When a session of room: hall 7 starts, I post it here. `follow off` ends that.")
    #expect(try chat.database.read { try $0.nextSchedulingInstant() } == Chat.at(11))
    #expect(try chat.sayInChannel("follow off") == "No posts at the start of sessions.")
    #expect(try chat.database.read { try $0.nextSchedulingInstant() } == nil)
    #expect(
      try chat.say("follow room:hall 7")
        == "`follow` is for channels. Here, `star` what you want to hear.")
  }
}

extension Chat {
  /// Lets a digest come too late.
  func expireDigest(at now: Date) throws {
    try database.write { store in
      guard let subscriber = try store.subscriber(at: person) else { return }
      let day = Chat.zone.day(of: now)
      try store.enqueue(
        [
          NewOutboxEntry(
            key: "digest/\(now)", subscriber: subscriber.id,
            notice: .digest(day: day, filter: SessionFilter()), dueAt: now, deadline: now,
            expiresAt: now.addingTimeInterval(60))
        ], now: now)
      let claimed = try store.claim(platform: .telegram, now: now, limit: 100, lease: 60)
      try store.settle(
        claimed.map { Settlement(entry: $0, result: .expired(reason: "too late")) }, now: now)
    }
  }

  /// Lets a reminder of the person's stars be delivered: of all, or of one title.
  func deliverReminder(of title: String? = nil, at now: Date) throws {
    let only = try title.map(id)
    try database.write { store in
      guard let subscriber = try store.subscriber(at: person) else { return }
      let sessions = try store.stars(of: subscriber.id).map(\.session)
        .filter { only == nil || $0 == only }
      try store.consume(sessions.map { (subscriber.id, $0, LeadTime(minutes: 10)) })
      try store.enqueue(
        [
          NewOutboxEntry(
            key: "reminder/\(now)", subscriber: subscriber.id,
            notice: .reminder(sessions: sessions, start: now, lead: LeadTime(minutes: 10)),
            dueAt: now, deadline: now, expiresAt: now.addingTimeInterval(60))
        ], now: now)
      let claimed = try store.claim(platform: .telegram, now: now, limit: 100, lease: 60)
      try store.settle(
        claimed.map {
          Settlement(entry: $0, result: .delivered(receipt: nil, stated: [], listed: nil))
        }, now: now)
    }
  }
}
