package import ConferenceModel
package import FoundationEssentials

/// A session as a calendar is to hold it: with the history that only the caller knows.
package struct CalendarEvent: Hashable, Sendable {
  /// What to write.
  package var session: Session
  /// SEQUENCE: 0 for the first version, raised with every change of the session's facts. Calendar
  /// programs take an event with a lower one for an old copy.
  package var sequence: Int
  /// LAST-MODIFIED, and DTSTAMP too, which means the same in a calendar without METHOD (RFC 5545,
  /// section 3.8.7.2): when the session last changed. It must not be the time of the export, or
  /// every fetch looks like a change.
  package var lastModified: Date

  /// A session in its latest version.
  package init(session: Session, sequence: Int, lastModified: Date) {
    self.session = session
    self.sequence = sequence
    self.lastModified = lastModified
  }
}

/// What a calendar says of itself.
package struct CalendarHead: Hashable, Sendable {
  /// The host behind the `@` of every UID, `talkbell.example.org` say: it makes the ids of this
  /// instance different from those of all others, so it must never change.
  package var host: String
  /// NAME (RFC 7986) and X-WR-CALNAME; nil for none.
  package var name: String?
  /// SOURCE (RFC 7986): where the calendar can be fetched again; nil for none.
  package var source: String?
  /// REFRESH-INTERVAL (RFC 7986) and X-PUBLISHED-TTL, in minutes, clamped to 1…10,080 (a week);
  /// nil for none.
  package var refreshMinutes: Int?

  /// A head; see the properties.
  package init(
    host: String, name: String? = nil, source: String? = nil, refreshMinutes: Int? = nil
  ) {
    self.host = host
    self.name = name
    self.source = source
    self.refreshMinutes = refreshMinutes
  }
}
