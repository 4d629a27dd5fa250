package import ConferenceModel
package import Foundation

/// All that is kept about a chat.
package struct ExportContent: Hashable, Sendable {
  /// A star with its mark.
  package struct Star: Hashable, Sendable {
    /// The starred session.
    package var entry: ProgrammeEntry
    /// What the person decided about it; nil for nothing.
    package var mark: StarMark?

    /// A star.
    package init(entry: ProgrammeEntry, mark: StarMark? = nil) {
      self.entry = entry
      self.mark = mark
    }
  }

  /// A message that was sent, or was not, other than an answer.
  package struct Message: Hashable, Sendable {
    /// When.
    package var at: Date
    /// Its sort.
    package var kind: NoticeKind
    /// Whether it arrived.
    package var isDelivered: Bool
    /// The sessions it was about; none for a digest.
    package var sessions: [SessionFacts]

    /// A message.
    package init(at: Date, kind: NoticeKind, isDelivered: Bool, sessions: [SessionFacts]) {
      self.at = at
      self.kind = kind
      self.isDelivered = isDelivered
      self.sessions = sessions
    }
  }

  /// The chat; its preferences are those that count for it, also where a linked chat keeps them.
  package var subscriber: Subscriber
  /// When it said its first word.
  package var since: Date
  /// The other chats of the same person.
  package var linkedChats: [ConversationAddress]
  /// Where notices about stars go, when that is another chat.
  package var noticesAt: ConversationAddress?
  /// How many messages to it are kept.
  package var messageCount: Int
  /// The starred sessions, by start.
  package var stars: [Star]
  /// The newest messages, newest first.
  package var messages: [Message]
  /// How many more of them are kept.
  package var earlierMessages: Int
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// All that is kept about a chat.
  package init(
    subscriber: Subscriber, since: Date, linkedChats: [ConversationAddress] = [],
    noticesAt: ConversationAddress? = nil, messageCount: Int = 0, stars: [Star] = [],
    messages: [Message] = [], earlierMessages: Int = 0, timeZone: TimeZone
  ) {
    self.messages = messages
    self.earlierMessages = earlierMessages
    self.subscriber = subscriber
    self.since = since
    self.linkedChats = linkedChats
    self.noticesAt = noticesAt
    self.messageCount = messageCount
    self.stars = stars
    self.timeZone = timeZone
  }
}

extension Layout {
  /// A line for each setting and each star, so that it can be copied and kept.
  func exported(_ content: ExportContent) -> [Sentence] {
    words.export(content)
      + content.stars.map { star in
        let facts = star.entry.session.facts
        let day = facts.start.map { content.timeZone.day(of: $0).description } ?? "–"
        let time = when(
          facts.slot, in: content.timeZone, today: facts.start.map(content.timeZone.day))
        let label = star.mark.map { " · \(words.mark($0))" } ?? ""
        return Sentence.lines([
          "\(day) \(time) · \(place(facts))\(label)", titleAndNames(facts),
          "\(star.entry.session.url ?? "")",
        ])
      } + told(content)
  }

  /// What was sent, a line each.
  private func told(_ content: ExportContent) -> [Sentence] {
    guard !content.messages.isEmpty else { return [] }
    let lines = content.messages.map { message -> Sentence in
      let titles =
        message.sessions.prefix(3).map { $0.title(in: words.language) }
        .joined(separator: "; ") + (message.sessions.count > 3 ? "; …" : "")
      let outcome = message.isDelivered ? "" : " (\(words.notSent))"
      return "\(content.text(of: message.at)) \(words.kind(message.kind))\(outcome)"
        + (titles.isEmpty ? "" : ": \(titles)")
    }
    return [
      Sentence.lines([words.toldHeading(earlier: content.earlierMessages)] + lines)
    ]
  }
}

extension ExportContent {
  /// `2026-03-24 09:00` in the zone.
  fileprivate var sinceText: String { text(of: since) }

  fileprivate func text(of instant: Date) -> String {
    "\(timeZone.day(of: instant)) \(timeZone.clockText(of: instant))"
  }

  /// As it would be typed; nil for none.
  fileprivate var digestText: String? {
    subscriber.preferences.digest.map { digest in
      ([EnglishWords().clock(digest.minuteOfDay)] + digest.filter.terms).joined(separator: " ")
    }
  }

  fileprivate var quietText: String? {
    subscriber.preferences.quiet.map {
      "\(EnglishWords().clock($0.from))-\(EnglishWords().clock($0.until))"
    }
  }

  fileprivate var linkedText: String? {
    linkedChats.isEmpty ? nil : linkedChats.map(\.description).joined(separator: ", ")
  }
}

extension EnglishWords {
  func kind(_ kind: NoticeKind) -> String {
    switch kind {
    case .reminder: "reminder"
    case .alert: "change"
    case .digest: "digest"
    case .correction: "correction"
    case .reply: "answer"
    case .operation: "word to the operator"
    }
  }
  var notSent: String { "not sent" }

  func toldHeading(earlier: Int) -> Sentence {
    earlier == 0
      ? "What came by itself, the newest first:"
      : "What came by itself, the newest first; \(earlier) earlier ones are kept too:"
  }

  func export(_ content: ExportContent) -> [Sentence] {
    let preferences = content.subscriber.preferences
    let alerts = (["on"] + preferences.alertFilter.terms).joined(separator: " ")
    let common = [
      "first word: \(content.sinceText)", "language: \(preferences.language.rawValue)",
      "time zone: \(content.timeZone.identifier)",
      "messages: \(content.subscriber.state == .stopped ? "stopped" : "on")",
      "digest: \(content.digestText ?? "off")",
      "alerts: \(preferences.alerts ? alerts : "off")", "quiet: \(content.quietText ?? "off")",
    ]
    let own =
      content.subscriber.audience == .person
      ? [
        "reminders: \(preferences.leadTimes.isEmpty ? "off" : leads(preferences.leadTimes))",
        "linked chats: \(content.linkedText ?? "none")",
        content.noticesAt.map { "reminders go to: \($0)" } ?? "",
        "messages kept: \(content.messageCount)", "stars: \(content.stars.count)",
      ]
      : [
        "posts at the start: \(preferences.follow?.terms.joined(separator: " ") ?? "off")",
        "messages kept: \(content.messageCount)",
      ]
    return [
      "All I know about this chat, \(content.subscriber.address.description):",
      Sentence.lines((common + own).map { "\($0)" }),
    ]
  }
}

extension ChineseWords {
  func kind(_ kind: NoticeKind) -> String {
    switch kind {
    case .reminder: "提醒"
    case .alert: "变动"
    case .digest: "日报"
    case .correction: "更正"
    case .reply: "回答"
    case .operation: "管理消息"
    }
  }
  var notSent: String { "未发送" }

  func toldHeading(earlier: Int) -> Sentence {
    earlier == 0 ? "主动发送的消息，最新的在前：" : "主动发送的消息，最新的在前；另外还保留更早的 \(earlier) 条："
  }

  func export(_ content: ExportContent) -> [Sentence] {
    let preferences = content.subscriber.preferences
    let alerts = (["开"] + preferences.alertFilter.terms).joined(separator: " ")
    let common = [
      "开始使用：\(content.sinceText)", "语言：\(preferences.language.rawValue)",
      "时区：\(content.timeZone.identifier)",
      "消息：\(content.subscriber.state == .stopped ? "已停止" : "开")",
      "日报：\(content.digestText ?? "关")", "变动通知：\(preferences.alerts ? alerts : "关")",
      "免打扰：\(content.quietText ?? "关")",
    ]
    let own =
      content.subscriber.audience == .person
      ? [
        "提醒：\(preferences.leadTimes.isEmpty ? "关" : leads(preferences.leadTimes))",
        "关联的聊天：\(content.linkedText ?? "无")",
        content.noticesAt.map { "提醒发到：\($0)" } ?? "",
        "保留的消息：\(content.messageCount) 条", "收藏：\(content.stars.count) 场",
      ]
      : [
        "开场消息：\(preferences.follow?.terms.joined(separator: " ") ?? "关")",
        "保留的消息：\(content.messageCount) 条",
      ]
    return [
      "与本聊天（\(content.subscriber.address.description)）有关的全部数据：",
      Sentence.lines((common + own).map { "\($0)" }),
    ]
  }
}
