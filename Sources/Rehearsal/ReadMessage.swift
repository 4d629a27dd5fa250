import ConferenceModel
import Foundation
import Messaging

/// What a message says, read from its words as a person would.
struct ReadMessage {
  /// What sort of message it is.
  enum Kind: Equatable {
    /// With the minutes left that it states.
    case reminder(minutes: Int)
    case alert
    /// With its day.
    case digest(ClockText.MonthDay)
    /// All else: answers.
    case answer
  }

  /// What it says of one session.
  struct Statement {
    var title: String
    /// Struck out: it does not take place.
    var isOff: Bool
    /// What one may go to instead.
    var isOffer = false
    /// nil where it states none.
    var time: ClockText?
    /// Says that the time is unknown.
    var isTimeUnknown = false
    /// The parts of the lines that may name the room; empty where it states none.
    var places: [String] = []
  }

  var kind: Kind
  var statements: [Statement] = []
  /// All that still holds in it.
  var text: String

  private static let offers = ["Your backup", "你的备选"]
  private static let unknownTimes = ["time not announced", "时间待定"]

  /// Reads a message.
  ///
  /// - parameter isTitle: whether a text is the title of some session in some version.
  init(_ receipt: RunRecord.Receipt, isTitle: (String) -> Bool) {
    let lines = MessageLines(receipt.document).lines
    text = lines.map(\.standing).joined(separator: "\n")
    kind = MessageWords.kind(of: lines, attention: receipt.attention)
    for index in lines.indices {
      for title in Self.titles(in: lines[index], isTitle) {
        // `New title: old → new` below a title says nothing more of it.
        let isRepeated =
          title.isArrow
          && lines.indices.contains { other in
            other < index && lines[other].group == lines[index].group
              && lines[other].pieces.contains { $0.look == .strong && $0.text == title.text }
          }
        if !isRepeated { statements.append(Self.statement(title, lines, at: index, isTitle)) }
      }
    }
  }

  private typealias Title = (text: String, isOff: Bool, isArrow: Bool)

  /// The titles in a line, those struck out for others left out.
  private static func titles(
    in line: MessageLines.Line, _ isTitle: (String) -> Bool
  ) -> [Title] {
    let pieces = line.pieces
    return pieces.indices.compactMap { index -> Title? in
      let piece = pieces[index]
      guard piece.look != .plain, isTitle(piece.text) else { return nil }
      let next = index + 1 < pieces.count ? pieces[index + 1].text : ""
      if piece.look == .struck { return next.hasPrefix(" → ") ? nil : (piece.text, true, false) }
      // What follows an arrow is a new title only where the old one stands before it: a room may
      // be named like a talk.
      if index >= 2, pieces[index - 1].text == " → " {
        let isRetitled = isTitle(pieces[index - 2].text)
        guard isRetitled, ClockText.find(in: line.standing) == nil else { return nil }
        return (piece.text, false, true)
      }
      return (piece.text, false, false)
    }
  }

  /// The time and place beside a title: in its line, else before it in its paragraph, else after
  /// it there, else in the heading above.
  private static func statement(
    _ title: Title, _ lines: [MessageLines.Line], at index: Int,
    _ isTitle: (String) -> Bool
  ) -> Statement {
    var statement = Statement(title: title.text, isOff: title.isOff)
    statement.isOffer = offers.contains { lines[index].standing.hasPrefix($0) }
    let group = lines[index].group
    let before = lines.indices.filter { $0 < index && lines[$0].group == group }.reversed()
    let after = lines.indices.filter { $0 > index && lines[$0].group == group }
    let heading = lines.indices.last { $0 < index && lines[$0].isHeading }
    let order = [index] + Array(before) + Array(after) + (heading.map { [$0] } ?? [])
    for candidate in order {
      let text = plain(lines[candidate], isTitle)
      if unknownTimes.contains(where: text.contains) {
        statement.isTimeUnknown = true
        statement.places = parts(text)
        break
      }
      guard let found = ClockText.find(in: text) else { continue }
      statement.time = found.time
      statement.places = parts(found.rest)
      break
    }
    // A list by start times has the room beside the title, a block in the heading.
    statement.places += parts(plain(lines[index], isTitle))
    if let heading { statement.places += parts(plain(lines[heading], isTitle)) }
    return statement
  }

  /// What stands in a line besides titles.
  private static func plain(_ line: MessageLines.Line, _ isTitle: (String) -> Bool) -> String {
    line.pieces.filter { $0.look != .struck }
      .map { $0.look == .strong && isTitle($0.text) && !isAfterArrow($0, line) ? " · " : $0.text }
      .joined()
  }

  private static func isAfterArrow(
    _ piece: MessageLines.Piece, _ line: MessageLines.Line
  ) -> Bool {
    line.pieces.indices.contains {
      $0 > 0 && line.pieces[$0].text == piece.text && line.pieces[$0 - 1].text == " → "
    }
  }

  private static func parts(_ text: String) -> [String] {
    let whole = text.trimmingCharacters(in: marks)
    return [whole] + text.components(separatedBy: " · ").map { $0.trimmingCharacters(in: marks) }
  }

  private static let marks = CharacterSet(charactersIn: "★→ ")
}
