/// Cuts a body into records and fields (RFC 4180).
///
/// Written here because SwiftCSV 0.10.0, the package for it, reads a body that breaks off inside
/// quotes as if it were whole, drops an empty last field, and knows no lines to name in an error.
/// Records end with CRLF, LF or a lone CR; empty lines are stepped over. Fields are slices of the
/// body; those with doubled quotes are joined in one buffer that lives as long as this object.
final class CSVRecords {
  /// One record.
  struct Record {
    let fields: [Bytes]
    /// The 1-based line it begins at.
    let line: Int
    /// Whether a line break ends it; only of the last record it may be missing.
    let isEnded: Bool
  }

  private let body: Bytes
  private var position = 0
  private var lineNumber = 1
  private var joined: UnsafeMutablePointer<UInt8>?
  private var joinedCount = 0

  init(_ body: Bytes) { self.body = body }

  deinit { joined?.deallocate() }

  /// The next record; nil at the end.
  ///
  /// - throws: `malformed` when quotes are not closed or something stands behind them: where the
  ///   records after it begin is a guess then.
  func next() throws(ScheduleFormatError) -> Record? {
    while position < body.count, body.base[position] == 0x0A || body.base[position] == 0x0D {
      endLine()
    }
    guard position < body.count else { return nil }
    let line = lineNumber
    var fields: [Bytes] = []
    while true {
      fields.append(try field())
      guard position < body.count else { return Record(fields: fields, line: line, isEnded: false) }
      guard body.base[position] == UInt8(ascii: ",") else {
        endLine()
        return Record(fields: fields, line: line, isEnded: true)
      }
      position += 1
      // Behind a last comma a field is missing: the row is too short, and says so.
      if position == body.count { return Record(fields: fields, line: line, isEnded: false) }
    }
  }

  /// Steps over a line break.
  private func endLine() {
    let isPair =
      body.base[position] == 0x0D && position + 1 < body.count && body.base[position + 1] == 0x0A
    position += isPair ? 2 : 1
    lineNumber += 1
  }

  /// Reads a field up to the comma or line break behind it.
  private func field() throws(ScheduleFormatError) -> Bytes {
    if position < body.count, body.base[position] == UInt8(ascii: "\"") { return try quotedField() }
    let start = position
    while position < body.count, !isSeparator(body.base[position]) { position += 1 }
    return body.slice(start..<position)
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
  }

  private func quotedField() throws(ScheduleFormatError) -> Bytes {
    let line = lineNumber
    position += 1
    var start = position
    var pieces: [Range<Int>] = []
    while let quote = body.firstIndex(of: UInt8(ascii: "\""), from: position) {
      lineNumber += lineBreaks(in: position..<quote)
      position = quote + 1
      if position < body.count, body.base[position] == UInt8(ascii: "\"") {
        // The first of two quotes is kept, the second stepped over.
        pieces.append(start..<position)
        position += 1
        start = position
        continue
      }
      guard position == body.count || isSeparator(body.base[position]) else {
        throw .malformed(
          place: "line \(lineNumber)", reason: "something stands between a quote and the comma")
      }
      return join(pieces + [start..<quote])
    }
    throw .malformed(
      place: "line \(line)", reason: "a quote is not closed, the body breaks off")
  }

  /// CRLF counts as one.
  private func lineBreaks(in range: Range<Int>) -> Int {
    range.reduce(0) { count, index in
      let isReturn =
        body.base[index] == 0x0D && !(index + 1 < body.count && body.base[index + 1] == 0x0A)
      return body.base[index] == 0x0A || isReturn ? count + 1 : count
    }
  }

  private func join(_ pieces: [Range<Int>]) -> Bytes {
    if pieces.count == 1 { return body.slice(pieces[0]) }
    // All joined fields together are never longer than the body, so the buffer never moves.
    let buffer = joined ?? .allocate(capacity: body.count)
    joined = buffer
    let start = joinedCount
    for piece in pieces {
      (buffer + joinedCount).update(from: body.base + piece.lowerBound, count: piece.count)
      joinedCount += piece.count
    }
    return Bytes(base: buffer + start, count: joinedCount - start)
  }
}
