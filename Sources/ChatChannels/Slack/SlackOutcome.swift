import HTTPTransport
import Messaging

/// What the Web API's answers mean. Errors come by name under status 200
/// (docs.slack.dev/reference/methods/chat.postMessage#errors, …/conversations.open#errors).
enum SlackOutcome {
  /// The receipt of a message: `channel/ts`, as edits need both.
  static func receipt(channel: String, ts: String) -> String { "\(channel)/\(ts)" }

  /// What became of a message.
  ///
  /// A 429 is one of the method in the whole workspace ("evaluated per method, per workspace",
  /// docs.slack.dev/apis/web-api/rate-limits): our own pace keeps to one a second in a channel, so
  /// what is left to run into is the workspace's limit on posting, and going on with other
  /// channels could cost the app its rights for good. So it stops the platform.
  static func delivery(
    _ answer: SlackAnswer<SlackPosted>, reason: ReasonClause
  ) -> DeliveryOutcome {
    if answer.isOK {
      return .delivered(
        receipt: answer.result.map { receipt(channel: $0.channel, ts: $0.ts) })
    }
    return failure(answer, reason: reason)
  }

  /// What a failed call means for the message it was for.
  static func failure<Result>(
    _ answer: SlackAnswer<Result>, reason: ReasonClause
  ) -> DeliveryOutcome {
    if answer.status == 429 { return limited(answer) }
    guard let envelope = answer.envelope else { return withoutSlack(answer.status, reason) }
    let name = envelope.error ?? ""
    if let words = operatorsConcern(name, needed: envelope.needed) {
      return .unauthorized(reason: reason(words))
    }
    switch name {
    case "ratelimited", "rate_limited", "message_limit_exceeded": return limited(answer)
    case _ where concernsThread(name): return .refused(reason: reason("Slack", name))
    case _ where gone.contains(name) || name.hasPrefix("restricted_action"):
      return .addressGone(reason: reason("Slack", name))
    case "request_timeout", "team_added_to_org", "external_channel_migrating":
      // The request came in part, or workspace or channel are being moved: nothing was done.
      return .retryable(reason: reason("Slack", name))
    case "fatal_error", "internal_error", "service_unavailable":
      // "It's possible some aspect of the operation succeeded before the error was raised."
      return .ambiguous(reason: reason("Slack", name))
    case "":
      return .ambiguous(reason: reason("Slack failed (\(answer.status))"))
    default: return .refused(reason: reason("Slack", name))
    }
  }

  /// Why a failed question brought nothing.
  static func receive<Result>(
    _ answer: SlackAnswer<Result>, reason: ReasonClause
  ) -> ReceiveError {
    switch failure(answer, reason: reason) {
    case .unauthorized(let reason): .needsOperator(reason: reason)
    case .rateLimited(let span, _):
      .temporary(reason: "Slack asks to wait (429)", retryAfter: span)
    case .retryable(let reason), .ambiguous(let reason), .refused(let reason),
      .addressGone(let reason):
      .temporary(reason: reason, retryAfter: nil)
    case .delivered, .migrated:
      .temporary(reason: "Slack gave an unreadable answer", retryAfter: nil)
    }
  }

  /// The same for a call that may be made again without harm.
  static func repeatable(_ outcome: DeliveryOutcome) -> DeliveryOutcome {
    if case .ambiguous(let reason) = outcome { .retryable(reason: reason) } else { outcome }
  }

  private static func limited<Result>(_ answer: SlackAnswer<Result>) -> DeliveryOutcome {
    .rateLimited(retryAfter: answer.retryAfter ?? .seconds(30), scope: .platform)
  }

  /// An answer without Slack's JSON.
  private static func withoutSlack(_ status: Int, _ reason: ReasonClause) -> DeliveryOutcome {
    switch status {
    case 200..<300: .ambiguous(reason: "Slack gave an unreadable answer")
    case 300..<400: .retryable(reason: "something before Slack answered (\(status))")
    case 401, 403, 404, 405, 407:
      .unauthorized(reason: "no Slack API answers (\(status)): check platforms.slack.apiBase")
    case 400..<500: .refused(reason: "Slack (\(status))")
    default: .ambiguous(reason: "Slack failed (\(status))")
    }
  }

  /// Whether only the thread refuses the message, and the conversation itself may take it.
  static func concernsThread(_ name: String) -> Bool {
    [
      "thread_not_found", "thread_locked", "invalid_thread_ts", "cannot_reply_to_message",
      "restricted_action_thread_locked", "restricted_action_non_threadable_channel",
    ].contains(name)
  }

  /// The conversation is not there for us, or not any more. `no_permission` comes where the app is
  /// no member (docs.slack.dev/reference/methods/chat.update#errors), `access_denied` of the
  /// resource that was named: one channel must not stop the others.
  private static let gone: Set<String> = [
    "channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_disabled",
    "user_not_visible", "cannot_dm_bot", "user_not_in_channel", "users_not_found",
    "invalid_user_combination", "no_permission", "access_denied", "channel_type_not_supported",
    "channel_is_frozen", "channel_is_limited_access", "posting_to_general_channel_denied",
  ]

  /// Words for what only the operator can mend; nil for all else.
  private static func operatorsConcern(_ name: String, needed: String?) -> String? {
    switch name {
    case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive",
      "not_allowed_token_type":
      return "Slack refuses the bot token (\(name)): check platforms.slack.botToken"
    case "missing_scope":
      let scope = needed.map { "the scope \($0)" } ?? "a scope"
      return "platforms.slack.botToken lacks \(scope) (missing_scope): "
        + "add it to the app and install the app again"
    case "messages_tab_disabled":
      return "the Slack app's messages tab is off (messages_tab_disabled): "
        + "switch it on under App Home"
    case "accesslimited", "ekm_access_denied", "enterprise_is_restricted",
      "org_login_required", "team_access_not_granted", "team_not_found",
      "two_factor_setup_required", "upgrade_required":
      return "Slack does not let the app of platforms.slack.botToken in (\(name)): "
        + "ask the workspace's administrators"
    default: return nil
    }
  }
}
