/// Names a session across versions: the source and the feed's own stable id.
package struct SessionKey: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// The `id` of the source in the configuration.
  package var source: String
  /// The feed's stable id (an iCalendar UID, say).
  package var id: String

  /// The key of a session in a source.
  package init(source: String, id: String) {
    self.source = source
    self.id = id
  }

  /// `source/id`, as commands and logs write it.
  package var description: String { "\(source)/\(id)" }

  /// By source, then id.
  package static func < (left: Self, right: Self) -> Bool {
    (left.source, left.id) < (right.source, right.id)
  }
}

/// What sort of row a session is; the raw values are the contract of `schedule show --json`.
package enum SessionKind: String, Hashable, Sendable, Codable, CaseIterable {
  case keynote, talk, tutorial, lightning, poster, meeting
  case `break`
  case registration, social, other

  /// True for rows nobody gives: never in "now" unless asked for.
  package var isPause: Bool { self == .break || self == .registration }
}

/// One row of a programme as one feed has it.
package struct Session: Hashable, Sendable, Codable {
  /// The name that survives versions.
  package var key: SessionKey
  /// What is worth a message when it changes.
  package var facts: SessionFacts
  /// The track or session type; nil when the feed has none.
  package var track: String?
  /// What sort of row it is.
  package var kind: SessionKind
  /// The session's page, http or https.
  package var url: String?
  /// Plain text; a change of it is silent.
  package var abstract: String?
  /// The abstract in other languages, where a feed gives it in several.
  package var translatedAbstracts: [Language: String]
  /// The feed's own id of the room, where it has one: the same id under another name is a renamed
  /// room and no move.
  package var roomID: String?

  /// A session as a reader found it.
  package init(
    key: SessionKey, facts: SessionFacts, track: String? = nil, kind: SessionKind = .talk,
    url: String? = nil, abstract: String? = nil, translatedAbstracts: [Language: String] = [:],
    roomID: String? = nil
  ) {
    self.key = key
    self.translatedAbstracts = translatedAbstracts
    self.roomID = roomID
    self.facts = facts
    self.track = track
    self.kind = kind
    self.url = url
    self.abstract = abstract
  }
}

extension Session {
  /// The abstract for a reader of a language; the feed's own where it has no other.
  package func abstract(in language: Language) -> String? {
    translatedAbstracts[language] ?? abstract
  }
}

/// Something in a feed that had to be skipped or guessed; the rest of the feed stands.
package struct FeedProblem: Hashable, Sendable, CustomStringConvertible {
  /// The 1-based line, or nil where a format has no lines.
  package var line: Int?
  /// One clause in plain words, without the line.
  package var message: String

  /// A problem at a line.
  package init(line: Int?, message: String) {
    self.line = line
    self.message = message
  }

  /// `line 12: …`
  package var description: String { line.map { "line \($0): \(message)" } ?? message }
}

/// One version of one source's programme.
package struct Schedule: Sendable, Equatable {
  /// What the feed calls itself; nil when it does not.
  package var name: String?
  /// In the order of the feed; keys are unique.
  package var sessions: [Session]
  /// What was skipped, in the order of the feed.
  package var problems: [FeedProblem]

  /// A version as a reader found it.
  package init(name: String? = nil, sessions: [Session] = [], problems: [FeedProblem] = []) {
    self.name = name
    self.sessions = sessions
    self.problems = problems
  }
}
