import ConferenceModel
import Foundation

/// What speaks for a pick of a guide being a session.
struct GuideEvidence {
  /// Points out of about a hundred; more is surer. 60 take two kinds of evidence that agree, or
  /// one title that is word for word the same.
  let points: Double

  init(_ pick: PickProfile, _ session: SessionProfile, rarity: TermRarity) {
    let speakers = Self.speakers(pick.speakers, session.speakers)
    let time = Self.time(pick.pick.slot, session.session.facts)
    let title = session.titles.map { Self.title(pick.title, $0, rarity) }.max() ?? 0
    var points = speakers + time + title
    if let room = pick.pick.room, let other = session.session.facts.room,
      ScheduleComparison.folded(room) == ScheduleComparison.folded(other)
    {
      points += 5
    }
    if GuideAddress.isSame(pick.pick.url, session.session) {
      // An address may outlive its talk, so it needs one thing more that agrees.
      let isAlone = pick.speakers.isEmpty && pick.pick.slot.start == nil && pick.pick.title.isEmpty
      points =
        isAlone || max(speakers, time) > 10 || title > 10 ? max(points, 40) + 60 : points + 20
    }
    self.points = points
  }

  /// 45 for all of the guide's speakers and more when they come together; others instead count
  /// against it. A name in Han characters says nothing about one in Latin letters.
  private static func speakers(_ guide: [PersonName], _ session: [PersonName]) -> Double {
    let scripts = Set(session.map(\.isHan))
    let comparable = guide.filter { scripts.contains($0.isHan) }
    guard !comparable.isEmpty else { return 0 }
    let shared = comparable.count { name in session.contains { $0.isSame(as: name) } }
    if shared == 0 { return -25 }
    var points = 45 * Double(shared) / Double(comparable.count)
    if shared >= 2 { points += 10 }
    if shared >= 2, shared == comparable.count, shared == session.count { points += 10 }
    return points
  }

  /// 25 for the same start.
  private static func time(_ guide: TimeSlot, _ facts: SessionFacts) -> Double {
    guard let start = guide.start, let other = facts.start else { return 0 }
    if start == other { return 25 }
    let apart = abs(start.timeIntervalSince(other))
    if apart <= 30 * 60 { return 12 }
    return apart <= 10 * 3600 ? 3 : -5
  }

  /// 60 for the same words, up to 45 for some of them; across languages up to 40 for what is never
  /// translated.
  private static func title(
    _ guide: TitleTerms, _ session: TitleTerms, _ rarity: TermRarity
  ) -> Double {
    if guide.isHan == session.isHan {
      guard !guide.words.isEmpty, !session.words.isEmpty else { return 0 }
      if guide.words == session.words { return 60 }
      let shared = guide.words.intersection(session.words).count
      let alike = 2 * Double(shared) / Double(guide.words.count + session.words.count)
      return alike < 0.15 ? -10 : 45 * alike
    }
    let common = guide.terms.intersection(session.terms)
    guard !common.isEmpty else { return 0 }
    let found = rarity.weight(of: common)
    // Few or ordinary words prove little, even when the title has no others.
    return 40 * found / rarity.weight(of: guide.terms) * min(1, found / 10)
  }
}

/// Whether an address in a guide is that of a session.
enum GuideAddress {
  /// By the whole address, or by the event's id in it: Sched's `/event/<id>/slug`.
  static func isSame(_ address: String?, _ session: Session) -> Bool {
    guard let address else { return false }
    let parts = parts(address)
    if let id = eventID(parts), id == session.key.id.lowercased() { return true }
    guard let url = session.url else { return false }
    let others = self.parts(url)
    guard parts.first == others.first, parts.count > 1 else { return false }
    if parts == others { return true }
    guard let id = eventID(parts) else { return false }
    return id == eventID(others)
  }

  /// The host without `www.` and the folders, in lower case, without query and fragment.
  private static func parts(_ address: String) -> [String] {
    var text = address.lowercased().prefix { $0 != "?" && $0 != "#" }
    if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
    if text.hasPrefix("www.") { text = text.dropFirst(4) }
    return text.split(separator: "/").map(String.init)
  }

  private static func eventID(_ parts: [String]) -> String? {
    guard let event = parts.firstIndex(of: "event"), event + 1 < parts.count else { return nil }
    return parts[event + 1]
  }
}
