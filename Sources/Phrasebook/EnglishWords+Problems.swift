import ConferenceModel
import Foundation

extension EnglishWords {
  func problem(_ problem: Problem) -> [Sentence] {
    switch problem {
    case .unknownCommand(let text, let nearest, let arguments):
      return unknown(text, nearest, arguments)
    case .missingArgument(let command): return [missing(command)]
    case .badArgument(let argument): return [bad(argument)]
    case .noList:
      return ["There is no list to count in yet. Try \(code: "next") or \(code: "search gpu")."]
    case .noSuchNumber(let number, let last):
      return ["There is no \(number): the last list ends at \(last)."]
    case .noSuchNumbers(let numbers, let last):
      return ["There is no \(several(numbers)): the last list ends at \(last)."]
    case .noSuchSession(let text):
      return ["\(text) is not in the programme. \(code: "search WORDS") finds talks."]
    case .nothingFound(let words, let searched, let suggestions):
      return nothingFound(words, searched, suggestions)
    case .noSuchRoom(let name, let rooms):
      let known: Sentence =
        rooms.isEmpty ? "" : " Did you mean: \(rooms.joined(separator: "; "))?"
      return ["No room “\(name)”." + known]
    case .nothingOnDay(let day, let filter, let days): return [nothingOn(day, filter, days)]
    case .nothingNow(let next, let now, let zone): return [nothingNow(next, now, zone)]
    case .nothingNext: return ["Nothing starts any more. The conference is over."]
    case .noStars:
      return ["No stars yet. \(code: "next") or \(code: "search gpu"), then \(code: "star 1")."]
    case .noMorePages: return ["That was the last page."]
    case .noProgramme: return ["The programme has not arrived yet. Try again in a minute."]
    case .administratorsOnly(let command):
      return ["Only administrators of this channel may use \(code: command.rawValue)."]
    case .personalOnly(let command):
      return ["Stars are personal: send me \(code: command.rawValue) in a direct chat."]
    case .channelOnly(let command):
      return [
        "\(code: command.rawValue) is for channels. Here, \(code: "star") what you want to hear."
      ]
    case .severalToStar(let count):
      return [
        "That message names \(count) talks. Type \(code: "star 1") with the number of the one you "
          + "mean, or react to a message about one talk."
      ]
    case .nothingToSnooze: return ["There is no reminder of a talk still to come."]
    case .snoozeTooLong(let minutesLeft):
      return ["It starts in \(minutesLeft) min: choose less than that."]
    case .shortenedLink:
      return [
        """
        The programme does not have shortened links. Open it and send me the address it leads to, \
        or words of the title.
        """
      ]
    case .noGuides: return ["There are no guides to this conference."]
    case .noSuchGuide(let name, let guides):
      return ["There is no guide “\(name)”. There are: \(guides.joined(separator: ", "))."]
    case .emptyGuide(let name):
      return ["No talk of the guide \(strong: name) is in the programme now."]
    case .unknownLinkCode:
      return [
        """
        I don't know this code, or it is too old. Type \(code: "link") in the chat where reminders \
        shall come, then its code here.
        """
      ]
    }
  }

  private func several(_ numbers: [Int]) -> String {
    let named = numbers.prefix(5).map(String.init)
    if named.count < numbers.count { return "\(named.joined(separator: ", ")), …" }
    return named.dropLast().joined(separator: ", ") + " or " + (named.last ?? "")
  }

  private func unknown(
    _ text: String, _ nearest: CommandName?, _ arguments: String
  ) -> [Sentence] {
    if text.isEmpty {
      return [
        "Try \(code: "next"), \(code: "today") or \(code: "search gpu"); \(code: "help") lists all."
      ]
    }
    if let nearest {
      let meant = arguments.isEmpty ? nearest.rawValue : "\(nearest.rawValue) \(arguments)"
      return ["I don't know “\(text)”. Did you mean \(code: meant)? \(code: "help") lists all."]
    }
    return ["I don't know “\(text)”. Look for it with \(code: "search"), or see \(code: "help")."]
  }

  private func missing(_ command: CommandName) -> Sentence {
    switch command {
    case .search: "Search for what? \(code: "search gpu")"
    case .talk: "Which talk? \(code: "talk 1") with a number of the last list, or a link."
    case .star: "Star which? \(code: "star 1") with a number of the last list, a link or words."
    case .unstar: "Unstar which? \(code: "mine") lists your stars, then \(code: "unstar 1")."
    case .room: "Which room? \(code: "room Auditorium")"
    case .goto: "Go to which? \(code: "mine") lists your stars, then \(code: "goto 1")."
    case .backup: "Which is the backup? \(code: "mine"), then \(code: "backup 2")."
    case .follow:
      "Follow what? \(code: "follow room:auditorium") or \(code: "follow track:security")."
    default: "\(code: command.rawValue) needs something more; see \(code: "help")."
    }
  }

  private func bad(_ argument: BadArgument) -> Sentence {
    switch argument {
    case .session(let text):
      return "“\(text)” is no session. Use a number of the last list or a link."
    case .time(let text): return "“\(text)” is no time of day. Use 00:00 to 23:59, like 08:00."
    case .date(let text):
      return "“\(text)” is no date. Use \(term: "wed") or \(term: "2026-03-25")."
    case .page(let text): return "“\(text)” is no page. Pages count from 1."
    case .lead(let text):
      return "“\(text)” is no lead time. Use whole minutes from 0 to 1440, like \(code: "lead 10")."
    case .tooManyLeads(let maximum): return "At most \(maximum) lead times."
    case .timeZone(let text, let suggestions):
      let known =
        suggestions.isEmpty
        ? "Use a name like Europe/Amsterdam."
        : "Did you mean \(suggestions.joined(separator: ", "))?"
      return "I don't know the time zone “\(text)”. \(known)"
    case .language(let text):
      return "I don't speak “\(text)”. \(code: "language en") or \(code: "language zh")."
    case .filter(let text):
      return """
        I can't read “\(text)”. Use \(term: "theme:security"), \(term: "track:tutorials"), \
        \(term: "room:auditorium"), \(term: "source:main") or \(term: "mine").
        """
    case .theme(let text):
      return "“\(text)” is no theme. There are "
        + Theme.allCases.map { theme -> Sentence in
          "\(term: "theme:\(theme.rawValue)") (\(name(theme)))"
        }.joined(by: ", ") + "."
    case .emptyFilter(let text, let suggestions):
      let known: Sentence =
        suggestions.isEmpty ? "" : " There is: \(suggestions.joined(separator: "; "))."
      return "No session passes “\(text)”." + known
    case .onOff(let text):
      return "“\(text)” is neither \(term: "on") nor \(term: "off")."
    case .snooze(let text):
      return "“\(text)” is no number of minutes. Use 1 to 120, like \(code: "snooze 5")."
    case .quiet(let text):
      return "“\(text)” is no span of the day. Use two times, like \(code: "quiet 22:00-07:00")."
    }
  }

  private func nothingFound(
    _ words: String, _ searched: String?, _ suggestions: [String]
  ) -> [Sentence] {
    var lines: [Sentence] = ["Nothing found for “\(words)”\(lookedFor(searched))."]
    if !suggestions.isEmpty {
      lines.append(
        "Try " + suggestions.map { "\(code: "search \($0)")" as Sentence }.joined(by: ", ") + ".")
    }
    return lines
  }

  private func nothingOn(
    _ day: LocalDay, _ filter: SessionFilter, _ days: [LocalDay]
  ) -> Sentence {
    let terms = filter == SessionFilter() ? "" : " for \(filter.terms.joined(separator: " "))"
    let others = days.map(self.day).joined(separator: ", ")
    return
      "Nothing on \(self.day(day))\(terms).\(others.isEmpty ? "" : " Sessions are on \(others).")"
  }

  private func nothingNow(_ next: Date?, _ now: Date, _ zone: TimeZone) -> Sentence {
    guard let next else { return "Nothing is on. The conference is over." }
    let day = zone.day(of: next)
    let prefix = day == zone.day(of: now) ? "" : self.day(day) + " "
    return "Nothing is on now. Next: \(prefix)\(zone.clockText(of: next)), see \(code: "next")."
  }
}
