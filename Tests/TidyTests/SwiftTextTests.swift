import Testing

@Suite struct SwiftTextTests {
  /// A source and what is left of it as code; `_` stands for a blanked byte.
  static let rows: [(source: String, code: String)] = [
    ("a // b", "a ____"),
    ("a /* b /* c */ d */ e", "a _________________ e"),
    (#"let a = "b\"c" + d"#, #"let a = "____" + d"#),
    (##"let a = #"b"c"# + d"##, ##"let a = #"___"# + d"##),
    (#"let a = "b\(c("d"))e" + f"#, #"let a = "__(c("_"))_" + f"#),
    ("let a = \"\"\"\n  b \"c\"\n  \"\"\" + d", "let a = \"\"\"\n_______\n__\"\"\" + d"),
    ("func `a \"b\" c`() {}", "func `_______`() {}"),
    (#"let a = /b"(c)/ + d"#, #"let a = /_____/ + d"#),
    (#"let a = #/b"/c/# + d"#, #"let a = #/____/# + d"#),
    ("let a = b / c / d", "let a = b / c / d"),
    ("let a = \"b\nlet c = d", "let a = \"_\nlet c = d"),
    ("let a = \"é\" + b", "let a = \"__\" + b"),
  ]

  @Test(arguments: rows)
  func `only code is left of a source`(source: String, code: String) {
    let kept = SwiftText(source).code.joined(separator: "\n")
    #expect(kept == code.replacing("_", with: " "))
  }

  @Test func `only comments are left of a source`() {
    let text = SwiftText("a // b\n\"// c\" /* d\ne */ f")
    #expect(text.comments == ["  // b", "       /* d", "e */  "])
  }

  @Test func `a line knows whether a string goes on in it`() {
    let text = SwiftText("let a = \"\"\"\n  b\n  \"\"\"\nlet c = 1")
    #expect(text.beginsInString == [false, true, true, false])
  }
}
