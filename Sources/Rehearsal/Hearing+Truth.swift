import ConferenceModel
import Foundation

/// No message is untrue when it is sent.
extension Hearing {
  func untrue() -> [BrokenPromise] {
    messages.flatMap { statements($0) + speakers($0) + minutes($0) }
  }

  private func statements(_ message: Message) -> [BrokenPromise] {
    let sentAt = message.receipt.sentAt
    return message.subjects.indices.compactMap { place in
      guard message.subjects[place].isEmpty, !message.unsure.contains(place) else { return nil }
      let statement = message.read.statements[place]
      let lineage = history.byTitle[statement.title]?.first
      let truth = lineage.map { number in
        history.possible(number, at: sentAt).map(described).joined(separator: " or ")
      }
      let time = statement.time.map { "\($0.start)–\($0.end ?? "?")" } ?? "no time"
      return broken(
        .untrue, at: sentAt, lineage,
        """
        “\(statement.title)” was stated as \(statement.isOff ? "cancelled, " : "")\(time) in \
        \(statement.places.first ?? "no room"), but was \(truth ?? "unknown")
        """)
    }
  }

  private func described(_ facts: SessionFacts) -> String {
    let zone = record.timeZone
    let time = facts.start.map { "\(zone.day(of: $0)) \(zone.clockText(of: $0))" } ?? "no time"
    let end = facts.end.map { "–\(zone.clockText(of: $0))" } ?? ""
    return "\(facts.status == .cancelled ? "cancelled, " : "")\(time)\(end) in "
      + (facts.room ?? "no room")
  }

  /// Reminders and alerts name who speaks.
  private func speakers(_ message: Message) -> [BrokenPromise] {
    switch message.read.kind {
    case .reminder, .alert: break
    case .digest, .answer: return []
    }
    return message.subjects.compactMap { subjects in
      let candidates = subjects.flatMap { lineage, facts in facts.map { (lineage, $0) } }
      guard !candidates.isEmpty, candidates.allSatisfy({ $1.status == .scheduled }) else {
        return nil
      }
      let isNamed = candidates.contains { _, facts in
        facts.speakers.allSatisfy { message.read.text.contains($0.name) }
      }
      if isNamed { return nil }
      return broken(
        .untrue, at: message.receipt.sentAt, candidates[0].0,
        "the speakers of “\(candidates[0].1.title)” are not those of the programme")
    }
  }

  /// `In 10 min` is the time until the first start, rounded up.
  private func minutes(_ message: Message) -> [BrokenPromise] {
    let receipt = message.receipt
    guard !receipt.isEdit, message.read.kind != .answer else { return [] }
    let heading = message.read.text.split(separator: "\n").first.map(String.init) ?? ""
    guard let stated = MessageWords.minutesLeft(inHeading: heading) else { return [] }
    let starts = message.subjects.flatMap { $0.values.flatMap { $0.compactMap(\.start) } }
    guard let first = starts.min() else { return [] }
    let left = first.timeIntervalSince(receipt.sentAt) / 60
    guard abs(Double(stated) - left) > 1.02, !(stated == 0 && left > -1.02 && left <= 0) else {
      return []
    }
    return [
      broken(
        .untrue, at: receipt.sentAt, message.named.min(),
        "it said “in \(stated) min” \(Int(left.rounded())) min before the start")
    ]
  }
}
