import HTTPTransport
import Messaging
import Synchronization

/// Who the bot is (docs.slack.dev/reference/methods/auth.test).
struct SlackIdentity: Decodable, Hashable, Sendable {
  /// The bot's user id.
  var userID: String
  /// Its name.
  var user: String?
  /// The workspace's name.
  var team: String?

  enum CodingKeys: String, CodingKey {
    case userID = "user_id"
    case user, team
  }
}

/// What is asked of Slack about people and channels, and remembered while the program runs.
final class SlackDirectory: Sendable {
  /// A direct conversation, or what becomes of a message because there is none.
  enum Direct: Hashable, Sendable {
    case channel(String)
    case none(DeliveryOutcome)
  }

  private struct Known {
    var bot: SlackIdentity?
    var direct: [String: String] = [:]
    var homes: Set<String> = []
  }

  let client: SlackClient
  private let known = Mutex(Known())
  /// More people than any conference has; then asking begins anew.
  private static let directLimit = 50_000

  init(client: SlackClient) { self.client = client }

  /// For what is asked while somebody waits.
  var questionTimeout: Duration { client.account.questionTimeout }

  /// The bot, asked for once.
  ///
  /// - throws: `ReceiveError`, or `CancellationError`.
  func bot(timeout: Duration? = nil) async throws -> SlackIdentity {
    if let bot = known.withLock({ $0.bot }) { return bot }
    let answer = try await ask(
      "auth.test", returning: SlackIdentity.self, timeout: timeout ?? questionTimeout)
    guard let bot = answer.result else {
      throw SlackOutcome.receive(answer, reason: client.reason)
    }
    known.withLock { $0.bot = bot }
    return bot
  }

  /// The direct conversation with a person, opened when it is not known yet.
  func direct(
    with user: String, timeout: Duration = .seconds(30)
  ) async -> Direct {
    if let channel = knownDirect(with: user) { return .channel(channel) }
    do throws(HTTPTransportError) {
      let answer = try await client.call(
        "conversations.open", ["users": user], returning: SlackOpened.self, timeout: timeout)
      guard answer.isOK, let channel = answer.result?.channel.id else {
        // Opening twice is opening once, and the message itself was not sent.
        return .none(
          SlackOutcome.repeatable(SlackOutcome.failure(answer, reason: client.reason)))
      }
      remember(direct: channel, with: user)
      return .channel(channel)
    } catch .cancelled {
      return .none(.ambiguous(reason: "sending was stopped before Slack answered"))
    } catch {
      return .none(
        SlackOutcome.repeatable(
          TransportOutcome.delivery(of: error, service: "Slack", reason: client.reason)))
    }
  }

  /// The direct conversation with a person; nil when it would have to be asked for.
  func knownDirect(with user: String) -> String? { known.withLock { $0.direct[user] } }

  /// Keeps the direct conversation in which a person wrote.
  func remember(direct channel: String, with user: String) {
    known.withLock { known in
      if known.direct.count >= Self.directLimit { known.direct = [:] }
      known.direct[user] = channel
    }
  }

  /// Whether the person has looked at the App Home since the program runs.
  func hasHome(_ user: String) -> Bool { known.withLock { $0.homes.contains(user) } }

  /// Keeps that a person looks at the App Home. Slack tells so every time, so nothing is lost when
  /// the program ends.
  func remember(homeOf user: String) {
    known.withLock { known in
      if known.homes.count >= Self.directLimit { known.homes = [] }
      known.homes.insert(user)
    }
  }

  /// Whether a person may change a channel's settings: administrators and owners of the workspace
  /// and whoever made the channel (docs.slack.dev/reference/methods/users.info,
  /// …/conversations.info). A channel has no administrators of its own in Slack.
  ///
  /// - throws: `ReceiveError` when Slack does not say in time, rather than to turn one away.
  func isAdministrator(_ user: String, of channel: String) async throws -> Bool {
    async let asked = ask(
      "users.info", [("user", user)], returning: SlackUserInfo.self,
      timeout: questionTimeout)
    async let askedChannel = ask(
      "conversations.info", [("channel", channel)], returning: SlackChannelInfo.self,
      timeout: questionTimeout)
    let person = try await asked
    if person.result?.user.isAdministrator == true { return true }
    let place = try await askedChannel
    if let creator = place.result?.channel.creator, creator == user { return true }
    try requireAnswer(person)
    // Of a conversation of several people the maker can't be asked for without one scope more.
    if place.error != "missing_scope" { try requireAnswer(place) }
    return false
  }

  /// A person of another workspace may not be visible, and a private channel that the bot is not
  /// in is not found: that is an answer too, and would be the same the next time.
  private func requireAnswer<Result>(_ answer: SlackAnswer<Result>) throws {
    if answer.isOK { return }
    if case .addressGone = SlackOutcome.failure(answer, reason: client.reason) { return }
    throw SlackOutcome.receive(answer, reason: client.reason)
  }

  private func ask<Result: Decodable & Sendable>(
    _ method: String, _ query: [(name: String, value: String)] = [], returning: Result.Type,
    timeout: Duration
  ) async throws -> SlackAnswer<Result> {
    do throws(HTTPTransportError) {
      return try await client.ask(method, query, returning: returning, timeout: timeout)
    } catch {
      throw TransportOutcome.receive(of: error, service: "Slack", reason: client.reason)
        ?? CancellationError() as any Error
    }
  }
}

/// What `conversations.open` gives.
struct SlackOpened: Decodable, Sendable {
  struct Channel: Decodable, Sendable { var id: String }
  var channel: Channel
}

/// The part of `users.info` that we ask for.
struct SlackUserInfo: Decodable, Sendable {
  struct User: Decodable, Sendable {
    var isAdmin: Bool?
    var isOwner: Bool?
    var isPrimaryOwner: Bool?

    var isAdministrator: Bool { [isAdmin, isOwner, isPrimaryOwner].contains(true) }

    enum CodingKeys: String, CodingKey {
      case isAdmin = "is_admin"
      case isOwner = "is_owner"
      case isPrimaryOwner = "is_primary_owner"
    }
  }

  var user: User
}

/// The part of `conversations.info` that we ask for.
struct SlackChannelInfo: Decodable, Sendable {
  struct Channel: Decodable, Sendable { var creator: String? }
  var channel: Channel
}
