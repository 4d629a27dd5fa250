import ConferenceModel
import Foundation

/// The people of a run and what they type, made up from a seed.
struct MadeAudience {
  /// What somebody does.
  enum Deed {
    case start, stop, forget, mine
    /// The talk by its number among those that are still to come.
    case star(Int), unstar(Int)
    case set(Preference)
  }

  /// What somebody sets.
  enum Preference {
    case leads([Int])
    case language(Language)
    case quiet(QuietHours?)
    case digest(Int?)
    case alerts(Bool)
  }

  static let people: [ConversationAddress] = [.telegram, .slack, .matrix].flatMap { platform in
    (1...3).map { ConversationAddress(platform: platform, conversation: "p\($0)") }
  }

  /// Channels that the operator set up.
  static let channels: [(address: ConversationAddress, preferences: Preferences)] = [
    (
      ConversationAddress(platform: .matrix, conversation: "lobby"),
      Preferences(
        leadTimes: [], digest: DigestPreference(minuteOfDay: 8 * 60 + 30), alerts: true)
    ),
    (
      ConversationAddress(platform: .slack, conversation: "hall-2"),
      Preferences(
        language: .chinese, leadTimes: [], alerts: false, follow: SessionFilter(room: "Hall 2"))
    ),
    (
      ConversationAddress(platform: .telegram, conversation: "-100"),
      Preferences(
        leadTimes: [], alerts: true, alertFilter: SessionFilter(room: "Hall 1"),
        follow: SessionFilter(room: "Hall 1"))
    ),
  ]

  private(set) var deeds: [(at: Date, who: ConversationAddress, deed: Deed)] = []

  init(seed: UInt64) {
    for person in Self.people {
      var random = SeededRandom(seed: seed, about: "deeds of \(person)")
      var minutes = random.seconds(10...50)
      deeds.append((MadeConference.at(minutes), person, .start))
      for _ in 0..<Int.random(in: 3...9, using: &random) {
        minutes += random.seconds(0.1...4)
        deeds.append(
          (MadeConference.at(minutes), person, .star(Int.random(in: 0..<60, using: &random))))
      }
      while minutes < 620 {
        minutes += random.seconds(5...90)
        deeds.append((MadeConference.at(minutes), person, Self.deed(&random)))
      }
    }
    deeds.sort { ($0.at, $0.who.description) < ($1.at, $1.who.description) }
  }

  private static func deed(_ random: inout SeededRandom) -> Deed {
    switch Int.random(in: 0..<26, using: &random) {
    case 0..<10: .star(Int.random(in: 0..<24, using: &random))
    case 10..<13: .unstar(Int.random(in: 0..<8, using: &random))
    case 13..<16: .mine
    case 16..<18: .set(.leads(random.pick([[10], [5], [15, 5], [30, 10], [0], [], [3]]) ?? [10]))
    case 18: .set(.language(random.chance(0.6) ? .chinese : .english))
    case 19: .set(.quiet(random.chance(0.6) ? QuietHours(from: 22 * 60, until: 9 * 60) : nil))
    case 20: .set(.quiet(random.chance(0.4) ? QuietHours(from: 12 * 60, until: 14 * 60) : nil))
    case 21: .set(.digest(random.pick([8 * 60, 8 * 60 + 30, 9 * 60, nil]) ?? nil))
    case 22: .set(.alerts(random.chance(0.5)))
    case 23: .stop
    case 24: .start
    default: random.chance(0.3) ? .forget : .mine
    }
  }
}

extension MadeAudience.Preference {
  /// As typed.
  var text: String {
    switch self {
    case .leads(let minutes):
      minutes.isEmpty ? "lead off" : "lead " + minutes.map(String.init).joined(separator: " ")
    case .language(let language): "language \(language.rawValue)"
    case .quiet(nil): "quiet off"
    case .quiet(let hours?):
      "quiet \(Self.clock(hours.from))-\(Self.clock(hours.until))"
    case .digest(nil): "digest off"
    case .digest(let minute?): "digest \(Self.clock(minute)) mine"
    case .alerts(let isOn): "alerts \(isOn ? "on" : "off")"
    }
  }

  /// What it makes of preferences.
  func apply(to preferences: inout Preferences) {
    switch self {
    case .leads(let minutes):
      preferences.leadTimes = Set(minutes).sorted().map(LeadTime.init(minutes:))
    case .language(let language): preferences.language = language
    case .quiet(let hours): preferences.quiet = hours
    case .digest(let minute):
      preferences.digest = minute.map {
        DigestPreference(minuteOfDay: $0, filter: SessionFilter(mine: true))
      }
    case .alerts(let isOn): preferences.alerts = isOn
    }
  }

  private static func clock(_ minute: Int) -> String {
    String(format: "%02d:%02d", minute / 60, minute % 60)
  }
}
