import Foundation

/// The Bot API's methods and types as published, where the file is there to check against.
struct TelegramStandInSpecification: Decodable, Sendable {
  struct Field: Decodable, Sendable {
    var name: String
    var types: [String]
    var required: Bool
  }

  struct Entry: Decodable, Sendable {
    var fields: [Field]?
    var subtypes: [String]?
  }

  var methods: [String: Entry]
  var types: [String: Entry]

  /// Beside the corpus; nil when it is not there.
  static func load() -> TelegramStandInSpecification? { loaded }

  /// Read once: a megabyte for each of hundreds of stand-ins keeps a machine busy for minutes.
  private static let loaded: TelegramStandInSpecification? = {
    let url = Corpus.folder.deletingLastPathComponent()
      .appending(path: "specs/telegram-bot-api.json")
    guard let data = try? Data(contentsOf: url) else { return nil }
    return try? JSONDecoder().decode(TelegramStandInSpecification.self, from: data)
  }()

  /// What is wrong with a call; empty when it is as published.
  func problems(method: String, parameters: [String: StandInJSON]) -> [String] {
    guard let entry = methods[method] else { return ["no method \(method)"] }
    return problems(in: parameters, of: entry, at: method)
  }

  private func problems(
    in object: [String: StandInJSON], of entry: Entry, at path: String
  ) -> [String] {
    let fields = entry.fields ?? []
    let known = Set(fields.map(\.name))
    var found = object.keys.filter { !known.contains($0) }.sorted().map {
      "\(path) has no field \($0)"
    }
    for field in fields {
      guard let value = object[field.name] else {
        if field.required { found.append("\(path).\(field.name) is missing") }
        continue
      }
      if !field.types.contains(where: { self.problems(in: value, of: $0).isEmpty }) {
        let inner = field.types.count == 1 ? problems(in: value, of: field.types[0]) : []
        let expected = field.types.joined(separator: " or ")
        found.append("\(path).\(field.name) is not \(expected) \(inner.joined(separator: ", "))")
      }
    }
    return found
  }

  private func problems(in value: StandInJSON, of type: String) -> [String] {
    if type.hasPrefix("Array of ") {
      guard let elements = value.array else { return ["no array"] }
      let element = String(type.dropFirst("Array of ".count))
      return elements.flatMap { problems(in: $0, of: element) }
    }
    switch type {
    case "Integer": return value.integer == nil ? ["no whole number"] : []
    case "String": return value.string == nil ? ["no string"] : []
    case "Boolean", "True": return value.bool == nil ? ["no truth value"] : []
    case "Float":
      if case .number = value { return [] }
      return value.integer == nil ? ["no number"] : []
    default: break
    }
    guard let entry = types[type], let object = value.object else { return ["no \(type)"] }
    if let subtypes = entry.subtypes, !subtypes.isEmpty {
      let fits = subtypes.contains { problems(in: value, of: $0).isEmpty }
      return fits ? [] : ["no \(type)"]
    }
    return problems(in: object, of: entry, at: type)
  }
}
