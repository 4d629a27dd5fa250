import ConferenceModel
import Foundation

extension ChineseWords {
  func problem(_ problem: Problem) -> [Sentence] {
    switch problem {
    case .unknownCommand(let text, let nearest, let arguments):
      return unknown(text, nearest, arguments)
    case .missingArgument(let command): return [missing(command)]
    case .badArgument(let argument): return [bad(argument)]
    case .noList: return ["还没有列表。先发送 \(code: "接下来") 或 \(code: "搜索 可观测性")。"]
    case .noSuchNumber(let number, let last):
      return ["没有第 \(number) 场，上一个列表到第 \(last) 场为止。"]
    case .noSuchNumbers(let numbers, let last):
      let named = numbers.prefix(5).map(String.init).joined(separator: "、")
      return ["没有第 \(named)\(numbers.count > 5 ? "……" : "") 场，上一个列表到第 \(last) 场为止。"]
    case .noSuchSession(let text):
      return ["日程中没有 \(text)。可以用 \(code: "搜索 关键词") 查找。"]
    case .nothingFound(let words, let searched, let suggestions):
      return nothingFound(words, searched, suggestions)
    case .noSuchRoom(let name, let rooms):
      let known: Sentence = rooms.isEmpty ? "" : "你要找的是：\(rooms.joined(separator: "；"))？"
      return ["没有会议室“\(name)”。" + known]
    case .nothingOnDay(let day, let filter, let days): return [nothingOn(day, filter, days)]
    case .nothingNow(let next, let now, let zone): return [nothingNow(next, now, zone)]
    case .nothingNext: return ["后面没有日程了，大会已经结束。"]
    case .noStars:
      return ["还没有收藏。先发送 \(code: "接下来") 或 \(code: "搜索 可观测性")，再发送 \(code: "收藏 1")。"]
    case .noMorePages: return ["已经是最后一页。"]
    case .noProgramme: return ["日程还没有加载，请过一会儿再试。"]
    case .administratorsOnly(let command):
      return ["只有本频道的管理员可以使用 \(code: self.command(command))。"]
    case .personalOnly(let command):
      return ["收藏属于个人：请私聊我发送 \(code: self.command(command))。"]
    case .channelOnly(let command):
      return ["\(code: self.command(command)) 只用于频道。在这里请用 \(code: "收藏")。"]
    case .severalToStar(let count):
      return ["那条消息里有 \(count) 场演讲。请发送 \(code: "收藏 1")（写上编号），或对只讲一场的消息加 ⭐。"]
    case .nothingToSnooze: return ["没有尚未开始的提醒。"]
    case .snoozeTooLong(let minutesLeft): return ["\(minutesLeft) 分钟后就开始了，请选更短的时间。"]
    case .shortenedLink: return ["日程里没有短链接。请打开它，把跳转后的网址或标题里的词发给我。"]
    case .noGuides: return ["本次大会没有推荐指南。"]
    case .noSuchGuide(let name, let guides):
      return ["没有指南“\(name)”。现有：\(guides.joined(separator: "、"))。"]
    case .emptyGuide(let name): return ["日程中目前没有指南 \(strong: name) 推荐的演讲。"]
    case .unknownLinkCode:
      return ["代码不存在或已过期。先在要接收提醒的聊天中发送 \(code: "关联")，再在这里发送得到的代码。"]
    }
  }

  private func unknown(
    _ text: String, _ nearest: CommandName?, _ arguments: String
  ) -> [Sentence] {
    if text.isEmpty {
      return ["试试 \(code: "接下来")、\(code: "今天") 或 \(code: "搜索 可观测性")；\(code: "帮助") 列出全部命令。"]
    }
    if let nearest {
      let meant = arguments.isEmpty ? command(nearest) : "\(command(nearest)) \(arguments)"
      return ["看不懂“\(text)”。你是想发送 \(code: meant) 吗？发送 \(code: "帮助") 查看全部命令。"]
    }
    return ["看不懂“\(text)”。可以用 \(code: "搜索") 查找，或发送 \(code: "帮助")。"]
  }

  private func missing(_ command: CommandName) -> Sentence {
    switch command {
    case .search: "要搜索什么？例如 \(code: "搜索 可观测性")。"
    case .talk: "要看哪一场？例如 \(code: "详情 1")（上一个列表中的编号），也可以发链接。"
    case .star: "要收藏哪一场？例如 \(code: "收藏 1")（上一个列表中的编号），也可以发链接或关键词。"
    case .unstar: "要取消哪一场？先发送 \(code: "我的")，再发送 \(code: "取消收藏 1")。"
    case .room: "哪个会议室？例如 \(code: "会议室 Auditorium")。"
    case .goto: "首选哪一场？先发送 \(code: "我的")，再发送 \(code: "首选 1")。"
    case .backup: "哪一场备选？先发送 \(code: "我的")，再发送 \(code: "备选 2")。"
    case .follow: "跟踪什么？例如 \(code: "跟踪 会议室:auditorium")。"
    default: "\(code: self.command(command)) 后面还需要内容，见 \(code: "帮助")。"
    }
  }

  private func bad(_ argument: BadArgument) -> Sentence {
    switch argument {
    case .session(let text): return "“\(text)”不是一场演讲。请用上一个列表中的编号或链接。"
    case .time(let text): return "“\(text)”不是有效时间。请用 00:00 到 23:59，例如 08:00。"
    case .date(let text): return "“\(text)”不是有效日期。请用 \(term: "周三") 或 \(term: "2026-03-25")。"
    case .page(let text): return "“\(text)”不是有效页码，页码从 1 开始。"
    case .lead(let text):
      return "“\(text)”不是有效的提前时间。请用 0 到 1440 的整数分钟，例如 \(code: "提醒 10")。"
    case .tooManyLeads(let maximum): return "最多设置 \(maximum) 个提前时间。"
    case .timeZone(let text, let suggestions):
      let known =
        suggestions.isEmpty
        ? "请用 Europe/Amsterdam 这样的名称。" : "你要的是 \(suggestions.joined(separator: "、"))？"
      return "没有时区“\(text)”。\(known)"
    case .language(let text):
      return "不支持“\(text)”。请发送 \(code: "语言 中文") 或 \(code: "语言 en")。"
    case .filter(let text):
      return """
        看不懂“\(text)”。可用 \(term: "主题:安全")、\(term: "分类:tutorials")、\
        \(term: "会议室:auditorium")、\(term: "来源:main") 或 \(term: "我的")。
        """
    case .theme(let text):
      return "没有主题“\(text)”。可选："
        + Theme.allCases.map { theme -> Sentence in
          "\(term: "主题:\(word(theme))")（\(name(theme))）"
        }.joined(by: "、") + "。"
    case .emptyFilter(let text, let suggestions):
      let known: Sentence =
        suggestions.isEmpty ? "" : "可选：\(suggestions.joined(separator: "；"))。"
      return "没有符合“\(text)”的日程。" + known
    case .onOff(let text): return "“\(text)”看不懂，请用 \(term: "开") 或 \(term: "关")。"
    case .snooze(let text):
      return "“\(text)”不是有效分钟数。请用 1 到 120，例如 \(code: "稍后 5")。"
    case .quiet(let text):
      return "“\(text)”不是有效时段。请写两个时间，例如 \(code: "免打扰 22:00-07:00")。"
    }
  }

  private func nothingFound(
    _ words: String, _ searched: String?, _ suggestions: [String]
  ) -> [Sentence] {
    var lines: [Sentence] = ["没有找到“\(words)”\(lookedFor(searched))。"]
    if !suggestions.isEmpty {
      lines.append(
        "试试 " + suggestions.map { "\(code: "搜索 \($0)")" as Sentence }.joined(by: "、") + "。")
    }
    return lines
  }

  private func nothingOn(
    _ day: LocalDay, _ filter: SessionFilter, _ days: [LocalDay]
  ) -> Sentence {
    let terms = filter == SessionFilter() ? "" : "（\(filter.terms.joined(separator: " "))）"
    let others = days.map(self.day).joined(separator: "、")
    return "\(self.day(day))没有日程\(terms)。\(others.isEmpty ? "" : "有日程的日子：\(others)。")"
  }

  private func nothingNow(_ next: Date?, _ now: Date, _ zone: TimeZone) -> Sentence {
    guard let next else { return "现在没有日程，大会已经结束。" }
    let day = zone.day(of: next)
    let prefix = day == zone.day(of: now) ? "" : self.day(day) + " "
    return "现在没有正在进行的。下一场 \(prefix)\(zone.clockText(of: next)) 开始，发送 \(code: "接下来") 查看。"
  }
}
