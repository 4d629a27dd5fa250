import Foundation
import HTTPTransport
import Testing

@Suite struct RetryAfterTests {
  /// Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110.
  private static let date = Date(timeIntervalSince1970: 784_111_777)

  @Test(arguments: [
    ("0", 0), ("30", 30), (" 120 ", 120), ("43837", 43_837), ("99999999999999999999", 31_622_400),
    ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sunday, 06-Nov-94 08:50:37 GMT", 60),
    ("Sun Nov  6 08:50:37 1994", 60), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
  ])
  func `seconds and dates are read`(value: String, seconds: Int) {
    #expect(RetryAfter.parse(value, now: Self.date) == .seconds(seconds))
  }

  @Test(arguments: ["", "-1", "1.5", "soon", "Sun, 32 Nov 1994 08:50:37 CET", "１２"])
  func `anything else is nothing`(value: String) {
    #expect(RetryAfter.parse(value, now: Self.date) == nil)
  }
}
