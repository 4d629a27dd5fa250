import ConferenceModel
import Foundation
import Messaging
import Rehearsal

/// How many messages of each sort arrived, so that no run passes because nothing happened.
struct Tally {
  private(set) var reminders = 0
  private(set) var alerts = 0
  private(set) var digests = 0
  private(set) var edits = 0
  private(set) var unanswered = 0
  private(set) var losses = 0

  init(_ record: RunRecord) {
    losses = record.losses.count
    for receipt in record.receipts {
      unanswered += receipt.isAnswered ? 0 : 1
      guard case .heading(let inlines)? = receipt.document.blocks.first,
        case .text(let text)? = inlines.first
      else { continue }
      let first = text.components(separatedBy: " · ")[0]
      if receipt.isEdit {
        edits += 1
      } else if text.hasPrefix("SimCon") {
        digests += 1
      } else if first == "Now" || first.hasPrefix("In ") || first.hasSuffix("后开始")
        || first == "现在开始"
      {
        reminders += 1
      } else if receipt.attention == .push, !first.contains(":") {
        alerts += 1
      }
    }
  }
}

/// The stories of broken promises, in the folder that `TALKBELL_SIMULATION_STORIES` names.
enum Stories {
  static func keep(_ broken: [BrokenPromise], of record: RunRecord, as name: String) {
    guard !broken.isEmpty,
      let folder = ProcessInfo.processInfo.environment["TALKBELL_SIMULATION_STORIES"]
    else { return }
    let story = RunStory(record: record)
    let texts = broken.prefix(6).map {
      "\($0)\n\n\(story.told(of: $0.address, about: $0.session))\n"
    }
    let all = broken.map { "\($0.at) \($0)" }.joined(separator: "\n")
    try? Data((all + "\n\n" + texts.joined(separator: "\n\n")).utf8)
      .write(to: URL(filePath: folder).appending(path: "\(name).txt"))
  }
}
