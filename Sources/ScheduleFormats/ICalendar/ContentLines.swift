/// One content line, unfolded.
struct ContentLine {
  /// Without the line end.
  let text: Bytes
  /// The 1-based number of its first physical line.
  let number: Int
}

/// Cuts a body into content lines and unfolds them (RFC 5545, section 3.1).
///
/// Lines end with CRLF, LF or a lone CR. Folds are joined as bytes, before any decoding, because
/// a fold may stand inside a character. Lines without a fold are slices of the body; folded ones
/// are joined in one buffer that lives as long as this object.
final class ContentLines {
  private let body: Bytes
  private var position = 0
  private var lineNumber = 0
  /// The next LF and CR at or after `position`, so that no stretch is searched twice.
  private var nextFeed: Int
  private var nextReturn: Int
  private var joined: UnsafeMutablePointer<UInt8>?
  private var joinedCount = 0

  init(_ body: Bytes) {
    self.body = body
    nextFeed = body.firstIndex(of: 0x0A) ?? body.count
    nextReturn = body.firstIndex(of: 0x0D) ?? body.count
  }

  deinit { joined?.deallocate() }

  /// The number of the last physical line that was read; 0 before the first.
  var lastLineNumber: Int { lineNumber }

  /// The next content line that is not empty; nil at the end.
  func next() -> ContentLine? {
    while position < body.count {
      let first = physicalLine()
      let number = lineNumber
      guard position < body.count, body[position].isBlank else {
        if first.isEmpty { continue }
        return ContentLine(text: first, number: number)
      }
      let text = join(first)
      if !text.isEmpty { return ContentLine(text: text, number: number) }
    }
    return nil
  }

  private func physicalLine() -> Bytes {
    if nextFeed < position { nextFeed = body.firstIndex(of: 0x0A, from: position) ?? body.count }
    if nextReturn < position {
      nextReturn = body.firstIndex(of: 0x0D, from: position) ?? body.count
    }
    let end = min(nextFeed, nextReturn)
    let line = body.slice(position..<end)
    let isPair = end == nextReturn && end + 1 == nextFeed && nextFeed < body.count
    position = min(end + (isPair ? 2 : 1), body.count)
    lineNumber += 1
    return line
  }

  private func join(_ first: Bytes) -> Bytes {
    // All joined lines together are never longer than the body, so the buffer never moves.
    let buffer = joined ?? .allocate(capacity: body.count)
    joined = buffer
    let start = joinedCount
    var piece = first
    while true {
      (buffer + joinedCount).update(from: piece.base, count: piece.count)
      joinedCount += piece.count
      guard position < body.count, body[position].isBlank else { break }
      position += 1
      piece = position < body.count ? physicalLine() : .empty
    }
    return Bytes(base: buffer + start, count: joinedCount - start)
  }
}
