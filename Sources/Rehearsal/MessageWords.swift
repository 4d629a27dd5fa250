import Foundation
import Messaging

/// The words by which a reader knows what sort of message it is, in both languages.
enum MessageWords {
  static func kind(of lines: [MessageLines.Line], attention: Attention) -> ReadMessage.Kind {
    guard let first = lines.first, first.isHeading else { return .answer }
    let heading = first.standing
    if let minutes = minutesLeft(atStartOf: heading) { return .reminder(minutes: minutes) }
    let parts = heading.components(separatedBy: " · ")
    if let day = parts.last.flatMap(wholeDay), parts.count > 1, attention == .quiet {
      return .digest(day)
    }
    if changes.contains(parts[0]) || isCount(parts[0]) { return .alert }
    return .answer
  }

  /// The minutes that any part of a heading says are left; nil when none does.
  static func minutesLeft(inHeading heading: String) -> Int? {
    heading.components(separatedBy: " · ").compactMap(minutesLeft(atStartOf:)).first
  }

  private static func minutesLeft(atStartOf heading: String) -> Int? {
    let part = heading.components(separatedBy: " · ")[0]
    if part == "Now" || part == "现在开始" { return 0 }
    let english = /In (?:(\d+) h)? ?(?:(\d+) min)?/
    let chinese = /(?:(\d+) 小时)? ?(?:(\d+) 分钟)?后开始/
    guard let match = part.wholeMatch(of: english) ?? part.wholeMatch(of: chinese) else {
      return nil
    }
    let (hours, minutes) = (match.1.flatMap { Int($0) }, match.2.flatMap { Int($0) })
    return hours == nil && minutes == nil ? nil : (hours ?? 0) * 60 + (minutes ?? 0)
  }

  private static func wholeDay(_ text: String) -> ClockText.MonthDay? {
    guard let found = ClockText.day(in: text), found.text == text else { return nil }
    return found.day
  }

  /// `3 talks changed`, `4 of your talks start 10 min later`, and the like.
  private static func isCount(_ text: String) -> Bool {
    text.wholeMatch(of: /\d+ talks? changed/) != nil
      || text.wholeMatch(of: /\d+ (?:of your )?talks? start .+ (?:later|earlier)/) != nil
      || text.wholeMatch(of: /\d+ 场有变动/) != nil
      || text.wholeMatch(of: /(?:你收藏的 )?\d+ 场(?:提前|推迟) .+/) != nil
  }

  /// With which a message begins that tells what changed.
  private static let changes: Set<String> = [
    "Cancelled", "Replaced by another talk", "Takes place after all", "Moved to another day",
    "Starts earlier", "Starts later", "Ends earlier", "Ends later", "Time announced",
    "Time withdrawn", "New room", "Room announced", "Room withdrawn", "Title announced",
    "New title", "Speakers changed", "New in the programme",
    "已取消", "换成了另一场", "恢复举行", "改期", "提前开始", "推迟开始", "提前结束", "延后结束", "时间已定",
    "换会议室", "地点已定", "地点待定", "题目公布", "题目更改", "演讲者变更", "新增", "时间待定",
  ]
}
