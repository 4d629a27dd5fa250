package import ConferenceModel
package import Foundation
import GRDB

extension ReadTransaction {
  /// The sessions of a guide's picks, by position; a pick that means no session is missing.
  package func guidePicks(of guide: String, in language: Language) throws -> [Int: SessionID] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT position, session FROM guidePick WHERE guide = ? AND language = ?",
      arguments: [guide, language.rawValue])
    return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
  }

  /// The ids of the guides that recommend each session.
  func guidesBySession() throws -> [SessionID: Set<String>] {
    var result: [SessionID: Set<String>] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT DISTINCT session, guide FROM guidePick") {
      result[row[0], default: []].insert(row[1])
    }
    return result
  }
}

extension WriteTransaction {
  /// Stores which sessions the picks of all guides mean; guides that are not given are forgotten.
  /// Where that differs from what is stored, the programme gets a new version, and the channels
  /// whose filters name a guide follow anew.
  ///
  /// - returns: true when anything was stored.
  @discardableResult
  package func setGuidePicks(_ picks: [GuideKey: [Int: SessionID]], now: Date) throws -> Bool {
    var stored: [GuideKey: [Int: SessionID]] = [:]
    for row in try Row.fetchAll(
      database, sql: "SELECT guide, language, position, session FROM guidePick")
    {
      let key = GuideKey(guide: row[0], language: Language(rawValue: row[1]) ?? .english)
      stored[key, default: [:]][row[2]] = row[3]
    }
    guard stored != picks.filter({ !$0.value.isEmpty }) else { return false }
    try execute("DELETE FROM guidePick", [])
    for (key, sessions) in picks {
      for (position, session) in sessions {
        try execute(
          "INSERT INTO guidePick (guide, language, position, session) VALUES (?, ?, ?, ?)",
          [key.guide, key.language.rawValue, position, session])
      }
    }
    try raiseProgrammeVersion()
    for channel in try subscribers(where: "audience = 'channel'", [])
    where channel.preferences.namesGuide {
      try refreshFollows(of: channel, now: now)
    }
    return true
  }
}

/// One language's version of a guide.
package struct GuideKey: Hashable, Sendable {
  /// The guide's id.
  package var guide: String
  /// The version's language.
  package var language: Language

  /// A version of a guide.
  package init(guide: String, language: Language) {
    self.guide = guide
    self.language = language
  }
}

extension Preferences {
  fileprivate var namesGuide: Bool {
    [digest?.filter, alerts ? alertFilter : nil, follow].contains { $0?.guide != nil }
  }
}
