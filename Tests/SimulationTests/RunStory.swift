import ConferenceModel
import Foundation
import Messaging
import Rehearsal

/// What happened in one conversation, in order, for whoever looks for the reason.
struct RunStory {
  let record: RunRecord

  /// The conversation's acts, messages and troubles, and what the feeds said of its sessions.
  func told(of address: ConversationAddress, about session: SessionKey?) -> String {
    var lines: [(at: Date, text: String)] = []
    for act in record.acts where act.address == address {
      lines.append((act.at, "does \(act.action)"))
    }
    for (name, receipts) in [("gets", record.receipts), ("loses", record.losses)] {
      for receipt in receipts where receipt.address == address {
        let how = [
          receipt.isEdit ? "an edit of" : "", receipt.isAnswered ? "" : "unanswered",
          receipt.attention == .quiet ? "silently" : "",
        ].filter { !$0.isEmpty }.joined(separator: " ")
        lines.append((receipt.sentAt, "\(name) \(how) \(receipt.id): \(receipt.document.story)"))
      }
    }
    for trouble in record.troubles
    where trouble.address == address || trouble.platform == address.platform {
      lines.append((trouble.span.start, "has trouble for \(Int(trouble.span.duration)) s"))
    }
    for outage in record.outages {
      lines.append((outage.start, "bot is down for \(Int(outage.duration)) s"))
    }
    lines += versions(of: session)
    return lines.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map { "\(clock($0.element.at)) \($0.element.text)" }.joined(separator: "\n")
  }

  private func versions(of session: SessionKey?) -> [(at: Date, text: String)] {
    // Ids are made anew by adding to them.
    let stem = session?.id.trimmingCharacters(in: CharacterSet(charactersIn: "x"))
    return record.feeds.map { version in
      guard let sessions = version.sessions else { return (version.servedFrom, "feed is broken") }
      let found = sessions.first {
        $0.key.id == session?.id
          || $0.key.id.trimmingCharacters(in: CharacterSet(charactersIn: "x")) == stem
      }
      let facts = found?.facts
      let text = facts.map {
        "\($0.title) \($0.start.map(clock) ?? "?")–\($0.end.map(clock) ?? "?") \($0.room ?? "?") "
          + "\($0.speakers.map(\.name)) \($0.status) \(found?.key.id ?? "")"
      }
      return (version.servedFrom, "feed\(version.isHeld ? " (held)" : ""): \(text ?? "lacks it")")
    }
  }

  private func clock(_ instant: Date) -> String {
    let zone = record.timeZone
    let second = Int(instant.timeIntervalSince1970.rounded(.down)) % 60
    return "\(zone.day(of: instant).day). \(zone.clockText(of: instant)):\(second)"
  }
}

extension MessageDocument {
  /// All of it in one line.
  fileprivate var story: String {
    blocks.flatMap { block -> [[Inline]] in
      switch block {
      case .heading(let inlines), .paragraph(let inlines): [inlines]
      case .numbered(_, let items), .bulleted(let items): items
      }
    }.map { $0.map(\.story).joined() }.joined(separator: " | ")
  }
}

extension MessageDocument.Inline {
  fileprivate var story: String {
    switch self {
    case .text(let text), .emphasis(let text), .code(let text), .link(let text, _): text
    case .strong(let text): "*\(text)*"
    case .struck(let text): "~\(text)~"
    case .lineBreak: " / "
    }
  }
}
