/// A command's first word, without a language; the raw value is the English word.
package enum CommandName: String, Hashable, Sendable, CaseIterable {
  case start, help
  case now, next, today, tomorrow
  case search, talk, star, unstar, mine, room, more
  case lead, language, timezone, digest, alerts, quiet
  case follow, snooze, goto, backup, link, export
  case guide
  /// The operator's.
  case accept
  case stop, forget
}
