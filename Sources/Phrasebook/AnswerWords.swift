package import ConferenceModel
package import Foundation

/// What a command came to, before it is put into words.
package enum Answer: Hashable, Sendable {
  /// The first contact, or `start`.
  case welcome(WelcomeContent)
  /// `help`.
  case help(Audience)
  /// Numbered sessions.
  case list(SessionList)
  /// One talk in full.
  case session(SessionContent)
  /// Stars set.
  case starred(StarContent)
  /// Stars taken back; never empty. Sessions that had none are marked.
  case unstarred([UnstarResult], StarContext)
  /// `guide`: which there are; never empty.
  case guides([GuideSummary])
  /// What the operator asked of the bot itself.
  case operation(OperationContent)
  /// `digest preview`.
  case digest(DigestContent)
  /// A setting as it is now.
  case setting(Setting)
  /// What a person decided about stars, reminders and chats.
  case personal(PersonalAnswer, StarContext)
  /// `export`.
  case export(ExportContent)
  /// In a conversation whose messages can't be read; whether another one was opened instead.
  case unreadable(hasOffer: Bool)
  /// What could not be done, and what to do instead.
  case problem(Problem)
  /// One above the other, as when a batch asked for several things.
  indirect case several([Answer])
}

/// What `start` answers.
package struct WelcomeContent: Hashable, Sendable {
  /// The conference's name.
  package var conferenceName: String
  /// One or many.
  package var audience: Audience
  /// True when notices had been stopped and go out again.
  package var isResumed: Bool
  /// How many sessions are starred.
  package var starCount: Int
  /// Ascending; empty for none.
  package var leadTimes: [LeadTime]

  /// A welcome.
  package init(
    conferenceName: String, audience: Audience, isResumed: Bool, starCount: Int,
    leadTimes: [LeadTime]
  ) {
    self.conferenceName = conferenceName
    self.audience = audience
    self.isResumed = isResumed
    self.starCount = starCount
    self.leadTimes = leadTimes
  }
}

/// A session in a list.
package struct ListedSession: Hashable, Sendable {
  /// The session with what its subscriber was not told yet.
  package var news: SessionNews
  /// Whether it is starred.
  package var isStarred: Bool
  /// What the person decided about it; only in `mine`.
  package var mark: StarMark?
  /// The numbers of other sessions in the same list that overlap with it; only in `mine`.
  package var overlaps: [Int]
  /// Why to go, from a guide, in the guide's words.
  package var reason: String?

  /// A session in a list.
  package init(
    news: SessionNews, isStarred: Bool = false, mark: StarMark? = nil, overlaps: [Int] = [],
    reason: String? = nil
  ) {
    self.reason = reason
    self.news = news
    self.isStarred = isStarred
    self.mark = mark
    self.overlaps = overlaps
  }
}

/// One page of numbered sessions.
package struct SessionList: Hashable, Sendable {
  /// What the list is about.
  package enum Subject: Hashable, Sendable {
    /// What is on.
    case now
    /// What is on, with desks, breaks and whole events.
    case everythingNow
    /// What starts next, at this instant.
    case next(Date)
    /// A day, all of it or by a filter.
    case day(LocalDay, SessionFilter)
    /// What is left of today; `earlier` sessions are over and left out.
    case restOfDay(LocalDay, SessionFilter, earlier: Int)
    /// `searched` is what was looked for when it differs from the words typed; else nil.
    case search(words: String, searched: String?)
    /// The subscriber's stars.
    case mine
    /// A room.
    case room(String)
    /// The sessions a guide recommends, without `missing` picks that the programme does not have.
    case guide(GuideSummary, missing: [String])
    /// What a digest did not name.
    case continued
    /// Several sessions fit the words of a command that needs one.
    case choice(CommandName, words: String, searched: String?)
  }

  /// What stands above groups of sessions.
  package enum Grouping: Hashable, Sendable {
    /// The day, when there are several.
    case day
    /// The track.
    case track
    /// Nothing: each session says its day where it is not today.
    case none
  }

  /// What the list is about.
  package var subject: Subject
  /// The sessions of this page, in order.
  package var sessions: [ListedSession]
  /// The number of the first of them; pages go on counting.
  package var firstNumber: Int
  /// How many sessions the whole list has.
  package var total: Int
  /// The headings inside the list.
  package var grouping: Grouping
  /// Whether the first group began on the page before.
  package var isContinued: Bool
  /// The command of the button for the next page; nil on the last page.
  package var nextPage: String?
  /// Whether to offer buttons that star: true for persons.
  package var offersStars: Bool
  /// When the words are made.
  package var now: Date
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// A page of a list.
  package init(
    subject: Subject, sessions: [ListedSession], firstNumber: Int = 1, total: Int,
    grouping: Grouping = .day, isContinued: Bool = false, nextPage: String? = nil,
    offersStars: Bool = true, now: Date, timeZone: TimeZone
  ) {
    self.subject = subject
    self.sessions = sessions
    self.firstNumber = firstNumber
    self.total = total
    self.grouping = grouping
    self.isContinued = isContinued
    self.nextPage = nextPage
    self.offersStars = offersStars
    self.now = now
    self.timeZone = timeZone
  }
}

/// What is said of a row that is an event with talks of its own.
package struct WholeEvent: Hashable, Sendable {
  /// The day of its talks.
  package var day: LocalDay
  /// What passes its talks on that day.
  package var filter: SessionFilter
  /// How many these are; 0 when no source lists them.
  package var talkCount: Int

  /// An event and how to see its talks.
  package init(day: LocalDay, filter: SessionFilter, talkCount: Int) {
    self.day = day
    self.filter = filter
    self.talkCount = talkCount
  }
}

/// One talk in full.
package struct SessionContent: Hashable, Sendable {
  /// The session with what its subscriber was not told yet.
  package var news: SessionNews
  /// Set when it is a whole event and no talk.
  package var event: WholeEvent?
  /// Whether it is starred.
  package var isStarred: Bool
  /// Whether to offer a button that stars.
  package var offersStars: Bool
  /// When the words are made.
  package var now: Date
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// One talk in full.
  package init(
    news: SessionNews, event: WholeEvent? = nil, isStarred: Bool, offersStars: Bool = true,
    now: Date, timeZone: TimeZone
  ) {
    self.news = news
    self.event = event
    self.isStarred = isStarred
    self.offersStars = offersStars
    self.now = now
    self.timeZone = timeZone
  }
}

/// When a confirmation was made and for whom.
package struct StarContext: Hashable, Sendable {
  /// When the words are made.
  package var now: Date
  /// The subscriber's zone, or the conference's.
  package var timeZone: TimeZone

  /// A context.
  package init(now: Date, timeZone: TimeZone) {
    self.now = now
    self.timeZone = timeZone
  }
}

/// Sessions just starred.
package struct StarContent: Hashable, Sendable {
  /// What comes of a star.
  package enum Outlook: Hashable, Sendable {
    /// Reminders at these instants, ascending, never empty.
    case reminders([Date])
    /// Every reminder's time has passed: the talk starts in this many minutes, rounded up.
    case startsSoon(minutes: Int)
    /// It has started and goes on.
    case running
    /// It is over.
    case over
    /// The subscriber has turned reminders off.
    case remindersOff
    /// The feed has no time for it yet.
    case noTime
    /// It does not take place.
    case cancelled
  }

  /// One of the sessions.
  package struct Result: Hashable, Sendable {
    /// The session with what its subscriber was not told yet.
    package var news: SessionNews
    /// False when it was starred before.
    package var isNew: Bool
    /// What comes of it.
    package var outlook: Outlook
    /// Other starred sessions that overlap with it, by start.
    package var conflicts: [ProgrammeEntry]

    /// A star and what comes of it.
    package init(
      news: SessionNews, isNew: Bool = true, outlook: Outlook, conflicts: [ProgrammeEntry] = []
    ) {
      self.news = news
      self.isNew = isNew
      self.outlook = outlook
      self.conflicts = conflicts
    }
  }

  /// Never empty, in the order asked for.
  package var results: [Result]
  /// When and for whom.
  package var context: StarContext

  /// Sessions just starred.
  package init(results: [Result], context: StarContext) {
    self.results = results
    self.context = context
  }
}

/// A star taken back.
package struct UnstarResult: Hashable, Sendable {
  /// The session.
  package var entry: ProgrammeEntry
  /// False when it had no star.
  package var wasStarred: Bool

  /// A star taken back.
  package init(entry: ProgrammeEntry, wasStarred: Bool = true) {
    self.entry = entry
    self.wasStarred = wasStarred
  }
}

/// A setting as it is now, and whether that is new.
package enum Setting: Hashable, Sendable {
  /// The lead times; empty for none.
  case leadTimes([LeadTime], changed: Bool)
  /// The language.
  case language(Language, changed: Bool)
  /// The zone, and an instant to show it by.
  case timeZone(TimeZone, now: Date, changed: Bool)
  /// The digest; nil for none.
  case digest(DigestPreference?, TimeZone, changed: Bool)
  /// Alerts; a filter matters for a channel only.
  case alerts(Bool, SessionFilter, Audience, changed: Bool)
  /// When nothing rings, in the zone; nil for never.
  case quiet(QuietHours?, TimeZone, Audience, changed: Bool)
  /// No notices until `start`; those about stars go on at `elsewhere`, when a linked chat said it.
  case stopped(starCount: Int, elsewhere: ConversationAddress? = nil)
  /// Below an answer that promises notices: none go out, here since `stop`, or at the linked chat
  /// where they go, which said `stop` or refuses us.
  case silent(at: ConversationAddress?)
  /// All rows of the chat are gone. When it was linked, the stars stay at `keptAt`; chats that
  /// shared its stars are on their own now.
  case forgotten(
    starCount: Int, keptAt: ConversationAddress? = nil, released: [ConversationAddress] = [])
}
