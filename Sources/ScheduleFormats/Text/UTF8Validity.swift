extension Bytes {
  /// The 1-based line of the first byte that belongs to no character; nil when all is UTF-8.
  var firstInvalidLine: Int? {
    guard String(validating: buffer, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var bytes = buffer.makeIterator()
    var line = 1
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue(let scalar): if scalar == "\n" { line += 1 }
      case .error: return line
      case .emptyInput: return nil
      }
    }
  }
}
