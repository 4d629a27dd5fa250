import Foundation
import Testing

/// The rules, held against the package as it is on disk.
@Suite struct TreeTests {
  private let sources = SourceTree.swiftFiles.filter { !$0.isTest }
  private let tests = SourceTree.swiftFiles.filter(\.isTest)
  private let all = SourceTree.swiftFiles

  @Test func `the tree is found`() {
    #expect(SourceTree.paths.contains("Package.swift"))
    #expect(sources.contains { $0.target == "ConferenceModel" })
    #expect(tests.contains { $0.path == "Tests/TidyTests/TreeTests.swift" })
  }

  @Test func `a target imports only the layers below it`() {
    expectNone(sources.flatMap(ImportRule.findings(in:)))
  }

  @Test func `every target has its line in the import table`() {
    let findings = ImportRule.findings(targetsOnDisk: SourceTree.folders(in: "Sources"))
    #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
  }

  @Test func `time, chance, network and machine are touched only at home`() {
    expectNone(sources.flatMap(BannedCallRule.findings(in:)))
  }

  @Test func `tests neither wait nor read the machine's time`() {
    expectNone(tests.flatMap(BannedCallRule.findings(inTest:)))
  }

  @Test func `every test runs`() {
    expectNone(tests.flatMap(TestRule.findings(in:)))
  }

  @Test func `names say what a type is`() {
    expectNone(all.flatMap(WordRule.namesWithoutMeaning(in:)))
  }

  @Test func `nothing is left undone`() {
    expectNone(all.flatMap(WordRule.unfinished(in:)))
  }

  @Test func `every package declaration is documented`() {
    expectNone(all.flatMap(DocumentationRule.findings(in:)))
  }

  @Test func `files, functions and lines keep their limits`() {
    expectNone(all.flatMap(SizeRule.findings(in:)))
  }

  @Test func `no file names a machine or a package registry`() {
    let findings = SourceTree.paths.flatMap { path in
      SourceTree.contents(of: path).map { RepositoryRule.foreignWords(in: $0, path: path) } ?? []
    }
    expectNone(findings)
  }

  @Test(arguments: RepositoryRule.commands)
  func `a command can be run`(path: String) {
    let place = SourceTree.root.appending(path: path).path
    #expect(FileManager.default.isExecutableFile(atPath: place), "chmod +x \(path)")
  }

  @Test func `the change log has a place for what comes next`() throws {
    let changeLog = try #require(SourceTree.contents(of: "CHANGELOG.md"))
    #expect(RepositoryRule.hasUnreleasedSection(changeLog))
  }

  private func expectNone(
    _ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let list = findings.map(\.description).joined(separator: "\n")
    #expect(findings.isEmpty, "\(findings.count):\n\(list)", sourceLocation: sourceLocation)
  }
}
