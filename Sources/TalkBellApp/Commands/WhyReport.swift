import ConferenceModel
import Foundation
import Persistence

/// What `talkbell why` is asked for.
package struct WhyOptions: Hashable, Sendable {
  /// An address, `telegram:42`.
  package var subscriber: String
  /// `812`, `#812`, the feed's id, `source/id`, or words of the title.
  package var session: String
  /// The configuration's path.
  package var configFile: String

  /// The words of the command line.
  package init(subscriber: String, session: String, configFile: String) {
    self.subscriber = subscriber
    self.session = session
    self.configFile = configFile
  }
}

extension TalkBell {
  /// Everything that is known of what a subscriber was told about a session, or why not.
  ///
  /// - returns: the exit code, 0.
  /// - throws: one line when the subscriber or the session is unknown or unclear.
  package static func why(_ options: WhyOptions) throws -> Int32 {
    let configuration = try TalkBellConfiguration.load(
      file: options.configFile, environment: ProcessInfo.processInfo.environment)
    let database = try ConferenceDatabase(path: configuration.storePath, sharing: true)
    let zone = configuration.conference.timeZone
    let lines = try database.read { store in
      guard let address = ConversationAddress(options.subscriber),
        let subscriber = try store.subscriber(at: address)
      else {
        throw TalkBellError.failed(
          "\(options.subscriber): nobody is known by this address; write telegram:42, say")
      }
      let entry = try WhyReport.entry(options.session, in: try store.programme())
      return try WhyReport(store: store, subscriber: subscriber, entry: entry, zone: zone).lines()
    }
    for line in lines { print(line) }
    return 0
  }
}

/// What the store knows of one subscriber and one session.
struct WhyReport {
  let store: ReadTransaction
  let subscriber: Subscriber
  let entry: ProgrammeEntry
  let zone: TimeZone

  /// The session that the operator means.
  static func entry(_ words: String, in programme: Programme) throws -> ProgrammeEntry {
    let number = words.hasPrefix("#") ? String(words.dropFirst()) : words
    if let id = SessionID(number), let entry = programme[id] { return entry }
    let exact = programme.entries.filter {
      $0.session.key.id == words || "\($0.session.key.source)/\($0.session.key.id)" == words
    }
    if let entry = exact.first, exact.count == 1 { return entry }
    let wanted = words.lowercased()
    let found =
      exact.isEmpty
      ? programme.entries.filter { $0.session.facts.title.lowercased().contains(wanted) } : exact
    guard let entry = found.first else {
      throw TalkBellError.failed("\(words): no session has this number, id or title")
    }
    guard found.count == 1 else {
      let choices = found.prefix(5).map { "#\($0.id) \($0.session.facts.title)" }
      let list = choices.joined(separator: "; ")
      throw TalkBellError.failed(
        "\(words): \(found.count) sessions fit, write the number: \(list)")
    }
    return entry
  }

  func lines() throws -> [String] {
    let facts = entry.session.facts
    var lines = ["#\(entry.id) \(facts.title)", "  \(text(facts))"]
    lines.append(
      "\(subscriber.address), \(subscriber.audience.rawValue), \(subscriber.state.rawValue)")
    let owner = try store.starOwner(of: subscriber.id)
    var told = subscriber
    if owner != subscriber.id, let other = try store.subscriber(owner) {
      lines.append("  is linked to \(other.address), where notices go: what follows is about it")
      told = other
    }
    lines += try star(of: told)
    lines += try coming(to: told)
    lines += choices(of: told)
    let ledger = try store.ledger(of: told.id, about: entry.id)
    let stated = try store.facts(Set(ledger.compactMap(\.facts)))
    lines.append(ledger.isEmpty ? "No message about it was ever settled." : "Messages about it:")
    lines += ledger.map { one in
      let what = one.facts.flatMap { stated[$0] }.map { " said: \(text($0))" } ?? ""
      let receipt = one.receipt.map { ", message \($0)" } ?? ""
      let reason = one.reason.map { ": \($0)" } ?? ""
      // A reminder that was dropped before it was a message has no number.
      let number = one.entry == 0 ? "" : " \(one.entry)"
      return "  \(ReportedTime.text(of: one.at, in: zone)) \(one.kind.rawValue)\(number) "
        + "\(one.outcome.rawValue)\(receipt)\(reason)\(what)"
    }
    return lines
  }

  /// Whether it is starred or followed, and what was told last.
  private func star(of told: Subscriber) throws -> [String] {
    let star = try store.stars(of: told.id).first { $0.session == entry.id }
    let pointer = try store.told(told.id, of: [entry.id])[entry.id]
    guard let pointer else {
      let advice =
        told.audience == .channel
        ? "its digest, alerts and follow are off or their filters leave it out"
        : "nothing is sent about it"
      return ["  Not starred and not followed: \(advice)."]
    }
    let since = star.map { ", starred \(ReportedTime.text(of: $0.createdAt, in: zone))" }
    var lines = ["  Starred or followed\(since ?? "")."]
    if pointer == entry.factsID {
      lines.append("  Told of everything that holds now.")
    } else if let facts = try store.facts([pointer])[pointer] {
      lines.append("  Told last: \(text(facts)); what holds now was not told yet.")
    }
    return lines
  }

  /// What is armed or under way, or why nothing is.
  private func coming(to told: Subscriber) throws -> [String] {
    var lines = try store.armedReminders(of: told.id, for: entry.id).map {
      "  Reminder armed for \(ReportedTime.text(of: $0.dueAt, in: zone)), "
        + "\($0.lead.minutes) min before."
    }
    let open = try store.openEntries(of: told.id).filter { $0.notice.isAbout(entry.id) }
    lines += try open.map { one in
      let reason = try store.reason(ofEntry: one.id).map { ": \($0)" } ?? ""
      return "  \(one.notice.kind.rawValue) \(one.id) is \(one.state.rawValue)\(reason)."
    }
    if lines.isEmpty, told.audience == .person {
      if told.preferences.leadTimes.isEmpty {
        lines.append("  No reminder will come: lead is off.")
      } else if try store.told(told.id, of: [entry.id])[entry.id] != nil {
        lines.append(
          "  No reminder is armed: its time has come, as below, or came before the star.")
      }
    }
    return lines
  }

  /// What the subscriber chose, or its chat, that keeps messages back.
  private func choices(of told: Subscriber) -> [String] {
    var lines: [String] = []
    switch told.state {
    case .active: break
    case .paused: lines.append("  Nothing is sent: the chat refused us; a word from it resumes.")
    case .stopped: lines.append("  Nothing is sent: it said stop; start resumes.")
    }
    if !told.preferences.alerts { lines.append("  Changes are not told: alerts are off.") }
    if let quiet = told.preferences.quiet {
      lines.append(
        "  Quiet hours \(Self.clock(quiet.from))–\(Self.clock(quiet.until)): reminders come "
          + "without a sound, alerts wait for the end unless the session is near.")
    }
    return lines
  }

  private static func clock(_ minute: Int) -> String {
    let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
    return "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
  }

  private func text(_ facts: SessionFacts) -> String {
    let start = facts.start.map { ReportedTime.text(of: $0, in: zone) } ?? "no time"
    let end = facts.end.map { "–" + ReportedTime.text(of: $0, in: zone).suffix(8) } ?? ""
    let status = facts.status == .cancelled ? ", cancelled" : ""
    return "\(start)\(end), \(facts.room ?? "no room"), \(facts.title)\(status)"
  }
}

extension Notice {
  /// Whether it was planned about a session.
  fileprivate func isAbout(_ session: SessionID) -> Bool {
    switch self {
    case .reminder(let sessions, _, _), .alert(let sessions): sessions.contains(session)
    case .upcoming(let slots): slots.contains { $0.sessions.contains(session) }
    case .reply(_, _, let context): context?.sessions.contains(session) ?? false
    default: false
    }
  }
}
