/// Requests that wait for a connection: first come first served, at most so many under way.
///
/// They wait here and not in libcurl, which lets a request in its own line outstay its timeout
/// until another transfer ends (seen with 7.88.1; see https://github.com/curl/curl/pull/13276).
struct WaitingLine {
  private let limit: Int
  private let limitPerOrigin: Int
  private var waiting: [CurlTransfer] = []
  private var underWay = 0
  private var underWayByOrigin: [String: Int] = [:]
  /// No deadline in the line is earlier; nil when nobody waits.
  private(set) var earliestDeadline: ContinuousClock.Instant?

  init(limit: Int, limitPerOrigin: Int) {
    self.limit = max(1, limit)
    self.limitPerOrigin = max(1, limitPerOrigin)
  }

  var isEmpty: Bool { waiting.isEmpty }

  mutating func append(_ transfer: CurlTransfer) {
    waiting.append(transfer)
    earliestDeadline = min(earliestDeadline ?? transfer.deadline, transfer.deadline)
  }

  /// Takes out those that may begin now and counts them as under way until `end`.
  mutating func takeReady() -> [CurlTransfer] {
    guard underWay < limit, !waiting.isEmpty else { return [] }
    var ready: [CurlTransfer] = []
    // Looked at from the front and only as far as there is room; those whose host is busy stay.
    var passedOver: [CurlTransfer] = []
    var index = 0
    while index < waiting.count, underWay < limit {
      let transfer = waiting[index]
      index += 1
      // Cancelled while it waited.
      guard transfer.continuation != nil else { continue }
      let count = underWayByOrigin[transfer.origin, default: 0]
      guard count < limitPerOrigin else {
        passedOver.append(transfer)
        continue
      }
      underWayByOrigin[transfer.origin] = count + 1
      underWay += 1
      ready.append(transfer)
    }
    waiting.replaceSubrange(..<index, with: passedOver)
    if waiting.isEmpty { earliestDeadline = nil }
    return ready
  }

  /// Makes room: a transfer that was taken has ended.
  mutating func end(_ transfer: CurlTransfer) {
    underWay -= 1
    guard let count = underWayByOrigin[transfer.origin] else { return }
    underWayByOrigin[transfer.origin] = count > 1 ? count - 1 : nil
  }

  /// Takes out those whose time is up.
  mutating func takeExpired(now: ContinuousClock.Instant) -> [CurlTransfer] {
    guard let earliestDeadline, earliestDeadline <= now else { return [] }
    let expired = waiting.filter { $0.deadline <= now }
    waiting.removeAll { $0.deadline <= now || $0.continuation == nil }
    self.earliestDeadline = waiting.lazy.map(\.deadline).min()
    return expired
  }

  /// Empties the line.
  mutating func takeAll() -> [CurlTransfer] {
    defer {
      waiting = []
      earliestDeadline = nil
    }
    return waiting
  }
}
