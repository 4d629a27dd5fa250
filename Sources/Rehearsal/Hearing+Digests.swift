import ConferenceModel
import Foundation
import Messaging

/// Digests: at their time, once a day, and with everything in them.
extension Hearing {
  /// In seconds.
  private static let digestDeadline: TimeInterval = 300
  /// A conference day goes on until this minute of the next one.
  private static let dayChange = 4 * 60

  func digests() -> [BrokenPromise] {
    var byDay: [ClockText.MonthDay: [Message]] = [:]
    for message in messages where !message.receipt.isEdit {
      if case .digest(let day) = message.read.kind { byDay[day, default: []].append(message) }
    }
    var broken = byDay.flatMap { day, digests in
      digests.dropFirst().map {
        self.broken(
          .doubled, at: $0.receipt.sentAt, nil, "a second digest of \(day.month)/\(day.day)")
      }
    }
    for digest in conversation.digests {
      for day in days { broken += judge(digest, on: day, byDay) }
    }
    return broken
  }

  private var days: [LocalDay] {
    let first = record.timeZone.day(of: record.span.start)
    let last = record.timeZone.day(of: record.span.end)
    return (first.dayNumber...last.dayNumber).map(LocalDay.init(dayNumber:))
  }

  private func judge(
    _ digest: DigestPreference, on day: LocalDay, _ got: [ClockText.MonthDay: [Message]]
  ) -> [BrokenPromise] {
    let noon = record.timeZone.instant(day: day, minute: 720)
    let zone = zone(at: noon)
    let due = zone.instant(day: day, minute: digest.minuteOfDay)
    let before = due.addingTimeInterval(-0.001)
    let allowed = Self.digestDeadline + checker.grace
    let arrival = disturbed.endOfCalm(of: allowed, after: due)
    guard before > record.span.start, arrival <= record.span.end,
      arrival < due.addingTimeInterval(4 * 3600),
      conversation.isActive(from: before, to: arrival),
      let preferences = conversation.preferences(from: before, to: arrival),
      preferences.digest == digest
    else { return [] }
    let sessions = sessions(of: day, zone, digest.filter, from: before, to: arrival)
    guard !sessions.isEmpty else { return [] }
    guard let first = got[ClockText.MonthDay(day)]?.first else {
      let isLost = record.losses.contains {
        $0.address == conversation.address && $0.attention == .quiet && $0.sentAt >= before
      }
      // One that may have arrived is not sent again.
      if isLost { return [] }
      return [broken(.missing, at: arrival, nil, "no digest of \(day)")]
    }
    let late = lateness(first.receipt.arrivedAt, due: due)
    if late > allowed {
      return [
        broken(
          .late, at: first.receipt.arrivedAt, nil,
          "the digest of \(day) came \(Int(late.rounded())) s late")
      ]
    }
    return leftOut(sessions, of: first, digest.filter)
  }

  private func leftOut(
    _ sessions: [Int], of message: Message, _ filter: SessionFilter
  ) -> [BrokenPromise] {
    // What a long day has more is counted and not named.
    let lines = message.read.text.split(separator: "\n")
    let isCut = lines.contains {
      $0.wholeMatch(of: /\d+ more/) != nil || $0.wholeMatch(of: /还有 \d+ 场/) != nil
    }
    if isCut { return [] }
    return Set(sessions).subtracting(message.named).sorted().map {
      broken(.missing, at: message.receipt.sentAt, $0, "the digest leaves it out")
    }
  }

  /// The talks that a digest of a day surely has to name: those with an end, that take place, that
  /// nobody could take for a desk or a whole event.
  private func sessions(
    of day: LocalDay, _ zone: TimeZone, _ filter: SessionFilter, from start: Date, to end: Date
  ) -> [Int] {
    let opening = zone.instant(day: day, minute: Self.dayChange)
    let closing = zone.instant(day: day.adding(days: 1), minute: Self.dayChange)
    var rest = filter
    rest.mine = false
    return history.lineages.indices.filter { lineage in
      let facts = history.possible(lineage, from: start, to: end)
      guard !history.possible(lineage, at: start).isEmpty, history.isSure(lineage, at: end),
        let session = history.lineages[lineage].served(at: end)?.session,
        [.talk, .keynote, .tutorial, .lightning].contains(session.kind),
        facts.allSatisfy({ one in
          one.status == .scheduled && (one.duration ?? .infinity) < 7200
            && one.start.map { max(opening, end) < $0 && $0 < closing } ?? false
        })
      else { return false }
      return isPassed(lineage, by: rest, from: start, to: end)
        && (!filter.mine || conversation.isStarred(lineage, from: start, to: end))
    }
  }
}
