import ConferenceModel
import Foundation
import Rehearsal

/// Something that somebody types during a rehearsal.
struct RehearsalLine: Sendable {
  /// What it is meant to do.
  enum Intent: Sendable {
    case star(SessionKey)
    case unstar(SessionKey)
    case ask(String)
    /// A star by words, a link or an id, as the audience's file says at a place in it.
    case wish(String, place: String)
    /// The same, taken back.
    case unwish(String, place: String)
  }

  let at: Date
  let address: ConversationAddress
  let audience: Audience
  let intent: Intent
}

/// Who takes part in a rehearsal.
struct RehearsalCrowd: Sendable {
  /// Somebody of the operator's file.
  struct Given: Sendable {
    var address: ConversationAddress
    var audience: Audience
    var preferences: Preferences
    /// Words, links or ids, each with its place in the file.
    var stars: [(text: String, place: String)]
    var later: [(at: Date, intent: RehearsalLine.Intent)]
  }

  var given: [Given]
  var madeUp: [Persona]

  /// Between two stars that somebody of the file types at the beginning, in seconds: a chat takes
  /// one answer in a second.
  private static let typing: TimeInterval = 2

  /// All that is typed, by time.
  func lines(from start: Date) -> [RehearsalLine] {
    var lines: [RehearsalLine] = []
    for one in given {
      for (index, star) in one.stars.enumerated() {
        lines.append(
          RehearsalLine(
            at: start.addingTimeInterval(Double(index) * Self.typing), address: one.address,
            audience: one.audience, intent: .wish(star.text, place: star.place)))
      }
      lines += one.later.map {
        RehearsalLine(
          at: $0.at, address: one.address, audience: one.audience, intent: $0.intent)
      }
    }
    for persona in madeUp {
      lines += persona.deeds.map { timed in
        let intent: RehearsalLine.Intent =
          switch timed.deed {
          case .star(let key): .star(key)
          case .unstar(let key): .unstar(key)
          case .ask(let text): .ask(text)
          }
        return RehearsalLine(
          at: timed.at, address: persona.address, audience: .person, intent: intent)
      }
    }
    return lines.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element)
  }
}
