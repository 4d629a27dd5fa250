import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// An answer with what belongs to it.
struct Reply {
  var answer: Answer
  /// What the answer says of sessions whose subscriber is told of changes.
  var stated: [StatedFacts] = []
  /// The language to answer in when the command has changed it.
  var language: Language?
  /// The sessions it is about, in its order.
  var sessions: [SessionID] = []
  /// Whether it confirms their stars and nothing else.
  var confirmsStars = false
}

/// One message and its answer, inside the transaction of its batch.
struct Exchange {
  let transaction: WriteTransaction
  let configuration: ConversationConfiguration
  let subscriber: Subscriber
  /// Whose stars these are: the subscriber, or the one its chat is linked to.
  let owner: SubscriberID
  /// Whose last list the numbers of a command mean: the conversation it was typed in.
  let listOwner: SubscriberID
  /// Whether the answer is shown beside the conversation, whose last list stays what it was.
  let isAside: Bool
  let isAdministrator: Bool
  /// Typed by a person, not sent by a button.
  var isTyped: Bool
  let now: Date
  let programme: Programme

  /// The subscriber's zone, or the conference's.
  var zone: TimeZone { subscriber.preferences.zone ?? configuration.timeZone }
  var isPerson: Bool { subscriber.audience == .person }
  var language: Language { subscriber.preferences.language }
  /// Questions to the programme; costs a walk over it, so ask for it once.
  var queries: ProgrammeQueries { ProgrammeQueries(programme) }
  var context: StarContext { StarContext(now: now, timeZone: zone) }

  /// Carries out a message. What cannot be done is an answer too.
  func reply(to text: String) throws -> Reply {
    do {
      let command = try CommandParser.parse(text)
      try checkPermission(command)
      var reply = try reply(to: command)
      switch reply.answer {
      // Nothing is promised before the choice is made.
      case .list, .problem: break
      default:
        if let note = try silence(after: command) { reply.answer = .several([reply.answer, note]) }
      }
      return reply
    } catch let problem as Problem {
      return Reply(answer: .problem(problem))
    }
  }

  func reply(to command: Command) throws -> Reply {
    switch command {
    case .start(let session): return try start(session)
    // Who is stopped goes on when that is asked for.
    case .greeting where subscriber.state != .stopped: return try start(nil)
    case .greeting, .help: return Reply(answer: .help(subscriber.audience))
    case .now(let everything, let page):
      return try running(everything: everything, page: page)
    case .next(let everything, let page): return try next(everything: everything, page: page)
    case .day(let selector, let filter, let page):
      return try day(selector, filter, page: page)
    case .search(let words, let page): return try search(words, page: page)
    case .room(let name, let page): return try room(name, page: page)
    case .mine(let page): return try mine(page: page)
    case .page(let page): return try turn(to: page)
    case .talk(let reference): return try talk(reference)
    case .star(let references): return try star(references)
    case .unstar(let references): return try unstar(references)
    case .lead(let leads): return try lead(leads)
    case .language(let language): return try set(language)
    case .timeZone(let identifier): return try setTimeZone(identifier)
    case .digest(let request): return try digest(request)
    case .alerts(let request): return try alerts(request)
    case .follow(let filter): return try follow(filter)
    case .quiet(let request): return try quiet(request)
    case .snooze(let minutes, let sessions):
      return try snooze(minutes: minutes, of: sessions)
    case .mark(let mark, let reference): return try set(mark, on: reference)
    case .link(let code): return try link(code)
    case .unlink: return try unlink()
    case .linkHere: return try linkHere()
    case .export: return try export()
    case .guide(let name, let page): return try guide(name, page: page)
    case .accept(let source): return try accept(source)
    case .stop: return try stop()
    case .forget: return try forget()
    }
  }

  /// In a channel only administrators change settings, and nobody has stars.
  private func checkPermission(_ command: Command) throws(Problem) {
    guard !isPerson else {
      if case .follow = command { throw .channelOnly(.follow) }
      return
    }
    switch command {
    case .start(.some): throw .personalOnly(.star)
    case _ where command.isPersonal: throw .personalOnly(command.name)
    default: break
    }
    if command.changesSettings(in: subscriber.state), !isAdministrator {
      throw .administratorsOnly(command.name)
    }
  }

  /// What to add to the answer of a command that promises notices while none go out; nil when they
  /// do.
  private func silence(after command: Command) throws -> Answer? {
    guard let source = command.promise else { return nil }
    let receiver =
      switch source {
      case .stars: try reminded()
      case .conversation: try transaction.subscriber(subscriber.id) ?? subscriber
      }
    guard receiver.state != .active else { return nil }
    return .setting(.silent(at: receiver.id == subscriber.id ? nil : receiver.address))
  }

  private func start(_ session: SessionID?) throws -> Reply {
    let isResumed = subscriber.state == .stopped
    if isResumed { try transaction.setState(.active, of: subscriber.id) }
    let welcome = WelcomeContent(
      conferenceName: configuration.conferenceName, audience: subscriber.audience,
      isResumed: isResumed, starCount: try starred().count,
      leadTimes: try reminded().preferences.leadTimes)
    guard let session else { return Reply(answer: .welcome(welcome)) }
    let star: Reply
    do {
      var followed = self
      // The number in a link is the store's, whoever sends it.
      followed.isTyped = false
      star = try followed.star([.id(session)])
    } catch let problem as Problem {
      star = Reply(answer: .problem(problem))
    }
    // Who has stars knows us: the talk is all that the link was pressed for.
    if welcome.starCount > 0, !isResumed { return star }
    return Reply(answer: .several([.welcome(welcome), star.answer]), stated: star.stated)
  }

  /// The sessions with a star of the subscriber's own.
  func starred() throws -> Set<SessionID> {
    guard isPerson else { return [] }
    return Set(try transaction.stars(of: owner).map(\.session))
  }

  /// What the subscriber was not told of these sessions, in their order.
  ///
  /// - returns: the news, and what an answer that shows them states.
  func news(
    of entries: [ProgrammeEntry]
  ) throws -> (news: [SessionNews], stated: [StatedFacts]) {
    let told = try transaction.told(owner, of: entries.map(\.id))
    let stale = entries.filter { entry in told[entry.id].map { $0 != entry.factsID } ?? false }
    let facts = try transaction.facts(Set(stale.compactMap { told[$0.id] }))
    let aliases = stale.isEmpty ? [:] : try transaction.roomAliases()
    let news = entries.map { entry in
      guard let number = told[entry.id], let before = facts[number] else {
        return SessionNews(entry: entry)
      }
      let changes = ScheduleComparison.changes(
        from: before, to: entry.session.facts, kind: entry.session.kind,
        roomAliases: aliases[entry.session.key.source] ?? [:])
      return SessionNews(
        entry: entry,
        changes: changes.filter { ScheduleComparison.urgency(of: $0) > .silent })
    }
    let stated = entries.filter { told[$0.id] != nil }
      .map { StatedFacts(session: $0.id, facts: $0.factsID) }
    return (news, stated)
  }
}

extension Command {
  /// Where notices come from that a command promises.
  enum Promise {
    /// From the stars: they go to the chat that has them.
    case stars
    /// From what the conversation itself has set up.
    case conversation
  }

  /// What it promises to tell later; nil when it promises nothing.
  var promise: Promise? {
    switch self {
    case .start, .star, .mark, .snooze, .alerts(.on): .stars
    case .lead(let leads?) where !leads.isEmpty: .stars
    case .digest(.on), .follow(.some): .conversation
    default: nil
    }
  }

  /// Whether it is about a person's own stars, reminders and chats, which a channel has none of.
  var isPersonal: Bool {
    switch self {
    case .star, .unstar, .mine, .lead, .snooze, .mark, .link, .unlink, .linkHere: true
    default: false
    }
  }

  /// Whether it changes what a channel's administrators decide; questions do not.
  func changesSettings(in state: SubscriberState) -> Bool {
    switch self {
    case .start: state == .stopped
    case .language(let language): language != nil
    case .timeZone(let identifier): identifier != nil
    case .digest(.on), .digest(.off), .alerts(.on), .alerts(.off), .quiet(.on), .quiet(.off),
      .follow, .stop, .forget:
      true
    default: false
    }
  }
}

extension Preferences {
  /// The chosen zone; nil when none is chosen, or one that this machine does not know.
  var zone: TimeZone? { timeZone.flatMap(TimeZone.init(identifier:)) }

  /// When the digest is due next.
  func nextDigest(after now: Date, zone: TimeZone) -> Date? {
    digest.map {
      DigestPlanner.next(after: now, minuteOfDay: $0.minuteOfDay, timeZone: zone)
    }
  }
}
