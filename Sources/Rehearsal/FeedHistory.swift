import ConferenceModel
import Foundation

/// What the feeds said of each session over time, and from when on that was surely known.
struct FeedHistory {
  /// What a feed said of a session from an instant on.
  struct Stand {
    var from: Date
    /// When it is over: the next stand begins.
    var until = Date.distantFuture
    /// As the feed has it; as it last had it where it is gone.
    var session: Session
    /// The feed lacks it, which counts as cancelled after a second refresh.
    var isGone = false
    /// By when a refresh saw it, at the latest.
    var knownBy: Date
    /// By when two refreshes saw it, at the latest.
    var confirmedBy: Date
    /// What it says when it is believed.
    var facts: SessionFacts {
      var facts = session.facts
      if isGone { facts.status = .cancelled }
      return facts
    }
  }

  /// One session through all versions, whatever its ids.
  struct Lineage {
    var stands: [Stand] = []
    /// Its ids, each from an instant on.
    var keys: [(from: Date, key: SessionKey)] = []
    /// From when on nobody can tell which session of the feed it is.
    var unsureFrom = Date.distantFuture

    /// The newest stand that was served by then.
    func served(at instant: Date) -> Stand? { stands.last { $0.from <= instant } }
  }

  private(set) var lineages: [Lineage] = []
  private(set) var byTitle: [String: [Int]] = [:]
  /// Rooms that may only have got another name.
  private(set) var renamedRooms: Set<RoomPair> = []
  private let pause: TimeInterval
  private let outages: TimeSpans

  /// A history as served.
  ///
  /// - parameter pause: the longest time between two refreshes, in seconds.
  init(_ record: RunRecord, pause: TimeInterval) {
    self.pause = pause
    outages = TimeSpans(record.outages)
    for source in Set(record.feeds.map(\.source)).sorted() {
      let versions = record.feeds.filter { $0.source == source }
        .sorted { $0.servedFrom < $1.servedFrom }
      add(versions, outages: record.outages)
    }
    for (number, lineage) in lineages.enumerated() {
      for facts in lineage.stands.map(\.session.facts) {
        for title in Set([facts.title] + facts.translatedTitles.values)
        where byTitle[title]?.last != number {
          byTitle[title, default: []].append(number)
        }
      }
    }
  }

  /// The session that bears this id then.
  func lineage(of key: SessionKey, at instant: Date) -> Int? {
    let owners = lineages.indices.filter { number in
      lineages[number].keys.contains { $0.key == key }
    }
    let current = owners.first { number in
      lineages[number].keys.last { $0.from <= instant }?.key == key
    }
    return current ?? owners.first
  }

  /// All that the bot may take for true of a session then; empty while it cannot know of it.
  func possible(_ number: Int, at instant: Date) -> [SessionFacts] {
    var result: [SessionFacts] = []
    for stand in lineages[number].stands.reversed() where stand.from <= instant {
      guard stand.isGone else {
        result.append(stand.facts)
        if stand.knownBy <= instant { break }
        continue
      }
      let seen = min(stand.until, instant)
      let isOver = stand.session.facts.isOver(at: stand.confirmedBy)
      // Two refreshes are nearly a pause apart, unless the bot began anew in between.
      if seen.timeIntervalSince(stand.from) >= pause * 0.85 || outages.touch(stand.from, seen) {
        result.append(stand.facts)
      }
      if stand.confirmedBy <= instant, !isOver { break }
      result.append(stand.session.facts)
      if stand.knownBy <= instant { break }
    }
    guard result.contains(where: { $0.status == .cancelled }) else { return result }
    // Of a cancelled talk that is stated which was last seen of it.
    return result
      + lineages[number].stands.filter { $0.from <= instant }.map { stand in
        var facts = stand.session.facts
        facts.status = .cancelled
        return facts
      }
  }

  /// All that the bot may have taken for true at any time between two instants.
  func possible(_ number: Int, from start: Date, to end: Date) -> [SessionFacts] {
    var result = possible(number, at: start) + possible(number, at: end)
    for stand in lineages[number].stands where stand.from > start && stand.from <= end {
      result += possible(number, at: stand.from)
    }
    return result
  }

  /// Whether it can be told which session of the feed this is.
  func isSure(_ number: Int, at instant: Date) -> Bool { lineages[number].unsureFrom > instant }

  private mutating func add(_ versions: [RunRecord.FeedVersion], outages: [DateInterval]) {
    let bad = versions.indices.compactMap { index -> DateInterval? in
      let version = versions[index]
      guard version.sessions == nil || version.isHeld else { return nil }
      let end = index + 1 < versions.count ? versions[index + 1].servedFrom : .distantFuture
      return DateInterval(start: version.servedFrom, end: end)
    }
    let disturbed = TimeSpans(outages + bad)
    let first = lineages.count
    for version in versions where !version.isHeld {
      guard let sessions = version.sessions else { continue }
      let from = version.servedFrom
      let pairing = LineagePairing(
        old: lineages[first...].map { $0.stands[$0.stands.count - 1].session }, new: sessions)
      let known = disturbed.endOfCalm(of: pause, after: from)
      let confirmed = disturbed.endOfCalm(of: pause, after: known)
      func stand(_ session: Session, isGone: Bool = false) -> Stand {
        Stand(from: from, session: session, isGone: isGone, knownBy: known, confirmedBy: confirmed)
      }
      let before = lineages[first...].map { $0.stands.last?.session }
      for (offset, partner) in pairing.partners.enumerated() {
        let number = first + offset
        if pairing.unsure.contains(offset) {
          lineages[number].unsureFrom = min(lineages[number].unsureFrom, from)
        }
        guard let last = lineages[number].stands.last else { continue }
        guard let partner else {
          if !last.isGone { append(stand(last.session, isGone: true), to: number) }
          continue
        }
        let session = BreakOverTalk.kept(of: last.session, feed: sessions[partner])
        if lineages[number].keys.last?.key != sessions[partner].key {
          lineages[number].keys.append((from, sessions[partner].key))
          // The next version is paired by the id of this one.
          lineages[number].stands[lineages[number].stands.count - 1].session.key =
            sessions[partner].key
        }
        if last.isGone || last.session.facts != session.facts || last.session.kind != session.kind
          || last.session.track != session.track
        {
          append(stand(session), to: number)
        }
      }
      noteRenamedRooms(pairing, before, sessions)
      for index in pairing.added {
        var lineage = Lineage()
        lineage.stands = [stand(sessions[index])]
        lineage.keys = [(from, sessions[index].key)]
        lineages.append(lineage)
      }
    }
  }

  /// A room may have been renamed when nothing is left in it and two sessions or more, or one with
  /// the feed's own id of the room, are in another now.
  private mutating func noteRenamedRooms(
    _ pairing: LineagePairing, _ before: [Session?], _ new: [Session]
  ) {
    var counts: [RoomPair: Int] = [:]
    var sameID: Set<RoomPair> = []
    for (offset, partner) in pairing.partners.enumerated() {
      guard let partner, let old = before[offset], let room = old.facts.room,
        let name = new[partner].facts.room, room != name
      else { continue }
      counts[RoomPair(old: room, new: name), default: 0] += 1
      if let id = old.roomID, id == new[partner].roomID {
        sameID.insert(RoomPair(old: room, new: name))
      }
    }
    guard !counts.isEmpty else { return }
    let kept = Set(new.compactMap(\.facts.room))
    let found = counts.filter { $0.value > 1 && !kept.contains($0.key.old) }.map(\.key) + sameID
    for pair in found {
      renamedRooms.formUnion(
        renamedRooms.filter { $0.new == pair.old }.map { RoomPair(old: $0.old, new: pair.new) })
      renamedRooms.insert(pair)
    }
  }

  private mutating func append(_ stand: Stand, to number: Int) {
    lineages[number].stands[lineages[number].stands.count - 1].until = stand.from
    lineages[number].stands.append(stand)
  }
}

/// A break that organisers wrote over a talk to cancel it.
private enum BreakOverTalk {
  private static let words: Set<String> = ["break", "breaks", "lunch", "pause"]

  /// What counts as the session when the feed now says `feed`: the talk, cancelled, under a break.
  static func kept(of talk: Session, feed: Session) -> Session {
    let (old, new) = (TitleWords(talk.facts.title), TitleWords(feed.facts.title))
    guard old != new, talk.kind != .break, old.all.isDisjoint(with: words) else { return feed }
    guard !new.all.isDisjoint(with: words) || feed.kind == .break && new.shared(with: old) == 0
    else { return feed }
    var kept = talk
    kept.facts.status = .cancelled
    kept.key = feed.key
    return kept
  }
}
