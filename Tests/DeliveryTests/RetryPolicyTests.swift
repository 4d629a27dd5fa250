import ConferenceModel
import Delivery
import Foundation
import Messaging
import Persistence
import TestSupport
import Testing

@Suite struct RetryPolicyTests {
  /// One line of the table: what came back, of what, and what follows.
  struct Line: Sendable, CustomTestStringConvertible {
    var outcome: DeliveryOutcome
    var kind: NoticeKind = .reminder
    var isIdempotent = false
    var attempt = 0
    var resends = 0
    var expected: RetryDecision

    var testDescription: String {
      """
      \(outcome), a \(kind.rawValue)\(isIdempotent ? ", idempotent" : ""), \
      \(attempt) attempts, \(resends) resends
      """
    }
  }

  private static let now = SampleDay.morning
  private static let stated = [StatedFacts(session: 3, facts: 7)]
  private static let moved = ConversationAddress(platform: .telegram, conversation: "-1001")

  private static func after(_ seconds: Double) -> Date { now.addingTimeInterval(seconds) }

  private static func waiting(
    _ seconds: Double, _ reason: String = "r", usesAttempt: Bool = true
  ) -> RetryDecision {
    RetryDecision(
      result: .waiting(until: after(seconds), usesAttempt: usesAttempt, reason: reason))
  }

  private static func closing(
    _ lane: RateLimitScope, _ seconds: Double, _ reason: String
  ) -> RetryDecision {
    var decision = waiting(seconds, reason, usesAttempt: false)
    decision.closes = (lane, after(seconds))
    return decision
  }

  private static func resending(_ seconds: Double) -> RetryDecision {
    RetryDecision(result: .resending(until: after(seconds), reason: "r"))
  }

  private static func dead(_ reason: String, pauses: Bool = false) -> RetryDecision {
    RetryDecision(result: .dead(reason: reason), pausesSubscriber: pauses)
  }

  private static let ended = "the process ended while it was under way"
  private static let twelve = "12 attempts failed, the last one because r"
  private static let digest = "it may have arrived (r); a digest is not sent twice"
  private static let twice = "it may have arrived (r); it was sent twice already"

  static let ends: [Line] = [
    Line(
      outcome: .delivered(receipt: "9"),
      expected: RetryDecision(
        result: .delivered(receipt: "9", stated: stated, listed: [3]))),
    Line(
      outcome: .delivered(receipt: nil), kind: .digest, attempt: 11, resends: 1,
      expected: RetryDecision(
        result: .delivered(receipt: nil, stated: stated, listed: [3]))),
    Line(outcome: .refused(reason: "r"), expected: dead("r")),
    Line(outcome: .refused(reason: "r"), isIdempotent: true, expected: dead("r")),
    Line(outcome: .addressGone(reason: "r"), expected: dead("r", pauses: true)),
    Line(
      outcome: .refused(reason: "r"), kind: .correction,
      expected: RetryDecision(result: .dead(reason: "r"), leaves: 5)),
  ]

  static let limits: [Line] = [
    Line(
      outcome: .rateLimited(retryAfter: .seconds(7), scope: .platform),
      expected: closing(.platform, 7, "rate limited")),
    Line(
      outcome: .rateLimited(retryAfter: .milliseconds(1500), scope: .conversation), attempt: 11,
      expected: closing(.conversation, 1.5, "rate limited")),
    Line(
      outcome: .rateLimited(retryAfter: .zero, scope: .platform),
      expected: closing(.platform, 0.05, "rate limited")),
    Line(
      outcome: .unauthorized(reason: "r"), attempt: 11,
      expected: {
        var decision = closing(.platform, 60, "r")
        decision.refusesToken = "r"
        return decision
      }()),
  ]

  static let retries: [Line] =
    [(0, 1.0), (1, 2), (2, 4), (5, 32), (6, 60), (10, 60)].map { attempt, seconds in
      Line(outcome: .retryable(reason: "r"), attempt: attempt, expected: waiting(seconds))
    } + [
      Line(outcome: .retryable(reason: "r"), kind: .digest, expected: waiting(1)),
      Line(outcome: .retryable(reason: "r"), resends: 1, expected: waiting(1)),
      Line(outcome: .retryable(reason: "r"), attempt: 11, expected: dead(twelve)),
    ]

  static let doubts: [Line] =
    [NoticeKind.reminder, .alert, .reply].flatMap { kind in
      [
        Line(outcome: .ambiguous(reason: "r"), kind: kind, expected: resending(1)),
        Line(outcome: .ambiguous(reason: "r"), kind: kind, attempt: 3, expected: resending(8)),
        Line(outcome: .ambiguous(reason: "r"), kind: kind, resends: 1, expected: dead(twice)),
        Line(
          outcome: .ambiguous(reason: "r"), kind: kind, isIdempotent: true, resends: 1,
          expected: waiting(1)),
      ]
    } + [
      Line(outcome: .ambiguous(reason: "r"), kind: .digest, expected: dead(digest)),
      Line(outcome: .ambiguous(reason: "r"), kind: .correction, attempt: 3, expected: waiting(8)),
      Line(
        outcome: .ambiguous(reason: "r"), kind: .digest, isIdempotent: true,
        expected: waiting(1)),
      Line(
        outcome: .ambiguous(reason: "r"), isIdempotent: true, attempt: 11,
        expected: dead(twelve)),
    ]

  static let moves: [Line] = [
    Line(
      outcome: .migrated(to: moved),
      expected: RetryDecision(
        result: .waiting(until: now, usesAttempt: true, reason: "the conversation moved"),
        movesTo: moved)),
    Line(
      outcome: .migrated(to: moved), attempt: 11,
      expected: dead(
        "12 attempts failed, the last one because the conversation moved")),
  ]

  @Test(arguments: ends + limits + retries + doubts + moves)
  func `one rule says what follows`(line: Line) throws {
    #expect(try decide(line) == line.expected)
  }

  @Test(arguments: [(0.0, 3.0), (0.5, 4), (1, 5)])
  func `waits are spread over half of their length`(jitter: Double, seconds: Double) throws {
    let line = Line(outcome: .retryable(reason: "r"), attempt: 2, expected: Self.waiting(seconds))
    #expect(try decide(line, jitter: jitter) == line.expected)
  }

  @Test(arguments: [
    (
      NoticeKind.reply, true,
      RetryDecision(result: .waiting(until: now, usesAttempt: true, reason: ended))
    ),
    (.digest, true, RetryDecision(result: .waiting(until: now, usesAttempt: true, reason: ended))),
    (.alert, false, RetryDecision(result: .waiting(until: now, usesAttempt: true, reason: ended))),
    (
      .digest, false,
      dead(
        "it may have arrived (\(ended)); a digest is not sent twice")
    ),
  ])
  func `what a crash left under way goes again at once`(
    kind: NoticeKind, isIdempotent: Bool, expected: RetryDecision
  ) throws {
    var entry = try entry(kind)
    entry.attempt = 3
    #expect(
      RetryPolicy().decideAfterCrash(of: entry, isIdempotent: isIdempotent, now: Self.now)
        == expected)
  }

  @Test(arguments: [true, false])
  func `a message that ends us every time is given up`(isIdempotent: Bool) throws {
    var entry = try entry(.reminder)
    entry.attempt = 11
    #expect(
      RetryPolicy().decideAfterCrash(of: entry, isIdempotent: isIdempotent, now: Self.now)
        == Self.dead("12 attempts failed, the last one because \(Self.ended)"))
  }

  private func decide(_ line: Line, jitter: Double = 0.5) throws -> RetryDecision {
    var entry = try entry(line.kind)
    entry.attempt = line.attempt
    entry.resends = line.resends
    return RetryPolicy().decide(
      line.outcome, of: entry, isIdempotent: line.isIdempotent, words: (Self.stated, [3]),
      now: Self.now, jitter: jitter)
  }

  private func entry(_ kind: NoticeKind) throws -> OutboxEntry {
    let fixture = try DeliveryFixture()
    try fixture.queue("n", Self.notice(kind), for: try fixture.person())
    return try #require(try fixture.outbox("n"))
  }

  private static func notice(_ kind: NoticeKind) -> Notice {
    switch kind {
    case .reminder: .reminder(sessions: [3], start: now, lead: LeadTime(minutes: 10))
    case .alert: .alert(sessions: [3])
    case .digest: .digest(day: LocalDay(dayNumber: 20_000), filter: SessionFilter())
    case .reply: .reply(document: "{}", stated: [])
    case .correction: .correction(of: 5)
    case .operation: .feedReleased(source: "main", since: now)
    }
  }
}
