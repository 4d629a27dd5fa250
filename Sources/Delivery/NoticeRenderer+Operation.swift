import ConferenceModel
import Foundation
import Messaging
import Persistence
import Phrasebook

/// What the operator has to know of the bot itself.
extension NoticeRenderer {
  func feedHeld(
    _ source: String, since: Date, to subscriber: Subscriber, from store: ReadTransaction
  ) throws -> RenderedNotice {
    guard let held = try store.heldFeed(source: source), held.heldAt == since, !held.isAccepted
    else { return .nothing(reason: "the feed is believed again", stated: []) }
    let content = HeldFeedContent(
      source: source, reason: held.reason, isAcceptable: held.isAcceptable, since: since,
      timeZone: zone(of: subscriber))
    return operation(.held(content), to: subscriber)
  }

  func feedReleased(
    _ source: String, since: Date, to subscriber: Subscriber, from store: ReadTransaction
  ) throws -> RenderedNotice {
    guard try store.heldFeed(source: source) == nil else {
      return .nothing(reason: "the feed is held again", stated: [])
    }
    let key = HeldFeed.noticeKey(source: source, since: since, subscriber: subscriber.id)
    guard try store.outboxState(key: key) == .delivered else {
      return .nothing(reason: "nobody was told that it was held", stated: [])
    }
    return operation(.released(source: source), to: subscriber)
  }

  private func operation(
    _ content: OperationContent, to subscriber: Subscriber
  ) -> RenderedNotice {
    .words(
      NoticeWording(
        document: phrases(of: subscriber).operation(content), attention: .push, stated: [],
        listed: nil))
  }

  /// What was sent again meanwhile is not dead any more and is left out.
  func deadLetters(
    _ report: Int64, to subscriber: Subscriber, from store: ReadTransaction
  ) throws -> RenderedNotice {
    let dead = try store.deadLetters(report: report)
    guard !dead.isEmpty else { return .nothing(reason: "all were sent again", stated: []) }
    return operation(.givenUp(GivenUpContent(letters: dead)), to: subscriber)
  }

  func tokenRefused(
    _ platform: ChatPlatform, since: Date, to subscriber: Subscriber, from store: ReadTransaction
  ) throws -> RenderedNotice {
    let token = try store.refusedTokens().first { $0.platform == platform && $0.since == since }
    guard let token, !token.isOver else {
      return .nothing(reason: "the platform takes messages again", stated: [])
    }
    let content = RefusedTokenContent(
      platform: platform, reason: token.reason, since: since, timeZone: zone(of: subscriber))
    return operation(.tokenRefused(content), to: subscriber)
  }

  func tokenAccepted(
    _ platform: ChatPlatform, since: Date, to subscriber: Subscriber, from store: ReadTransaction
  ) throws -> RenderedNotice {
    let key = RefusedToken.noticeKey(
      platform: platform, since: since, subscriber: subscriber.id)
    guard try store.outboxState(key: key) == .delivered else {
      return .nothing(reason: "nobody was told that the token was refused", stated: [])
    }
    return operation(.tokenAccepted(platform), to: subscriber)
  }
}
