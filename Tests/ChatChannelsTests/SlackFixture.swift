import ChatChannels
import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import Synchronization
import TestSupport
import Testing

/// A Slack bot whose workspace is the stand-in: U1 and the administrator U9, the channel C1 with
/// both and the bot.
struct SlackFixture: Sendable {
  /// A time that only the test moves.
  final class Time: Sendable {
    private let seconds = Mutex(1_774_252_800.0)
    var now: Date { seconds.withLock { Date(timeIntervalSince1970: $0) } }
    func advance(by span: Double) { seconds.withLock { $0 += span } }
  }

  let slack: SlackStandIn
  let channel: SlackChannel
  let transport: CurlTransport
  let time: Time

  /// Runs a test against a fresh workspace and bot and takes both down.
  static func run(
    hasLimits: Bool = false, _ body: (SlackFixture) async throws -> Void
  ) async throws {
    let time = Time()
    let slack = SlackStandIn(now: { time.now }, hasLimits: hasLimits)
    try await slack.start()
    slack.addPerson("U1")
    slack.addPerson("U9", isAdmin: true)
    slack.addChannel("C1", members: ["U1", "U9"])
    let transport = CurlTransport()
    let channel = SlackChannel(
      webhooks: [:],
      account: SlackAccount(
        botToken: slack.botToken, apiBase: slack.apiBase,
        receiving: .http(signingSecret: slack.signingSecret), questionTimeout: .seconds(60)),
      transport: transport)
    try await body(
      SlackFixture(slack: slack, channel: channel, transport: transport, time: time))
    transport.shutdown()
    await slack.stop()
  }

  /// What the bot makes of what Slack tells it; nil when it is nothing, with the answer.
  func hear(
    _ inbound: SlackStandIn.Inbound, forgery: SlackStandIn.Forgery? = nil
  ) async -> (status: Int, batch: IncomingBatch?) {
    let heard = Mutex<IncomingBatch?>(nil)
    let request = slack.request(inbound, at: time.now, forgery: forgery)
    let answer = await channel.receive(request, now: time.now) { batch in
      heard.withLock { $0 = batch }
    }
    return (answer.status, heard.withLock { $0 })
  }

  /// The only message in what the bot makes of it.
  func message(_ inbound: SlackStandIn.Inbound) async throws -> IncomingMessage {
    let (status, batch) = await hear(inbound)
    #expect(status == 200)
    let events = try #require(batch).events
    guard events.count == 1, case .message(let message) = events.first else {
      throw SlackStandIn.Missing(description: "no single message: \(events)")
    }
    return message
  }

  /// Answers a message with a line of text.
  func answer(_ asked: IncomingMessage, _ text: String = "Answer") async -> DeliveryOutcome {
    await channel.send(
      OutgoingMessage(
        address: asked.address, document: MessageDocument(text), attention: .push,
        transactionID: "reply", route: asked.route))
  }

  /// An address on Slack.
  static func address(_ conversation: String) -> ConversationAddress {
    ConversationAddress(platform: .slack, conversation: conversation)
  }
}
