import HTTPTransport
import Messaging

/// The calls that bring a message into Slack, each made once.
struct SlackSending: Sendable {
  /// Under which message it belongs.
  enum Thread: Hashable, Sendable {
    /// Of the conversation it goes to.
    case ts(String)
    /// An earlier message of ours, which counts only in its own channel.
    case of(SlackReceipt)
  }

  let directory: SlackDirectory
  private var client: SlackClient { directory.client }

  init(directory: SlackDirectory) { self.directory = directory }

  /// Posts the parts to a channel or, where it is a person, to the direct conversation.
  func post(
    _ parts: [SlackMessage], to conversation: String, thread: Thread?
  ) async -> DeliveryOutcome {
    var channel = conversation
    if SlackID.isUser(conversation) {
      switch await directory.direct(with: conversation) {
      case .channel(let direct): channel = direct
      case .none(let outcome): return outcome
      }
    }
    let ts: String? =
      switch thread {
      case .ts(let ts): ts
      case .of(let receipt) where receipt.channel == channel: receipt.ts
      case .of, nil: nil
      }
    return await inOrder(parts) { part in await post(part, to: channel, thread: ts) }
  }

  /// Posts a part into a thread or, where that takes no replies, into the channel: what is told
  /// matters more than where.
  private func post(
    _ part: SlackMessage, to channel: String, thread ts: String?
  ) async -> DeliveryOutcome {
    var isThreadToBlame = false
    let outcome = await call(
      "chat.postMessage", SlackPost(part, channel: channel, threadTS: ts)
    ) { (answer: SlackAnswer<SlackPosted>) in
      isThreadToBlame = ts != nil && SlackOutcome.concernsThread(answer.error)
      return SlackOutcome.delivery(answer, reason: client.reason)
    }
    return isThreadToBlame ? await post(part, to: channel, thread: nil) : outcome
  }

  /// Replaces one message. A second time does no harm, so nothing is ambiguous.
  func update(_ part: SlackMessage, at place: SlackReceipt) async -> DeliveryOutcome {
    let outcome = await call(
      "chat.update",
      SlackUpdate(channel: place.channel, ts: place.ts, text: part.text, blocks: part.blocks)
    ) { (answer: SlackAnswer<SlackPosted>) in SlackOutcome.delivery(answer, reason: client.reason) }
    // The limit is one of chat.update alone, and posts must not wait for edits.
    if case .rateLimited(let span, _) = outcome {
      return .rateLimited(retryAfter: span, scope: .conversation)
    }
    return SlackOutcome.repeatable(outcome)
  }

  /// Shows blocks in a person's App Home in the place of what was there.
  func publish(_ blocks: [SlackBlock], to user: String) async -> DeliveryOutcome {
    SlackOutcome.repeatable(
      await call("views.publish", SlackPublish(userID: user, view: .init(blocks: blocks))) {
        (answer: SlackAnswer<SlackNothing>) in
        answer.isOK
          ? .delivered(receipt: nil) : SlackOutcome.failure(answer, reason: client.reason)
      })
  }

  private func call<Result: Decodable & Sendable>(
    _ method: String, _ parameters: some Encodable & Sendable,
    _ outcome: (SlackAnswer<Result>) -> DeliveryOutcome
  ) async -> DeliveryOutcome {
    do throws(HTTPTransportError) {
      return outcome(try await client.call(method, parameters, returning: Result.self))
    } catch {
      return TransportOutcome.delivery(of: error, service: "Slack", reason: client.reason)
    }
  }

  /// One part after the other; the receipts joined by blanks.
  private func inOrder(
    _ parts: [SlackMessage], _ send: (SlackMessage) async -> DeliveryOutcome
  ) async -> DeliveryOutcome {
    var receipts: [String] = []
    for (index, part) in parts.enumerated() {
      let outcome = await send(part)
      guard case .delivered(let receipt) = outcome else {
        return index == 0
          ? outcome : PartsOutcome.afterPartial(outcome, part: index + 1, of: parts.count)
      }
      if let receipt { receipts.append(receipt) }
    }
    return .delivered(receipt: receipts.isEmpty ? nil : receipts.joined(separator: " "))
  }
}

/// Answers to a `response_url`.
extension SlackSending {
  /// What became of one use of a `response_url`.
  private enum Use {
    case outcome(DeliveryOutcome)
    /// Its half an hour is over, or its five uses.
    case usedUp
  }

  /// Answers where it was asked; what comes too late for that goes the way of any message.
  func respond(
    _ parts: [SlackMessage], to response: SlackRoute.Response
  ) async -> DeliveryOutcome {
    guard SlackResponseOrigins(apiBase: client.account.apiBase).contain(response.url) else {
      return await withoutURL(parts, response)
    }
    for (index, part) in parts.enumerated() {
      switch await use(response, for: part) {
      case .outcome(.delivered): continue
      case .outcome(let outcome):
        return index == 0
          ? outcome : PartsOutcome.afterPartial(outcome, part: index + 1, of: parts.count)
      case .usedUp:
        let outcome = await withoutURL(Array(parts[index...]), response)
        guard case .delivered = outcome, index > 0 else {
          return index == 0
            ? outcome : PartsOutcome.afterPartial(outcome, part: index + 1, of: parts.count)
        }
        return .delivered(receipt: nil)
      }
    }
    return .delivered(receipt: nil)
  }

  private func use(
    _ response: SlackRoute.Response, for part: SlackMessage
  ) async -> Use {
    do throws(HTTPTransportError) {
      let body = (try? JSONBody.encoded(SlackReply(part, isForAll: response.isForAll))) ?? []
      let answer = try await client.transport.send(
        HTTPRequest(
          method: "POST", url: response.url,
          headers: [HTTPHeader("Content-Type", "application/json; charset=utf-8")], body: body))
      return meaning(of: answer)
    } catch {
      return .outcome(
        TransportOutcome.delivery(of: error, service: "Slack", reason: client.reason))
    }
  }

  /// The body is `ok`, or JSON as of a method.
  private func meaning(of response: HTTPResponse) -> Use {
    let answer = SlackAnswer<SlackNothing>(response)
    let word =
      answer.envelope?.error
      ?? UntrustedText.cleaned(response.shortBody)
      .filter { !$0.isWhitespace }
    if ["used_url", "expired_url"].contains(word) || [404, 410].contains(response.status) {
      return .usedUp
    }
    switch response.status {
    case 200 where answer.isOK || word == "ok": return .outcome(.delivered(receipt: nil))
    case 200 where answer.envelope == nil:
      // Slack's words are short; anything else is a page of something before Slack.
      let detail = word.count <= 60 ? word : "an answer that is not Slack's"
      return .outcome(.refused(reason: client.reason("Slack (200)", detail)))
    case 429:
      return .outcome(
        .rateLimited(retryAfter: response.retryAfter ?? .seconds(30), scope: .conversation))
    default: return .outcome(SlackOutcome.failure(answer, reason: client.reason))
    }
  }

  /// In the channel, for the same eyes; to the person directly where that is not possible.
  private func withoutURL(
    _ parts: [SlackMessage], _ response: SlackRoute.Response
  ) async -> DeliveryOutcome {
    let (channel, user) = (response.channel, response.user)
    if response.isForAll, SlackID.isChannel(channel) {
      return await post(parts, to: channel, thread: nil)
    }
    guard SlackID.isUser(user) else {
      return .refused(reason: "the answer came too late for Slack")
    }
    guard SlackID.isChannel(channel) else { return await post(parts, to: user, thread: nil) }
    let outcome = await inOrder(parts) { part in
      await call(
        "chat.postEphemeral", SlackPost(part, channel: channel, user: user)
      ) { (answer: SlackAnswer<SlackNothing>) in
        answer.isOK
          ? .delivered(receipt: nil) : SlackOutcome.failure(answer, reason: client.reason)
      }
    }
    guard case .addressGone = outcome else { return outcome }
    return await post(parts, to: user, thread: nil)
  }
}
