package import ConferenceModel
package import Foundation
package import Persistence
import Planning

/// Keeps which sessions the guides mean: looked up anew whenever the programme changes, because a
/// guide may be older than the talk it recommends, and the talk may move under it.
package struct GuideIndex: Sendable {
  /// The guides; one guide may be there in several languages.
  package var guides: [Guide]

  /// An index of these guides.
  package init(guides: [Guide] = []) { self.guides = guides }

  /// Stores the sessions of all picks over the programme as it stands.
  ///
  /// - returns: true when anything is other than it was.
  /// - throws: `PersistenceError`.
  @discardableResult
  package func update(in store: WriteTransaction, now: Date) throws -> Bool {
    let entries = guides.isEmpty ? [] : try store.programme().entries
    let sessions = entries.map(\.session)
    let numbers = Dictionary(
      entries.map { ($0.session.key, $0.id) }, uniquingKeysWith: { first, _ in first })
    var picks: [GuideKey: [Int: SessionID]] = [:]
    for guide in guides {
      var found: [Int: SessionID] = [:]
      for (position, match) in GuideMatcher.match(guide, with: sessions).enumerated() {
        found[position] = match.session.flatMap { numbers[$0] }
      }
      picks[GuideKey(guide: guide.id, language: guide.language)] = found
    }
    return try store.setGuidePicks(picks, now: now)
  }
}
