/// Every `package` declaration has a doc comment: it is what other targets see.
enum DocumentationRule {
  /// Declarations without one.
  static func findings(in file: SourceFile) -> [Finding] {
    file.text.code.indices.compactMap { line in
      guard isPackageDeclaration(file.text.code[line]), !isDocumented(line, in: file) else {
        return nil
      }
      return file.finding(line, "a package declaration without a /// comment")
    }
  }

  /// Whether `package` is among the modifiers that the line begins with. A setter's
  /// `package(set)` is not a declaration of its own, and an import is none at all.
  static func isPackageDeclaration(_ code: String) -> Bool {
    guard code.contains("package ") else { return false }
    let modifiers =
      /\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:final|static|class|lazy|weak|override|mutating|nonmutating|indirect|convenience|required|nonisolated|(?:private|fileprivate|package)\(set\))\s+)*package\s+(?!import\b).*/
    return code.wholeMatch(of: modifiers) != nil
  }

  /// Whether the nearest line above that is no attribute is a doc comment.
  private static func isDocumented(_ line: Int, in file: SourceFile) -> Bool {
    for above in file.text.lines[..<line].reversed() {
      let text = above.drop { $0 == " " }
      if text.hasPrefix("@") || text.hasPrefix("#if") || text == ")" { continue }
      return text.hasPrefix("///")
    }
    return false
  }
}
