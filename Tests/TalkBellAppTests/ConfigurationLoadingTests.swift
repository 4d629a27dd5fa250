import Foundation
import TalkBellApp
import TestSupport
import Testing

@Suite struct ConfigurationLoadingTests {
  @Test func `what stands in a file is relative to the file`() throws {
    let folder = try TemporaryFolder.make()
    try write("\u{FEFF}" + text, to: "bell.yaml", in: folder)
    try write("1:abc\n", to: "token", in: folder)
    let configuration = try load("bell.yaml", in: folder)
    #expect(configuration.sources.map(\.location) == [.file("\(folder.path)/main.ics")])
    #expect(configuration.storePath == "\(folder.path)/talkbell.sqlite")
    #expect(configuration.platforms.telegram?.token == Secret("1:abc"))
  }

  @Test func `a file that can't be read is one line`() throws {
    let folder = try TemporaryFolder.make()
    try Data([0x61, 0xFF, 0xFE]).write(to: folder.appending(path: "latin.yaml"))
    try write("", to: "empty.yaml", in: folder)
    let reasons = [
      "absent.yaml": "no such file", ".": "a folder, not a file",
      "latin.yaml": "not text in UTF-8; save it as UTF-8",
      "empty.yaml": "the file is empty; conference, sources and platforms must be given",
    ]
    for (file, reason) in reasons {
      let error = #expect(throws: ConfigurationErrors.self) { try load(file, in: folder) }
      #expect(error?.description == "\(folder.path)/\(file): \(reason)")
    }
  }

  @Test func `a token's file that is absent is named with the key`() throws {
    let folder = try TemporaryFolder.make()
    try write(text, to: "bell.yaml", in: folder)
    let error = #expect(throws: ConfigurationErrors.self) { try load("bell.yaml", in: folder) }
    let path = folder.path
    #expect(
      error?.description
        == "\(path)/bell.yaml:3: platforms.telegram.tokenFile: \(path)/token: no such file")
  }

  private let text = """
    conference: {name: K, timeZone: UTC}
    sources: [{id: main, url: main.ics}]
    platforms: {telegram: {tokenFile: token}}
    """

  private func load(_ name: String, in folder: URL) throws -> TalkBellConfiguration {
    try TalkBellConfiguration.load(file: "\(folder.path)/\(name)", environment: [:])
  }

  private func write(_ text: String, to name: String, in folder: URL) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
}
