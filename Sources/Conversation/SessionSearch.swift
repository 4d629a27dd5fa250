import ConferenceModel
import Foundation
import Persistence
import Phrasebook
import Planning

/// Finds sessions by words.
struct SessionSearch {
  private let exchange: Exchange
  /// More sessions than any conference has: hits are paged, not cut.
  private static let hitsMaximum = 5000
  /// Longer than any title; what follows is not looked for. In characters.
  private static let wordsMaximum = 200

  init(_ exchange: Exchange) { self.exchange = exchange }

  /// The sessions for the words, best first; `searched` says what was looked for when that is not
  /// what was typed.
  func find(_ words: String) throws -> (entries: [ProgrammeEntry], searched: String?) {
    let words = String(words.prefix(Self.wordsMaximum))
    let direct = try hits(words)
    if !direct.isEmpty { return (try shown(direct), nil) }
    let alternatives = TopicWords.english(for: words)
    guard !alternatives.isEmpty else { return ([], nil) }
    let found = try alternatives.flatMap(hits).uniqued()
    return (try shown(found), alternatives.joined(separator: ", "))
  }

  /// Each talk once.
  private func shown(_ entries: [ProgrammeEntry]) throws -> [ProgrammeEntry] {
    exchange.queries.view.shown(entries, starred: try exchange.starred())
  }

  /// The answer when there is nothing, with words that would find something.
  func nothingFound(_ words: String, searched: String?) -> Problem {
    .nothingFound(words: words, searched: searched, suggestions: suggestions(for: words))
  }

  private func hits(_ words: String) throws -> [ProgrammeEntry] {
    try exchange.transaction.search(words, limit: Self.hitsMaximum)
      .compactMap { exchange.programme[$0] }
  }

  /// Words of titles, tracks and names that are a typing error away, the most frequent first.
  private func suggestions(for text: String) -> [String] {
    if text.unicodeScalars.contains(where: \.properties.isIdeographic) {
      return TopicWords.examples
    }
    let wanted = text.prefix(Self.wordsMaximum).lowercased().split { !$0.isLetter && !$0.isNumber }
      .filter { $0.count > 3 }
    guard !wanted.isEmpty else { return [] }
    var counts: [String: Int] = [:]
    for entry in exchange.programme.entries {
      let facts = entry.session.facts
      let names = facts.speakers.map(\.name).joined(separator: " ")
      let all = "\(facts.title(in: exchange.language)) \(names) \(entry.session.track ?? "")"
        .lowercased()
      for word in Set(all.split { !$0.isLetter && !$0.isNumber }) where word.count > 3 {
        counts[String(word), default: 0] += 1
      }
    }
    var near: [(word: String, distance: Int, count: Int)] = []
    for (word, count) in counts {
      for typed in wanted where abs(typed.count - word.count) <= 2 {
        let distance = EditDistance.between(String(typed), word)
        // A word that is there finds nothing only beside another that is not.
        if distance <= 2 { near.append((word, distance, count)) }
      }
    }
    return
      near.sorted { ($0.distance, -$0.count, $0.word) < ($1.distance, -$1.count, $1.word) }
      .map(\.word).uniqued().prefix(3).map { $0 }
  }
}
