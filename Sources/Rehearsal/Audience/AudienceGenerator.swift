package import ConferenceModel
package import Foundation

/// Makes up people for a rehearsal: the same ones for the same seed and programme.
package struct AudienceGenerator: Sendable {
  /// Everything is drawn from it.
  package var seed: UInt64
  /// How many.
  package var people: Int
  /// How many stars somebody has, on average.
  package var stars: Int
  /// Where they are, in turn.
  package var platforms: [ChatPlatform]
  /// What a new person starts with.
  package var defaults: Preferences
  /// The venue's zone.
  package var timeZone: TimeZone
  /// The rehearsal: they have starred before it and do things during it.
  package var span: DateInterval

  /// People on the given platforms, of which there is at least one unless there are no people.
  package init(
    seed: UInt64, people: Int, stars: Int, platforms: [ChatPlatform], defaults: Preferences,
    timeZone: TimeZone, span: DateInterval
  ) {
    self.seed = seed
    self.people = people
    self.stars = stars
    self.platforms = platforms
    self.defaults = defaults
    self.timeZone = timeZone
    self.span = span
  }

  /// The people, in the order of their addresses' numbers.
  ///
  /// - parameter sessions: the programme as it stands when the rehearsal begins.
  package func make(from sessions: [Session]) -> [Persona] {
    guard people > 0, !platforms.isEmpty else { return [] }
    let appeal = SessionAppeal(sessions, timeZone: timeZone, now: span.start, seed: seed)
    return (0..<people).map { number in
      var chance = SeededGenerator(seed: seed, purpose: 1000 + UInt64(number))
      let address = address(number, on: platforms[number % platforms.count])
      let preferences = preferences(&chance)
      let stars = starred(appeal, &chance)
      return Persona(
        address: address, preferences: preferences, stars: stars.map(\.key),
        deeds: deeds(appeal, starred: stars, &chance))
    }
  }

  /// Numbers that no real conversation is likely to have, in the form of the platform.
  private func address(_ number: Int, on platform: ChatPlatform) -> ConversationAddress {
    let conversation =
      switch platform {
      case .telegram: "\(900_000_001 + number)"
      case .slack: "U0REHEARSAL\(number + 1)"
      case .matrix: "!rehearsal-\(number + 1):rehearsal.invalid"
      case .console: "rehearsal-\(number + 1)"
      }
    return ConversationAddress(platform: platform, conversation: conversation)
  }

  /// One in five reads Chinese, one in six has two lead times, some want a digest of their own or
  /// quiet nights.
  private func preferences(_ chance: inout SeededGenerator) -> Preferences {
    var preferences = defaults
    if chance.happens(0.2) { preferences.language = .chinese }
    if chance.happens(1.0 / 6) {
      preferences.leadTimes = [LeadTime(minutes: 5), LeadTime(minutes: 30)]
    } else if chance.happens(0.1) {
      preferences.leadTimes = [LeadTime(minutes: 15)]
    }
    if chance.happens(0.1) {
      preferences.digest = DigestPreference(minuteOfDay: 480, filter: SessionFilter(mine: true))
    }
    if chance.happens(0.05) { preferences.quiet = QuietHours(from: 22 * 60, until: 7 * 60) }
    return preferences
  }

  /// An agenda: two thirds of the keynotes of the days somebody is there, and talks mostly from one
  /// or two tracks, few of which are at the same time as another.
  private func starred(_ appeal: SessionAppeal, _ chance: inout SeededGenerator) -> [Session] {
    let days = visited(appeal.days, &chance)
    let favourites = (0..<2).compactMap { _ in
      appeal.tracks.isEmpty ? nil : appeal.tracks[chance.index(below: appeal.tracks.count)].pool
    }
    let wanted = max(1, Int((Double(stars) * (0.4 + 1.2 * chance.fraction())).rounded()))
    guard stars > 0 else { return [] }
    var chosen: [Session] = []
    var keys: Set<SessionKey> = []
    func isAllowed(_ session: Session, _ chance: inout SeededGenerator) -> Bool {
      guard chosen.count < wanted, !keys.contains(session.key),
        let start = session.facts.start, days.contains(timeZone.day(of: start))
      else { return false }
      let isConflict = chosen.contains { Self.overlap($0, session) }
      return !isConflict || chance.happens(0.2)
    }
    for keynote in appeal.keynotes
    where chosen.count < wanted / 3 && chance.happens(0.67) && isAllowed(keynote, &chance) {
      chosen.append(keynote)
      keys.insert(keynote.key)
    }
    // Bounded: a small programme may not have as many as somebody wants.
    for _ in 0..<(wanted * 8) where chosen.count < wanted {
      let favourite = favourites.isEmpty ? nil : favourites[chance.index(below: favourites.count)]
      let pool = chance.happens(0.5) ? favourite ?? appeal.all : appeal.all
      guard let session = pool.draw(with: &chance), isAllowed(session, &chance) else { continue }
      chosen.append(session)
      keys.insert(session.key)
    }
    return chosen
  }

  /// Six in ten are there all the time, the others on some of the days.
  private func visited(_ days: [LocalDay], _ chance: inout SeededGenerator) -> Set<LocalDay> {
    guard !chance.happens(0.6) else { return Set(days) }
    let some = days.filter { _ in chance.happens(0.5) }
    return Set(some.isEmpty ? days : some)
  }

  private static func overlap(_ one: Session, _ other: Session) -> Bool {
    guard let start = one.facts.start, let otherStart = other.facts.start,
      let end = one.facts.presumedEnd, let otherEnd = other.facts.presumedEnd
    else { return false }
    return start < otherEnd && otherStart < end
  }

  /// A quarter star something during the conference, one in ten takes a star back, one in six asks.
  private func deeds(
    _ appeal: SessionAppeal, starred: [Session], _ chance: inout SeededGenerator
  ) -> [Persona.TimedDeed] {
    var deeds: [Persona.TimedDeed] = []
    if chance.happens(0.25) {
      for _ in 0...chance.index(below: 3) {
        guard let session = appeal.all.draw(with: &chance), !starred.contains(session),
          let at = moment(before: session.facts.start, &chance)
        else { continue }
        deeds.append(Persona.TimedDeed(at: at, deed: .star(session.key)))
      }
    }
    if !starred.isEmpty, chance.happens(0.1) {
      let session = starred[chance.index(below: starred.count)]
      if let at = moment(before: session.facts.start, &chance) {
        deeds.append(Persona.TimedDeed(at: at, deed: .unstar(session.key)))
      }
    }
    if chance.happens(1.0 / 6), let at = moment(before: span.end, &chance) {
      let words = ["next", "now", "mine", "today"]
      deeds.append(
        Persona.TimedDeed(at: at, deed: .ask(words[chance.index(below: words.count)])))
    }
    return deeds.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element)
  }

  /// A whole second between breakfast and evening, before a limit; nil when none is found.
  private func moment(before limit: Date?, _ chance: inout SeededGenerator) -> Date? {
    let end = min(limit ?? span.end, span.end)
    let seconds = end.timeIntervalSince(span.start)
    guard seconds > 120 else { return nil }
    for _ in 0..<20 {
      let offset = (60 + chance.fraction() * (seconds - 120)).rounded(.down)
      let at = span.start.addingTimeInterval(offset)
      if (7 * 60...21 * 60).contains(timeZone.minuteOfDay(of: at)) { return at }
    }
    return nil
  }
}
