import ConferenceModel
import Foundation

/// Checks what a guide claims of the conference as a whole.
struct RemarkCheck {
  private let timeZone: TimeZone

  init(conferenceName: String, timeZone: TimeZone, sessions: [Session]) {
    self.timeZone = timeZone
  }

  func findings(_ remark: GuideRemark) -> [GuideFinding] { [] }
}
