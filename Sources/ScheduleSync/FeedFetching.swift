package import Foundation
package import HTTPTransport
import Persistence
package import ScheduleFormats

extension FeedSource {
  /// The most a feed may weigh: the largest seen has 4 MB.
  package static let maximumBodyBytes = 20_000_000

  /// A feed at an http or https address: conditional requests, at most five redirects, 20 MB,
  /// a minute.
  ///
  /// - parameter now: to read a Retry-After date with.
  package static func http(
    id: String, url: String, format: ScheduleFormat?, refreshEvery: Duration,
    transport: CurlTransport, now: @escaping @Sendable () -> Date
  ) -> FeedSource {
    let location = redacted(url)
    return FeedSource(id: id, location: location, format: format, refreshEvery: refreshEvery) {
      validators throws(RefreshError) in
      let response: HTTPResponse
      do throws(HTTPTransportError) {
        response = try await transport.send(request(url, validators))
      } catch {
        throw .unreachable(location: location, reason: reason(error, at: location), retryAfter: nil)
      }
      switch response.status {
      case 200:
        return .body(
          response.body,
          SourceValidators(
            entityTag: response.header("ETag"), lastModified: response.header("Last-Modified")))
      case 304:
        return .notModified
      default:
        throw .unreachable(
          location: location, reason: "the server answered \(response.status)",
          retryAfter: response.header("Retry-After").flatMap {
            RetryAfter.parse($0, now: now())
          })
      }
    }
  }

  /// A feed in a file.
  package static func file(
    id: String, path: String, format: ScheduleFormat?, refreshEvery: Duration
  ) -> FeedSource {
    FeedSource(id: id, location: path, format: format, refreshEvery: refreshEvery) {
      _ throws(RefreshError) in
      let data: Data
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      guard (size ?? 0) <= maximumBodyBytes else {
        throw .unreadable(location: path, reason: "larger than \(maximumBodyBytes) bytes")
      }
      do {
        data = try Data(contentsOf: URL(filePath: path))
      } catch {
        let isThere = FileManager.default.fileExists(atPath: path)
        throw .unreachable(
          location: path, reason: isThere ? "cannot be read" : "no such file", retryAfter: nil)
      }
      guard data.count <= maximumBodyBytes else {
        throw .unreadable(location: path, reason: "larger than \(maximumBodyBytes) bytes")
      }
      return .body([UInt8](data), SourceValidators())
    }
  }

  private static func request(_ url: String, _ validators: SourceValidators?) -> HTTPRequest {
    var headers = [HTTPHeader("Accept", "text/calendar, application/json, */*;q=0.5")]
    if let tag = validators?.entityTag { headers.append(HTTPHeader("If-None-Match", tag)) }
    if let date = validators?.lastModified {
      headers.append(HTTPHeader("If-Modified-Since", date))
    }
    return HTTPRequest(
      method: "GET", url: url, headers: headers, timeout: .seconds(60),
      maximumBodyBytes: maximumBodyBytes, maximumRedirects: 5)
  }

  /// The transport names the host before the reason; the location has it already.
  private static func reason(_ error: HTTPTransportError, at location: String) -> String {
    let text = error.description
    guard let end = text.range(of: ": "), location.hasPrefix(text[..<end.lowerBound]) else {
      return text
    }
    return String(text[end.upperBound...])
  }

  /// Feed addresses may carry a key in the query or the user part: neither is shown.
  private static func redacted(_ url: String) -> String {
    guard var parts = URLComponents(string: url) else { return "(unreadable address)" }
    parts.user = nil
    parts.password = nil
    parts.query = nil
    parts.fragment = nil
    return parts.string ?? "(unreadable address)"
  }
}
