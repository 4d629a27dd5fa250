import CCurl
import Foundation
import Synchronization

/// The thread that drives libcurl: it alone touches the multi handle and its transfers.
///
/// `@unchecked`: `multi` is fixed after `init`; other threads use it only for
/// `curl_multi_wakeup`, which libcurl allows from any thread. `running` and `idleHandles` are the
/// thread's own.
final class CurlLoop: @unchecked Sendable {
  private struct Queue {
    var submitted: [CurlTransfer] = []
    var cancelled: [CurlTransfer] = []
    var isShutDown = false
    var isWoken = false
    var hasEnded = false
  }

  private let configuration: CurlTransport.Configuration
  private let multi: UnsafeMutableRawPointer?
  private let queue = Mutex(Queue())
  private let ended = NSCondition()
  private let caFile: String?
  private var running: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  private var idleHandles: [UnsafeMutableRawPointer] = []

  /// libcurl wants its globals set up once, before any thread uses it.
  private static let isInitialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(configuration: CurlTransport.Configuration) {
    self.configuration = configuration
    multi = Self.isInitialised ? curl_multi_init() : nil
    let environment = ProcessInfo.processInfo.environment
    caFile = environment["CURL_CA_BUNDLE"] ?? environment["SSL_CERT_FILE"]
    if let multi {
      talkbell_multi_set_long(
        multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maximumConnections)
      talkbell_multi_set_long(
        multi, CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost)
      talkbell_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.maximumConnections)
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
      return false
    }
    if isRefused { return continuation.resume(returning: .failure(.cancelled)) }
    wake()
  }

  /// Aborts a transfer; one that is not submitted yet is refused when it comes.
  func cancel(_ transfer: CurlTransfer) {
    queue.withLock {
      transfer.isCancelled = true
      $0.cancelled.append(transfer)
    }
    wake()
  }

  func shutdown() {
    queue.withLock { $0.isShutDown = true }
    wake()
    ended.lock()
    while !queue.withLock({ $0.hasEnded }) { ended.wait() }
    ended.unlock()
  }

  private func wake() {
    let isNeeded = queue.withLock { queue -> Bool in
      if queue.isWoken || queue.hasEnded { return false }
      queue.isWoken = true
      return true
    }
    if isNeeded, let multi { curl_multi_wakeup(multi) }
  }

  private func run() {
    guard let multi else { return end() }
    while true {
      let (submitted, cancelled, isShutDown) = queue.withLock { queue in
        defer {
          queue.submitted.removeAll(keepingCapacity: true)
          queue.cancelled.removeAll(keepingCapacity: true)
          queue.isWoken = false
        }
        return (queue.submitted, queue.cancelled, queue.isShutDown)
      }
      for transfer in submitted { begin(transfer, multi) }
      for transfer in cancelled { abort(transfer, multi) }
      if isShutDown { break }
      var count: Int32 = 0
      curl_multi_perform(multi, &count)
      collect(multi)
      // A second at most: only a lost wake-up would ever need it.
      curl_multi_poll(multi, nil, 0, 1000, nil)
    }
    for transfer in Array(running.values) { abort(transfer, multi) }
    for handle in idleHandles { curl_easy_cleanup(handle) }
    curl_multi_cleanup(multi)
    end()
  }

  private func end() {
    let rest = queue.withLock { queue -> [CurlTransfer] in
      queue.hasEnded = true
      queue.isShutDown = true
      defer { queue.submitted = [] }
      return queue.submitted
    }
    for transfer in rest { finish(transfer, .failure(.cancelled)) }
    ended.lock()
    ended.broadcast()
    ended.unlock()
  }

  private func begin(_ transfer: CurlTransfer, _ multi: UnsafeMutableRawPointer) {
    // Cancelled before it began: its continuation is gone.
    guard transfer.continuation != nil, let handle = idleHandles.popLast() ?? curl_easy_init()
    else { return finish(transfer, .failure(.cancelled)) }
    transfer.prepare(handle, userAgent: configuration.userAgent, caFile: caFile)
    running[handle] = transfer
    curl_multi_add_handle(multi, handle)
  }

  private func abort(_ transfer: CurlTransfer, _ multi: UnsafeMutableRawPointer) {
    if let handle = transfer.handle {
      recycle(handle, transfer, multi)
    }
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
}
