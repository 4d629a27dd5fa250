import ConferenceModel
import Foundation

extension EnglishWords {
  func starConfirmed(isNew: Bool) -> String { isNew ? "Starred" : "Already starred" }

  func outlook(
    _ outlook: StarContent.Outlook, context: StarContext, start: Date?
  ) -> Sentence {
    switch outlook {
    case .reminders(let instants):
      return "I'll remind you \(moments(instants, context))."
    case .startsSoon(let minutes):
      return minutes <= 0
        ? "It starts now, so no further reminder."
        : "It starts in \(span(minutes: minutes)), so no further reminder."
    case .running: return "It has already started, so no reminder."
    case .over: return "It is already over."
    case .remindersOff:
      return "Reminders are off; \(code: "lead 10") turns them on."
    case .noTime: return "It has no time yet; I'll tell you when it gets one."
    case .cancelled: return "It is cancelled; I'll tell you if it takes place after all."
    }
  }

  /// `at 14:15 and 14:20`, `on Wed 25 Mar at 08:50`.
  private func moments(_ instants: [Date], _ context: StarContext) -> String {
    named(instants, context) { day, clock, isFirst in
      if let day { return "on \(self.day(day)) at \(clock)" }
      return isFirst ? "at \(clock)" : clock
    }.joined(separator: " and ")
  }

  var conflictIntroduction: String { "Conflict: at the same time you have also starred" }
  func unstarConfirmed(wasStarred: Bool) -> String { wasStarred ? "Star removed" : "Had no star" }

  func welcome(_ content: WelcomeContent) -> [Sentence] {
    if content.isResumed {
      let stars: Sentence =
        content.starCount == 0 ? "" : " \(keptStars(content.starCount))"
      return [
        content.audience == .person
          ? "Welcome back: reminders and alerts go out again." + stars
          : "Welcome back: digests and alerts are posted here again."
      ]
    }
    if content.audience == .channel {
      return [
        "This is TalkBell for \(strong: content.conferenceName).",
        """
        Administrators: \(code: "digest 08:00") posts the programme here every morning, \
        \(code: "alerts on track:security") posts changes. \(code: "help") lists all.
        """,
      ]
    }
    let lead: Sentence =
      content.leadTimes.isEmpty
      ? "Reminders are off; \(code: "lead 10") turns them on."
      : "I remind you \(leads(content.leadTimes)) before, and tell you when a talk moves."
    return [
      "I'm TalkBell, the bell before the talk at \(strong: content.conferenceName).",
      "Star the talks you want to hear. " + lead,
      """
      Try \(code: "next"), \(code: "today") or \(code: "search gpu"), then \(code: "star 1"). \
      \(code: "help") lists all; 中文：\(code: "语言 中文")
      """,
    ]
  }

  private func keptStars(_ count: Int) -> String {
    count == 1 ? "Your star is kept." : "Your \(count) stars are kept."
  }

  func leads(_ leadTimes: [LeadTime]) -> String {
    leadTimes.reversed().map { span(minutes: $0.minutes) }.joined(separator: " and ")
  }

  func help(_ audience: Audience) -> [HelpSection] {
    let find = HelpSection(
      title: "Find",
      lines: [
        ("now", "what is on; \"now all\" also breaks, desks and whole events"),
        ("next", "what starts next"),
        ("today, tomorrow, wed, 2026-03-25", "a day"),
        ("today theme:security", "by theme; also track:… room:…"),
        ("search WORDS", "titles and speakers"),
        ("room NAME", "what is in a room"), ("talk 3", "one talk in full"),
        ("more", "the next page"),
      ])
    let star = HelpSection(
      title: "Star",
      lines: [
        ("star 3", "also several numbers, a link or words"), ("unstar 3", "take it back"),
        ("mine", "your stars, conflicts marked"),
        ("goto 3, backup 4", "decide between talks at the same time"),
        ("lead 10", "minutes before; two for two reminders; off"),
        ("snooze 5", "the last reminder again in 5 minutes"),
      ])
    let notices = HelpSection(
      title: audience == .person ? "Settings" : "Settings (administrators)",
      lines: [
        ("digest 08:00 mine", "every day; also theme:… track:… room:… source:…, preview, off"),
        (
          "alerts on",
          audience == .person
            ? "when a starred talk changes; off" : "changes; also theme:… track:… room:…; off"
        ),
        ("quiet 22:00-07:00", "no sounds then; off"),
        ("follow room:…", "posts here what starts there; also theme:… track:…; off"),
        ("link", "share your stars with your chat on another platform; link here, link off"),
        ("export", "all I know about this chat"),
        ("language zh", "中文 · \"en\" for English"), ("timezone Europe/Amsterdam", "for all times"),
        ("stop", "no more messages; \"start\" resumes"),
        ("forget", "deletes everything about this chat"),
      ])
    // Posts at the start are for channels, links between chats for persons.
    let unfit = audience == .person ? "follow room:…" : "link"
    var fitting = notices
    fitting.lines.removeAll { $0.command == unfit }
    return audience == .person ? [find, star, fitting] : [find, fitting]
  }

  func setting(_ setting: Setting) -> [Sentence] {
    switch setting {
    case .leadTimes(let leadTimes, let changed):
      if leadTimes.isEmpty {
        return ["Reminders are \(changed ? "now " : "")off. \(code: "lead 10") turns them on."]
      }
      return [
        changed
          ? "I'll remind you \(leads(leadTimes)) before each starred talk."
          : """
          Reminders come \(leads(leadTimes)) before. \
          \(code: "lead 15 5") or \(code: "lead off").
          """
      ]
    case .language(_, let changed):
      return [changed ? "I answer in English now." : "I answer in English. 中文：\(code: "语言 中文")"]
    case .timeZone(let zone, let now, let changed):
      return [
        "\(changed ? "Times are now in" : "Times are in") \(strong: zone.identifier), "
          + "where it is \(zone.clockText(of: now))."
      ]
    case .digest(let digest, let zone, _): return [self.digest(digest, zone)]
    case .alerts(let isOn, let filter, let audience, _):
      return [alerts(isOn, filter, audience)]
    case .quiet(let hours, let zone, let audience, _): return [quiet(hours, zone, audience)]
    case .stopped(_, let elsewhere?):
      return [
        "Stopped: no more messages here. Reminders still come to \(chat(elsewhere)). "
          + "\(code: "start") resumes."
      ]
    case .stopped(let count, nil):
      let kept: Sentence = count == 0 ? "" : " \(keptStars(count))"
      return ["Stopped: no more messages." + kept + " \(code: "start") resumes."]
    case .silent(at: nil):
      return ["But messages are stopped: nothing comes before you say \(code: "start")."]
    case .silent(at: let address?):
      return [
        "But nothing reaches \(chat(address)) now: \(code: "link here") brings reminders here."
      ]
    case .forgotten(let count, let keptAt, let released):
      return [forgotten(count, keptAt, released)]
    }
  }

  private func forgotten(
    _ count: Int, _ keptAt: ConversationAddress?, _ released: [ConversationAddress]
  ) -> Sentence {
    if let keptAt {
      return """
        Forgotten: all about this chat is deleted. Your stars stay with \(chat(keptAt)); \
        \(code: "forget") there deletes them. \(code: "start") begins anew here.
        """
    }
    let stars = count == 0 ? "" : " and \(count == 1 ? "1 star" : "\(count) stars")"
    let others: Sentence = released.isEmpty ? "" : " \(onTheirOwn(released))"
    return "Forgotten: your settings\(stars) are deleted." + others
      + " \(code: "start") begins anew."
  }

  private func quiet(_ hours: QuietHours?, _ zone: TimeZone, _ audience: Audience) -> Sentence {
    guard let hours else { return "No quiet hours. \(code: "quiet 22:00-07:00") sets them." }
    let end = clock(hours.until)
    let what = audience == .person ? "reminders come" : "what I post comes"
    return """
      Quiet from \(strong: clock(hours.from)) to \(strong: end) (\(zone.identifier)): \(what) \
      without a sound where the chat app allows it, and changes that can wait come at \(end). \
      \(code: "quiet off") ends it.
      """
  }

  private func digest(_ digest: DigestPreference?, _ zone: TimeZone) -> Sentence {
    guard let digest else {
      return "No digest. \(code: "digest 08:00") turns it on."
    }
    let terms = terms(digest.filter)
    let about = digest.filter.mine ? "your stars" : "the day's sessions"
    return "Digest every day at \(strong: clock(digest.minuteOfDay)) (\(zone.identifier)): "
      + "\(about)\(terms.isEmpty ? "" : ", \(terms)"). \(code: "digest preview") shows it."
  }

  func clock(_ minuteOfDay: Int) -> String {
    let (hours, minutes) = (minuteOfDay / 60, minuteOfDay % 60)
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }

  private func alerts(_ isOn: Bool, _ filter: SessionFilter, _ audience: Audience) -> Sentence {
    guard isOn else { return "Alerts are off. \(code: "alerts on") turns them on." }
    if audience == .person { return "Alerts are on: I tell you when a starred talk changes." }
    let terms = terms(filter)
    return "Alerts are on: changes of \(terms.isEmpty ? "all sessions" : terms) are posted here."
  }
}
