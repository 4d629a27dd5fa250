package import ConferenceModel
package import Foundation

/// What `snooze`, `goto`, `backup`, `link` and `follow` came to.
package enum PersonalAnswer: Hashable, Sendable {
  /// The last reminder comes once more at this instant.
  case snoozed(titles: [String], until: Date)
  /// A star got a mark; `others` are the overlapping stars that are the backup now.
  case marked(StarMark, title: String, others: [String])
  /// A code to type in the other chat, good for so many minutes.
  case linkCode(String, minutes: Int)
  /// This chat shares the stars of another, where notices go.
  case linked(ConversationAddress)
  /// This chat has stars of its own again; false when it was not linked.
  case unlinked(Bool)
  /// A channel's posts at the start; nil for none.
  case follows(SessionFilter?)
}

/// All that is kept about a chat.
package struct ExportContent: Hashable, Sendable {
  /// Where it is.
  package var address: ConversationAddress
  /// What it chose.
  package var preferences: Preferences
  /// The starred sessions, by start, with their marks.
  package var stars: [(entry: ProgrammeEntry, mark: StarMark?)]
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// All that is kept about a chat.
  package init(
    address: ConversationAddress, preferences: Preferences,
    stars: [(entry: ProgrammeEntry, mark: StarMark?)], timeZone: TimeZone
  ) {
    self.address = address
    self.preferences = preferences
    self.stars = stars
    self.timeZone = timeZone
  }

  /// Equal in all parts.
  package static func == (left: Self, right: Self) -> Bool {
    left.address == right.address && left.preferences == right.preferences
      && left.timeZone == right.timeZone
      && left.stars.map(\.entry) == right.stars.map(\.entry)
      && left.stars.map(\.mark) == right.stars.map(\.mark)
  }

  /// Of the address and the stars.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(address)
    hasher.combine(stars.map(\.entry))
  }
}

extension Layout {
  /// A line for each setting and each star, so that it can be copied and kept.
  func exported(_ content: ExportContent) -> [Sentence] {
    words.export(content)
      + content.stars.map { entry, mark in
        let facts = entry.session.facts
        let day = facts.start.map { content.timeZone.day(of: $0).description } ?? "–"
        let time = when(
          facts.slot, in: content.timeZone, today: facts.start.map(content.timeZone.day))
        let label = mark.map { " · \(words.mark($0))" } ?? ""
        return Sentence.lines([
          "\(day) \(time) · \(place(facts))\(label)", titleAndNames(facts),
          "\(entry.session.url ?? "")",
        ])
      }
  }
}

extension EnglishWords {
  func mark(_ mark: StarMark) -> String {
    switch mark {
    case .goto: "Go to"
    case .backup: "Backup"
    }
  }

  func personal(_ answer: PersonalAnswer, _ context: StarContext) -> [Sentence] {
    switch answer {
    case .snoozed(let titles, let until):
      return [
        "I'll remind you again at \(strong: context.timeZone.clockText(of: until)): "
          + "\(titles.joined(separator: "; "))."
      ]
    case .marked(.goto, let title, let others):
      let rest: Sentence =
        others.isEmpty ? "" : " Backup: \(others.joined(separator: "; "))."
      return ["You go to \(strong: title)." + rest]
    case .marked(.backup, let title, _): return ["\(strong: title) is a backup."]
    case .linkCode(let code, let minutes):
      return [
        """
        In your other chat with me, type \(code: "link \(code)") within \(minutes) minutes. Then \
        both share your stars, and reminders come here.
        """
      ]
    case .linked(let address):
      return [
        """
        Linked: this chat shares your stars with \(address.platform.rawValue), where reminders go. \
        \(code: "link off") undoes it.
        """
      ]
    case .unlinked(let wasLinked):
      return [
        wasLinked
          ? "Unlinked: this chat has stars of its own again." : "This chat was not linked."
      ]
    case .follows(nil): return ["No posts at the start of sessions."]
    case .follows(let filter?):
      return [
        "When a session of \(strong: terms(filter)) starts, I post it here. "
          + "\(code: "follow off") ends that."
      ]
    }
  }

  func export(_ content: ExportContent) -> [Sentence] {
    let preferences = content.preferences
    return [
      "All I know about this chat, \(content.address.description):",
      Sentence.lines([
        "language: \(preferences.language.rawValue)", "time zone: \(content.timeZone.identifier)",
        "reminders: \(preferences.leadTimes.isEmpty ? "off" : leads(preferences.leadTimes))",
        "digest: \(preferences.digest.map { clock($0.minuteOfDay) } ?? "off")",
        "alerts: \(preferences.alerts ? "on" : "off")", "stars: \(content.stars.count)",
      ]),
    ]
  }
}

extension ChineseWords {
  func mark(_ mark: StarMark) -> String {
    switch mark {
    case .goto: "首选"
    case .backup: "备选"
    }
  }

  func personal(_ answer: PersonalAnswer, _ context: StarContext) -> [Sentence] {
    switch answer {
    case .snoozed(let titles, let until):
      return [
        "\(strong: context.timeZone.clockText(of: until)) 再提醒你一次：\(titles.joined(separator: "；"))。"
      ]
    case .marked(.goto, let title, let others):
      let rest: Sentence = others.isEmpty ? "" : "备选：\(others.joined(separator: "；"))。"
      return ["首选 \(strong: title)。" + rest]
    case .marked(.backup, let title, _): return ["\(strong: title) 设为备选。"]
    case .linkCode(let code, let minutes):
      return [
        "\(minutes) 分钟内，在另一个与我的聊天中发送 \(code: "关联 \(code)")。之后两边共用收藏，提醒发到这里。"
      ]
    case .linked(let address):
      return [
        """
        已关联：本聊天与 \(address.platform.rawValue) 共用收藏，提醒发到那里。\
        发送 \(code: "关联 关") 可取消。
        """
      ]
    case .unlinked(let wasLinked):
      return [wasLinked ? "已取消关联，本聊天重新使用自己的收藏。" : "本聊天没有关联。"]
    case .follows(nil): return ["不再发布开场消息。"]
    case .follows(let filter?):
      return ["\(strong: terms(filter)) 的演讲开始时会发布在这里。发送 \(code: "跟踪 关") 可取消。"]
    }
  }

  func export(_ content: ExportContent) -> [Sentence] {
    let preferences = content.preferences
    let digest = preferences.digest.map { EnglishWords().clock($0.minuteOfDay) } ?? "关"
    return [
      "与本聊天（\(content.address.description)）有关的全部数据：",
      Sentence.lines([
        "语言：\(preferences.language.rawValue)", "时区：\(content.timeZone.identifier)",
        "提醒：\(preferences.leadTimes.isEmpty ? "关" : leads(preferences.leadTimes))",
        "日报：\(digest)", "变动通知：\(preferences.alerts ? "开" : "关")",
        "收藏：\(content.stars.count) 场",
      ]),
    ]
  }
}
