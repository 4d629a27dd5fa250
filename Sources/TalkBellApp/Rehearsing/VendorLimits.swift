import ConferenceModel
import Foundation
import Messaging
import Rehearsal

/// The limits of the chat platforms as their makers publish them, held against every send.
///
/// They are the vendors' and not ours: our pace is meant to stay below them, and here it shows.
struct VendorLimits: Sendable {
  /// How a limit counts.
  private enum Count: Hashable {
    /// So many in any span of so many seconds.
    case window(Int, TimeInterval)
    /// A bucket of so many that fills at so many per second.
    case bucket(Double, TimeInterval)
  }

  private struct Rule {
    let name: String
    let lane: String
    let count: Count
    let scope: RateLimitScope
  }

  private struct Lane {
    var recent: [Date] = []
    var level = 0.0
    var at = Date.distantPast
    /// Of the minute that is being counted.
    var minute = Int.min
    var inMinute = 0
  }

  private struct Busiest {
    var count = 0
    var address: ConversationAddress?
  }

  private let hasSynapseLimits: Bool
  private var lanes: [String: Lane] = [:]
  private var busiest: [String: Busiest] = [:]
  /// How often a send was refused.
  private(set) var refusals = 0

  /// - parameter hasSynapseLimits: whether the homeserver limits the bot as Synapse does unless its
  ///   administrator says otherwise.
  init(hasSynapseLimits: Bool) { self.hasSynapseLimits = hasSynapseLimits }

  /// Takes a send into account, or says how long it has to wait and what is closed meanwhile.
  ///
  /// - parameter origin: where minutes are counted from.
  mutating func admit(
    _ address: ConversationAddress, now: Date, origin: Date
  ) -> (wait: Duration, scope: RateLimitScope)? {
    let rules = rules(for: address)
    var refusal: (wait: TimeInterval, scope: RateLimitScope)?
    for rule in rules {
      let wait = wait(rule, now: now)
      if wait > 0, wait > refusal?.wait ?? 0 { refusal = (wait, rule.scope) }
    }
    if let refusal {
      refusals += 1
      // Telegram and Slack answer in whole seconds.
      return (.seconds(Int64(refusal.wait.rounded(.up))), refusal.scope)
    }
    for rule in rules { take(rule, address, now: now, origin: origin) }
    return nil
  }

  /// The limits of a platform with the busiest minute of what each covers.
  func limits(of platform: ChatPlatform) -> [PlatformPace.Limit] {
    func limit(_ name: String, _ perMinute: Int, isWhole: Bool = false) -> PlatformPace.Limit {
      let most = busiest["\(platform.rawValue) \(name)"] ?? Busiest()
      return PlatformPace.Limit(
        name: name, perMinute: perMinute, isWhole: isWhole, busiest: most.count,
        at: isWhole ? nil : most.address)
    }
    return switch platform {
    case .telegram:
      [limit("over all", 1800, isWhole: true), limit("per chat", 60), limit("per group", 20)]
    case .slack: [limit("per channel", 60)]
    case .matrix: hasSynapseLimits ? [limit("per account", 12, isWhole: true)] : []
    case .console: []
    }
  }

  /// Telegram: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Slack:
  /// docs.slack.dev/apis/web-api/rate-limits. Synapse: rc_message in
  /// element-hq.github.io/synapse/latest/usage/configuration/config_documentation.html.
  private func rules(for address: ConversationAddress) -> [Rule] {
    let name = address.platform.rawValue
    switch address.platform {
    case .telegram:
      let chat = String(address.conversation.prefix { $0 != "/" })
      var rules = [
        Rule(name: "over all", lane: name, count: .window(30, 1), scope: .platform),
        Rule(
          name: "per chat", lane: "\(name):\(chat)", count: .window(1, 1), scope: .conversation),
      ]
      if chat.hasPrefix("-") || chat.hasPrefix("@") {
        rules.append(
          Rule(
            name: "per group", lane: "\(name):\(chat)/minute", count: .window(20, 60),
            scope: .conversation))
      }
      return rules
    case .slack:
      return [
        Rule(
          name: "per channel", lane: address.description, count: .window(1, 1),
          scope: .conversation)
      ]
    case .matrix:
      guard hasSynapseLimits, !address.conversation.hasPrefix("webhook/") else { return [] }
      return [Rule(name: "per account", lane: name, count: .bucket(10, 0.2), scope: .platform)]
    case .console:
      return []
    }
  }

  /// Seconds until a send is let through; 0 for now. A millisecond is the rounding of dates.
  private func wait(_ rule: Rule, now: Date) -> TimeInterval {
    guard let lane = lanes[rule.lane] else { return 0 }
    switch rule.count {
    case .window(let count, let span):
      guard lane.recent.count >= count, let oldest = lane.recent.first else { return 0 }
      let left = oldest.addingTimeInterval(span).timeIntervalSince(now)
      return left > 0.001 ? left : 0
    case .bucket(let burst, let perSecond):
      let level = lane.level - max(0, now.timeIntervalSince(lane.at)) * perSecond
      let over = level + 1 - burst
      return over > 0.001 ? over / perSecond : 0
    }
  }

  private mutating func take(
    _ rule: Rule, _ address: ConversationAddress, now: Date, origin: Date
  ) {
    var lane = lanes[rule.lane] ?? Lane()
    switch rule.count {
    case .window(let count, _):
      lane.recent.append(now)
      if lane.recent.count > count { lane.recent.removeFirst(lane.recent.count - count) }
    case .bucket(_, let perSecond):
      lane.level = max(0, lane.level - max(0, now.timeIntervalSince(lane.at)) * perSecond) + 1
      lane.at = now
    }
    let minute = Int((now.timeIntervalSince(origin) / 60).rounded(.down))
    if lane.minute != minute { (lane.minute, lane.inMinute) = (minute, 0) }
    lane.inMinute += 1
    lanes[rule.lane] = lane
    let key = "\(address.platform.rawValue) \(rule.name)"
    if lane.inMinute > busiest[key]?.count ?? 0 {
      busiest[key] = Busiest(count: lane.inMinute, address: address)
    }
  }
}
