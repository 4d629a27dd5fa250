/// One header line.
package struct HTTPHeader: Hashable, Sendable {
  /// As written; names compare without case.
  package var name: String
  /// Without the blanks around it.
  package var value: String

  /// A header line.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// False when a control character would end the line, or the text that libcurl is given, early:
  /// https://www.rfc-editor.org/rfc/rfc9110#section-5.5-5
  var isOneLine: Bool {
    [name, value].allSatisfy {
      $0.utf8.allSatisfy { ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7f }
    }
  }
}

/// A request with its limits. Nothing is retried.
package struct HTTPRequest: Sendable {
  /// `GET`, `POST`, `PUT`.
  package var method: String
  /// http or https.
  package var url: String
  /// Sent in this order.
  package var headers: [HTTPHeader]
  /// nil sends none.
  package var body: [UInt8]?
  /// For the whole exchange, the wait for a connection included, in real time; 20 days at most.
  package var timeout: Duration
  /// Until the connection stands, TLS included, in real time.
  package var connectTimeout: Duration
  /// A larger answer ends the exchange; counted after decoding.
  package var maximumBodyBytes: Int
  /// How many redirects are followed, to http and https only.
  package var maximumRedirects: Int

  /// A request; the defaults are those of a chat service's API.
  package init(
    method: String = "GET", url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    timeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(10),
    maximumBodyBytes: Int = 20_000_000, maximumRedirects: Int = 0
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.connectTimeout = connectTimeout
    self.maximumBodyBytes = maximumBodyBytes
    self.maximumRedirects = maximumRedirects
  }
}

/// A complete answer, whatever its status.
package struct HTTPResponse: Hashable, Sendable {
  /// Of the last answer, when redirects were followed.
  package var status: Int
  /// Of the last answer.
  package var headers: [HTTPHeader]
  /// Decoded where the server compressed it.
  package var body: [UInt8]

  /// The value of the first header of this name, case ignored; nil when there is none.
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
