/// Something in a guide that is not so, or that nobody can check.
package struct GuideFinding: Hashable, Sendable, Codable {
  /// What is wrong; the raw values are the contract of `guide check --json`.
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Others speak than the guide says.
    case speakers
    /// A speaker comes from another organisation.
    case affiliation
    /// The session is in another room.
    case room
    /// It starts or ends at another time.
    case time
    /// It is cancelled.
    case cancelled
    /// The programme has no such session.
    case missing
    /// Several sessions may be meant, or one that is not like it enough.
    case unsure
    /// Another city than the conference's is named as its place.
    case city
    /// Dates of the conference on which the programme has nothing.
    case dates
    /// A field of the guide cannot be read.
    case unreadable
  }

  /// The 1-based line of the guide; for a pick that of its heading.
  package var line: Int
  /// What is wrong.
  package var kind: Kind
  /// The pick's title in the guide's words; nil for what is about the whole guide.
  package var pick: String?
  /// The guide's word, where there is one.
  package var guideSays: String?
  /// The programme's word, where there is one.
  package var programmeSays: String?
  /// One English sentence that says all of it but the line.
  package var text: String

  /// A finding.
  package init(
    line: Int, kind: Kind, pick: String?, guideSays: String?, programmeSays: String?, text: String
  ) {
    self.line = line
    self.kind = kind
    self.pick = pick
    self.guideSays = guideSays
    self.programmeSays = programmeSays
    self.text = text
  }
}
