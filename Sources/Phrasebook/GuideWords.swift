import ConferenceModel
import Messaging

/// A guide in a list of guides.
package struct GuideSummary: Hashable, Sendable {
  /// What to type for it.
  package var id: String
  /// In the guide's own words.
  package var title: String
  /// How many sessions it recommends.
  package var count: Int

  /// A guide in a list.
  package init(id: String, title: String, count: Int) {
    self.id = id
    self.title = title
    self.count = count
  }
}

extension Layout {
  /// Which guides there are, with a button for each.
  func guides(_ guides: [GuideSummary]) -> MessageDocument {
    MessageDocument(
      blocks: [
        .heading("\(words.guidesHeading)"),
        .bulleted(
          guides.map {
            Sentence.lines([
              "\(strong: $0.title) · \(words.recommended(count: $0.count))",
              "\(code: "\(words.command(.guide)) \($0.id)")",
            ])
          }),
      ],
      buttons: guides.compactMap { button($0.title.prefixed(30), "guide \($0.id)") }.map { [$0] })
  }

  /// The beginning of a reason, as much as a list has room for; nil when there is nothing.
  func briefReason(_ reason: String) -> String? {
    let first = reason.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return first.isEmpty ? nil : first.prefixed(160)
  }
}

extension String {
  /// At most so many characters, an ellipsis included.
  fileprivate func prefixed(_ limit: Int) -> String {
    count <= limit ? self : prefix(limit - 1) + "…"
  }
}

extension EnglishWords {
  var guidesHeading: String { "Guides" }
  var starAllLabel: String { "☆ Star all" }
  func recommended(count: Int) -> String { count == 1 ? "1 talk" : "\(count) talks" }
  func missingPicks(_ titles: [String]) -> Sentence {
    "Also in the guide, but not found in the programme: \(titles.joined(separator: "; "))."
  }
}

extension ChineseWords {
  var guidesHeading: String { "推荐指南" }
  var starAllLabel: String { "☆ 全部收藏" }
  func recommended(count: Int) -> String { "\(count) 场" }
  func missingPicks(_ titles: [String]) -> Sentence {
    "指南中还有以下内容，但日程里没有找到：\(titles.joined(separator: "；"))。"
  }
}
