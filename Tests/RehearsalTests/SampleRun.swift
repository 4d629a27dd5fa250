import ConferenceModel
import Foundation
import Messaging
import Rehearsal

/// A run of one morning made by hand: two talks, one person, all that has to come and nothing else.
struct SampleRun {
  static let zone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
  /// 24 March 2026, 08:00 in Amsterdam.
  static let morning = Date(timeIntervalSince1970: 1_774_335_600)
  static let person = ConversationAddress(platform: .telegram, conversation: "1")
  static let checker = PromiseChecker(refreshEvery: 300)

  var record = RunRecord(
    timeZone: zone, span: DateInterval(start: morning, duration: 6 * 3600))

  /// An instant by minutes after the morning.
  static func at(_ minutes: Double) -> Date { morning.addingTimeInterval(minutes * 60) }

  static func talk(
    _ id: String, room: String? = "Hall 1", start: Double, length: Double = 30,
    title: String? = nil, speakers: [String] = ["Ada"], status: SessionStatus = .scheduled
  ) -> Session {
    Session(
      key: SessionKey(source: "main", id: id),
      facts: SessionFacts(
        title: title ?? "Talk \(id)", speakers: speakers.map { Speaker(name: $0) }, room: room,
        start: at(start), end: at(start + length), status: status))
  }

  /// A feed of two talks at 09:00 and 10:00, both starred at 08:00, reminded ten minutes before.
  static var quietMorning: SampleRun {
    var run = SampleRun()
    run.serve([talk("a", start: 60), talk("b", start: 120)], at: -60)
    run.act(.prefer(Preferences(), .person), at: -30)
    run.act(.star(SessionKey(source: "main", id: "a")), at: -20)
    run.act(.star(SessionKey(source: "main", id: "b")), at: -20)
    run.send(reminder(talk("a", start: 60), clock: "09:00–09:30"), at: 50)
    run.send(reminder(talk("b", start: 120), clock: "10:00–10:30"), at: 110)
    run.record.span = DateInterval(start: at(-90), end: at(360))
    return run
  }

  /// The same, but the second talk moves to Hall 2 at 08:10, which is told at 08:20.
  static var movedMorning: SampleRun {
    var run = quietMorning
    let moved = talk("b", room: "Hall 2", start: 120)
    run.serve([talk("a", start: 60), moved], at: 10)
    run.record.receipts.removeLast()
    run.send(alertOfRoom(moved), at: 16)
    run.send(reminder(moved, clock: "10:00–10:30"), at: 110)
    return run
  }

  static func reminder(
    _ session: Session, clock: String, minutes: Int = 10, room: String? = nil
  ) -> MessageDocument {
    let facts = session.facts
    return MessageDocument(blocks: [
      .heading([.text("In \(minutes) min · \(clock) · \(room ?? facts.room ?? "")")]),
      .paragraph([
        .strong(facts.title), .lineBreak,
        .text(facts.speakers.map(\.name).joined(separator: ", ")),
      ]),
    ])
  }

  static func alertOfRoom(
    _ session: Session, from: String = "Hall 1", clock: String = "10:00–10:30"
  ) -> MessageDocument {
    MessageDocument(blocks: [
      .heading([.text("New room")]),
      .paragraph([
        .strong(session.facts.title), .lineBreak, .text("Ada"), .lineBreak,
        .text("\(clock) · "), .struck(from), .text(" → "), .strong(session.facts.room ?? ""),
      ]),
    ])
  }

  static func alertOfCancellation(_ session: Session, clock: String) -> MessageDocument {
    MessageDocument(blocks: [
      .heading([.text("Cancelled")]),
      .paragraph([
        .struck(session.facts.title), .lineBreak, .text("Ada"), .lineBreak,
        .text("\(clock) · \(session.facts.room ?? "")"),
      ]),
    ])
  }

  static func digest(_ items: [(clock: String, session: Session)]) -> MessageDocument {
    MessageDocument(blocks: [
      .heading([.text("KubeCon · Tue 24 Mar")]),
      .paragraph([.text("\(items.count) sessions")]),
      .numbered(
        start: 1,
        items: items.map {
          [
            .text("\($0.clock) · \($0.session.facts.room ?? "")"), .lineBreak,
            .strong($0.session.facts.title), .text(" — Ada"),
          ]
        }),
    ])
  }

  mutating func serve(_ sessions: [Session]?, at minutes: Double) {
    record.feeds.append(
      RunRecord.FeedVersion(servedFrom: Self.at(minutes), source: "main", sessions: sessions))
  }

  mutating func act(_ action: RunRecord.Action, at minutes: Double) {
    record.acts.append(
      RunRecord.Act(at: Self.at(minutes), address: Self.person, action: action))
  }

  mutating func send(
    _ document: MessageDocument, at minutes: Double, isEdit: Bool = false,
    attention: Attention = .push, isAnswered: Bool = true
  ) {
    record.receipts.append(
      RunRecord.Receipt(
        sentAt: Self.at(minutes), arrivedAt: Self.at(minutes), address: Self.person,
        id: "\(record.receipts.count)", document: document, isEdit: isEdit, attention: attention,
        isAnswered: isAnswered))
    record.receipts.sort { $0.sentAt < $1.sentAt }
  }

  /// What the checker says, in short.
  var ways: [BrokenPromise.Way] { Self.checker.check(record).map(\.way) }

  var reasons: [String] { Self.checker.check(record).map(\.description) }
}
