import CCurl
import Foundation

/// One request on its way. Made by the caller, then touched by the transport's thread alone.
///
/// `@unchecked`: the mutable part is used only on that thread, from the moment it is submitted
/// under the loop's lock until its continuation is resumed.
final class CurlTransfer: @unchecked Sendable {
  let request: HTTPRequest
  let origin: String
  /// When its time is up, waiting for a connection included.
  let deadline: ContinuousClock.Instant
  /// Set and read under the loop's lock.
  var isCancelled = false
  var continuation: CheckedContinuation<Result<HTTPResponse, HTTPTransportError>, Never>?
  private(set) var handle: UnsafeMutableRawPointer?
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var body: [UInt8] = []
  private var headers: [HTTPHeader] = []
  private var isTooLarge = false
  /// A POST went out, and no answer to it has begun.
  private var isUnanswered = false

  init(request: HTTPRequest, origin: String) {
    self.request = request
    self.origin = origin
    // Cut first: an instant cannot hold every duration.
    deadline = .now + min(request.timeout, .limit)
  }

  /// Puts the request on a handle that is as good as new.
  func prepare(
    _ handle: UnsafeMutableRawPointer, userAgent: String, caFile: String?,
    now: ContinuousClock.Instant
  ) {
    self.handle = handle
    // The loop keeps the transfer alive until it takes the handle back.
    let context = Unmanaged.passUnretained(self).toOpaque()
    talkbell_easy_set_pointer(handle, CURLOPT_PRIVATE, context)
    talkbell_easy_set_string(handle, CURLOPT_URL, request.url)
    talkbell_easy_set_long(handle, CURLOPT_NOSIGNAL, 1)
    talkbell_easy_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    talkbell_easy_set_string(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
    talkbell_easy_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    talkbell_easy_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    talkbell_easy_set_string(handle, CURLOPT_USERAGENT, userAgent)
    // A proxy's answer to CONNECT is no answer of the server: `mayAttempt` relies on that.
    talkbell_easy_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if let caFile { talkbell_easy_set_string(handle, CURLOPT_CAINFO, caFile) }
    setLimits(handle, now)
    setContent(handle, context)
    talkbell_easy_set_callback(handle, CURLOPT_WRITEFUNCTION, receiveBody)
    talkbell_easy_set_pointer(handle, CURLOPT_WRITEDATA, context)
    talkbell_easy_set_callback(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
    talkbell_easy_set_pointer(handle, CURLOPT_HEADERDATA, context)
  }

  private func setLimits(_ handle: UnsafeMutableRawPointer, _ now: ContinuousClock.Instant) {
    talkbell_easy_set_long(handle, CURLOPT_TIMEOUT_MS, (deadline - now).wholeMilliseconds)
    talkbell_easy_set_long(
      handle, CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.wholeMilliseconds)
    talkbell_easy_set_long(handle, CURLOPT_FOLLOWLOCATION, request.maximumRedirects > 0 ? 1 : 0)
    talkbell_easy_set_long(handle, CURLOPT_MAXREDIRS, request.maximumRedirects)
    // Refuses a declared length at once; what comes without one is counted as it comes.
    talkbell_easy_set_offset(
      handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.maximumBodyBytes))
  }

  private func setContent(
    _ handle: UnsafeMutableRawPointer, _ context: UnsafeMutableRawPointer
  ) {
    var list: UnsafeMutablePointer<curl_slist>?
    var asksForEncoding = false
    for header in request.headers {
      if header.name.lowercased() == "accept-encoding" { asksForEncoding = true }
      // libcurl takes "Name:" for "send no such header" and "Name;" for an empty one.
      let field = header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
      list = curl_slist_append(list, field) ?? list
    }
    // Without this libcurl waits a second for a "100 Continue" that chat services never send.
    list = curl_slist_append(list, "Expect:") ?? list
    headerList = list
    talkbell_easy_set_pointer(handle, CURLOPT_HTTPHEADER, list)
    // All encodings libcurl knows, decoded for us, unless the caller wants to see them.
    if !asksForEncoding { talkbell_easy_set_string(handle, CURLOPT_ACCEPT_ENCODING, "") }
    let method = request.method
    let hasBody = request.body != nil || method == "POST"
    if hasBody { setBody(handle) }
    if method == "HEAD", !hasBody {
      talkbell_easy_set_long(handle, CURLOPT_NOBODY, 1)
    } else if method != (hasBody ? "POST" : "GET") {
      // Only where libcurl has no name of its own, for this one would outlive a redirect's change.
      talkbell_easy_set_string(handle, CURLOPT_CUSTOMREQUEST, method)
    }
    if method == "POST" {
      talkbell_easy_set_attempt(handle, CURLOPT_PREREQFUNCTION, beforeAttempt)
      talkbell_easy_set_pointer(handle, CURLOPT_PREREQDATA, context)
    }
  }

  private func setBody(_ handle: UnsafeMutableRawPointer) {
    let body = request.body ?? []
    talkbell_easy_set_long(handle, CURLOPT_POST, 1)
    // The size first: libcurl copies as many bytes, so the buffer need not outlive the call.
    talkbell_easy_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
    body.withUnsafeBytes {
      // Any address will do for no bytes at all; nil would mean that a callback brings them.
      _ = talkbell_easy_set_pointer(
        handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress ?? UnsafeRawPointer(handle))
    }
  }

  /// Gives the handle back; the transfer is over.
  func release() {
    curl_slist_free_all(headerList)
    headerList = nil
    handle = nil
  }

  /// Whether a POST may be sent now.
  ///
  /// libcurl repeats a request by itself when a used connection closes without an answer. The
  /// server may have acted on it all the same: a POST, which posts a message, goes out once,
  /// unless its answer is a redirect. The other methods are idempotent (RFC 9110, 9.2.2).
  func mayAttempt() -> Bool {
    guard !isUnanswered else { return false }
    isUnanswered = true
    return true
  }

  /// The bytes libcurl has; false stops the transfer.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= request.maximumBodyBytes else {
      isTooLarge = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// One header line; a status line begins another answer (a redirect, a 100).
  func receiveHeaderLine(_ bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: "HTTP/".utf8) {
      isUnanswered = false
      headers.removeAll(keepingCapacity: true)
      body.removeAll(keepingCapacity: true)
      return
    }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return }
    // By bytes: this runs for every line of every answer.
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
    let end = bytes.lastIndex { !isBlank($0) } ?? colon
    let start = bytes[colon...].dropFirst().firstIndex { !isBlank($0) } ?? end + 1
    headers.append(
      HTTPHeader(Self.text(bytes[..<colon]), Self.text(bytes[start..<max(start, end + 1)])))
  }

  private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: bytes), as: UTF8.self)
  }

  /// What became of it, from libcurl's result: https://curl.se/libcurl/c/libcurl-errors.html
  func outcome(_ code: CURLcode) -> Result<HTTPResponse, HTTPTransportError> {
    guard let handle else { return .failure(.cancelled) }
    let reason = "\(origin): \(String(cString: curl_easy_strerror(code)).lowercased())"
    switch code {
    case CURLE_OK:
      var status = 0
      talkbell_easy_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
      return .success(HTTPResponse(status: status, headers: headers, body: body))
    case CURLE_FILESIZE_EXCEEDED:
      return .failure(.tooLarge(limit: request.maximumBodyBytes))
    case CURLE_WRITE_ERROR where isTooLarge:
      return .failure(.tooLarge(limit: request.maximumBodyBytes))
    case CURLE_TOO_MANY_REDIRECTS:
      return .failure(.tooManyRedirects(request.maximumRedirects))
    // What failed may be a second connection, for a redirect or a repetition: whether anything
    // went out before counts, not at which step it failed.
    case _ where !mayHaveBeenSent(handle):
      return .failure(
        code == CURLE_URL_MALFORMAT
          ? .invalidURL("not an http or https address") : .connect(reason))
    case CURLE_ABORTED_BY_CALLBACK:
      return .failure(.interrupted("\(origin): the connection was closed without an answer"))
    case CURLE_OPERATION_TIMEDOUT:
      return .failure(.timeout(reason))
    default:
      return .failure(.interrupted(reason))
    }
  }

  /// Whether the request may have gone out: the time when libcurl was about to send it is known.
  private func mayHaveBeenSent(_ handle: UnsafeMutableRawPointer) -> Bool {
    var before: curl_off_t = 0
    talkbell_easy_get_offset(handle, CURLINFO_PRETRANSFER_TIME_T, &before)
    return before > 0
  }
}

/// libcurl hands the pointer back that `prepare` put there; the loop keeps the transfer alive.
private let receiveBody: talkbell_data_callback = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  let length = size * count
  return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: length)) ? length : 0
}

/// The same before each attempt to send a POST.
private let beforeAttempt: talkbell_attempt_callback = { context, _, _, _, _ in
  guard let context else { return CURL_PREREQFUNC_ABORT }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.mayAttempt() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

/// The same for header lines.
private let receiveHeader: talkbell_data_callback = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  transfer.receiveHeaderLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
  return size * count
}

extension Duration {
  /// The longest time libcurl's milliseconds are sure to hold: 20 days.
  static let limit = Duration.seconds(20 * 86_400)

  /// Whole milliseconds, at least one, for libcurl takes zero for "no limit", and at most `limit`.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = min(self, .limit).components
    return max(1, Int(max(seconds, 0)) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
