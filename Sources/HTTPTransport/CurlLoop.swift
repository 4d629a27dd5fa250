import CCurl
import Foundation
import Synchronization

/// The thread that drives libcurl: it alone touches the multi handle and its transfers.
///
/// `@unchecked`: `multi` is fixed after `init`; other threads use it only for
/// `curl_multi_wakeup`, which libcurl allows from any thread, under the queue's lock and before
/// `isClosed`. `line`, `running` and `idleHandles` are the thread's own.
final class CurlLoop: @unchecked Sendable {
  private struct Queue {
    var submitted: [CurlTransfer] = []
    var cancelled: [CurlTransfer] = []
    var isShutDown = false
    var isWoken = false
    /// The multi handle is about to be freed: nobody may wake it any more.
    var isClosed = false
    var hasEnded = false
  }

  private let configuration: CurlTransport.Configuration
  private let multi: UnsafeMutableRawPointer?
  private let queue = Mutex(Queue())
  private let ended = NSCondition()
  private let caFile: String?
  private var line: WaitingLine
  private var running: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  private var idleHandles: [UnsafeMutableRawPointer] = []

  /// libcurl wants its globals set up once, before any thread uses it.
  private static let isInitialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(configuration: CurlTransport.Configuration) {
    self.configuration = configuration
    line = WaitingLine(
      limit: configuration.maximumConnections,
      limitPerOrigin: configuration.maximumConnectionsPerHost)
    multi = Self.isInitialised ? curl_multi_init() : nil
    let environment = ProcessInfo.processInfo.environment
    caFile = ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    if let multi {
      // The line lets no more begin; this also closes idle connections to make room.
      let limit = max(1, configuration.maximumConnections)
      talkbell_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, limit)
      talkbell_multi_set_long(multi, CURLMOPT_MAXCONNECTS, limit)
    }
  }

  /// Starts the thread; it keeps the loop alive until `shutdown`.
  func start() {
    let thread = Thread { self.run() }
    thread.name = "talkbell-curl"
    thread.start()
  }

  func submit(
    _ transfer: CurlTransfer,
    _ continuation: CheckedContinuation<Result<HTTPResponse, HTTPTransportError>, Never>
  ) {
    let isRefused = queue.withLock { queue -> Bool in
      if queue.isShutDown || multi == nil || transfer.isCancelled { return true }
      transfer.continuation = continuation
      queue.submitted.append(transfer)
      wake(&queue)
      return false
    }
    if isRefused { continuation.resume(returning: .failure(.cancelled)) }
  }

  /// Aborts a transfer; one that is not submitted yet is refused when it comes.
  func cancel(_ transfer: CurlTransfer) {
    queue.withLock { queue in
      transfer.isCancelled = true
      guard !queue.isClosed else { return }
      queue.cancelled.append(transfer)
      wake(&queue)
    }
  }

  func shutdown() {
    queue.withLock { queue in
      queue.isShutDown = true
      wake(&queue)
    }
    ended.lock()
    while !queue.withLock({ $0.hasEnded }) { ended.wait() }
    ended.unlock()
  }

  /// Under the lock, so that the handle cannot be freed in between; once per batch.
  private func wake(_ queue: inout Queue) {
    guard !queue.isWoken, !queue.isClosed, let multi else { return }
    queue.isWoken = true
    curl_multi_wakeup(multi)
  }

  private func run() {
    guard let multi else { return end() }
    var submitted: [CurlTransfer] = []
    var cancelled: [CurlTransfer] = []
    var isShutDown = false
    while !isShutDown {
      submitted.removeAll(keepingCapacity: true)
      cancelled.removeAll(keepingCapacity: true)
      queue.withLock { queue in
        swap(&submitted, &queue.submitted)
        swap(&cancelled, &queue.cancelled)
        queue.isWoken = false
        isShutDown = queue.isShutDown
      }
      advance(submitted, cancelled, multi)
      if isShutDown { break }
      var count: Int32 = 0
      curl_multi_perform(multi, &count)
      collect(multi)
      // What has ended may have made room, and libcurl must look at a new transfer before the
      // poll can wait for it. That look may end it at once, when the answer comes as fast, and
      // the poll does not see that: so it is done and collected first.
      if !beginReady(multi) { curl_multi_poll(multi, nil, 0, pollMilliseconds(), nil) }
    }
    close(multi)
    end()
  }

  /// Takes in what other threads asked for, and lets go of what waited too long.
  private func advance(
    _ submitted: [CurlTransfer], _ cancelled: [CurlTransfer], _ multi: UnsafeMutableRawPointer
  ) {
    for transfer in submitted { line.append(transfer) }
    if !line.isEmpty {
      for transfer in line.takeExpired(now: .now) {
        let reason = "\(transfer.origin): no connection became free in time"
        finish(transfer, .failure(.connect(reason)))
      }
    }
    for transfer in cancelled { abort(transfer, multi) }
    _ = beginReady(multi)
  }

  /// A second at most, for only a lost wake-up would ever need it; less when someone's wait ends.
  private func pollMilliseconds() -> Int32 {
    guard let deadline = line.earliestDeadline else { return 1000 }
    return Int32(min(1000, (deadline - ContinuousClock.now).wholeMilliseconds))
  }

  /// Begins what there is room for; false when there was nothing to begin.
  private func beginReady(_ multi: UnsafeMutableRawPointer) -> Bool {
    let ready = line.takeReady()
    guard !ready.isEmpty else { return false }
    let now = ContinuousClock.now
    for transfer in ready { begin(transfer, now, multi) }
    return true
  }

  private func begin(
    _ transfer: CurlTransfer, _ now: ContinuousClock.Instant, _ multi: UnsafeMutableRawPointer
  ) {
    guard let handle = idleHandles.popLast() ?? curl_easy_init() else {
      line.end(transfer)
      return finish(transfer, .failure(.connect("\(transfer.origin): out of memory")))
    }
    transfer.prepare(handle, userAgent: configuration.userAgent, caFile: caFile, now: now)
    running[handle] = transfer
    guard curl_multi_add_handle(multi, handle) == CURLM_OK else {
      recycle(handle, transfer, multi)
      return finish(transfer, .failure(.connect("\(transfer.origin): libcurl refused it")))
    }
  }

  private func abort(_ transfer: CurlTransfer, _ multi: UnsafeMutableRawPointer) {
    if let handle = transfer.handle {
      recycle(handle, transfer, multi)
    }
    // One that still waits is passed over when its turn comes, for its continuation is gone.
    finish(transfer, .failure(.cancelled))
  }

  /// Hands on what has ended since the last look.
  private func collect(_ multi: UnsafeMutableRawPointer) {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
        let transfer = running[handle]
      else { continue }
      let outcome = transfer.outcome(talkbell_message_result(message))
      recycle(handle, transfer, multi)
      finish(transfer, outcome)
    }
  }

  private func recycle(
    _ handle: UnsafeMutableRawPointer, _ transfer: CurlTransfer, _ multi: UnsafeMutableRawPointer
  ) {
    curl_multi_remove_handle(multi, handle)
    running[handle] = nil
    line.end(transfer)
    curl_easy_reset(handle)
    transfer.release()
    if idleHandles.count < configuration.maximumConnections {
      idleHandles.append(handle)
    } else {
      curl_easy_cleanup(handle)
    }
  }

  private func finish(
    _ transfer: CurlTransfer, _ outcome: Result<HTTPResponse, HTTPTransportError>
  ) {
    let continuation = transfer.continuation
    transfer.continuation = nil
    continuation?.resume(returning: outcome)
  }

  private func close(_ multi: UnsafeMutableRawPointer) {
    // From here on nobody wakes the handle, so that it can be freed.
    queue.withLock { $0.isClosed = true }
    for transfer in line.takeAll() { finish(transfer, .failure(.cancelled)) }
    for transfer in Array(running.values) { abort(transfer, multi) }
    for handle in idleHandles { curl_easy_cleanup(handle) }
    curl_multi_cleanup(multi)
  }

  /// Nothing is submitted after a shutdown, so nothing is left; tells those who wait for the end.
  private func end() {
    queue.withLock { $0.hasEnded = true }
    ended.lock()
    ended.broadcast()
    ended.unlock()
  }
}
