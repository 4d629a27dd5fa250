package import Foundation
import Synchronization

/// A strict Slack on this machine: one workspace, one app, and whoever the test plays.
///
/// It refuses what Slack refuses, in its words, and keeps a list of what was malformed:
/// `violations` must be empty at the end of a test that sends nothing wrong on purpose.
package final class SlackStandIn: Sendable {
  /// Something that can be pressed.
  package struct Button: Hashable, Sendable {
    /// What it says.
    package var label: String
    /// What a press sends; empty for a link.
    package var command: String
    /// The page it opens.
    package var url: String?
    /// Whether it is an option of a menu.
    package var isOption = false

    /// A button.
    package init(label: String, command: String, url: String? = nil, isOption: Bool = false) {
      self.label = label
      self.command = command
      self.url = url
      self.isOption = isOption
    }
  }

  /// A message the bot sent.
  package struct SentMessage: Hashable, Sendable {
    /// Where it is.
    package var channel: String
    /// Its id in the channel.
    package var ts: String
    /// For notifications.
    package var text: String
    /// The texts of its sections, as mrkdwn.
    package var sections: [String]
    /// What can be pressed, block by block; a menu's options one after the other.
    package var buttons: [[Button]]
    /// The message in whose thread it is.
    package var threadTS: String?
    /// The only person who sees it.
    package var visibleTo: String?
    /// Whether it came by a `response_url`.
    package var isResponse = false
    /// Whether Slack unfolds the pages it links to under it, as it does unless told otherwise.
    package var unfoldsLinks = true

    /// All sections as people read them: entities replaced, breakers and marks left.
    package var visibleText: String { SlackStandIn.visible(sections) }
  }

  /// A test asked for something that is not there.
  package struct Missing: Error, CustomStringConvertible {
    /// What.
    package var description: String

    /// Something that is not there.
    package init(description: String) { self.description = description }
  }

  struct Person: Sendable {
    var isAdmin = false
    var isBot = false
    var isDeleted = false
  }

  struct Channel: Sendable {
    var members: Set<String> = []
    var creator = ""
    var isArchived = false
  }

  struct ResponseURL: Sendable {
    var channel: String
    var user: String
    var issuedAt: Date
    var uses = 0
  }

  struct State {
    var people: [String: Person] = [:]
    var channels: [String: Channel] = [:]
    var directs: [String: String] = [:]
    var timestamps: Set<String> = []
    var current: [SentMessage] = []
    var homes: [String: SentMessage] = [:]
    var responseURLs: [String: ResponseURL] = [:]
    var violations: [String] = []
    var calls: [String: Int] = [:]
    var scopes: [String]
    var nextNumber = 1
    var lastPosts: [String: Date] = [:]
    var refusedByLimit = 0
    var hooks: [String: @Sendable (LoopbackServer.Request) async -> LoopbackServer.Reply] = [:]
  }

  /// The token the bot must use.
  package let botToken: String
  /// What requests are signed with.
  package let signingSecret: String
  /// The bot's user id.
  package let botUser = "U0TALKBELL"
  /// The workspace's id.
  package let team = "T0TEST"
  /// What a token from the manifest may do.
  package static let allScopes = [
    "app_mentions:read", "channels:read", "chat:write", "commands", "groups:read", "im:history",
    "im:write", "reactions:read", "users:read",
  ]

  let now: @Sendable () -> Date
  let hasLimits: Bool
  let state: Mutex<State>
  let sent = StandInJournal<SentMessage>()
  let published = StandInJournal<(user: String, home: SentMessage)>()
  let faults = StandInFaults()
  private let server = Mutex<LoopbackServer?>(nil)

  /// A workspace that is not started.
  ///
  /// - parameters:
  ///   - now: the time by which messages are stamped, response addresses expire and limits count;
  ///     the bot's simulated time when it runs on one.
  ///   - hasLimits: whether a channel takes only one message a second.
  package init(
    botToken: String = "xoxb-TEST-token-of-the-stand-in",
    signingSecret: String = "0123456789abcdef0123456789abcdef",
    now: @escaping @Sendable () -> Date = { Date() }, hasLimits: Bool = false
  ) {
    self.botToken = botToken
    self.signingSecret = signingSecret
    self.now = now
    self.hasLimits = hasLimits
    state = Mutex(State(scopes: Self.allScopes))
    state.withLock { $0.people[botUser] = Person(isBot: true) }
  }

  /// Listens on 127.0.0.1, on any free port when it is 0.
  package func start(port: Int = 0) async throws {
    let started = try await LoopbackServer.start(port: port) { [weak self] request in
      await self?.reply(to: request) ?? .reset
    }
    server.withLock { $0 = started }
  }

  /// Stops listening; what was received stays readable.
  package func stop() async {
    let started = server.withLock { server in
      defer { server = nil }
      return server
    }
    await started?.stop()
  }

  /// `http://127.0.0.1:PORT`; empty before the start.
  package var baseURL: String { server.withLock { $0?.baseURL ?? "" } }
  /// What to give the bot as `apiBase`.
  package var apiBase: String { "\(baseURL)/api" }
}

/// Who and what is there.
extension SlackStandIn {
  /// Lets a person into the workspace.
  package func addPerson(_ user: String, isAdmin: Bool = false) {
    state.withLock { $0.people[user] = Person(isAdmin: isAdmin) }
  }

  /// Closes a person's account.
  package func deletePerson(_ user: String) {
    state.withLock { $0.people[user]?.isDeleted = true }
  }

  /// Makes a channel with these members and the bot, unless it is left out.
  package func addChannel(
    _ channel: String, members: Set<String> = [], creator: String = "", hasBot: Bool = true
  ) {
    state.withLock {
      $0.channels[channel] = Channel(
        members: members.union(hasBot ? [botUser] : []), creator: creator)
    }
  }

  /// Archives a channel or takes it out of the archive.
  package func setArchived(_ channel: String, _ isArchived: Bool) {
    state.withLock { $0.channels[channel]?.isArchived = isArchived }
  }

  /// Takes the bot out of a channel or lets it in.
  package func setBotMember(of channel: String, _ isMember: Bool) {
    state.withLock { state in
      if isMember {
        state.channels[channel]?.members.insert(botUser)
      } else {
        state.channels[channel]?.members.remove(botUser)
      }
    }
  }

  /// Takes a scope from the bot's token.
  package func removeScope(_ scope: String) {
    state.withLock { $0.scopes.removeAll { $0 == scope } }
  }

  /// The direct conversation of a person with the bot, made when it is not there yet.
  package func direct(of user: String) -> String {
    state.withLock { state in
      if let channel = state.directs[user] { return channel }
      let channel = "D0\(user)"
      state.directs[user] = channel
      state.channels[channel] = Channel(members: [user, botUser])
      return channel
    }
  }

  /// Answers a method in the stand-in's place: `apps.connections.open` for Socket Mode.
  package func hook(
    _ method: String,
    _ answer: @escaping @Sendable (LoopbackServer.Request) async -> LoopbackServer.Reply
  ) {
    state.withLock { $0.hooks[method] = answer }
  }

  /// The next call of the method gets this answer instead; `response_url` for those.
  ///
  /// - parameter takesEffect: the call is carried out all the same, only its answer is lost.
  package func failNext(
    _ method: String, _ reply: LoopbackServer.Reply, takesEffect: Bool = false
  ) {
    faults.add(method, StandInFaults.Fault(reply: reply, takesEffect: takesEffect))
  }

  func violate(_ text: String) { state.withLock { $0.violations.append(text) } }

  /// A number not given before, from 1.
  func number() -> Int {
    state.withLock { state in
      defer { state.nextNumber += 1 }
      return state.nextNumber
    }
  }

  /// A message's id: seconds, then six digits that make it unique.
  func timestamp() -> String {
    let number = number()
    let digits = String(number % 1_000_000)
    let ts =
      "\(Int(now().timeIntervalSince1970))."
      + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    state.withLock { _ = $0.timestamps.insert(ts) }
    return ts
  }

  static func visible(_ sections: [String]) -> String {
    sections.joined(separator: "\n\n")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }
}

/// What the bot did.
extension SlackStandIn {
  /// What was malformed, oldest first.
  package var violations: [String] { state.withLock { $0.violations } }
  /// How many messages were answered with 429.
  package var refusedByLimit: Int { state.withLock { $0.refusedByLimit } }
  /// How often a method was called.
  package func callCount(_ method: String) -> Int { state.withLock { $0.calls[method] ?? 0 } }

  /// The messages in a channel as they stand there now, edits made, oldest first.
  package func messages(in channel: String) -> [SentMessage] {
    state.withLock { $0.current.filter { $0.channel == channel } }
  }

  /// The messages in a person's direct conversation with the bot as they stand there now.
  package func messages(to user: String) -> [SentMessage] { messages(in: direct(of: user)) }

  /// What a person's App Home shows; nil before it was published.
  package func home(of user: String) -> SentMessage? { state.withLock { $0.homes[user] } }

  /// The first message or edit in the channel that matches; nil when none has come within the
  /// timeout, in real time.
  package func waitForMessage(
    in channel: String, timeout: Duration = .seconds(10),
    where matches: @escaping @Sendable (SentMessage) -> Bool = { _ in true }
  ) async -> SentMessage? {
    await sent.first(timeout: timeout) { $0.channel == channel && matches($0) }
  }

  /// The first App Home of a person that matches; nil when none has come within the timeout, in
  /// real time.
  package func waitForHome(
    of user: String, timeout: Duration = .seconds(10),
    where matches: @escaping @Sendable (SentMessage) -> Bool = { _ in true }
  ) async -> SentMessage? {
    await published.first(timeout: timeout) { $0.user == user && matches($0.home) }?.home
  }
}
