import ConferenceModel
import Foundation
import Messaging

/// One conversation before the judge: what it wanted, what it got, and all that was served.
struct Hearing {
  /// A message as it was understood.
  struct Message {
    var receipt: RunRecord.Receipt
    var read: ReadMessage
    /// For each of its statements the sessions that it may be about, with the facts that fit;
    /// empty for a statement that is untrue.
    var subjects: [[Int: [SessionFacts]]]

    /// The sessions that it names truly.
    var named: Set<Int> { Set(subjects.flatMap(\.keys)) }

    /// A message that rings, of its own.
    var isNotice: Bool { !receipt.isEdit && read.kind != .answer }
  }

  let checker: PromiseChecker
  let record: RunRecord
  let history: FeedHistory
  let conversation: Conversation
  /// By the time at which they were sent.
  private(set) var messages: [Message] = []
  /// When nothing could reach this conversation.
  let disturbed: TimeSpans

  init(
    checker: PromiseChecker, record: RunRecord, history: FeedHistory, conversation: Conversation,
    receipts: [RunRecord.Receipt]
  ) {
    self.checker = checker
    self.record = record
    self.history = history
    self.conversation = conversation
    let address = conversation.address
    let troubles = record.troubles.filter {
      ($0.platform ?? address.platform) == address.platform && ($0.address ?? address) == address
    }
    disturbed = TimeSpans(record.outages + troubles.map(\.span))
    messages = receipts.sorted { $0.sentAt < $1.sentAt }.map(understood)
  }

  func broken(
    _ way: BrokenPromise.Way, at instant: Date, _ lineage: Int?, _ reason: String
  ) -> BrokenPromise {
    BrokenPromise(
      way: way, at: instant, address: conversation.address,
      session: lineage.flatMap {
        history.lineages[$0].keys.last { $0.from <= instant }?.key
          ?? history.lineages[$0].keys.first?.key
      }, reason: reason)
  }

  /// How many seconds of calm lie between the time at which a message was due and its arrival.
  func lateness(_ arrival: Date, due: Date) -> TimeInterval {
    disturbed.calm(from: due, to: arrival)
  }

  /// Whether a message that is due at an instant can be expected to arrive before another one.
  func canArrive(due: Date, before end: Date) -> Bool {
    disturbed.endOfCalm(of: checker.grace, after: due) < end
      && disturbed.endOfCalm(of: checker.grace, after: due) <= record.span.end
  }

  func zone(at instant: Date) -> TimeZone {
    conversation.zone(at: instant, venue: record.timeZone)
  }

  func clock(_ instant: Date) -> String {
    let zone = zone(at: instant)
    return "\(zone.day(of: instant)) \(zone.clockText(of: instant))"
  }

  private func understood(_ receipt: RunRecord.Receipt) -> Message {
    let read = ReadMessage(receipt) { history.byTitle[$0] != nil }
    let zone = zone(at: receipt.sentAt)
    let today: ClockText.MonthDay? =
      switch read.kind {
      case .digest(let day): day
      case .answer: nil
      case .reminder, .alert:
        receipt.isEdit ? nil : ClockText.MonthDay(zone.day(of: receipt.sentAt))
      }
    let subjects = read.statements.map { statement -> [Int: [SessionFacts]] in
      var fitting: [Int: [SessionFacts]] = [:]
      for lineage in history.byTitle[statement.title] ?? [] {
        let facts = possible(lineage, for: receipt, read.kind).filter {
          statement.fits($0, in: zone, today: today)
        }
        if !facts.isEmpty { fitting[lineage] = facts }
      }
      // Of what nobody can be sure it may speak only when it fits nothing else: many sessions may
      // bear one title.
      guard fitting.isEmpty else { return fitting }
      for lineage in history.byTitle[statement.title] ?? []
      where !history.isSure(lineage, at: receipt.sentAt) {
        fitting[lineage] = possible(lineage, for: receipt, read.kind)
      }
      return fitting
    }
    return Message(receipt: receipt, read: read, subjects: subjects)
  }

  /// What may be stated of a session; an answer was true when the question came.
  private func possible(
    _ lineage: Int, for receipt: RunRecord.Receipt, _ kind: ReadMessage.Kind
  ) -> [SessionFacts] {
    guard kind == .answer else { return history.possible(lineage, at: receipt.sentAt) }
    let asked = receipt.sentAt.addingTimeInterval(-Self.patience)
    return history.possible(lineage, from: asked, to: receipt.sentAt)
  }

  /// How long an answer is waited for, in seconds.
  private static let patience: TimeInterval = 15 * 60
}

extension ReadMessage.Statement {
  private static let unknownRooms = ["room not announced", "地点待定"]

  /// Whether it is true of these facts.
  func fits(_ facts: SessionFacts, in zone: TimeZone, today: ClockText.MonthDay?) -> Bool {
    guard facts.title == title || facts.translatedTitles.values.contains(title),
      isOff == (facts.status == .cancelled)
    else { return false }
    if isTimeUnknown { return facts.start == nil && isPlaced(facts) }
    guard let time else { return true }
    return time.fits(facts, in: zone, today: today) && isPlaced(facts)
  }

  private func isPlaced(_ facts: SessionFacts) -> Bool {
    let rooms = facts.room.map { [$0] } ?? Self.unknownRooms
    return rooms.contains { room in
      places.contains(room) || room.contains(" · ") && places.contains { $0.contains(room) }
    }
  }
}
