// Foundation, not FoundationEssentials: it brings memchr and memcmp of the C library.
import Foundation

/// A piece of a feed's body, not owned: valid only inside the call that reads the body.
///
/// All reading works on these, because one String per line or value would cost more than the
/// parsing itself. The pointer is never freed or kept by a reader.
struct Bytes {
  let base: UnsafePointer<UInt8>
  let count: Int

  /// Points to something that is always there.
  private static var nothing: UnsafePointer<UInt8> { (" " as StaticString).utf8Start }

  init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
  }

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    self.init(base: buffer.baseAddress ?? Self.nothing, count: buffer.count)
  }

  /// No bytes at all.
  static var empty: Bytes { Bytes(base: nothing, count: 0) }

  var isEmpty: Bool { count == 0 }
  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// The byte at an index; the index must be below `count`.
  subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count)
    return base[index]
  }

  /// The bytes of a range, cut to what there is.
  func slice(_ range: Range<Int>) -> Bytes {
    let lower = min(max(range.lowerBound, 0), count)
    let upper = min(max(range.upperBound, lower), count)
    return Bytes(base: base + lower, count: upper - lower)
  }

  func dropFirst(_ number: Int) -> Bytes { slice(number..<count) }

  /// Where a byte occurs first at or after an index.
  func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Without blanks, tabs and line breaks at both ends.
  var trimmed: Bytes {
    var (lower, upper) = (0, count)
    while lower < upper, base[lower].isBlankOrBreak { lower += 1 }
    while upper > lower, base[upper - 1].isBlankOrBreak { upper -= 1 }
    return slice(lower..<upper)
  }

  func starts(with text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && memcmp(base, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Whether the ASCII letters of any case agree.
  func startsIgnoringCase(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    for index in 0..<length where base[index].lowercased != text.utf8Start[index].lowercased {
      return false
    }
    return true
  }

  /// Whether it is the text, ASCII letters of any case.
  func equalsIgnoringCase(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && startsIgnoringCase(with: text)
  }

  func equals(_ other: Bytes) -> Bool {
    count == other.count && memcmp(base, other.base, count) == 0
  }

  /// FNV-1a over the bytes, the same in every run: the order of a result may depend on it.
  var stableHash: UInt64 {
    var hash = StableHash()
    for index in 0..<count { hash.add(base[index]) }
    return hash.value
  }

  /// As a string; bytes that are not UTF-8 become U+FFFD.
  var string: String { String(decoding: buffer, as: UTF8.self) }
}

/// FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
struct StableHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// The hash of a text's UTF-8.
  static func of(_ text: some StringProtocol) -> UInt64 {
    var hash = StableHash()
    for byte in text.utf8 { hash.add(byte) }
    return hash.value
  }
}

extension UInt8 {
  /// Lower case for ASCII letters, everything else unchanged.
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
  var isDigit: Bool { self &- 0x30 < 10 }
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isBlankOrBreak: Bool { isBlank || self == 0x0A || self == 0x0D }
}

extension Bytes {
  /// Whether two texts agree but for the case of ASCII letters.
  func lowercasedEquals(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where base[index].lowercased != other.base[index].lowercased {
      return false
    }
    return true
  }
}
