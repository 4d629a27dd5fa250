import Foundation
import HTTPTransport
import ScheduleSync

/// Where a programme is that a command reads once.
struct ProgrammeLocation {
  private let location: String

  /// A path or an http(s) address.
  init(_ location: String) { self.location = location }

  /// Where a source of the configuration is.
  init(_ location: TalkBellConfiguration.Location) {
    switch location {
    case .url(let location), .file(let location): self.init(location)
    }
  }

  /// For messages: an address loses its user and its query, which may hold a key.
  var name: String {
    guard isAddress, var parts = URLComponents(string: location) else { return location }
    parts.user = nil
    parts.password = nil
    parts.query = nil
    parts.fragment = nil
    return parts.string ?? location
  }

  private var isAddress: Bool { ConfigurationNode.isWebAddress(location) }

  /// The body as it came.
  func bytes() async throws(TalkBellError) -> [UInt8] {
    if isAddress { return try await fetched() }
    let size = try? FileManager.default.attributesOfItem(atPath: location)[.size] as? Int
    if let size, size > FeedSource.maximumBodyBytes {
      throw .failed(
        "\(name): larger than \(FeedSource.maximumBodyBytes) bytes, which no programme is")
    }
    switch TextFile.bytes(location) {
    case .success(let bytes): return bytes
    case .failure(let failure): throw .failed("\(failure)")
    }
  }

  private func fetched() async throws(TalkBellError) -> [UInt8] {
    var request = HTTPRequest(url: location)
    request.maximumRedirects = 5
    let transport = CurlTransport()
    defer { transport.shutdown() }
    let response: HTTPResponse
    do throws(HTTPTransportError) {
      response = try await transport.send(request)
    } catch {
      // The transport names the host where it has one, which after a redirect is another.
      let reason = error.description
      throw .failed(reason.hasPrefix("http") ? reason : "\(name): \(reason)")
    }
    guard response.status == 200 else {
      throw .failed("\(name): the server answered \(response.status); check the address")
    }
    return response.body
  }
}
