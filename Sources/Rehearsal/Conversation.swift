import ConferenceModel
import Foundation

/// What one conversation had asked for at each time, as far as it can be known from outside.
///
/// The bot acts on a word somewhat after it was said; until then both states are possible.
struct Conversation {
  /// An instant that is only known to lie between two.
  struct Moment {
    var earliest: Date
    var latest: Date
  }

  /// A star from its making to its end.
  struct StarSpan {
    var lineage: Int
    var from: Moment
    var to: Moment?
  }

  let address: ConversationAddress
  private(set) var stars: [StarSpan] = []
  private var settings: [(moment: Moment, preferences: Preferences?)] = []
  private var moods: [(moment: Moment, isActive: Bool)] = []
  private(set) var audience: Audience = .person

  init(
    _ address: ConversationAddress, _ acts: [RunRecord.Act], _ history: FeedHistory,
    outages: TimeSpans, reaction: TimeInterval
  ) {
    self.address = address
    for act in acts.sorted(by: { $0.at < $1.at }) {
      let moment = Moment(
        earliest: act.at, latest: outages.endOfCalm(of: reaction, after: act.at))
      switch act.action {
      case .star(let key): star(key, moment, history)
      case .unstar(let key): unstar(key, moment, history)
      case .prefer(let preferences, let audience):
        self.audience = audience
        // The first word of a conversation, or the first after all was deleted.
        let isNew = settings.last.map { $0.preferences == nil } ?? true
        settings.append((moment, preferences))
        if isNew { moods.append((moment, true)) }
      case .stop: moods.append((moment, false))
      case .start: moods.append((moment, true))
      case .forget: forget(moment)
      case .ask: continue
      }
    }
  }

  private mutating func star(_ key: SessionKey, _ moment: Moment, _ history: FeedHistory) {
    guard let lineage = history.lineage(of: key, at: moment.earliest),
      !stars.contains(where: { $0.lineage == lineage && $0.to == nil })
    else { return }
    stars.append(StarSpan(lineage: lineage, from: moment))
  }

  private mutating func unstar(_ key: SessionKey, _ moment: Moment, _ history: FeedHistory) {
    guard let lineage = history.lineage(of: key, at: moment.earliest) else { return }
    for index in stars.indices where stars[index].lineage == lineage && stars[index].to == nil {
      stars[index].to = moment
    }
  }

  private mutating func forget(_ moment: Moment) {
    for index in stars.indices where stars[index].to == nil { stars[index].to = moment }
    settings.append((moment, nil))
    moods.append((moment, false))
  }

  /// The preferences that held all the time between two instants; nil when they changed or none
  /// were there.
  func preferences(from start: Date, to end: Date) -> Preferences? {
    guard !settings.contains(where: { $0.moment.earliest <= end && $0.moment.latest > start })
    else { return nil }
    return settings.last { $0.moment.latest <= start }?.preferences
  }

  /// All preferences that may have held at some time between two instants.
  func possiblePreferences(from start: Date, to end: Date) -> [Preferences] {
    let surely = settings.lastIndex { $0.moment.latest <= start } ?? 0
    return settings[min(surely, settings.count)...].filter { $0.moment.earliest <= end }
      .compactMap(\.preferences)
  }

  /// All lead times it ever had.
  var leads: Set<LeadTime> { Set(settings.flatMap { $0.preferences?.leadTimes ?? [] }) }

  /// All digest preferences it ever had.
  var digests: Set<DigestPreference> { Set(settings.compactMap { $0.preferences?.digest }) }

  /// Whether it surely wanted messages all the time between two instants.
  func isActive(from start: Date, to end: Date) -> Bool {
    guard !moods.contains(where: { $0.moment.earliest <= end && $0.moment.latest > start })
    else { return false }
    return moods.last { $0.moment.latest <= start }?.isActive ?? false
  }

  /// Whether it surely wanted none then.
  func isSilent(at instant: Date) -> Bool {
    guard !moods.contains(where: { $0.moment.earliest <= instant && $0.moment.latest > instant })
    else { return false }
    return !(moods.last { $0.moment.latest <= instant }?.isActive ?? false)
  }

  /// Whether a session surely was starred all the time between two instants.
  func isStarred(_ lineage: Int, from start: Date, to end: Date) -> Bool {
    stars.contains {
      $0.lineage == lineage && $0.from.latest <= start && $0.to.map { $0.earliest > end } ?? true
    }
  }

  /// Whether a session may have been starred at some time between two instants.
  func mayBeStarred(_ lineage: Int, from start: Date, to end: Date) -> Bool {
    stars.contains {
      $0.lineage == lineage && $0.from.earliest <= end && $0.to.map { $0.latest >= start } ?? true
    }
  }

  /// When the star was made that holds then.
  func starMoment(_ lineage: Int, at instant: Date) -> Moment? {
    stars.last { $0.lineage == lineage && $0.from.earliest <= instant }?.from
  }

  /// The zone whose clocks messages speak of.
  func zone(at instant: Date, venue: TimeZone) -> TimeZone {
    possiblePreferences(from: instant, to: instant).last?.timeZone
      .flatMap(TimeZone.init(identifier:)) ?? venue
  }
}
