/// Why a file is no guide; every description is one line that names the line and what to do.
package enum GuideError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No bytes, or nothing but blanks.
  case empty
  /// More bytes than a guide has (256 KiB): how many there are.
  case tooLarge(bytes: Int)
  /// A zero byte: this is no text; its 1-based line.
  case notText(line: Int)
  /// Front matter begins here and nothing ends it; its 1-based line.
  case openFrontMatter(line: Int)
  /// A heading more than the picks a guide may have (200); its 1-based line.
  case tooManyPicks(line: Int)
  /// No heading has speakers, a time or a link below it; the file's last line.
  case noPicks(lastLine: Int)

  /// What was found, where, and what to do.
  package var description: String {
    switch self {
    case .empty: "line 1: the file is empty; write a guide in Markdown"
    case .tooLarge(let bytes):
      "line 1: the file has \(bytes) bytes, and a guide at most \(GuideReader.bytesMax);"
        + " check that it is the right file"
    case .notText(let line):
      "line \(line): a zero byte, so this is no text; save the guide as UTF-8"
    case .openFrontMatter(let line):
      "line \(line): the front matter that begins here never ends; close it with a line of ---"
    case .tooManyPicks(let line):
      "line \(line): more than \(GuideReader.picksMax) picks; divide the guide into several"
    case .noPicks(let lastLine):
      "line \(lastLine): the file ends and no heading has a line **Speakers:**, **Time:** or"
        + " **Link:** below it; give each pick one"
    }
  }
}
