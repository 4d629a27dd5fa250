package import ConferenceModel
import FoundationEssentials

/// What is news between two versions of a session, and how urgent it is.
///
/// Everything is decided from the two versions alone: ten edits give their net change, and A→B→A
/// gives none. The rules come from what Sched's feeds really do (see the tests, which hold the
/// changes of KubeCon Europe 2026).
package enum ScheduleComparison {
  /// The news from what was told to what holds now; empty when nothing changed.
  ///
  /// A cancellation is told alone. A placeholder that got its title, or a slot that got another
  /// talk, brings its speakers along, so `speakersChanged` is not told beside them. Letter case,
  /// blanks, punctuation and the order of speakers are no news, and neither is anything about a
  /// session that is cancelled in both versions.
  ///
  /// - parameter kind: of the new version; a talk whose slot is now a break counts as cancelled.
  /// - parameter roomAliases: renamed rooms, old name to new one; chains are followed.
  package static func changes(
    from old: SessionFacts, to new: SessionFacts, kind: SessionKind,
    roomAliases: [String: String]
  ) -> [ScheduleChange] {
    if old == new { return [] }
    let titles = old.title == new.title ? nil : TitlePair(from: old.title, to: new.title)
    let isOff = new.status == .cancelled || slotBecameBreak(titles, kind: kind)
    if isOff { return old.status == .cancelled ? [] : [.cancelled] }

    var changes: [ScheduleChange] = []
    if old.status == .cancelled { changes.append(.reinstated) }
    let title = titles.flatMap { titleChange($0, from: old.speakers, to: new.speakers) }
    if let title { changes.append(title) }
    if old.start != new.start || old.end != new.end {
      changes.append(
        .rescheduled(
          from: TimeSlot(start: old.start, end: old.end),
          to: TimeSlot(start: new.start, end: new.end)))
    }
    if let room = roomChange(from: old.room, to: new.room, aliases: roomAliases) {
      changes.append(room)
    }
    switch title {
    case .replaced, .announced: break
    default:
      if old.speakers != new.speakers, speakerSet(old.speakers) != speakerSet(new.speakers) {
        changes.append(.speakersChanged(from: old.speakers, to: new.speakers))
      }
    }
    return changes
  }

  /// How soon a change has to be told.
  ///
  /// Two sorts of changes are kept but never told for themselves: an end that becomes known or
  /// unknown while the start stays, and speakers who stay while their affiliations, or the way
  /// their names are written, differ.
  package static func urgency(of change: ScheduleChange) -> Urgency {
    switch change {
    case .cancelled, .replaced, .relocated: .immediate
    case .rescheduled(let from, let to): urgency(from: from, to: to)
    case .speakersChanged(let from, let to):
      LineUp.overlap(of: from, and: to) == .everybody ? .silent : .normal
    case .added, .reinstated, .announced, .retitled: .normal
    case .renamedRoom, .described: .silent
    }
  }

  /// The version to keep of a session whose feed now says `feed`.
  ///
  /// Organisers cancel a talk by writing "Mini Break" over it. Kept as it is, that row would be
  /// reminded of and listed as a session its subscribers never starred; so the talk stays, marked
  /// as cancelled, for as long as the feed shows a break in its place.
  package static func versionToKeep(stored: Session, feed: Session) -> Session {
    if stored.facts.title == feed.facts.title { return feed }
    let titles = TitlePair(from: stored.facts.title, to: feed.facts.title)
    guard slotBecameBreak(titles, kind: feed.kind) else { return feed }
    var kept = stored
    kept.facts.status = .cancelled
    // The feed may have given the row another id by now.
    kept.key = feed.key
    return kept
  }

  /// Two titles that differ, and what they are made of.
  private struct TitlePair {
    let before: String
    let after: String
    let old: [String]
    let new: [String]

    init(from before: String, to after: String) {
      (self.before, self.after) = (before, after)
      (old, new) = (segments(before), segments(after))
    }
  }

  /// Whether the slot of a talk now holds something that is none; nil titles are equal.
  private static func slotBecameBreak(_ titles: TitlePair?, kind: SessionKind) -> Bool {
    guard let titles, !isPause(titles.old) else { return false }
    if isPause(titles.new) { return true }
    // A row that always was a break may be renamed: then the titles have something in common.
    return kind == .break
      && resemblance(titles.before, titles.after).similarity < Threshold.strangers
  }

  private static func urgency(from: TimeSlot, to: TimeSlot) -> Urgency {
    if from.start == to.start {
      return from.end == nil || to.end == nil ? .silent : .normal
    }
    guard let before = from.start, let after = to.start else { return .normal }
    return after < before ? .immediate : .normal
  }

  private static func titleChange(
    _ titles: TitlePair, from former: [Speaker], to present: [Speaker]
  ) -> ScheduleChange? {
    let (before, after) = (titles.before, titles.after)
    if folded(before) == folded(after) { return nil }
    switch (isPlaceholder(titles.old), isPlaceholder(titles.new)) {
    case (true, true):
      return isUnannounced(titles.old) && isUnannounced(titles.new)
        ? nil : .retitled(from: before, to: after)
    case (true, false): return .announced(from: before, to: after)
    case (false, true): return .replaced(from: before, to: after)
    case (false, false): break
    }
    if withoutPunctuation(before) == withoutPunctuation(after) { return nil }
    // A talk keeps its speakers more often than its title, so who is still there decides how much
    // of the title has to be.
    let needed =
      switch LineUp.overlap(of: former, and: present) {
      case .unknown: Threshold.unknownSpeakers
      case .nobody: Threshold.strangers
      case .some: Threshold.someSpeakers
      case .everybody: Threshold.sameSpeakers
      }
    let found = resemblance(titles.before, titles.after)
    return found.similarity < needed || !found.sharesAWord
      ? .replaced(from: before, to: after) : .retitled(from: before, to: after)
  }

  private static func speakerSet(_ speakers: [Speaker]) -> Set<Speaker> {
    Set(
      speakers.map { Speaker(name: folded($0.name), affiliation: $0.affiliation.map(folded)) })
  }

  /// The similarity of titles below which they name different talks; set by the real pairs in the
  /// tests.
  private enum Threshold {
    /// No speaker in common.
    static let strangers = 0.5
    /// The feed names nobody, before and after.
    static let unknownSpeakers = 0.4
    /// Some in common.
    static let someSpeakers = 0.3
    /// Exactly the same.
    static let sameSpeakers = 0.12
  }
}
