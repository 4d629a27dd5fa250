import Foundation
import Testing

@testable import TalkBellApp

@Suite struct ClockCheckTests {
  /// Sun, 06 Nov 1994 08:49:37 GMT.
  private static let served = Date(timeIntervalSince1970: 784_111_777)

  @Test(arguments: [
    (0.0, true, "this machine's clock agrees"), (0.9, true, "this machine's clock agrees"),
    (30, true, "this machine's clock agrees"), (-30.9, true, "this machine's clock agrees"),
    (31, false, "this machine's clock is 31 s ahead: set it"),
    (-3600.5, false, "this machine's clock is 3600 s behind: set it"),
  ])
  func `half a minute is the network's, more is the clock's`(
    seconds: Double, isGood: Bool, text: String
  ) {
    for date in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"] {
      let finding = ClockCheck.finding(
        serverDate: date, name: "matrix clock", now: Self.served.addingTimeInterval(seconds))
      #expect(finding.isGood == isGood)
      #expect(finding.text.hasPrefix(text), "\(finding.text)")
    }
  }

  @Test(arguments: ["", "tomorrow", "Sun, 99 Nov 1994 08:49:37 GMT"])
  func `a date that can't be read is compared with nothing`(date: String) {
    let finding = ClockCheck.finding(serverDate: date, name: "clock", now: Self.served)
    #expect(finding.isGood)
    #expect(finding.text == "the server's date can't be read, so it was not compared")
  }
}
