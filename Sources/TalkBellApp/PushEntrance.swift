import ConferenceModel
import Logging
import Messaging
import Timekeeping

/// Where a platform's requests go in: checked by its adapter, carried out by the inbox.
struct PushEntrance: Sendable {
  let channel: any PushedChannel
  let inbox: Inbox
  let logger: Logger

  /// The answer to a request. What is stored is answered at once; what can't be is delivered again
  /// by the platform.
  func receive(_ request: PushRequest) async -> PushResponse {
    // A platform stamps its requests with real time, also while the bot's clock is simulated.
    await channel.receive(request, now: SystemClock().now()) { batch in
      do {
        try await inbox.takeDelivery(batch)
      } catch {
        logger.error(
          "Messages could not be handled",
          metadata: ["platform": "\(channel.platform.rawValue)", "reason": "\(error)"])
        throw error
      }
    }
  }
}
