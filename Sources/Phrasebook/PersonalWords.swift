package import ConferenceModel
package import Foundation

/// What `snooze`, `goto`, `backup`, `link` and `follow` came to.
package enum PersonalAnswer: Hashable, Sendable {
  /// The last reminder comes once more at this instant.
  case snoozed(titles: [String], until: Date)
  /// A star got a mark; `others` are the overlapping stars that are the backup now.
  case marked(StarMark, title: String, others: [String])
  /// A code to type in the other chat, good for so many minutes; `noticesAt` is where notices go
  /// when that is not this chat.
  case linkCode(String, minutes: Int, noticesAt: ConversationAddress? = nil)
  /// This chat shares the stars of another, where notices go.
  case linked(ConversationAddress)
  /// Notices come to this chat now; nil when they did before.
  case noticesHere(before: ConversationAddress?)
  /// This chat has stars of its own again; those it shared stay at this address.
  case unlinked(from: ConversationAddress)
  /// This chat keeps the stars; these have stars of their own again. Never empty.
  case released([ConversationAddress])
  /// This chat shares stars with no other.
  case notLinked
  /// A channel's posts at the start; nil for none.
  case follows(SessionFilter?)
}

extension ChatPlatform {
  /// As people call it.
  var name: String {
    switch self {
    case .console: "the console"
    case .telegram: "Telegram"
    case .slack: "Slack"
    case .matrix: "Matrix"
    }
  }
}

/// The platforms of some chats, each once, in their order.
private func platformNames(of chats: [ConversationAddress]) -> [String] {
  var names: [String] = []
  for chat in chats where !names.contains(chat.platform.name) { names.append(chat.platform.name) }
  return names
}

extension EnglishWords {
  func mark(_ mark: StarMark) -> String {
    switch mark {
    case .goto: "Go to"
    case .backup: "Backup"
    }
  }

  /// A chat of the person's own, as they know it.
  func chat(_ address: ConversationAddress) -> String { "your chat on \(address.platform.name)" }

  /// What becomes of chats that shared stars and do so no more.
  func onTheirOwn(_ chats: [ConversationAddress]) -> String {
    let names = platformNames(of: chats).joined(separator: " and ")
    return chats.count == 1
      ? "Your chat on \(names) goes on by itself, without stars."
      : "Your chats on \(names) go on by themselves, without stars."
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
    case .linkCode(let code, let minutes, let address):
      let place = address.map { "go on coming to \(chat($0))" } ?? "come here"
      return [
        """
        In your other chat with me, type \(code: "link \(code)") within \(minutes) minutes. Then \
        both share your stars, and reminders \(place).
        """
      ]
    case .linked(let address):
      return [
        """
        Linked: this chat shares your stars with \(chat(address)), where reminders go. \
        \(code: "link here") brings them here, \(code: "link off") undoes it.
        """
      ]
    case .noticesHere(nil):
      return ["Reminders come here already. \(code: "link") gives a code for another chat."]
    case .noticesHere(let before?):
      return [
        "Reminders and changes come here now, no longer to \(chat(before)). You share your stars "
          + "as before."
      ]
    case .unlinked(let address):
      return [
        "Unlinked: this chat starts without stars. Those you shared stay with \(chat(address))."
      ]
    case .released(let chats):
      return ["Unlinked: your stars stay here. \(onTheirOwn(chats))"]
    case .notLinked:
      return ["This chat is linked to no other. \(code: "link") gives a code for one."]
    case .follows(nil): return ["No posts at the start of sessions."]
    case .follows(let filter?):
      return [
        "When a session of \(strong: terms(filter)) starts, I post it here. "
          + "\(code: "follow off") ends that."
      ]
    }
  }
}

extension ChineseWords {
  func mark(_ mark: StarMark) -> String {
    switch mark {
    case .goto: "首选"
    case .backup: "备选"
    }
  }

  func chat(_ address: ConversationAddress) -> String { " \(address.platform.name) 聊天" }

  func onTheirOwn(_ chats: [ConversationAddress]) -> String {
    chats.count == 1
      ? "你的\(chats.first.map(chat) ?? "")今后独立，没有收藏。"
      : "你的 \(platformNames(of: chats).joined(separator: "、")) 聊天今后各自独立，没有收藏。"
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
    case .linkCode(let code, let minutes, let address):
      let place = address.map { "提醒仍发到\(chat($0))" } ?? "提醒发到这里"
      return [
        "\(minutes) 分钟内，在另一个与我的聊天中发送 \(code: "关联 \(code)")。之后两边共用收藏，\(place)。"
      ]
    case .linked(let address):
      return [
        """
        已关联：本聊天与\(chat(address))共用收藏，提醒发到那里。发送 \(code: "关联 这里") 改为发到这里，\
        \(code: "关联 关") 可取消。
        """
      ]
    case .noticesHere(nil):
      return ["提醒本来就发到这里。发送 \(code: "关联") 可取得用于其他聊天的代码。"]
    case .noticesHere(let before?):
      return ["提醒和变动通知改为发到这里，不再发到\(chat(before))。收藏照旧共用。"]
    case .unlinked(let address):
      return ["已取消关联，本聊天从零开始收藏。原来共用的收藏保留在\(chat(address))。"]
    case .released(let chats): return ["已取消关联，收藏保留在这里。\(onTheirOwn(chats))"]
    case .notLinked: return ["本聊天没有关联。发送 \(code: "关联") 可取得代码。"]
    case .follows(nil): return ["不再发布开场消息。"]
    case .follows(let filter?):
      return ["\(strong: terms(filter)) 的演讲开始时会发布在这里。发送 \(code: "跟踪 关") 可取消。"]
    }
  }
}
