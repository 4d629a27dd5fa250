import Foundation

/// Any JSON value, with truth values and numbers told apart.
package enum StandInJSON: Hashable, Sendable, Codable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([StandInJSON])
  case object([String: StandInJSON])

  /// nil when the bytes are not JSON.
  package init?(_ bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(StandInJSON.self, from: Data(bytes)) else {
      return nil
    }
    self = value
  }

  /// Reads whatever stands there.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int64.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([StandInJSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: StandInJSON].self))
    }
  }

  /// Writes it as it was.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// As JSON text, keys sorted.
  package var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }

  /// A member of an object; nil for anything else.
  package subscript(_ key: String) -> StandInJSON? { object?[key] }
  /// The members of an object.
  package var object: [String: StandInJSON]? {
    if case .object(let value) = self { value } else { nil }
  }
  /// The elements of an array.
  package var array: [StandInJSON]? {
    if case .array(let value) = self { value } else { nil }
  }
  /// A string's text.
  package var string: String? {
    if case .string(let value) = self { value } else { nil }
  }
  /// A whole number.
  package var integer: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }
  /// A truth value.
  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }
}

extension StandInJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  package init(integerLiteral value: Int64) { self = .integer(value) }
  /// A truth value.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An array.
  package init(arrayLiteral elements: StandInJSON...) { self = .array(elements) }
  /// An object; the last of equal keys counts.
  package init(dictionaryLiteral elements: (String, StandInJSON)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
