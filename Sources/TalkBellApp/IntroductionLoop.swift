import ConferenceModel
import Logging
import Messaging
import Timekeeping

/// Tells a platform about the bot when it starts: its commands, where it hears. What does not work
/// now is tried again until it does, without keeping the bot from its work.
struct IntroductionLoop: Sendable {
  let channel: any ChatChannel
  let profile: BotProfile
  let clock: any WallClock
  let logger: Logger

  /// Tries once.
  ///
  /// - returns: whether it is done.
  /// - throws: `TalkBellError` for what only the operator can mend.
  func attempt() async throws(TalkBellError) -> Bool {
    do throws(ReceiveError) {
      try await channel.introduce(profile)
      return true
    } catch {
      switch error {
      case .needsOperator(let reason): throw .failed(reason)
      case .temporary(let reason, _):
        logger.warning(
          "The platform does not answer yet",
          metadata: ["platform": "\(channel.platform.rawValue)", "reason": "\(reason)"])
        return false
      }
    }
  }

  /// Tries every half minute until it is done or the task is cancelled.
  func run() async throws {
    while (try? await clock.sleep(for: .seconds(30))) != nil {
      do throws(TalkBellError) {
        if try await attempt() { return }
      } catch {
        logger.error(
          "The platform needs the operator",
          metadata: ["platform": "\(channel.platform.rawValue)", "reason": "\(error)"])
      }
    }
  }
}
