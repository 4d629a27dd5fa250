/// Takes the postal address off a LOCATION, `Hall 7 | Room A, Amsterdam, Netherlands`.
///
/// Sched writes the venue's name and its address in one text with a comma between, and a name may
/// hold commas itself. What most often follows the first comma, and ends more than half of a
/// file's locations, is the conference's own address: a location that ends in it is cut there.
/// Any other location, a hotel in another street, is cut at its first comma.
struct SchedRooms {
  /// `, Amsterdam, Netherlands`; empty when no address is shared.
  private let tail: [UInt8]

  /// Learns the shared address from the distinct locations of a file with their numbers of rows.
  init(locations: [(text: [UInt8], count: Int)]) {
    var counts: [[UInt8]: Int] = [:]
    for (text, count) in locations {
      guard let comma = text.firstIndex(of: UInt8(ascii: ",")) else { continue }
      counts[Array(text[comma...]), default: 0] += count
    }
    // Of equally frequent ones the same must win in every run, whatever the dictionary's order.
    let candidate = counts.max {
      $0.value != $1.value ? $0.value < $1.value : $0.key.lexicographicallyPrecedes($1.key)
    }?.key
    guard let candidate else {
      tail = []
      return
    }
    let total = locations.reduce(0) { $1.text.isEmpty ? $0 : $0 + $1.count }
    let ending = locations.reduce(0) { sum, location in
      location.text.suffix(candidate.count).elementsEqual(candidate) ? sum + location.count : sum
    }
    tail = ending >= 2 && ending * 2 > total ? candidate : []
  }

  /// The venue's name.
  func room(of location: Bytes) -> Bytes {
    if !tail.isEmpty, location.count > tail.count {
      let end = location.count - tail.count
      let isTail = tail.withUnsafeBufferPointer { Bytes($0).equals(location.dropFirst(end)) }
      if isTail { return location.slice(0..<end).trimmed }
    }
    guard let comma = location.firstIndex(of: UInt8(ascii: ",")), comma > 0 else {
      return location
    }
    return location.slice(0..<comma).trimmed
  }
}
