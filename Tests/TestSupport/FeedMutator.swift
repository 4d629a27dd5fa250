/// Breaks feeds in the ways that files break, and in worse ones; a seed always breaks them alike.
package struct FeedMutator {
  private var generator: Generator

  /// A mutator whose choices all follow from the seed.
  package init(seed: UInt64) { generator = Generator(state: seed) }

  /// A broken copy of a body, at most about four times as long.
  ///
  /// - parameter other: another feed, to splice pieces from.
  package mutating func mutate(_ body: [UInt8], with other: [UInt8]) -> [UInt8] {
    var body = body
    for _ in 0...number(below: 6) { change(&body, other) }
    return body
  }

  private mutating func change(_ body: inout [UInt8], _ other: [UInt8]) {
    let start = number(below: body.count + 1)
    let length = min(number(below: choose([4, 64, 4096])), body.count - start)
    switch number(below: 10) {
    case 0: body.replaceSubrange(start..<(start + length), with: [])
    case 1: body.insert(contentsOf: Array(body[start..<(start + length)]), at: start)
    case 2: body.removeSubrange(start...)
    case 3:
      guard start < body.count else { return }
      body[start] ^= UInt8(1 << number(below: 8))
    case 4:
      let from = number(below: other.count + 1)
      let piece = other[from..<min(other.count, from + number(below: 2048))]
      body.insert(contentsOf: piece, at: start)
    case 5: replaceNumber(in: &body, at: start)
    case 6: body.insert(contentsOf: longPiece(), at: start)
    default:
      body.replaceSubrange(
        start..<min(body.count, start + number(below: 12)), with: choose(Self.pieces))
    }
  }

  /// Digits from a place on become a number that few expect.
  private mutating func replaceNumber(in body: inout [UInt8], at start: Int) {
    guard let first = body[start...].firstIndex(where: { (0x30...0x39).contains($0) }) else {
      return
    }
    let end = body[first...].firstIndex { !(0x30...0x39).contains($0) } ?? body.count
    body.replaceSubrange(first..<end, with: choose(Self.numbers))
  }

  /// A long title, deep nesting, a long run of one character.
  private mutating func longPiece() -> [UInt8] {
    let piece = choose(["[", "{\"a\":", "<a>", "x", "é", "&amp;", "\r\n ", "\\", "中", "\u{202E}"])
    return Array(String(repeating: piece, count: choose([100, 1000, 10_000])).utf8)
  }

  private mutating func number(below bound: Int) -> Int {
    Int.random(in: 0..<max(bound, 1), using: &generator)
  }

  private mutating func choose<Value>(_ values: [Value]) -> Value {
    values[number(below: values.count)]
  }

  private static let numbers = [
    "0", "-1", "9999", "99999999999999999999", "1e999", "20260230", "250000", "4294967296", "",
  ].map { Array($0.utf8) }

  private static let pieces: [[UInt8]] =
    [
      "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "BEGIN:VTIMEZONE\r\n", "END:VCALENDAR\r\n", "\r",
      "\n ", "\r\n\t", ";", ":", "\"", "\\", "&", "&#x110000;", " - ", " & ", ", ", "\u{301}",
      "\u{200B}", "\u{202E}", "\u{FEFF}", "DTSTART;TZID=\"x:20260324\r\n",
      "DURATION:P99999999999999999999D\r\n", "DTEND:0\r\n", "RECURRENCE-ID:x\r\n",
      "RRULE:FREQ=DAILY;INTERVAL=0\r\n", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\r\n",
      "RRULE:FREQ=SECONDLY\r\n", "EXDATE:\r\n", "RDATE;VALUE=PERIOD:/\r\n", "CANCELLED", "[", "]",
      "{", "}", "null", "true", "[]", "{}", "\"start\":null", "\"id\":{}", "\\u0000", "\\ud800",
      "<event>", "</event>", "<event id=\"1\">", "</schedule>", "<![CDATA[", "<!--", "]]>",
      "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "<start>25:99</start>", "<duration>-1</duration>",
      "<?x", "?>", "<persons><person>", "</room>", "&lt;p&gt;", "&#0;", "encoding=\"ISO-8859-15\"",
      "<a:b xmlns:a=\"\">", " guid=\"g\"", "<br", "CATEGORIES:\r\n", "; ", "–", "N", "9999:00",
      "\"\"", ",,,", "2026-13-45T99:99:99+99:99", "+14:00", "Z", "---\n", "## ",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0xF0, 0x9F], [0], [0x1F, 0x8B]]

  /// SplitMix64: https://prng.di.unimi.it/splitmix64.c
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
