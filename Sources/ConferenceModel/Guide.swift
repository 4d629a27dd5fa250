/// A curated list of sessions with reasons, as somebody wrote it down in one language.
package struct Guide: Hashable, Sendable, Codable, Identifiable {
  /// Its name in commands and filters, from its file's name: `ai-infrastructure`. The versions of
  /// one guide in several languages share it.
  package var id: String
  /// The language it is written in.
  package var language: Language
  /// Its headline.
  package var title: String
  /// In the order of the guide.
  package var picks: [GuidePick]
  /// Its other paragraphs with their lines, to check what they claim of the conference.
  package var remarks: [GuideRemark]
  /// Fields that could not be read, each with its line and why; the rest of the pick stands.
  package var problems: [GuideRemark]

  /// A guide as its reader found it.
  package init(
    id: String, language: Language, title: String, picks: [GuidePick], remarks: [GuideRemark] = [],
    problems: [GuideRemark] = []
  ) {
    self.id = id
    self.language = language
    self.title = title
    self.picks = picks
    self.remarks = remarks
    self.problems = problems
  }
}

/// A session as a guide describes it; every part is the guide's word, not the programme's.
package struct GuidePick: Hashable, Sendable, Codable {
  /// The 1-based line of its heading.
  package var line: Int
  /// In the guide's language, without its number; it may be a translation.
  package var title: String
  /// As the guide has them.
  package var speakers: [Speaker]
  /// nil where the guide gives no time.
  package var slot: TimeSlot
  /// nil where it names no room.
  package var room: String?
  /// Its address, if it gives one.
  package var url: String?
  /// Why to go, plain text; its paragraphs stand apart with blank lines.
  package var reason: String

  /// A pick as a reader found it.
  package init(
    line: Int, title: String, speakers: [Speaker], slot: TimeSlot, room: String?, url: String?,
    reason: String
  ) {
    self.line = line
    self.title = title
    self.speakers = speakers
    self.slot = slot
    self.room = room
    self.url = url
    self.reason = reason
  }
}

/// A line of a guide that belongs to no pick.
package struct GuideRemark: Hashable, Sendable, Codable {
  /// 1-based.
  package var line: Int
  /// Plain text.
  package var text: String

  /// A line with its number.
  package init(line: Int, text: String) {
    self.line = line
    self.text = text
  }
}
