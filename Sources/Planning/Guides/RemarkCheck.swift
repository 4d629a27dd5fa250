import ConferenceModel
import Foundation

/// Checks what a guide claims of the conference as a whole: its city and its days.
///
/// A guide may tell of other conferences, so only three sorts of sentences count as claims: a
/// line with a label ("会议地点：…"), a hope to meet, and an announcement that it takes place; and
/// none of them that speaks of another year or edition.
struct RemarkCheck {
  private let place: ConferencePlace
  /// The first and last day on which the programme has something; nil when it has no times.
  private let days: (first: LocalDay, last: LocalDay)?

  init(conferenceName: String, timeZone: TimeZone, sessions: [Session]) {
    place = ConferencePlace(conferenceName: conferenceName, timeZone: timeZone)
    let starts = sessions.compactMap(\.facts.start)
    if let first = starts.min(), let last = starts.max() {
      days = (timeZone.day(of: first), timeZone.day(of: last))
    } else {
      days = nil
    }
  }

  /// The claims of a remark that are not so.
  func findings(_ remark: GuideRemark) -> [GuideFinding] {
    Self.sentences(remark.text).flatMap { sentence -> [GuideFinding] in
      // Most sentences claim nothing, and looking for a hundred cities takes long.
      guard let claim = Claim(sentence), !isAboutAnother(sentence, claim) else { return [] }
      return [city(claim, sentence, remark.line), dates(claim, sentence, remark.line)]
        .compactMap { $0 }
    }
  }

  /// How a sentence comes to speak of the conference.
  private enum Claim {
    case placeLabel, dateLabel, meeting, announcement

    /// nil for a sentence that claims nothing.
    init?(_ sentence: String) {
      let text = sentence.lowercased()
      if let label = RemarkCheck.label(text) {
        self = RemarkCheck.placeLabels.contains(label) ? .placeLabel : .dateLabel
      } else if RemarkCheck.announcements.contains(where: text.contains) {
        self = .announcement
      } else if RemarkCheck.meetings.contains(where: text.contains) {
        self = .meeting
      } else {
        return nil
      }
    }
  }

  private func city(_ claim: Claim, _ sentence: String, _ line: Int) -> GuideFinding? {
    guard claim != .dateLabel else { return nil }
    let cities = ConferenceCity.named(in: sentence)
    let isRightToo = cities.contains { !place.contradicts($0) }
    guard let city = cities.first, !isRightToo,
      claim == .placeLabel || Self.isPlace(city, in: sentence)
    else { return nil }
    return GuideFinding(
      line: line, kind: .city, pick: nil, guideSays: city.name, programmeSays: place.name,
      text: "It names \(city.name) as the place, but the conference is in \(place.name).")
  }

  /// Whether a city is where something is: in English "in" stands before it, in Chinese nothing
  /// does as reliably.
  private static func isPlace(_ city: ConferenceCity, in sentence: String) -> Bool {
    guard let found = city.place(in: sentence),
      sentence[found].unicodeScalars.allSatisfy({ $0.value < 0x2E80 })
    else { return true }
    let before = sentence[..<found.lowerBound].lowercased().split(separator: " ").suffix(3)
    return before.contains { ["in", "to", "at"].contains($0) }
  }

  private func dates(_ claim: Claim, _ sentence: String, _ line: Int) -> GuideFinding? {
    guard claim == .dateLabel || claim == .announcement, let days,
      let stated = StatedDays(sentence), stated.first < days.first || stated.last > days.last
    else { return nil }
    let guide = Self.text(stated.first, stated.last)
    let programme = Self.text(days.first, days.last)
    return GuideFinding(
      line: line, kind: .dates, pick: nil, guideSays: guide, programmeSays: programme,
      text: "It dates the conference \(guide), but the programme runs \(programme).")
  }

  /// Whether a sentence tells of another year or edition.
  private func isAboutAnother(_ sentence: String, _ claim: Claim) -> Bool {
    let text = sentence.lowercased()
    if Self.otherEditions.contains(where: text.contains) { return true }
    guard let days else { return false }
    let years = text.split { !($0.isASCII && $0.isNumber) }
      .filter { $0.count == 4 && $0.hasPrefix("20") }.compactMap { Int($0) }
    // A wrong date of this very conference is within a year of it and has a label before it.
    return !years.isEmpty && claim != .placeLabel && claim != .dateLabel
      && !years.contains { (days.first.year...days.last.year).contains($0) }
  }

  private static func text(_ first: LocalDay, _ last: LocalDay) -> String {
    first == last
      ? "on \(GuideDays.text(first))" : "\(GuideDays.text(first)) to \(GuideDays.text(last))"
  }

  /// What stands before a colon at the start of a text; nil where that is no label.
  private static func label(_ text: String) -> String? {
    guard let colon = text.prefix(20).firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      return nil
    }
    let label = text[..<colon].filter { $0.isLetter }
    return placeLabels.contains(label) || dateLabels.contains(label) ? label : nil
  }

  private static func sentences(_ text: String) -> [String] {
    var sentences: [String] = []
    var sentence = ""
    for (sign, next) in zip(text, text.dropFirst() + " ") {
      sentence.append(sign)
      // `3.5` and `e.g.x` go on; a full stop ends only before a blank.
      if "。！？!?；;".contains(sign) || (sign == "." && next.isWhitespace) {
        sentences.append(sentence)
        sentence = ""
      }
    }
    return sentences + [sentence]
  }

  private static let placeLabels: Set<String> = [
    "place", "location", "venue", "where", "city", "会议地点", "大会地点", "举办地点", "举办地", "举办城市",
    "地点", "城市",
  ]

  private static let dateLabels: Set<String> = [
    "date", "dates", "when", "会议日期", "会议时间", "大会日期", "大会时间", "举办时间", "举办日期", "日期", "时间",
  ]

  private static let meetings = [
    "see you", "see you all", "meet you", "meet in", "meeting in", "meeting you", "join us in",
    "welcome to", "seeing you", "looking forward to", "hope to see", "hope to meet", "相见", "见面",
    "相聚", "会面", "再会", "期待在", "欢迎来到", "不见不散", "见！",
  ]

  private static let announcements = [
    "takes place", "take place", "will be held", "is held in", "runs from", "comes to",
    "将于", "将在", "举办", "举行", "召开",
  ]

  private static let otherEditions = [
    "last year", "next year", "previous", "past ", "earlier", "was held", "took place",
    "last edition", "next edition",
    "since ", "before", "去年", "明年", "前年", "上届", "往届", "下届",
    "上一届", "下一届", "曾", "此前", "之前", "历届", "上次", "下次", "以往",
  ]
}
