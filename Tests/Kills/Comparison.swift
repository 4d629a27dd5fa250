import Foundation

/// A message and what it tells.
struct ReadMessage: Sendable {
  let arrival: Arrival
  let tellings: [Telling]

  /// - parameter titles: in plain text, the longest first.
  static func all(_ arrivals: [Arrival], titles: [String]) -> [ReadMessage] {
    arrivals.map {
      ReadMessage(arrival: $0, tellings: Array(Set(Telling.all(in: $0, titles: titles))))
    }
  }
}

/// What a day with kills lacks or has too much of, beside the undisturbed one.
struct Comparison {
  /// What should have been told and never was.
  private(set) var lost: [Telling] = []
  /// Digests that are lost by rule: the bot may not send twice what may have arrived.
  private(set) var withheld: [Telling] = []
  /// Messages that came once more, by platform.
  private(set) var doubled: [String: [Arrival]] = [:]
  /// Those of them that came twice from the same life of the bot.
  private(set) var doubledWithoutKill: [Arrival] = []
  /// How many tellings the undisturbed day has.
  let expected: Int

  /// How much later than on the undisturbed day news may come in another message, in simulated
  /// seconds.
  private static let patience: TimeInterval = 1200

  /// - parameter abandonedDigests: how many digests to platforms but Matrix the bot gave up because
  ///   they may have arrived.
  init(undisturbed: [ReadMessage], disturbed: [ReadMessage], abandonedDigests: Int = 0) {
    let wanted = Self.counts(undisturbed)
    let got = Self.counts(disturbed)
    func latest(_ telling: Telling) -> Date {
      let first = undisturbed.filter { $0.tellings.contains(telling) }.map(\.arrival.at).min()
      return (first ?? .distantPast).addingTimeInterval(Self.patience)
    }
    expected = wanted.count
    for telling in wanted.keys.sorted(by: { "\($0)" < "\($1)" }) where got[telling] == nil {
      if Self.isTold(telling, by: disturbed, until: latest(telling)) { continue }
      if case .digest(let chat) = telling, !chat.hasPrefix("matrix:"),
        withheld.count < abandonedDigests
      {
        withheld.append(telling)
      } else {
        lost.append(telling)
      }
    }
    var seen: [Telling: (count: Int, life: Int)] = [:]
    for message in disturbed {
      let arrival = message.arrival
      var isDoubled = false
      for telling in message.tellings {
        let before = seen[telling] ?? (0, 0)
        if before.count >= max(1, wanted[telling] ?? 1) {
          isDoubled = true
          if arrival.platform != "matrix", before.life == arrival.life {
            doubledWithoutKill.append(arrival)
          }
        }
        seen[telling] = (before.count + 1, arrival.life)
      }
      if isDoubled { doubled[arrival.platform, default: []].append(arrival) }
    }
  }

  /// How many of an undisturbed day's messages would be missed if they were lost, and noticed if
  /// they came twice: what the comparison is worth.
  static func sharpness(of messages: [ReadMessage]) -> (missed: Int, noticed: Int) {
    var (missed, noticed) = (0, 0)
    for index in messages.indices {
      var fewer = messages
      let one = fewer.remove(at: index)
      missed += Self(undisturbed: messages, disturbed: fewer).lost.isEmpty ? 0 : 1
      noticed += Self(undisturbed: messages, disturbed: messages + [one]).doubled.isEmpty ? 0 : 1
    }
    return (missed, noticed)
  }

  private static func counts(_ messages: [ReadMessage]) -> [Telling: Int] {
    Dictionary(messages.flatMap(\.tellings).map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// Whether the news came in another message, in time: a reminder states what is new as well as an
  /// alert does, and then there is no alert.
  private static func isTold(
    _ telling: Telling, by messages: [ReadMessage], until latest: Date
  ) -> Bool {
    guard case .change(let chat, let title, let news) = telling else { return false }
    return messages.contains {
      $0.arrival.at <= latest && $0.arrival.chat == chat && $0.arrival.text.contains(title)
        && $0.arrival.text.contains(news)
    }
  }
}
