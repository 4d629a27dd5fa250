import ConferenceModel
import Foundation

/// Whoever says something is answered, in time.
extension Hearing {
  func answers() -> [BrokenPromise] {
    guard conversation.audience == .person else { return [] }
    var unused = messages.filter { !$0.receipt.isEdit && $0.read.kind == .answer }
      .sorted { $0.receipt.arrivedAt < $1.receipt.arrivedAt }
    let acts = record.acts.filter { $0.address == conversation.address }
    var broken: [BrokenPromise] = []
    var said: Date?
    for act in acts {
      // The first word of a conversation is two acts: it becomes known, and what it says.
      if act.at == said { continue }
      said = act.at
      let due = TimeSpans(record.outages).endOfCalm(of: 1, after: act.at)
      let latest = disturbed.endOfCalm(of: checker.grace, after: due)
      // After a quarter of an hour nobody waits for an answer any more.
      guard latest <= record.span.end, latest < act.at.addingTimeInterval(14 * 60) else {
        continue
      }
      let isLost = record.losses.contains {
        $0.address == conversation.address && $0.sentAt >= act.at && $0.sentAt <= latest
      }
      let index = unused.firstIndex { $0.receipt.arrivedAt >= act.at }
      guard let index, unused[index].receipt.arrivedAt <= latest else {
        if !isLost {
          let way: BrokenPromise.Way = index == nil ? .missing : .late
          broken.append(
            self.broken(way, at: latest, nil, "no answer to what was said at \(clock(act.at))"))
        }
        continue
      }
      unused.remove(at: index)
    }
    return broken
  }
}
