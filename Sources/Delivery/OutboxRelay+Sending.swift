import ConferenceModel
import Foundation
import Logging
import Messaging
import Persistence
import Planning
import Timekeeping

extension OutboxRelay {
  /// Sends a conversation's entries in order until none is left, or until the relay stops.
  func drain(_ conversation: ConversationAddress) async {
    while let entry = queues[conversation]?.first {
      if isStopping || Task.isCancelled {
        putBack(conversation)
      } else {
        let (settlement, decision) = await attempt(entry)
        queues[conversation]?.removeFirst()
        end(settlement, decision)
      }
      // Failures are kept in `ended` and stored before anything new is claimed.
      try? await settleEnded()
    }
    queues[conversation] = nil
  }

  /// What a crashed process left leased: each may be in the chat, which the one rule decides.
  func rescue(now: Date) async throws {
    let platform = platform
    let leased = try await database.read { store in
      try store.leasedEntries(endingBefore: .distantFuture)
        .filter { $0.subscriber.address.platform == platform }
    }
    guard !leased.isEmpty else { return }
    logger.info(
      "Found messages that were under way when the process ended",
      metadata: ["platform": "\(platform.rawValue)", "count": "\(leased.count)"])
    for entry in leased {
      let decision = policy.decideAfterCrash(
        of: entry, isIdempotent: channel.isIdempotent, now: now)
      end(Settlement(entry: entry, result: decision.result), decision)
    }
    try await settleEnded()
  }

  /// Returns when every end so far is stored; ends that come while a batch is written go into the
  /// next one. A conversation's next message is written from what its last one told.
  func settleEnded() async throws {
    let wanted = endCount.all
    while endCount.stored < wanted {
      let batch = settling ?? settleBatch()
      try await batch.value
    }
  }

  /// A task of its own, because a cancelled one could not wait for the writer, and what it sent
  /// has to be stored.
  private func settleBatch() -> Task<Void, any Error> {
    let task = Task {
      defer { settling = nil }
      // What ended meanwhile goes with it.
      let batch = ended
      ended = []
      do {
        try await store(batch)
      } catch {
        ended = batch + ended
        throw error
      }
      endCount.stored += batch.count
      for (settlement, _) in batch { count(settlement.result) }
    }
    settling = task
    return task
  }

  private func end(_ settlement: Settlement, _ decision: RetryDecision? = nil) {
    ended.append((settlement, decision))
    endCount.all += 1
  }

  /// Gives up what was claimed and not begun, so that it is open for a claim as before.
  private func putBack(_ conversation: ConversationAddress) {
    let result = Settlement.Result.waiting(
      until: clock.now(), usesAttempt: false, reason: "talkbell stopped")
    for entry in queues[conversation] ?? [] {
      end(Settlement(entry: entry, result: result))
    }
    queues[conversation] = []
  }

  private func attempt(_ entry: OutboxEntry) async -> (Settlement, RetryDecision?) {
    let now = clock.now()
    guard now < entry.expiresAt else {
      return (Settlement(entry: entry, result: .expired(reason: "its time was over")), nil)
    }
    let address = entry.subscriber.address
    let prepared: PreparedNotice?
    do {
      prepared = try await prepare(entry, now: now)
    } catch {
      let until = now.addingTimeInterval(5)
      let result = Settlement.Result.waiting(
        until: until, usesAttempt: !Task.isCancelled, reason: "\(error)")
      return (Settlement(entry: entry, result: result), nil)
    }
    guard let prepared else {
      let result = Settlement.Result.waiting(
        until: now, usesAttempt: false, reason: "the conversation was paused, stopped or moved")
      return (Settlement(entry: entry, result: result), nil)
    }
    switch prepared.rendered {
    case .nothing(let reason, let stated):
      try? await tell(entry.subscriber.id, stated)
      return (Settlement(entry: entry, result: .superseded(reason: reason)), nil)
    case .late(let reason):
      return (Settlement(entry: entry, result: .expired(reason: reason)), nil)
    case .words(let wording):
      let moment = clock.now()
      guard moment < entry.expiresAt else {
        return (Settlement(entry: entry, result: .expired(reason: "its time was over")), nil)
      }
      if case .hold(let until) = prepared.quiet {
        let result = Settlement.Result.waiting(
          until: until, usesAttempt: false, reason: Settlement.quietHours)
        return (Settlement(entry: entry, result: result), nil)
      }
      let opening = pacer.reserve(
        channel.rateRules(for: address), lanes: [platform.rawValue, address.description],
        now: moment)
      if let opening {
        let result = Settlement.Result.waiting(
          until: opening, usesAttempt: false, reason: "paced")
        metrics.noteWait(until: opening, now: moment)
        return (Settlement(entry: entry, result: result), nil)
      }
      return await send(entry, wording, by: prepared)
    }
  }

  private func send(
    _ entry: OutboxEntry, _ wording: NoticeWording, by way: PreparedNotice
  ) async -> (Settlement, RetryDecision?) {
    var message = OutgoingMessage(
      address: entry.subscriber.address, document: wording.document,
      attention: way.quiet == .silent ? .quiet : wording.attention,
      transactionID: entry.transactionID, thread: way.thread)
    if case .reply(_, _, let context) = entry.notice { message.route = context?.route }
    let outcome = await handOver(message, replacing: wording.replaces)
    let decision = decide(outcome, entry, (wording.stated, wording.listed), clock.now())
    if let closes = decision.closes {
      if case .rateLimited(_, .platform) = outcome {
        pacer.learn(until: closes.until, now: clock.now())
        // A platform that turns out slower needs bursts to begin earlier.
        onOutdated()
      }
      for lane in lanes(of: closes.lane, at: entry.subscriber.address) {
        pacer.close(lane, until: closes.until)
      }
    }
    metrics.note(outcome, of: entry.notice.kind)
    if case .delivered = outcome {
      pacer.notePassage(now: clock.now())
      metrics.noteArrival(of: entry, at: clock.now())
    }
    note(outcome, of: entry)
    return (Settlement(entry: entry, result: decision.result), decision)
  }

  /// What a 429 closes. All that shares a limit with the conversation is closed with it, the other
  /// topics of a forum say.
  private func lanes(of scope: RateLimitScope, at address: ConversationAddress) -> [String] {
    switch scope {
    case .platform: [platform.rawValue]
    case .conversation:
      [address.description]
        + channel.rateRules(for: address).map(\.lane).filter { $0 != platform.rawValue }
    }
  }

  /// An edited message keeps the name under which it was sent.
  private func handOver(
    _ message: OutgoingMessage, replacing receipt: String?
  ) async -> DeliveryOutcome {
    guard let receipt else { return await channel.send(message) }
    let outcome = await channel.edit(message, receipt: receipt)
    if case .delivered = outcome { return .delivered(receipt: receipt) }
    return outcome
  }

  private func decide(
    _ outcome: DeliveryOutcome, _ entry: OutboxEntry,
    _ words: (stated: [StatedFacts], listed: [SessionID]?), _ now: Date
  ) -> RetryDecision {
    policy.decide(
      outcome, of: entry, isIdempotent: channel.isIdempotent, words: words, now: now,
      jitter: jitter())
  }

  private func tell(_ subscriber: SubscriberID, _ stated: [StatedFacts]) async throws {
    guard !stated.isEmpty else { return }
    try await database.write { try $0.tell(subscriber, stated) }
  }

  private func store(_ batch: [(Settlement, RetryDecision?)]) async throws {
    let now = clock.now()
    let lanes = pacer.takeChanges(now: now)
    let platform = platform
    let isOutdated = try await database.write { store in
      var isOutdated = try store.settle(batch.map(\.0), now: now)
      isOutdated = try Self.noteForOperator(batch, on: platform, in: store, now: now) || isOutdated
      try store.keep(lanes.keep, of: platform)
      try store.forgetLanes(lanes.forget)
      for case (let settlement, let decision?) in batch {
        let subscriber = settlement.entry.subscriber
        if let message = decision.leaves { try store.forgetStatements(of: message) }
        if decision.pausesSubscriber { try store.setState(.paused, of: subscriber.id) }
        if let address = decision.movesTo {
          try store.moveSubscriber(from: subscriber.address, to: address)
        }
      }
      return isOutdated
    }
    if isOutdated { onOutdated() }
  }

  /// Keeps what the operator has to know. A person who blocked us is nothing that an operator could
  /// mend; a channel that is gone is.
  ///
  /// - returns: whether there is anything, which the scheduler has to look at.
  private static func noteForOperator(
    _ batch: [(Settlement, RetryDecision?)], on platform: ChatPlatform,
    in store: WriteTransaction, now: Date
  ) throws -> Bool {
    var (isNews, isDelivered) = (false, false)
    for (settlement, decision) in batch {
      switch settlement.result {
      case .dead:
        let subscriber = settlement.entry.subscriber
        if decision?.pausesSubscriber == true, subscriber.audience == .person {
          try store.keepFromReports(settlement.entry.id)
        }
        isNews = true
      case .delivered: isDelivered = true
      case .waiting, .resending, .expired, .superseded: break
      }
      if let reason = decision?.refusesToken {
        try store.noteRefusedToken(platform, reason: reason, now: now)
        isNews = true
      }
    }
    // Of messages that ended together some may have gone out before the token was refused.
    if isDelivered, !batch.contains(where: { $0.1?.refusesToken != nil }) {
      isNews = try store.noteAcceptedToken(platform, now: now) || isNews
    }
    return isNews
  }

  private func count(_ result: Settlement.Result) {
    switch result {
    case .delivered: done.delivered += 1
    case .waiting, .resending: done.waiting += 1
    case .dead: done.dead += 1
    case .expired: done.expired += 1
    case .superseded: done.superseded += 1
    }
  }

  private func note(_ outcome: DeliveryOutcome, of entry: OutboxEntry) {
    var metadata: Logger.Metadata = [
      "platform": "\(platform.rawValue)", "entry": "\(entry.id)",
      "kind": "\(entry.notice.kind.rawValue)",
    ]
    switch outcome {
    case .delivered:
      hasReportedToken = false
      logger.debug("Message delivered", metadata: metadata)
    case .rateLimited(let retryAfter, _):
      metadata["retryAfter"] = "\(retryAfter)"
      logger.info("Rate limit reached", metadata: metadata)
    case .migrated:
      logger.info("Conversation moved", metadata: metadata)
    case .retryable(let reason), .ambiguous(let reason):
      metadata["reason"] = "\(reason)"
      logger.warning("Message not delivered yet", metadata: metadata)
    case .refused(let reason) where entry.notice.kind == .correction:
      metadata["reason"] = "\(reason)"
      logger.info("Message stays as it was sent", metadata: metadata)
    case .refused(let reason), .addressGone(let reason):
      metadata["reason"] = "\(reason)"
      logger.error("Message refused", metadata: metadata)
    case .unauthorized(let reason):
      guard !hasReportedToken else { return }
      hasReportedToken = true
      metadata["reason"] = "\(reason)"
      logger.error("Token refused; messages wait for the operator", metadata: metadata)
    }
  }
}
