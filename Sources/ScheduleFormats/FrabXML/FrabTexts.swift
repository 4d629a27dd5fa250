/// Makes the texts of a document the way the rest of the program expects them.
struct FrabTexts: ~Copyable {
  private var normalizer = TextNormalizer()
  private var plainText = PlainText()
  private var pool = StringPool()

  init() {}

  /// One normalised line, one String for all equal ones; nil for an empty one.
  mutating func line(_ text: [UInt8]) -> String? {
    text.withUnsafeBufferPointer { text in
      let line = normalizer.normalize(Bytes(text), [])
      return line.isEmpty ? nil : pool.string(line)
    }
  }

  /// As above; nil stays nil.
  mutating func line(_ text: String?) -> String? {
    guard var text else { return nil }
    return text.withUTF8 { text in
      let line = normalizer.normalize(Bytes(text), [])
      return line.isEmpty ? nil : pool.string(line)
    }
  }

  /// A title without the mark that says it is cancelled, and whether it had one.
  mutating func title(_ text: [UInt8]) -> (text: String, isCancelled: Bool)? {
    text.withUnsafeBufferPointer { text in
      let title = normalizer.normalize(Bytes(text), [])
      guard !title.isEmpty else { return nil }
      if let rest = CancellationMark.strip(title) { return (rest, true) }
      return (title.string, false)
    }
  }

  /// Markdown or HTML as plain text with its paragraphs; nil when it says nothing.
  mutating func paragraphs(_ text: [UInt8]) -> String? {
    text.withUnsafeBufferPointer { text in
      let paragraphs = normalizer.normalize(plainText.convert(Bytes(text), .markdown), .multiline)
      return paragraphs.isEmpty ? nil : paragraphs.string
    }
  }
}
