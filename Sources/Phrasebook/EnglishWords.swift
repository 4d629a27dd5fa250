import ConferenceModel
import Foundation
import Messaging

/// English, as said to somebody who stands in a crowd.
struct EnglishWords: Wording {
  var language: Language { .english }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  func command(_ name: CommandName) -> String { name.rawValue }
  func weekdayCommand(_ day: LocalDay) -> String { Self.weekdays[day.weekday - 1].lowercased() }

  func day(_ day: LocalDay) -> String {
    "\(Self.weekdays[day.weekday - 1]) \(day.day) \(Self.months[day.month - 1])"
  }

  func span(minutes: Int) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60)
    if hours == 0 { return "\(rest) min" }
    return rest == 0 ? "\(hours) h" : "\(hours) h \(rest) min"
  }

  func startsIn(minutes: Int) -> String {
    minutes <= 0 ? "Now" : "In \(span(minutes: minutes))"
  }

  var roomUnknown: String { "room not announced" }
  var timeUnknown: String { "time not announced" }
  var colon: String { ": " }
  func names(_ names: [String]) -> String { names.joined(separator: ", ") }

  func withAffiliation(_ speaker: Speaker) -> String {
    speaker.affiliation.map { "\(speaker.name) (\($0))" } ?? speaker.name
  }

  func change(_ kind: ChangeKind) -> String {
    switch kind {
    case .cancelled: "Cancelled"
    case .replaced: "Replaced by another talk"
    case .reinstated: "Takes place after all"
    case .movedDay: "Moved to another day"
    case .startsEarlier: "Starts earlier"
    case .startsLater: "Starts later"
    case .endsEarlier: "Ends earlier"
    case .endsLater: "Ends later"
    case .timeAnnounced: "Time announced"
    case .timeWithdrawn: "Time withdrawn"
    case .newRoom: "New room"
    case .roomAnnounced: "Room announced"
    case .roomWithdrawn: "Room withdrawn"
    case .titleAnnounced: "Title announced"
    case .newTitle: "New title"
    case .speakersChanged: "Speakers changed"
    case .added: "New in the programme"
    }
  }

  func chooseOne(count: Int, clock: String) -> Sentence {
    "You starred \(count) talks at \(clock): choose one."
  }

  func shortTalks(count: Int) -> Sentence { "\(count) short talks in a row:" }
  func talksAhead(count: Int) -> Sentence { "\(count) talks you starred are coming up:" }
  func talksChanged(count: Int) -> String { "\(talks(count)) changed" }

  func talksShifted(count: Int, minutes: Int, audience: Audience) -> String {
    let direction = minutes < 0 ? "earlier" : "later"
    let whose = audience == .person ? "\(count) of your talks" : talks(count)
    return "\(whose) start \(span(minutes: abs(minutes))) \(direction)"
  }

  func digestHeading(conference: String, day: LocalDay) -> Sentence {
    "\(conference) · \(self.day(day))"
  }

  func digestSummary(count: Int, filter: SessionFilter) -> Sentence {
    guard count > 0 else { return filter.mine ? "No starred talks." : "No sessions." }
    var text: Sentence =
      filter.mine
      ? "\(count == 1 ? "1 starred talk" : "\(count) starred talks")" : "\(sessions(count))"
    if !terms(filter).isEmpty { text = text + " · \(terms(filter))" }
    return text
  }

  var changedSince: String { "Changed since yesterday" }
  func atOnce(clock: String, count: Int) -> String {
    count == 1 ? clock : "\(clock) · \(sessions(count))"
  }
  func alsoThatDay(count: Int) -> String { "\(count) more" }
  func showRest(count: Int, command: String) -> Sentence {
    "\(code: command) shows them."
  }

  func talks(_ count: Int) -> String { count == 1 ? "1 talk" : "\(count) talks" }
  func sessions(_ count: Int) -> String { count == 1 ? "1 session" : "\(count) sessions" }

  func name(_ theme: Theme) -> String {
    switch theme {
    case .ai: "AI and ML infrastructure"
    case .platform: "platform engineering"
    case .security: "security"
    case .observability: "observability"
    case .edge: "multi-cluster and edge"
    case .finops: "FinOps and sustainability"
    }
  }

  /// A filter in words, without `mine`.
  func terms(_ filter: SessionFilter) -> String {
    [
      filter.theme.map { "\(name($0)) talks" }, filter.track.map { "track: \($0)" },
      filter.room.map { "room: \($0)" }, filter.source.map { "source: \($0)" },
      filter.guide.map { "guide: \($0)" },
    ].compactMap { $0 }.joined(separator: ", ")
  }

  func heading(_ list: SessionList) -> Sentence {
    switch list.subject {
    case .now: return "On now, \(list.timeZone.clockText(of: list.now))"
    case .everythingNow: return "All that is on, \(list.timeZone.clockText(of: list.now))"
    case .next(let start):
      let minutes = Int((start.timeIntervalSince(list.now) / 60).rounded(.up))
      let clock = list.timeZone.clockText(of: start)
      let day = list.timeZone.day(of: start)
      let isToday = day == list.timeZone.day(of: list.now)
      return "Next: \(isToday ? "" : self.day(day) + " ")\(clock) (\(inMinutes(minutes)))"
    case .day(let day, let filter):
      let terms = terms(filter)
      let mine = filter.mine ? "your " : ""
      return "\(self.day(day)) · \(mine)\(sessions(list.total))"
        + (terms.isEmpty ? Sentence([]) : " · \(terms)")
    case .restOfDay(let day, let filter, let earlier):
      let terms = terms(filter)
      let mine = filter.mine ? "your " : ""
      return "\(self.day(day)) · \(mine)\(list.total) still to come (\(earlier) over: "
        + "\(code: weekdayCommand(day)))" + (terms.isEmpty ? Sentence([]) : " · \(terms)")
    case .guide(let guide, _): return "\(guide.title) · \(recommended(count: list.total))"
    case .continued: return "\(sessions(list.total))"
    case .search(let words, let searched):
      return "Search: \(words)\(lookedFor(searched)) · \(list.total)"
    case .mine: return "Your stars · \(list.total)"
    case .room(let room): return "\(room) · \(sessions(list.total))"
    case .choice(let command, let words, let searched):
      return "Which one to \(command == .unstar ? "unstar" : "\(command.rawValue)")? "
        + "\(words)\(lookedFor(searched)) · \(list.total)"
    }
  }

  private func inMinutes(_ minutes: Int) -> String {
    minutes <= 0 ? "now" : "in \(span(minutes: minutes))"
  }

  func lookedFor(_ searched: String?) -> String { searched.map { " (looked for: \($0))" } ?? "" }

  func pageFooter(first: Int, last: Int, total: Int) -> Sentence {
    last < total
      ? "\(first)–\(last) of \(total). \(code: "more") shows the next."
      : "\(first)–\(last) of \(total)."
  }

  func listHint(_ list: SessionList) -> Sentence {
    if case .choice(let command, _, _) = list.subject {
      return "Say \(code: "\(command.rawValue) \(list.firstNumber)")."
    }
    guard list.offersStars else { return "\(code: "talk 1") for details." }
    if list.subject == .mine { return "\(code: "unstar 1") takes a star back." }
    return "\(code: "star 1") to be reminded, \(code: "talk 1") for details."
  }

  func overlaps(_ numbers: [Int]) -> String {
    "overlaps with \(numbers.map(String.init).joined(separator: ", "))"
  }

  var withoutTrack: String { "Other" }
  func continued(_ heading: String) -> String { "\(heading) (continued)" }

  func wholeEvent(talkCount: Int, command: String) -> Sentence {
    talkCount == 0
      ? "This is a whole event, not a single talk."
      : "This is a whole event. \(code: command) lists its \(talks(talkCount))."
  }
  var over: String { "over" }
  func starState(_ isStarred: Bool) -> String { isStarred ? "★ Starred" : "☆ Not starred" }
  func sessionPage(_ url: String) -> Sentence {
    Sentence([.link(text: "Page of this session", url: url)])
  }
  var detailsLabel: String { "Details" }
  var pageLabel: String { "Open page" }
  func snoozeLabel(minutes: Int) -> String { "Snooze \(minutes) min" }
  var moreLabel: String { "More" }
  var starLabel: String { "☆ Star" }
  var unstarLabel: String { "★ Unstar" }
}
