import ConferenceModel
import Foundation

/// Compares a pick with its session.
struct PickCheck {
  /// In the order: whether it takes place, who, from where, when, in which room.
  private(set) var findings: [GuideFinding] = []
  private let pick: GuidePick
  private let timeZone: TimeZone

  init(_ match: GuideMatch, known: [SessionKey: Session], timeZone: TimeZone) {
    (pick, self.timeZone) = (match.pick, timeZone)
    guard let key = match.session, let session = known[key] else {
      reportMissing(match.candidates.compactMap { known[$0]?.facts.title })
      return
    }
    if session.facts.status == .cancelled {
      // A talk that does not take place has no right room.
      add(.cancelled, "takes place", "cancelled", "“\(session.facts.title)” is cancelled.")
      return
    }
    compareSpeakers(session.facts.speakers)
    compareAffiliations(session.facts.speakers)
    compareTime(session.facts)
    compareRoom(session.facts.room)
  }

  private mutating func add(
    _ kind: GuideFinding.Kind, _ guide: String?, _ programme: String?, _ text: String
  ) {
    findings.append(
      GuideFinding(
        line: pick.line, kind: kind, pick: pick.title, guideSays: guide, programmeSays: programme,
        text: text))
  }

  private mutating func reportMissing(_ candidates: [String]) {
    guard !candidates.isEmpty else {
      return add(.missing, pick.title, nil, "The programme has no session like “\(pick.title)”.")
    }
    let titles = candidates.map { "“\($0)”" }.joined(separator: " or ")
    add(
      .unsure, pick.title, candidates.joined(separator: "; "),
      "It is not sure which session “\(pick.title)” is, perhaps \(titles);"
        + " give its link or its time.")
  }

  /// Names in Han characters are only compared with names in Han characters.
  private mutating func compareSpeakers(_ programme: [Speaker]) {
    let guide = pick.speakers.map { ($0.name, PersonName($0.name)) }
    let session = programme.map { ($0.name, PersonName($0.name)) }
    let isOneScript = Set((guide + session).map(\.1.isHan)).count <= 1
    guard !guide.isEmpty, isOneScript else { return }
    let gone = guide.filter { one in !session.contains { $0.1.isSame(as: one.1) } }.map(\.0)
    let new = session.filter { one in !guide.contains { $0.1.isSame(as: one.1) } }.map(\.0)
    guard !gone.isEmpty || !new.isEmpty else { return }
    let text =
      switch (gone.isEmpty, new.isEmpty) {
      case (false, false):
        "\(list(new)) \(new.count > 1 ? "speak" : "speaks") instead of \(list(gone))."
      case (false, true): "\(list(gone)) no longer \(gone.count > 1 ? "speak" : "speaks")."
      default: "\(list(new)) \(new.count > 1 ? "speak" : "speaks") too."
      }
    add(
      .speakers, pick.speakers.map(\.name).joined(separator: ", "),
      programme.map(\.name).joined(separator: ", "), text)
  }

  private mutating func compareAffiliations(_ programme: [Speaker]) {
    for speaker in pick.speakers {
      let name = PersonName(speaker.name)
      guard let guide = speaker.affiliation,
        let now = programme.first(where: { PersonName($0.name).isSame(as: name) })?.affiliation,
        !Self.isSamePlace(guide, now)
      else { continue }
      add(.affiliation, guide, now, "\(speaker.name) is with \(now), no longer with \(guide).")
    }
  }

  private mutating func compareTime(_ facts: SessionFacts) {
    guard let start = pick.slot.start, let now = facts.start else { return }
    let isSameEnd = pick.slot.end == nil || facts.end == nil || pick.slot.end == facts.end
    guard start != now || !isSameEnd else { return }
    let (old, new) = (text(pick.slot), text(TimeSlot(start: now, end: facts.end)))
    add(.time, old, new, "It is \(new), not \(old).")
  }

  private mutating func compareRoom(_ room: String?) {
    guard let old = pick.room, let room, !Self.isSamePlace(old, room) else { return }
    add(.room, old, room, "It is in \(room), not in \(old).")
  }

  /// Whether two names of a room or an organisation agree: the programme's has the guide's in it,
  /// word by word, or they are in different scripts and have no word that could differ.
  private static func isSamePlace(_ guide: String, _ programme: String) -> Bool {
    let (said, real) = (ScheduleComparison.words(guide), ScheduleComparison.words(programme))
    if said == real || said.isEmpty { return true }
    let (saidHan, realHan) = (
      said.contains(where: TitleTerms.isHan), real.contains(where: TitleTerms.isHan)
    )
    if saidHan != realHan {
      let (a, b) = (
        Set(said.filter { !TitleTerms.isHan($0) }), Set(real.filter { !TitleTerms.isHan($0) })
      )
      return a.isEmpty || b.isEmpty || !a.isDisjoint(with: b)
    }
    return real.indices.contains { real[$0...].starts(with: said) }
  }

  private func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  private func text(_ slot: TimeSlot) -> String {
    guard let start = slot.start else { return "at no time" }
    let until = slot.end.map { "–\(timeZone.clockText(of: $0))" } ?? ""
    return "\(GuideDays.text(timeZone.day(of: start))), \(timeZone.clockText(of: start))\(until)"
  }
}

/// Days in findings.
enum GuideDays {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `Tue 24 March 2026`.
  static func text(_ day: LocalDay) -> String {
    "\(weekdays[day.weekday - 1]) \(day.day) \(months[day.month - 1]) \(day.year)"
  }
}
