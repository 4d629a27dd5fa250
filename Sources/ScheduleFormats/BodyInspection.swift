/// Tells a programme from what servers send in its place.
enum BodyInspection {
  /// The body from its first character on, without a byte order mark.
  static func programme(in body: Bytes) throws(ScheduleFormatError) -> Bytes {
    if body.count >= 2, body[0] == 0x1F, body[1] == 0x8B { throw .gzip }
    var start = 0
    if body.starts(with: "\u{FEFF}") { start = 3 }
    // A leading line break still counts as a line, so only the blanks are looked past, not cut.
    let text = body.dropFirst(start)
    let first = text.trimmed
    if first.isEmpty { throw .empty }
    if first.startsIgnoringCase(with: "ERR:") {
      throw .serverError(beginning(of: first, limit: 80))
    }
    if first.startsIgnoringCase(with: "<!doctype html") || first.startsIgnoringCase(with: "<html") {
      throw .html
    }
    return text
  }

  /// The first line that is not blank, printable and not longer than the limit.
  static func beginning(of body: Bytes, limit: Int) -> String {
    let text = body.trimmed
    let line = text.slice(0..<min(text.count, limit * 4))
    let first =
      String(decoding: line.buffer, as: UTF8.self)
      .split(whereSeparator: \.isNewline).first ?? ""
    let printable = first.unicodeScalars.map { scalar -> Character in
      scalar.value < 0x20 || scalar.value == 0x7F ? "?" : Character(scalar)
    }
    return String(printable.prefix(limit))
  }
}
