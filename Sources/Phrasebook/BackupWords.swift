import ConferenceModel
import Foundation
import Messaging

extension EnglishWords {
  var backupLabel: String { "Your backup" }
  var goThereLabel: String { "Go there" }
}

extension ChineseWords {
  var backupLabel: String { "你的备选" }
  var goThereLabel: String { "改去这个" }
}

/// What an alert offers instead of a first choice that fell through.
extension Layout {
  /// `Your backup: 14:00–14:30 · Hall 5 · title`, a line for each; empty when there is none.
  func backupLines(for news: SessionNews, _ content: AlertContent) -> [Sentence] {
    let today = content.timeZone.day(of: content.now)
    return (content.backups[news.entry.id] ?? []).map { backup in
      let facts = backup.session.facts
      let time = when(facts.slot, in: content.timeZone, today: today)
      let title = facts.title(in: words.language)
      return "\(words.backupLabel)\(words.colon)\(time) · \(place(facts)) · \(strong: title)"
    }
  }

  /// A button for each backup of these sessions, with its title where there are several.
  func backupButtons(
    for sessions: [SessionNews], _ content: AlertContent
  ) -> [[MessageDocument.Button]] {
    guard content.audience == .person else { return [] }
    var backups: [ProgrammeEntry] = []
    for backup in sessions.flatMap({ content.backups[$0.entry.id] ?? [] })
    where !backups.contains(where: { $0.id == backup.id }) {
      backups.append(backup)
    }
    return backups.compactMap { backup in
      let title = short(backup.session.facts.title(in: words.language))
      let label =
        backups.count == 1 ? words.goThereLabel : words.goThereLabel + words.colon + title
      return button(label, "goto #\(backup.id)").map { [$0] }
    }
  }
}
