/// The names in Sched's CSV, where a list is one text.
enum SchedNames {
  /// The names of `Ada Lovelace, Alan Turing, PhD`: a title behind a name is no name.
  static func list(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { text in
      let text = Bytes(text)
      // From where the last name begins to where it ends, titles included.
      var names: [Range<Int>] = []
      var start = 0
      while start < text.count {
        let end = text.firstIndex(of: UInt8(ascii: ","), from: start) ?? text.count
        let name = text.slice(start..<end).trimmed
        let begin = name.base - text.base
        if isTitle(name), let last = names.last {
          names[names.count - 1] = last.lowerBound..<begin + name.count
        } else if !name.isEmpty {
          names.append(begin..<begin + name.count)
        }
        start = end + 1
      }
      return names.map { text.slice($0).string }
    }
  }

  private static func isTitle(_ name: Bytes) -> Bool {
    guard name.count <= 5 else { return false }
    var hash = StableHash()
    for byte in name.buffer where byte != UInt8(ascii: ".") { hash.add(byte.lowercased) }
    return titles.contains(hash.value)
  }

  private static let titles = Set(
    ["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba", "cissp"].map { StableHash.of($0) })
}
