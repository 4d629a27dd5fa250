import Testing

/// Each rule on made-up snippets: that it fires, and that it does not.
@Suite struct RuleTests {
  /// The lines at which a rule fires in a snippet, from 1.
  private func lines(_ findings: [Finding]) -> [Int] { findings.map(\.line) }

  private func source(_ target: String, _ source: String) -> SourceFile {
    SourceFile(path: "Sources/\(target)/Example.swift", source: source)
  }

  private func exampleTest(_ source: String, in target: String = "PlanningTests") -> SourceFile {
    SourceFile(path: "Tests/\(target)/ExampleTests.swift", source: source)
  }

  @Test(arguments: [
    ("import GRDB", "GRDB"),
    ("  package import ConferenceModel", "ConferenceModel"),
    ("@testable @preconcurrency import Delivery", "Delivery"),
    ("@_spi(Testing) internal import Yams", "Yams"),
    ("import struct Foundation.Date", "Foundation"),
    ("private import class Crypto.HMAC // why", "Crypto"),
  ])
  func `an import is read whatever stands around it`(line: String, module: String) {
    #expect(ImportRule.imports(of: source("Planning", line)).map(\.module) == [module])
  }

  @Test(arguments: ["// import GRDB", "let a = \"import GRDB\"", "important(1)"])
  func `what is not an import is not read as one`(line: String) {
    #expect(ImportRule.imports(of: source("Planning", line)).isEmpty)
  }

  @Test func `an import above the target's layer is found`() {
    let text = "import ConferenceModel\nimport Foundation; import HTTPTransport\n"
    #expect(lines(ImportRule.findings(in: source("Planning", text))) == [2])
    #expect(ImportRule.findings(in: source("ScheduleSync", text)).isEmpty)
  }

  @Test func `a target without a line and a line without a target are found`() {
    var folders = Set(ImportRule.table.keys).union(ImportRule.inC)
    #expect(ImportRule.findings(targetsOnDisk: folders).isEmpty)
    folders.remove("Planning")
    folders.insert("Mystery")
    #expect(
      ImportRule.findings(targetsOnDisk: folders) == [
        "Mystery has no line in the table", "Planning has a line but no folder",
      ])
  }

  @Test(arguments: [
    ("Planning", "let a = Date()"),
    ("Planning", "let a = Foundation.Date.now"),
    ("Delivery", "try await Task.sleep(for: .seconds(1))"),
    ("Delivery", "let a = ContinuousClock.now"),
    ("Delivery", "let a = Double.random(in: 0..<1)"),
    ("Delivery", "var a = SystemRandomNumberGenerator()"),
    ("ChatChannels", "curl_easy_init()"),
    ("ScheduleSync", "URLSession.shared"),
    ("ScheduleFormats", "FileManager.default"),
    ("Phrasebook", "print(\"\\(ProcessInfo.processInfo)\")"),
  ])
  func `a call away from its home is found`(target: String, code: String) {
    #expect(lines(BannedCallRule.findings(in: source(target, code))) == [1])
  }

  @Test(arguments: [
    ("Timekeeping", "let a = Date.now"),
    ("TalkBellApp", "let a = Double.random(in: 0..<1)"),
    ("Delivery", "let a = Double.random(in: 0..<1, using: &source)"),
    ("Delivery", "let a = Double.random(\n  in: 0..<1, using: &source)"),
    ("HTTPTransport", "curl_easy_init()"),
    ("Persistence", "FileManager.default"),
    ("Planning", "let a = LocalDate()"),
    ("Planning", "let a = Date.nowhere"),
    ("Planning", "// never Date.now"),
    ("Planning", "let a = \"Date.now\""),
  ])
  func `a call at home, another name and a mention are not found`(target: String, code: String) {
    #expect(BannedCallRule.findings(in: source(target, code)).isEmpty)
  }

  @Test func `a test that waits is found, but for the exceptions`() {
    let code = "try await Task.sleep(for: .seconds(1))\nlet a = Date()"
    #expect(lines(BannedCallRule.findings(inTest: exampleTest(code))) == [2, 1])
    #expect(BannedCallRule.findings(inTest: exampleTest(code, in: "EndToEndTests")).isEmpty)
  }

  @Test(arguments: [
    "func testNothing() {}",
    "func `a sentence`() {}",
    "@Test func a() {}\nfunc testNothing() {}",
  ])
  func `a test that never runs is found`(code: String) {
    #expect(TestRule.findings(in: exampleTest(code)).count == 1)
  }

  @Test(arguments: [
    "@Test func testSomething() {}",
    "@Test(arguments: [\n  1, 2,\n])\nfunc `a sentence`(number: Int) {}",
    "private func expectNone() {}",
    "let a = \"func testNothing() {}\"",
  ])
  func `a test that runs and a function that is none are not found`(code: String) {
    #expect(TestRule.findings(in: exampleTest(code)).isEmpty)
  }

  @Test func `a name that says nothing is found`() {
    let code =
      "struct ChatManager {}\nactor RetryHelper {}\nenum ManagerRole {}\nFileManager.default"
    #expect(lines(WordRule.namesWithoutMeaning(in: source("Delivery", code))) == [1, 2])
    let file = SourceFile(path: "Sources/Planning/DateUtils.swift", source: "")
    #expect(lines(WordRule.namesWithoutMeaning(in: file)) == [1])
  }

  @Test func `work undone is found`() {
    let mark = "TO" + "DO"
    let code = "// \(mark): more\nlet a = try! b()\nfatalError()\nlet c = \"\(mark) fatalError(\"\n"
    #expect(lines(WordRule.unfinished(in: source("Planning", code))) == [1, 2, 3])
  }

  @Test(arguments: [
    "package struct A {}",
    "  package static func a() {}",
    "  static package func a() {}",
    "  @discardableResult package func a() {}",
    "// an ordinary comment\npackage let a = 1",
    "/// A comment of something else.\n\npackage let a = 1",
  ])
  func `a package declaration without a comment is found`(code: String) {
    #expect(DocumentationRule.findings(in: source("Planning", code)).count == 1)
  }

  @Test(arguments: [
    "/// An A.\npackage struct A {}",
    "/// An A.\n@frozen\npackage struct A {}",
    "package import ConferenceModel",
    "struct A {}",
    "let package = Package(name: \"a\")",
    "// package struct A {}",
  ])
  func `a package declaration with a comment and what is none are not found`(code: String) {
    #expect(DocumentationRule.findings(in: source("Planning", code)).isEmpty)
  }

  @Test(arguments: [(SizeRule.fileLimit, 0), (SizeRule.fileLimit + 1, 1)])
  func `a file over its limit is found`(lines: Int, findings: Int) {
    let text = String(repeating: "\n", count: lines)
    #expect(SizeRule.longFile(source("Planning", text)).count == findings)
  }

  @Test(arguments: [
    ("func a(b: () -> Void = {}) {", 0, 0), ("func a() {", 1, 1), ("init?() {", 1, 1),
    ("private func a<B>(\n  b: B\n) where B: C {", -1, 1), ("a.init {", 1, 0),
  ])
  func `a function over its limit is found`(head: String, excess: Int, findings: Int) {
    let body = String(repeating: "  b { \"}\" }\n", count: SizeRule.functionLimit - 2 + excess)
    let code = "struct A {\n\(head)\n\(body)}\n}\n"
    #expect(SizeRule.longFunctions(in: source("Planning", code)).count == findings)
  }

  @Test func `a requirement of a protocol has no length`() {
    let more = String(repeating: "  // more\n", count: 80)
    let code = "protocol A {\n  func a()\n\(more)  func b()\n}\nlet c = [\n\(more)]\n"
    #expect(SizeRule.longFunctions(in: source("Planning", code)).isEmpty)
  }

  @Test func `a long line is found, but for data and links`() {
    let long = String(repeating: "a", count: SizeRule.columnLimit + 1)
    let wide = String(repeating: "é", count: SizeRule.columnLimit)
    let code =
      "\(long)\n// \(wide.dropFirst(3))\n// https://\(long)\nlet a = \"\"\"\n\(long)\n\"\"\"\n"
    #expect(lines(SizeRule.longLines(in: source("Planning", code))) == [1])
    #expect(SizeRule.longLines(in: source("Planning", "  /\(long)/")).isEmpty)
  }

  @Test func `a machine's path is found`() {
    let text = "relative/work\nat \(RepositoryRule.foreignWords[0])main\n"
    #expect(lines(RepositoryRule.foreignWords(in: text, path: "README.md")) == [2])
  }

  @Test(arguments: [
    ("# Changes\n\n## [Unreleased]\n", true), ("## Unreleased\n", true),
    ("## [1.0.0]\n\nUnreleased\n", false),
  ])
  func `a change log without its section is found`(text: String, has: Bool) {
    #expect(RepositoryRule.hasUnreleasedSection(text) == has)
  }
}
