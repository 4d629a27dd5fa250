import ConferenceModel
import Foundation
import Messaging
import Persistence
import Rehearsal

/// Puts together what a rehearsal came to: the record for the judge and the report for the reader.
struct RehearsalAccount {
  let conference: String
  let timeZone: TimeZone
  let span: DateInterval
  let seed: UInt64
  let channels: [RehearsalChannel]
  /// Where the messages of a platform really went; absent for those that stayed in memory.
  let addresses: [ChatPlatform: String]
  let desks: [RefreshDesk]
  let stage: RehearsalStage
  let crowd: RehearsalCrowd
  let channelCount: Int

  /// The judge's view of the run, and ours.
  func make(
    from database: ConferenceDatabase, checker: PromiseChecker
  ) throws -> (report: RehearsalReport, receipts: [RunRecord.Receipt]) {
    let versions = desks.map { $0.versions(until: span.end) }
    let passages = channels.map(\.passages)
    let record = RunRecord(
      timeZone: timeZone, span: span,
      feeds: versions.flatMap(\.served).sorted { $0.servedFrom < $1.servedFrom },
      acts: stage.acts,
      receipts: passages.flatMap { $0.map(\.receipt) }.sorted { $0.arrivedAt < $1.arrivedAt })
    var books = Books()
    for passage in passages.joined() { books.note(passage) }
    try database.read { store in try store.eachOutboxSummary { books.note($0) } }
    let report = RehearsalReport(
      conference: conference, timeZone: timeZone, span: span, seed: seed,
      versions: versions.flatMap(\.reported).enumerated().sorted {
        ($0.element.servedFrom, $0.offset) < ($1.element.servedFrom, $1.offset)
      }.map(\.element),
      audience: audience,
      chats: channels.map {
        RehearsalReport.Chat(
          platform: $0.platform, address: addresses[$0.platform], refusals: $0.refusals)
      },
      tallies: books.sortedTallies, failures: books.sortedFailures,
      lateness: LatenessSummary(books.arrivals), pace: channels.map(\.pace),
      alerts: books.alerts.sorted(), broken: checker.check(record))
    return (report, record.receipts)
  }

  private var audience: RehearsalReport.AudienceSummary {
    let people =
      crowd.madeUp.map(\.address.platform)
      + crowd.given.filter { $0.audience == .person }.map(\.address.platform)
    let given = crowd.given.reduce(0) { $0 + $1.stars.count }
    return RehearsalReport.AudienceSummary(
      people: Dictionary(grouping: people, by: \.rawValue).sorted { $0.key < $1.key }.map {
        RehearsalReport.Version.Count(name: $0.key, count: $0.value.count)
      },
      channels: channelCount + crowd.given.count { $0.audience == .channel },
      stars: crowd.madeUp.reduce(given) { $0 + $1.stars.count },
      starred: stage.counts.starred - given, unstarred: stage.counts.unstarred,
      asked: stage.counts.asked)
  }
}

/// Counts messages.
private struct Books {
  private struct Key: Hashable {
    let platform: ChatPlatform
    let kind: NoticeKind
  }

  private struct FailureKey: Hashable {
    let state: OutboxState
    let kind: NoticeKind
    let reason: String
  }

  private struct Passed {
    let arrivedAt: Date
    let document: MessageDocument
  }

  private(set) var arrivals: [LatenessSummary.Arrival] = []
  private(set) var alerts: [Date] = []
  private var tallies: [Key: RehearsalReport.Tally] = [:]
  private var failures: [FailureKey: Int] = [:]
  /// By platform and entry; the last one where an entry was sent more than once.
  private var passed: [Int64: Passed] = [:]

  mutating func note(_ passage: RehearsalChannel.Passage) {
    passed[passage.number] = Passed(
      arrivedAt: passage.receipt.arrivedAt, document: passage.receipt.document)
  }

  mutating func note(_ entry: OutboxSummary) {
    let key = Key(platform: entry.address.platform, kind: entry.kind)
    var tally =
      tallies[key]
      ?? RehearsalReport.Tally(platform: key.platform, kind: key.kind.rawValue)
    switch entry.state {
    case .delivered:
      tally.delivered += 1
      noteArrival(of: entry)
    case .dead:
      tally.dead += 1
      noteFailure(of: entry)
    case .expired:
      tally.expired += 1
      noteFailure(of: entry)
    case .superseded: tally.superseded += 1
    case .pending, .leased, .waiting: tally.open += 1
    }
    tallies[key] = tally
  }

  private mutating func noteArrival(of entry: OutboxSummary) {
    guard let message = passed[entry.id] else { return }
    if entry.kind == .alert { alerts.append(message.arrivedAt) }
    arrivals.append(
      LatenessSummary.Arrival(
        kind: entry.kind.rawValue, dueAt: entry.dueAt, deadline: entry.deadline,
        arrivedAt: message.arrivedAt, address: entry.address, words: message.document.opening))
  }

  private mutating func noteFailure(of entry: OutboxSummary) {
    failures[
      FailureKey(
        state: entry.state, kind: entry.kind, reason: entry.reason ?? "without a reason"),
      default: 0] += 1
  }

  var sortedTallies: [RehearsalReport.Tally] {
    tallies.values.sorted { ($0.platform.rawValue, $0.kind) < ($1.platform.rawValue, $1.kind) }
  }

  var sortedFailures: [RehearsalReport.Failure] {
    failures.map { key, count in
      RehearsalReport.Failure(
        state: key.state.rawValue, kind: key.kind.rawValue, reason: key.reason, count: count)
    }.sorted {
      ($1.count, $0.state, $0.kind, $0.reason) < ($0.count, $1.state, $1.kind, $1.reason)
    }
  }
}

extension MessageDocument {
  /// The first words, enough to know which message is meant.
  var opening: String {
    let texts = blocks.lazy.flatMap { block -> [Inline] in
      switch block {
      case .heading(let inlines), .paragraph(let inlines): inlines + [.text(" ")]
      case .numbered(_, let items), .bulleted(let items): items.flatMap { $0 + [.text(" ")] }
      }
    }.map { inline -> String in
      switch inline {
      case .text(let text), .strong(let text), .emphasis(let text), .struck(let text),
        .link(let text, _), .code(let text):
        text
      case .lineBreak: " "
      }
    }
    var opening = ""
    for text in texts where opening.count < 100 { opening += text }
    let short = opening.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return short.count > 80 ? short.prefix(79) + "…" : short
  }
}
