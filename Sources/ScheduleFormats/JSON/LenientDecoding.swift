/// An element of a list that may be unreadable without taking the list with it.
struct Lossy<Value: Decodable>: Decodable {
  /// The element, or why it is none.
  let result: Result<Value, any Error>

  init(from decoder: any Decoder) {
    result = Result { try Value(from: decoder) }
  }

  /// The element; nil when it can't be read.
  var value: Value? { try? result.get() }
}

/// Feeds are not of one mind about types: ids are numbers in one and strings in the next, a list
/// without elements is missing, null or an empty object.
extension KeyedDecodingContainer {
  /// A string, number or truth value as text; nil when missing, null or of another type.
  func text(_ key: Key) -> String? {
    do {
      return try decodeIfPresent(String.self, forKey: key)
    } catch {
      if let number = try? decode(Int.self, forKey: key) { return String(number) }
      if let number = try? decode(Double.self, forKey: key) { return String(number) }
      return (try? decode(Bool.self, forKey: key)).map { $0 ? "true" : "false" }
    }
  }

  /// A truth value; also `"true"`, `"Y"` and 1. False when missing or of another type.
  func flag(_ key: Key) -> Bool {
    if let flag = try? decodeIfPresent(Bool.self, forKey: key) { return flag }
    guard let text = text(key)?.lowercased() else { return false }
    return ["true", "y", "yes", "1"].contains(text)
  }

  /// The elements of a list; none when it is missing, null or no list.
  func list<Value: Decodable>(_ key: Key, of type: Value.Type = Value.self) -> [Lossy<Value>] {
    (try? decodeIfPresent([Lossy<Value>].self, forKey: key)) ?? []
  }

  /// An object; nil when it is missing, null or unreadable.
  func object<Value: Decodable>(_ key: Key, of type: Value.Type = Value.self) -> Value? {
    (try? decodeIfPresent(Value.self, forKey: key)) ?? nil
  }
}

/// A string, number or truth value that stands in a list.
struct Scalar: Decodable {
  /// As text.
  let text: String

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      self.text = text
    } else if let number = try? value.decode(Int.self) {
      text = String(number)
    } else {
      text = String(try value.decode(Double.self))
    }
  }
}
