/// Gives equal texts one String: rooms, tracks and speakers repeat hundreds of times.
struct StringPool {
  private var strings: [UInt64: String] = [:]

  /// The string of the bytes; bytes that are not UTF-8 become U+FFFD.
  mutating func string(_ bytes: Bytes) -> String {
    // Fifteen bytes and less are stored inside the String, so there is nothing to share.
    if bytes.count <= 15 { return bytes.string }
    let hash = bytes.stableHash
    if let known = strings[hash], isSame(known, bytes) { return known }
    let string = bytes.string
    strings[hash] = string
    return string
  }

  private func isSame(_ known: String, _ bytes: Bytes) -> Bool {
    var known = known
    return known.withUTF8 { Bytes($0).equals(bytes) }
  }
}
