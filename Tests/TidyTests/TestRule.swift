/// Tests that would never run: functions that look like one and lack the attribute.
enum TestRule {
  /// Functions named `test…`, or by a sentence in backticks, without `@Test` before them.
  static func findings(in file: SourceFile) -> [Finding] {
    var hasAttribute = false
    var found: [Finding] = []
    for (line, code) in file.text.code.enumerated() {
      if code.contains("@Test") { hasAttribute = true }
      guard let name = functionName(code, as: file.text.lines[line]) else { continue }
      if !hasAttribute, looksLikeTest(name) {
        found.append(file.finding(line, "func \(name) has no @Test, so it never runs"))
      }
      // An attribute belongs to the next function only.
      hasAttribute = false
    }
    return found
  }

  private static func looksLikeTest(_ name: Substring) -> Bool {
    name.hasPrefix("test") || name.contains(" ")
  }

  private static func functionName(_ code: String, as line: String) -> Substring? {
    guard code.contains("func "),
      let match = line.firstMatch(of: /\bfunc\s+(?:`([^`]+)`|(\w+))/)
    else { return nil }
    return match.1 ?? match.2
  }
}
