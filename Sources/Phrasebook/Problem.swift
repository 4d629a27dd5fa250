package import ConferenceModel
package import Foundation

/// What could not be done. All strings are as typed.
package enum Problem: Error, Hashable, Sendable {
  /// No command of ours. `nearest` is what was probably meant; `arguments` what it was to be about.
  case unknownCommand(String, nearest: CommandName?, arguments: String = "")
  /// A command lacks what it is about.
  case missingArgument(CommandName)
  /// A command's words cannot be read.
  case badArgument(BadArgument)
  /// A number, but no list went before.
  case noList
  /// A number beyond the last list's, which ends at `last`.
  case noSuchNumber(Int, last: Int)
  /// Several such numbers.
  case noSuchNumbers([Int], last: Int)
  /// A session that is not, or no longer, in the programme.
  case noSuchSession(String)
  /// Nothing fits the words. `searched` is what was looked for when it differs from the words.
  case nothingFound(words: String, searched: String?, suggestions: [String])
  /// No room of that name; the nearest ones.
  case noSuchRoom(String, rooms: [String])
  /// Nothing on that day; the days that have something.
  case nothingOnDay(LocalDay, SessionFilter, days: [LocalDay])
  /// Nothing is on; the next start, or nil when the conference is over.
  case nothingNow(next: Date?, now: Date, TimeZone)
  /// Nothing starts any more.
  case nothingNext
  /// No stars yet.
  case noStars
  /// The last page has been shown.
  case noMorePages
  /// The programme has not been read yet.
  case noProgramme
  /// Only a channel's administrators may do this.
  case administratorsOnly(CommandName)
  /// Stars and reminders are for direct chats.
  case personalOnly(CommandName)
  /// Posts are for channels.
  case channelOnly(CommandName)
  /// `snooze` without a reminder of a talk still to come.
  case nothingToSnooze
  /// `snooze` beyond the start; the minutes left.
  case snoozeTooLong(minutesLeft: Int)
  /// A shortened link, which says nothing until somebody follows it.
  case shortenedLink
  /// There are no guides.
  case noGuides
  /// No guide of that name; those there are.
  case noSuchGuide(String, guides: [String])
  /// A guide whose picks are not in the programme.
  case emptyGuide(String)
  /// A reaction on a message that names several sessions.
  case severalToStar(count: Int)
  /// A code that is unknown, used up, too old, or this chat's own.
  case unknownLinkCode
}

/// Words that cannot be read, as typed.
package enum BadArgument: Hashable, Sendable {
  /// Neither a number of a list, a link nor `#id`.
  case session(String)
  /// No time of day (`25:00`).
  case time(String)
  /// No date of the calendar.
  case date(String)
  /// No page: 1 or more.
  case page(String)
  /// No lead time: whole minutes from 0 to 1,440, at most `maximum` of them.
  case lead(String)
  /// More lead times than allowed.
  case tooManyLeads(maximum: Int)
  /// No zone of the IANA database.
  case timeZone(String, suggestions: [String])
  /// No language of ours.
  case language(String)
  /// No filter (`track:… room:… theme:… guide:… source:… mine`).
  case filter(String)
  /// None of the six themes.
  case theme(String)
  /// A filter that no session passes, and values that some do.
  case emptyFilter(String, suggestions: [String])
  /// Neither `on` nor `off`.
  case onOff(String)
  /// No number of minutes from 1 to 120.
  case snooze(String)
  /// No two different times of day.
  case quiet(String)
}

extension Problem {
  /// With what was typed cut to a length that can be read; a person knows what they wrote.
  var shortened: Problem {
    switch self {
    case .unknownCommand(let text, let nearest, let arguments):
      .unknownCommand(
        text.shortened, nearest: nearest, arguments: arguments.count > 40 ? "" : arguments)
    case .noSuchSession(let text): .noSuchSession(text.shortened)
    case .nothingFound(let words, let searched, let suggestions):
      .nothingFound(
        words: words.shortened, searched: searched?.shortened, suggestions: suggestions)
    case .noSuchRoom(let name, let rooms): .noSuchRoom(name.shortened, rooms: rooms)
    case .noSuchGuide(let name, let guides): .noSuchGuide(name.shortened, guides: guides)
    case .badArgument(let argument): .badArgument(argument.shortened)
    default: self
    }
  }
}

extension BadArgument {
  fileprivate var shortened: BadArgument {
    switch self {
    case .session(let text): .session(text.shortened)
    case .time(let text): .time(text.shortened)
    case .date(let text): .date(text.shortened)
    case .page(let text): .page(text.shortened)
    case .lead(let text): .lead(text.shortened)
    case .tooManyLeads: self
    case .timeZone(let text, let suggestions):
      .timeZone(text.shortened, suggestions: suggestions)
    case .language(let text): .language(text.shortened)
    case .filter(let text): .filter(text.shortened)
    case .theme(let text): .theme(text.shortened)
    case .emptyFilter(let text, let suggestions):
      .emptyFilter(text.shortened, suggestions: suggestions)
    case .onOff(let text): .onOff(text.shortened)
    case .snooze(let text): .snooze(text.shortened)
    case .quiet(let text): .quiet(text.shortened)
    }
  }
}

extension SessionList {
  /// With the words typed cut to a length that can be read in a heading.
  var shortened: SessionList {
    var list = self
    switch subject {
    case .search(let words, let searched):
      list.subject = .search(words: words.shortened, searched: searched?.shortened)
    case .choice(let command, let words, let searched):
      list.subject = .choice(command, words: words.shortened, searched: searched?.shortened)
    case .guide(var guide, let missing):
      guide.title = guide.title.shortened
      list.subject = .guide(guide, missing: missing.map(\.shortened))
    case .room(let name): list.subject = .room(name.shortened)
    default: break
    }
    return list
  }
}

extension String {
  /// At most a hundred characters.
  fileprivate var shortened: String { count <= 100 ? self : prefix(99) + "…" }
}
