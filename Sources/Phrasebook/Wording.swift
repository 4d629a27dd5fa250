import ConferenceModel
import Foundation

/// The kinds of change a person tells apart, most serious first.
enum ChangeKind: Int, Hashable, Sendable, CaseIterable, Comparable {
  case cancelled, replaced, reinstated
  case movedDay, startsEarlier, startsLater, endsEarlier, endsLater, timeAnnounced, timeWithdrawn
  case newRoom, roomAnnounced, roomWithdrawn
  case titleAnnounced, newTitle, speakersChanged, added

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// nil for what is never told.
  init?(_ change: ScheduleChange, in zone: TimeZone) {
    switch change {
    case .added: self = .added
    case .cancelled: self = .cancelled
    case .replaced: self = .replaced
    case .reinstated: self = .reinstated
    case .rescheduled(let from, let to): self = Self.rescheduled(from: from, to: to, in: zone)
    case .relocated(let from, let to):
      self = from == nil ? .roomAnnounced : to == nil ? .roomWithdrawn : .newRoom
    case .announced: self = .titleAnnounced
    case .retitled: self = .newTitle
    case .speakersChanged: self = .speakersChanged
    case .renamedRoom, .described: return nil
    }
  }

  private static func rescheduled(
    from: TimeSlot, to: TimeSlot, in zone: TimeZone
  ) -> ChangeKind {
    guard let old = from.start else { return .timeAnnounced }
    guard let new = to.start else { return .timeWithdrawn }
    if zone.day(of: old) != zone.day(of: new) { return .movedDay }
    if new != old { return new < old ? .startsEarlier : .startsLater }
    return (to.end ?? .distantFuture) < (from.end ?? .distantFuture) ? .endsEarlier : .endsLater
  }
}

/// A few commands under one heading of `help`.
struct HelpSection {
  /// The heading.
  var title: String
  /// What to type, and what it does.
  var lines: [(command: String, meaning: String)]
}

/// The words of one language; the layouts that use them are common to all.
protocol Wording: Sendable {
  /// Which one; titles that a feed gives in several are shown in it.
  var language: Language { get }
  /// What to type for a command in this language.
  func command(_ name: CommandName) -> String
  /// What to type for a day of the week.
  func weekdayCommand(_ day: LocalDay) -> String

  // Times and places.
  func day(_ day: LocalDay) -> String
  func startsIn(minutes: Int) -> String
  var roomUnknown: String { get }
  var timeUnknown: String { get }
  var colon: String { get }
  func names(_ names: [String]) -> String
  func withAffiliation(_ speaker: Speaker) -> String
  func change(_ kind: ChangeKind) -> String

  // Notices.
  func chooseOne(count: Int, clock: String) -> Sentence
  func shortTalks(count: Int) -> Sentence
  func talksAhead(count: Int) -> Sentence
  func mark(_ mark: StarMark) -> String
  func walk(_ walk: Walk) -> String
  var backupLabel: String { get }
  var goThereLabel: String { get }
  func talksChanged(count: Int) -> String
  func talksShifted(count: Int, minutes: Int, audience: Audience) -> String
  func digestHeading(conference: String, day: LocalDay) -> Sentence
  func digestSummary(count: Int, filter: SessionFilter) -> Sentence
  var changedSince: String { get }
  func atOnce(clock: String, count: Int) -> String
  func alsoThatDay(count: Int) -> String
  func showRest(count: Int, command: String) -> Sentence
  /// The last line of a corrected message: when its words were made.
  func updated(_ time: String) -> String

  // Lists and sessions.
  func heading(_ list: SessionList) -> Sentence
  func pageFooter(first: Int, last: Int, total: Int) -> Sentence
  func listHint(_ list: SessionList) -> Sentence
  func overlaps(_ numbers: [Int]) -> String
  var withoutTrack: String { get }
  /// The heading of a group that began on the page before.
  func continued(_ heading: String) -> String
  /// A row that is an event; `command` lists its talks, where there are any.
  func wholeEvent(talkCount: Int, command: String) -> Sentence
  /// A theme as a person would say it.
  func name(_ theme: Theme) -> String
  var over: String { get }
  func starState(_ isStarred: Bool) -> String
  func sessionPage(_ url: String) -> Sentence
  var detailsLabel: String { get }
  /// Of a button that opens a session's page.
  var pageLabel: String { get }
  func snoozeLabel(minutes: Int) -> String
  var moreLabel: String { get }
  var starLabel: String { get }
  var unstarLabel: String { get }

  // Answers.
  func starConfirmed(isNew: Bool) -> String
  func outlook(_ outlook: StarContent.Outlook, context: StarContext, start: Date?) -> Sentence
  var conflictIntroduction: String { get }
  func unstarConfirmed(wasStarred: Bool) -> String
  func welcome(_ content: WelcomeContent) -> [Sentence]
  func help(_ audience: Audience) -> [HelpSection]
  /// In a conversation whose messages can't be read.
  func unreadable(hasOffer: Bool) -> [Sentence]
  func setting(_ setting: Setting) -> [Sentence]
  /// For the menu of a platform; the first is the most useful one.
  var menu: [(command: CommandName, summary: String)] { get }
  func personal(_ answer: PersonalAnswer, _ context: StarContext) -> [Sentence]
  func export(_ content: ExportContent) -> [Sentence]
  func toldHeading(earlier: Int) -> Sentence
  func kind(_ kind: NoticeKind) -> String
  var notSent: String { get }
  var guidesHeading: String { get }
  var starAllLabel: String { get }
  func recommended(count: Int) -> String
  func missingPicks(_ titles: [String]) -> Sentence
  var acceptLabel: String { get }
  func operation(_ content: OperationContent) -> [Sentence]
  func problem(_ problem: Problem) -> [Sentence]
}

extension Wording {
  /// Each instant in words; its day is given only where it is neither today nor just named.
  func named(
    _ instants: [Date], _ context: StarContext,
    words: (_ day: LocalDay?, _ clock: String, _ isFirst: Bool) -> String
  ) -> [String] {
    var named = context.timeZone.day(of: context.now)
    return instants.enumerated().map { index, instant in
      let day = context.timeZone.day(of: instant)
      defer { named = day }
      return words(day == named ? nil : day, context.timeZone.clockText(of: instant), index == 0)
    }
  }
}
