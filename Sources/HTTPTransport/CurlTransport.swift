import CCurl
import Foundation
import Synchronization

/// libcurl's multi interface on one thread, bridged to async.
///
/// Any number of requests may wait; connections are reused and bounded. Submissions and ends cross
/// the threads in batches, one lock and one wake-up each.
package final class CurlTransport: Sendable {
  /// Limits and identity of a transport.
  package struct Configuration: Hashable, Sendable {
    /// The User-Agent of requests that bring none.
    package var userAgent = "TalkBell/0.1 (conference notifier)"
    /// To all hosts together; further requests wait, first come first served.
    package var maximumConnections = 64
    /// To one origin; its further requests wait and let those to others pass. Chat services are
    /// few, so this may be as many.
    package var maximumConnectionsPerHost = 64

    /// The defaults.
    package init() {}
  }

  private let loop: CurlLoop
  /// The last address with its origin: many requests in a row have the same.
  private let lastOrigin = Mutex<(url: String, origin: HTTPOrigin)?>(nil)

  /// Starts the thread. Proxy and CA come from the environment: `https_proxy`, `no_proxy`,
  /// `CURL_CA_BUNDLE`, `SSL_CERT_FILE`.
  package init(configuration: Configuration = Configuration()) {
    loop = CurlLoop(configuration: configuration)
    loop.start()
  }

  deinit { loop.shutdown() }

  /// Sends once and waits for the whole answer.
  ///
  /// - throws: `HTTPTransportError`; `.cancelled` when the task is cancelled, which aborts the
  ///   transfer and drops its connection.
  package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
    guard let origin = origin(of: request.url) else {
      throw .invalidURL("not an http or https address")
    }
    guard request.headers.allSatisfy({ $0.isOneLine }) else {
      throw .invalidURL("a header holds a control character")
    }
    let transfer = CurlTransfer(request: request, origin: origin.description)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.submit(transfer, continuation)
      }
    } onCancel: {
      loop.cancel(transfer)
    }
    return try result.get()
  }

  private func origin(of url: String) -> HTTPOrigin? {
    if let last = lastOrigin.withLock({ $0 }), last.url == url { return last.origin }
    guard let origin = HTTPOrigin(url) else { return nil }
    lastOrigin.withLock { $0 = (url, origin) }
    return origin
  }

  /// Ends all pending requests as cancelled and joins the thread; may be called again.
  package func shutdown() { loop.shutdown() }
}

/// Scheme, host and port of an address: all of it that may be shown.
struct HTTPOrigin: CustomStringConvertible {
  let description: String

  /// nil unless the address is http or https with a host.
  init?(_ url: String) {
    // A blank or control character ends an address early somewhere on its way.
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }),
      let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty
    else { return nil }
    description = "\(scheme)://\(host)" + (parts.port.map { ":\($0)" } ?? "")
  }
}
