import Yams

/// A value of the file with the way to it and its line: the small typed reader of the
/// configuration.
///
/// Codable would say what is wrong but not where, and would not see unknown keys.
struct ConfigurationNode {
  /// `sources[0].url`.
  let path: String
  /// Of the key, not of the value: an empty value has no line of its own.
  let line: Int
  let node: Node
  let context: ConfigurationContext

  /// Says what is wrong with this value.
  func report(_ message: String) {
    context.report(line: line, key: path.isEmpty ? nil : path, message)
  }

  /// Says that the value is right but has no effect.
  func warn(_ message: String) { context.warn(line: line, key: path, message) }

  /// The value as a section with these keys and no others; nil when it is none, which is reported.
  ///
  /// A key with nothing after it (`web:`) is an empty section.
  func section(_ known: [String]) -> ConfigurationSection? {
    guard let entries = entries() else { return nil }
    for entry in entries where !known.contains(entry.key) {
      let list = known.sorted().joined(separator: ", ")
      entry.value.report(
        known.isEmpty ? "unknown key; none are known here" : "unknown key; known keys are \(list)")
    }
    return ConfigurationSection(
      node: self,
      values: Dictionary(
        entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The keys and values of a section whose keys are the operator's own; nil when it is none.
  func entries() -> [(key: String, value: ConfigurationNode)]? {
    if isNull { return [] }
    guard case .mapping(let mapping) = node else {
      report("a section with keys expected, \(shown)")
      return nil
    }
    return mapping.compactMap { key, value in
      let line = key.mark?.line ?? line
      guard case .scalar(let scalar) = key else {
        context.report(line: line, key: path.isEmpty ? nil : path, "a key must be a plain word")
        return nil
      }
      let path = self.path.isEmpty ? scalar.string : "\(self.path).\(scalar.string)"
      return (
        scalar.string, ConfigurationNode(path: path, line: line, node: value, context: context)
      )
    }
  }

  /// The items of a list; empty when it is none, which is reported, and when nothing is there.
  func items() -> [ConfigurationNode] {
    if isNull { return [] }
    guard case .sequence(let sequence) = node else {
      report("a list expected, \(shown)")
      return []
    }
    return sequence.enumerated().map { index, item in
      ConfigurationNode(
        path: "\(path)[\(index)]", line: item.mark?.line ?? line, node: item, context: context)
    }
  }

  /// Whether nothing stands there.
  var isNull: Bool { node.tag.rawValue == Tag.Name.null.rawValue }

  /// Whether YAML takes what stands there for a number or for true or false.
  var isNumberOrFlag: Bool {
    [Tag.Name.int, .float, .bool].contains { $0.rawValue == node.tag.rawValue }
  }

  /// true or false; nil when it is neither, which is not reported.
  var flagIfAny: Bool? { node.bool }

  /// Whether it is a section, even an empty one.
  var isSection: Bool { node.mapping != nil }

  /// What stands there in the words of an error; not for secrets.
  var shown: String {
    switch node {
    case .scalar(let scalar): isNull ? "nothing is there" : "not \"\(scalar.string)\""
    case .mapping: "not a section"
    case .sequence: "not a list"
    case .alias: "not an alias"
    }
  }
}

/// A section whose keys have been checked.
struct ConfigurationSection {
  let node: ConfigurationNode
  let values: [String: ConfigurationNode]

  /// The value of a key; nil when it is absent.
  subscript(key: String) -> ConfigurationNode? { values[key] }

  /// The value of a key that must be there; nil when it is not, which is reported.
  func required(_ key: String) -> ConfigurationNode? {
    if let value = values[key] { return value }
    let path = node.path.isEmpty ? key : "\(node.path).\(key)"
    node.context.report(line: node.line, key: path, "missing; it must be given")
    return nil
  }

  /// Reads a key that is right but has no effect, and says so.
  func unused<Value>(
    _ key: String, because reason: String, read: (ConfigurationNode) -> Value?
  ) -> Value? {
    guard let value = values[key] else { return nil }
    value.warn("it has no effect, because \(reason)")
    return read(value)
  }
}
