import FoundationEssentials

/// A feed's body as JSON (RFC 8259).
enum JSONBody {
  /// Decodes the whole body.
  ///
  /// - throws: `malformed`, with the line where it is no JSON and the path where a part that the
  ///   format can't do without is missing or of another type.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from body: Bytes
  ) throws(ScheduleFormatError) -> Value {
    // The decoder only reads, and the data does not outlive the call.
    let data = Data(
      bytesNoCopy: UnsafeMutableRawPointer(mutating: body.base), count: body.count,
      deallocator: .none)
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      let (path, reason) = JSONPath.explain(error)
      // Only broken syntax has no place in the structure.
      if case .dataCorrupted(let context) = error, context.codingPath.isEmpty {
        let fault = JSONFault.first(in: body)
        throw .malformed(place: "line \(fault.line)", reason: fault.reason)
      }
      throw .malformed(place: path.isEmpty ? "the body" : path, reason: reason)
    } catch {
      throw .malformed(place: "the body", reason: "it can't be read as JSON")
    }
  }

  /// Whether all of these occur as keys of objects, at whatever depth.
  ///
  /// Stops at the last one found; a body without one of them is walked through to its end.
  static func hasKeys(_ keys: [StaticString], in body: Bytes) -> Bool {
    var missing = keys
    var index = 0
    while let quote = body.firstIndex(of: 0x22, from: index) {
      guard let end = closingQuote(in: body, from: quote + 1) else { return false }
      var next = end + 1
      while next < body.count, body.base[next].isBlankOrBreak { next += 1 }
      index = end + 1
      guard next < body.count, body.base[next] == UInt8(ascii: ":") else { continue }
      let key = body.slice(quote + 1..<end)
      missing.removeAll { key.count == $0.utf8CodeUnitCount && key.starts(with: $0) }
      if missing.isEmpty { return true }
    }
    return false
  }

  /// The quote that ends a text; one behind an odd number of backslashes is part of it.
  private static func closingQuote(in body: Bytes, from start: Int) -> Int? {
    var index = start
    while let quote = body.firstIndex(of: 0x22, from: index) {
      var slash = quote
      while slash > start, body.base[slash - 1] == UInt8(ascii: "\\") { slash -= 1 }
      if (quote - slash).isMultiple(of: 2) { return quote }
      index = quote + 1
    }
    return nil
  }

  /// The first byte that is no blank; 0 for a blank body.
  static func opening(of body: Bytes) -> UInt8 {
    let text = body.trimmed
    return text.isEmpty ? 0 : text[0]
  }
}

/// Places in JSON as people write them, `days[1].rooms["Ada"][3]`.
enum JSONPath {
  /// A path of keys and indices.
  static func describe(_ path: [any CodingKey]) -> String {
    path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        append(key.stringValue, to: &text)
      }
    }
  }

  /// Where and why decoding failed, one clause each.
  static func explain(_ error: DecodingError) -> (path: String, reason: String) {
    switch error {
    case .keyNotFound(let key, let context):
      (describe(context.codingPath), "\"\(key.stringValue)\" is missing")
    case .valueNotFound(_, let context): (describe(context.codingPath), "it is null")
    case .typeMismatch(let type, let context):
      (describe(context.codingPath), "it is no \(word(for: type))")
    case .dataCorrupted(let context): (describe(context.codingPath), "its text is damaged")
    @unknown default: ("", "it can't be read")
    }
  }

  private static func append(_ key: String, to text: inout String) {
    let isWord = key.utf8.allSatisfy { $0.isASCIILetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    if isWord, !key.isEmpty {
      text += text.isEmpty ? key : ".\(key)"
    } else {
      text += "[\"\(key)\"]"
    }
  }

  private static func word(for type: any Any.Type) -> String {
    let name = String(describing: type)
    if name.hasPrefix("Array") { return "list" }
    return name.hasPrefix("Dictionary") ? "object" : "text"
  }
}
