import ConferenceModel
import Foundation
import Planning
import Rehearsal
import ScheduleSync

/// Refreshes one source of a rehearsal at its interval, and keeps what came of each version.
struct RefreshDesk {
  /// What came of a version.
  struct Finding {
    var takenAt: Date?
    var held: String?
    var isSeen = false
  }

  let feed: RecordedFeed
  /// When it is refreshed next; nil when no refresh can bring anything any more.
  private(set) var next: Date?
  /// The refresh of this instant; taken away by whoever has woken the others.
  var lastRefresh: Date?
  private(set) var findings: [Finding]
  private var chance: SeededGenerator
  private var lastIndex = -1
  /// Refreshes in a row that found the same version and had nothing to do.
  private var idle = 0

  /// After so many refreshes that had nothing to do, no other of the same version has: what is
  /// missing has been missing twice, and what is held has been told.
  private static let idleLimit = 3

  init(feed: RecordedFeed, start: Date, seed: UInt64, purpose: UInt64) {
    self.feed = feed
    next = start
    findings = feed.versions.map { _ in Finding() }
    chance = SeededGenerator(seed: seed, purpose: purpose)
  }

  /// Refreshes when it is time.
  mutating func refresh(_ refresher: ScheduleRefresher, now: Date) async throws {
    guard let due = next, due <= now else { return }
    let index = feed.index(at: now)
    if index != lastIndex { idle = 0 }
    lastIndex = index
    lastRefresh = now
    findings[index].isSeen = true
    do {
      let pass = try await refresher.pass(now: now)
      if pass.isCommitted {
        idle = 0
        if findings[index].takenAt == nil { findings[index].takenAt = now }
      } else {
        idle += 1
      }
    } catch let error as RefreshError {
      idle += 1
      switch error {
      case .held(_, let reason), .unreadable(_, let reason), .unreachable(_, let reason, _):
        findings[index].held = findings[index].held ?? reason
      }
    }
    schedule(after: now)
  }

  /// As `ScheduleRefresher.run` spreads them; refreshes that can bring nothing are passed over.
  private mutating func schedule(after now: Date) {
    let interval = Double(feed.source.refreshEvery.components.seconds)
    let usual = now.addingTimeInterval(interval * (0.95 + 0.1 * chance.fraction()))
    guard idle >= Self.idleLimit else {
      next = usual
      return
    }
    next = feed.nextChange(after: now).map {
      // The next version comes somewhere between two refreshes.
      max(usual, $0.addingTimeInterval(interval * 1.05 * chance.fraction()))
    }
  }

  /// The versions for the report, and as they were served.
  func versions(
    until end: Date
  ) -> (reported: [RehearsalReport.Version], served: [RunRecord.FeedVersion]) {
    var reported = feed.unseen.map {
      RehearsalReport.Version(
        servedFrom: $0.servedFrom, source: feed.source.id, name: $0.name,
        sessions: $0.sessions?.count, fate: .unseen)
    }
    var served: [RunRecord.FeedVersion] = []
    var inForce: [Session]?
    for (version, finding) in zip(feed.versions, findings) {
      reported.append(
        RehearsalReport.Version(
          servedFrom: version.servedFrom, source: feed.source.id, name: version.name,
          sessions: version.sessions?.count, fate: fate(version, finding, after: inForce)))
      served.append(
        RunRecord.FeedVersion(
          servedFrom: version.servedFrom, source: feed.source.id, sessions: version.sessions,
          isHeld: finding.held != nil && version.sessions != nil))
      if finding.held == nil, finding.isSeen, let sessions = version.sessions { inForce = sessions }
    }
    return (reported, served)
  }

  /// The names of changes that are no plain words.
  private static let words = [
    "speakersChanged": "with other speakers", "described": "described anew",
  ]

  private func fate(
    _ version: RecordedFeed.Version, _ finding: Finding, after inForce: [Session]?
  ) -> RehearsalReport.Version.Fate {
    guard finding.isSeen else { return .unseen }
    if case .failure(let reason) = version.content { return .unreadable(reason: "\(reason)") }
    if let reason = finding.held { return .held(reason: reason) }
    guard let inForce, let sessions = version.sessions else { return .first }
    let changes = ScheduleDifference(from: inForce, to: sessions).changes
    guard let takenAt = finding.takenAt, !changes.isEmpty else { return .same }
    let names = Dictionary(grouping: changes, by: \.change.kindName).mapValues(\.count)
    return .taken(
      at: takenAt,
      changes: names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        RehearsalReport.Version.Count(name: Self.words[$0.key] ?? $0.key, count: $0.value)
      })
  }
}
