import ConferenceModel
import Messaging

extension EnglishWords {
  func backupOffer(count: Int) -> String {
    "This was your first choice. Your \(count == 1 ? "backup" : "backups"):"
  }
}

extension ChineseWords {
  func backupOffer(count: Int) -> String { "这是你的首选。你的备选：" }
}

/// What an alert offers instead of a first choice that fell through.
extension Layout {
  /// Nothing when there is no backup.
  func backups(
    for news: SessionNews, _ content: AlertContent
  ) -> (blocks: [MessageDocument.Block], buttons: [[MessageDocument.Button]]) {
    guard let backups = content.backups[news.entry.id], !backups.isEmpty else { return ([], []) }
    let zone = content.timeZone
    let today = zone.day(of: content.now)
    let items = backups.map { backup in
      let facts = backup.entry.session.facts
      return Sentence.lines(
        ["\(when(facts.slot, in: zone, today: today)) · \(place(facts))", titleAndNames(facts)]
          + changeLines(backup, in: zone, today: today))
    }
    let buttons = backups.map { backup in
      let title = short(backup.entry.session.facts.title(in: words.language))
      return [
        button("\(words.mark(.goto))\(words.colon)\(title)", "goto #\(backup.entry.id)"),
        button(words.detailsLabel, "talk #\(backup.entry.id)"),
      ].compactMap { $0 }
    }
    return ([.paragraph("\(words.backupOffer(count: items.count))"), .bulleted(items)], buttons)
  }
}
