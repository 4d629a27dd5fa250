package import FoundationEssentials

/// How long a change rests before it is told, so that edits in a row give one message.
package struct SettlePolicy: Hashable, Sendable {
  /// How long without a further change; 90 seconds unless configured.
  package var settle: Duration
  /// The same for titles and speakers, which organisers edit in series; five minutes.
  package var gather: Duration
  /// How near a talk has to be for an urgent change to be told at once; one hour.
  package var urgentWithin: Duration
  /// After which, from the first change on, further ones do not delay any more; ten minutes.
  package var longest: Duration

  /// The spans; the defaults are those of a KubeCon day.
  package init(
    settle: Duration = .seconds(90), gather: Duration = .seconds(300),
    urgentWithin: Duration = .seconds(3600), longest: Duration = .seconds(600)
  ) {
    self.settle = settle
    self.gather = gather
    self.urgentWithin = urgentWithin
    self.longest = longest
  }
}

/// A session whose change still settles.
package struct PendingSettle: Hashable, Sendable {
  /// When the first of its untold changes was seen.
  package var firstChangedAt: Date
  /// When it may be told, as it was last decided.
  package var settlesAt: Date

  /// A change that settles.
  package init(firstChangedAt: Date, settlesAt: Date) {
    self.firstChangedAt = firstChangedAt
    self.settlesAt = settlesAt
  }
}

extension Duration {
  /// In seconds, with fractions.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
