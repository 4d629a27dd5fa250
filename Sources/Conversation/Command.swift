package import ConferenceModel
package import Phrasebook

/// What somebody asks for, read from the words of a message.
package enum Command: Hashable, Sendable {
  /// `start`; with the session of a deep link (`start s_812`), which it stars.
  case start(SessionID?)
  /// `hello`, which is answered as a first word is.
  case greeting
  /// `help`.
  case help
  /// `now`; `now all` with desks, breaks and whole events.
  case now(everything: Bool = false, page: Int)
  /// `next`; `next all` likewise.
  case next(everything: Bool = false, page: Int)
  /// `today`, `wed`, `2026-03-25`.
  case day(DaySelector, SessionFilter, page: Int)
  /// `search WORDS`.
  case search(String, page: Int)
  /// `talk 3`.
  case talk(SessionReference)
  /// `star 3 5`; never empty.
  case star([SessionReference])
  /// `unstar 3`; never empty.
  case unstar([SessionReference])
  /// `mine`.
  case mine(page: Int)
  /// `room NAME`.
  case room(String, page: Int)
  /// `more` (nil) or `page 3` of the last list.
  case page(Int?)
  /// `lead 15 5`; ascending, empty for off; nil asks what it is.
  case lead([LeadTime]?)
  /// `language zh`; nil asks.
  case language(Language?)
  /// `timezone TZ`, an IANA name that exists; nil asks.
  case timeZone(String?)
  /// `digest …`.
  case digest(DigestRequest)
  /// `alerts …`.
  case alerts(AlertsRequest)
  /// `follow room:…`; nil for off.
  case follow(SessionFilter?)
  /// `quiet …`.
  case quiet(QuietRequest)
  /// `snooze 5`, in minutes; a button names the sessions of its reminder (`snooze 5 #812`), else it
  /// is the last reminder.
  case snooze(Int, of: [SessionID] = [])
  /// `goto 3`, `backup 3`.
  case mark(StarMark, SessionReference)
  /// `link` (nil) asks for a code, `link CODE` uses it.
  case link(String?)
  /// `link off`.
  case unlink
  /// `link here`: notices of all linked chats come to this one.
  case linkHere
  /// `export`.
  case export
  /// `guide` (nil) lists the guides or shows the only one, `guide NAME` shows one.
  case guide(String?, page: Int)
  /// `accept SOURCE`, the operator's: what is held of it is right; nil asks what is held.
  case accept(String?)
  /// `stop`.
  case stop
  /// `forget`.
  case forget

  /// Its first word.
  package var name: CommandName {
    switch self {
    case .start: .start
    case .greeting, .help: .help
    case .now: .now
    case .next: .next
    case .day(.tomorrow, _, _): .tomorrow
    case .day: .today
    case .search: .search
    case .talk: .talk
    case .star: .star
    case .unstar: .unstar
    case .mine: .mine
    case .room: .room
    case .page: .more
    case .lead: .lead
    case .language: .language
    case .timeZone: .timezone
    case .digest: .digest
    case .alerts: .alerts
    case .follow: .follow
    case .quiet: .quiet
    case .snooze: .snooze
    case .mark(.goto, _): .goto
    case .mark(.backup, _): .backup
    case .link, .unlink, .linkHere: .link
    case .export: .export
    case .guide: .guide
    case .accept: .accept
    case .stop: .stop
    case .forget: .forget
    }
  }
}

/// Names a session in a command.
package enum SessionReference: Hashable, Sendable {
  /// A number of the last list.
  case number(Int)
  /// `#812`, as buttons have it.
  case id(SessionID)
  /// All sessions that a guide recommends, by its id.
  case guide(String)
  /// A link to the session's page.
  case link(String)
  /// Words to search for.
  case words(String)
}

/// Names a day in a command.
package enum DaySelector: Hashable, Sendable {
  case today
  case tomorrow
  /// 1 is Monday: the next such day, today included.
  case weekday(Int)
  /// A date with its year.
  case date(LocalDay)
  /// A date without its year: that of the conference.
  case monthAndDay(month: Int, day: Int)
}

/// What `digest` is asked to do.
package enum DigestRequest: Hashable, Sendable {
  /// Say what it is.
  case show
  /// Turn it off.
  case off
  /// Turn it on.
  case on(DigestPreference)
  /// Show today's now: with another filter, or as it is set up.
  case preview(SessionFilter?)
}

/// What `quiet` is asked to do.
package enum QuietRequest: Hashable, Sendable {
  /// Say what it is.
  case show
  /// No quiet hours.
  case off
  /// These quiet hours.
  case on(QuietHours)
}

/// What `alerts` is asked to do.
package enum AlertsRequest: Hashable, Sendable {
  /// Say what they are.
  case show
  /// Turn them off.
  case off
  /// Turn them on.
  case on(SessionFilter)
}
