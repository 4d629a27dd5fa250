package import FoundationEssentials

/// What one pass of the scheduler put in the outbox.
package struct SchedulingPass: Hashable, Sendable {
  /// Reminder messages.
  package var reminders = 0
  /// Alert messages.
  package var alerts = 0
  /// Messages that are to be corrected in place.
  package var corrections = 0
  /// Digest messages.
  package var digests = 0
  /// Messages to the operator.
  package var operations = 0
  /// Reminders that were worth nothing any more: started or cancelled sessions.
  package var dropped = 0
  /// When there is something to do again; nil when nothing is planned at all.
  package var next: Date?

  /// A pass with these counts.
  package init(
    reminders: Int = 0, alerts: Int = 0, corrections: Int = 0, digests: Int = 0,
    operations: Int = 0, dropped: Int = 0, next: Date? = nil
  ) {
    self.reminders = reminders
    self.alerts = alerts
    self.corrections = corrections
    self.digests = digests
    self.operations = operations
    self.dropped = dropped
    self.next = next
  }

  /// True when the outbox got something.
  package var hasQueued: Bool {
    reminders + alerts + corrections + digests + operations > 0
  }
}
