import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence

/// Several conversations with one store: what goes where.
extension Chat {
  /// An answer and the conversation it goes to.
  struct Answered: Hashable, CustomStringConvertible {
    let address: ConversationAddress
    let text: String
    var description: String { "\(address): \(text)" }

    init(_ address: ConversationAddress, _ text: String) {
      self.address = address
      self.text = text
    }
  }

  static func telegram(_ conversation: String) -> ConversationAddress {
    ConversationAddress(platform: .telegram, conversation: conversation)
  }

  static func matrix(_ room: String) -> ConversationAddress {
    ConversationAddress(platform: .matrix, conversation: room)
  }

  /// All that is answered, in order; last words come at the end.
  func answers(
    _ events: IncomingEvent..., on platform: ChatPlatform = .telegram, at now: Date = at(9)
  ) throws -> [Answered] {
    let before = try waiting().map(\.id).max() ?? 0
    let handled = try handle(events, on: platform, at: now)
    let new = try waiting().filter { $0.id > before }
    return try new.map { Answered($0.subscriber.address, plain(try document($0))) }
      + handled.farewells.map { Answered($0.address, plain($0.document)) }
  }

  /// What a person says in a direct chat of theirs, and the only answer there.
  func say(
    _ text: String, in chat: ConversationAddress, at now: Date = at(9)
  ) throws -> String? {
    let message = IncomingMessage(address: chat, audience: .person, text: text)
    let answers = try answers(.message(message), on: chat.platform, at: now)
    return answers.count == 1 && answers[0].address == chat ? answers[0].text : nil
  }

  /// The answers that wait in the outbox, oldest first.
  private func waiting() throws -> [OutboxEntry] {
    try database.read { try $0.outbox(in: [.pending], limit: 1000) }.sorted { $0.id < $1.id }
  }

  /// Has all that waits in its chat.
  ///
  /// - returns: what the platform calls the messages, oldest first.
  @discardableResult
  func deliver(on platform: ChatPlatform = .telegram, at now: Date = at(9)) throws -> [String] {
    try database.write { store in
      let claimed = try store.claim(platform: platform, now: now, limit: 100, lease: 60)
        .sorted { $0.id < $1.id }
      try store.settle(
        claimed.map { entry in
          Settlement(
            entry: entry,
            result: .delivered(receipt: "m\(entry.id)", stated: [], listed: nil))
        }, now: now)
      return claimed.map { "m\($0.id)" }
    }
  }

  func subscriber(at address: ConversationAddress) throws -> Subscriber? {
    try database.read { try $0.subscriber(at: address) }
  }

  /// The titles of the stars that a chat has of its own, in programme order.
  func ownStars(of address: ConversationAddress) throws -> [String] {
    try database.read { store in
      guard let subscriber = try store.subscriber(at: address) else { return [] }
      let stars = Set(try store.stars(of: subscriber.id).map(\.session))
      return try store.programme().entries.filter { stars.contains($0.id) }
        .map(\.session.facts.title)
    }
  }

  /// The buttons under the newest answer, row by row.
  func buttons() throws -> [[MessageDocument.Button]] {
    try newestEntry().map { try document($0).buttons } ?? []
  }
}
