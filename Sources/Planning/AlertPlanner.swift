package import ConferenceModel
package import FoundationEssentials

/// When a change may be told, and whether there is still something to tell.
package enum AlertPlanner {
  /// What to do with a star whose told facts differ from the current ones.
  package enum Decision: Hashable, Sendable {
    /// Tell these changes, silent ones left out; never empty.
    case tell([ScheduleChange])
    /// Nothing worth a message: move the pointer without words.
    case silent
    /// The session is over in both versions: move the pointer without words.
    case past
  }

  /// When a session that changed at `now` may be told; nil when nothing is to be told.
  ///
  /// An urgent change of a talk that runs or starts within the hour, by its old or its new time,
  /// is told at once. Otherwise it rests for the settle window, titles and speakers for the longer
  /// one, and a further change starts the window anew, but never beyond `policy.longest` after the
  /// first one. A mild change does not delay a graver one that already settles, and none rests
  /// until the talk has begun: two minutes before it is told with what is known.
  ///
  /// - parameter changes: between the two versions of the refresh.
  /// - parameter pending: the earlier untold change of the session; its time stays if all
  ///   `changes` are silent.
  package static func settlesAt(
    changes: [ScheduleChange], old: SessionFacts, new: SessionFacts, now: Date,
    pending: PendingSettle?, policy: SettlePolicy
  ) -> Date? {
    let news = changes.filter { ScheduleComparison.urgency(of: $0) > .silent }
    guard let gravest = news.map(ScheduleComparison.urgency).max() else {
      return pending?.settlesAt
    }
    let near = policy.urgentWithin.inSeconds
    if gravest == .immediate, [old, new].contains(where: { isNear($0, now: now, within: near) }) {
      return now
    }
    let isMild = news.allSatisfy(isGathered)
    var target = now.addingTimeInterval((isMild ? policy.gather : policy.settle).inSeconds)
    if let pending {
      target =
        isMild && isGrave(pending, now: now, policy: policy)
        ? pending.settlesAt
        : min(target, pending.firstChangedAt.addingTimeInterval(policy.longest.inSeconds))
    }
    for start in [old.start, new.start].compactMap({ $0 }) where start > now {
      target = min(target, start.addingTimeInterval(-120))
    }
    return max(target, now)
  }

  /// What to do with a star that was told `told` of a session that is now `current`.
  ///
  /// - parameter kind: of the current version.
  /// - parameter roomAliases: renamed rooms of the session's source, old name to new one.
  package static func decide(
    told: SessionFacts, current: SessionFacts, kind: SessionKind, roomAliases: [String: String],
    now: Date
  ) -> Decision {
    let ends = [told, current].compactMap(\.presumedEnd)
    if let last = ends.max(), last <= now { return .past }
    let news = ScheduleComparison.changes(
      from: told, to: current, kind: kind, roomAliases: roomAliases
    ).filter { ScheduleComparison.urgency(of: $0) > .silent }
    return news.isEmpty ? .silent : .tell(news)
  }

  /// When an alert should have arrived, and when it is worth nothing any more.
  ///
  /// The deadline is one minute for immediate changes, five for others. The expiry is when the
  /// session is over in both versions, a day when neither has a time, and at least a minute.
  package static func timing(
    changes: [ScheduleChange], current: SessionFacts, told: SessionFacts, now: Date
  ) -> (deadline: Date, expiry: Date) {
    let isImmediate = changes.contains { ScheduleComparison.urgency(of: $0) == .immediate }
    let end = [told, current].compactMap(\.presumedEnd).max() ?? now.addingTimeInterval(86_400)
    let expiry = max(end, now.addingTimeInterval(60))
    return (min(now.addingTimeInterval(isImmediate ? 60 : 300), expiry), expiry)
  }

  private static func isNear(_ facts: SessionFacts, now: Date, within span: Double) -> Bool {
    guard let start = facts.start, let end = facts.presumedEnd else { return false }
    return start.timeIntervalSince(now) <= span && end >= now
  }

  /// Whether a change belongs to those that are gathered longer.
  private static func isGathered(_ change: ScheduleChange) -> Bool {
    switch change {
    case .retitled, .speakersChanged, .announced: true
    default: false
    }
  }

  /// Whether what settles was given the short window: its kind is not kept, but its time tells.
  private static func isGrave(_ pending: PendingSettle, now: Date, policy: SettlePolicy) -> Bool {
    pending.settlesAt.timeIntervalSince(now) <= policy.settle.inSeconds
      && pending.settlesAt.timeIntervalSince(pending.firstChangedAt) < policy.gather.inSeconds
  }
}
