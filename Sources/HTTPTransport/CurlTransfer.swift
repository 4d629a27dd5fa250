import CCurl
import Foundation

/// One request on its way. Made by the caller, then touched by the transport's thread alone.
///
/// `@unchecked`: the mutable part is used only on that thread, from the moment it is submitted
/// under the loop's lock until its continuation is resumed.
final class CurlTransfer: @unchecked Sendable {
  let request: HTTPRequest
  let origin: String
  /// Set and read under the loop's lock.
  var isCancelled = false
  var continuation: CheckedContinuation<Result<HTTPResponse, HTTPTransportError>, Never>?
  private(set) var handle: UnsafeMutableRawPointer?
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var body: [UInt8] = []
  private var headers: [HTTPHeader] = []
  private var isTooLarge = false
  private var sentBytes = 0
  private var errorText = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))

  init(request: HTTPRequest, origin: String) {
    self.request = request
    self.origin = origin
  }

  /// Puts the request on a handle that is as good as new.
  func prepare(_ handle: UnsafeMutableRawPointer, userAgent: String, caFile: String?) {
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
    if let caFile { talkbell_easy_set_string(handle, CURLOPT_CAINFO, caFile) }
    setLimits(handle)
    setContent(handle, context)
    talkbell_easy_set_callback(handle, CURLOPT_WRITEFUNCTION, receiveBody)
    talkbell_easy_set_pointer(handle, CURLOPT_WRITEDATA, context)
    talkbell_easy_set_callback(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
    talkbell_easy_set_pointer(handle, CURLOPT_HEADERDATA, context)
  }

  private func setLimits(_ handle: UnsafeMutableRawPointer) {
    talkbell_easy_set_long(handle, CURLOPT_TIMEOUT_MS, request.timeout.milliseconds)
    talkbell_easy_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.milliseconds)
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
      list = curl_slist_append(list, "\(header.name): \(header.value)") ?? list
    }
    // Without this libcurl waits a second for a "100 Continue" that chat services never send.
    list = curl_slist_append(list, "Expect:") ?? list
    headerList = list
    talkbell_easy_set_pointer(handle, CURLOPT_HTTPHEADER, list)
    // All encodings libcurl knows, decoded for us, unless the caller wants to see them.
    if !asksForEncoding { talkbell_easy_set_string(handle, CURLOPT_ACCEPT_ENCODING, "") }
    if let body = request.body {
      talkbell_easy_set_long(handle, CURLOPT_POST, 1)
      talkbell_easy_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
      talkbell_easy_set_callback(handle, CURLOPT_READFUNCTION, sendBody)
      talkbell_easy_set_pointer(handle, CURLOPT_READDATA, context)
      talkbell_easy_set_seek(handle, CURLOPT_SEEKFUNCTION, rewindBody)
      talkbell_easy_set_pointer(handle, CURLOPT_SEEKDATA, context)
      talkbell_easy_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method)
    } else if request.method == "HEAD" {
      talkbell_easy_set_long(handle, CURLOPT_NOBODY, 1)
    } else if request.method != "GET" {
      talkbell_easy_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method)
    }
  }

  /// Gives the handle back; the transfer is over.
  func release() {
    curl_slist_free_all(headerList)
    headerList = nil
    handle = nil
  }

  /// Fills the buffer with what of the body is not sent yet.
  func send(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let body = request.body else { return 0 }
    let piece = body[sentBytes..<min(body.count, sentBytes + buffer.count)]
    buffer.copyBytes(from: piece)
    sentBytes += piece.count
    return piece.count
  }

  /// Whether the body may be sent from its beginning again.
  ///
  /// libcurl repeats a request by itself when a used connection closes without an answer. The
  /// server may have acted on it all the same: a POST, which posts a message, is never repeated
  /// once a byte of it went out; the other methods are idempotent (RFC 9110, 9.2.2).
  func rewind() -> Bool {
    guard sentBytes == 0 || request.method != "POST" else { return false }
    sentBytes = 0
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
      headers.removeAll(keepingCapacity: true)
      body.removeAll(keepingCapacity: true)
      return
    }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = String(decoding: bytes[..<colon], as: UTF8.self)
    let value = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
    headers.append(HTTPHeader(name, value.trimmingCharacters(in: .whitespacesAndNewlines)))
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
    case CURLE_URL_MALFORMAT:
      return .failure(.invalidURL("not an http or https address"))
    case CURLE_SEND_FAIL_REWIND:
      return .failure(.interrupted("\(origin): the connection was closed without an answer"))
    case CURLE_FILESIZE_EXCEEDED:
      return .failure(.tooLarge(limit: request.maximumBodyBytes))
    case CURLE_WRITE_ERROR where isTooLarge:
      return .failure(.tooLarge(limit: request.maximumBodyBytes))
    case CURLE_TOO_MANY_REDIRECTS:
      return .failure(.tooManyRedirects(request.maximumRedirects))
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
      CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
      return .failure(.connect(reason))
    case CURLE_OPERATION_TIMEDOUT:
      return .failure(isConnected(handle) ? .timeout(reason) : .connect(reason))
    default:
      return .failure(isConnected(handle) ? .interrupted(reason) : .connect(reason))
    }
  }

  /// Whether the request may have gone out: the time when libcurl was about to send it is known.
  private func isConnected(_ handle: UnsafeMutableRawPointer) -> Bool {
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

/// The same for the bytes that go out.
private let sendBody: talkbell_data_callback = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.send(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

/// The same for going back to their beginning, the only place libcurl asks for.
private let rewindBody: talkbell_seek_callback = { context, offset, _ in
  guard let context, offset == 0 else { return CURL_SEEKFUNC_FAIL }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
}

/// The same for header lines.
private let receiveHeader: talkbell_data_callback = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  transfer.receiveHeaderLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
  return size * count
}

extension Duration {
  /// Whole milliseconds, at least one: libcurl takes zero for "no limit".
  var milliseconds: Int {
    max(1, Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}
