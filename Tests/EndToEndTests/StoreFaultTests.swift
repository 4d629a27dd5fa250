import Foundation
import GRDB
import Glibc
import TestSupport
import Testing

/// The store fails while the bot runs, or before: one line says so, nothing is lost or doubled, and
/// the bot goes on by itself where it can.
@Suite(.timeLimit(.minutes(4))) struct StoreFaultTests {
  @Test func `another program locks the store, and the bot waits until it lets go`() async throws {
    let stage = try await FaultStage()
    let bot = try stage.startBot()
    #expect(await stage.ask("/start", answer: "TalkBell") != nil, "\(bot.log)")
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    // The bot may be writing just now.
    configuration.busyMode = .timeout(20)
    let holder = try DatabaseQueue(path: stage.store, configuration: configuration)
    try await holder.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    stage.telegram.say("/lead 25", in: FaultStage.person)
    let line = stage.store + ": the database is locked by another program; close it and try again"
    #expect(await bot.hasLogged(line), "\(bot.log)")
    // Longer than the five seconds that a write waits and the second until the next attempt.
    try await Task.sleep(for: .seconds(8))
    #expect(stage.count("25") == 0)
    try await holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(await stage.answer("25") != nil, "\(bot.log)")
    #expect(await stage.ask("/mine", answer: "star") != nil, "\(bot.log)")
    #expect(stage.count("25") == 1)
    #expect(Set(bot.complaints).count == bot.complaints.count, "once each: \(bot.complaints)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test func `the disk is full for a while, and what was said meanwhile is answered once`()
    async throws
  {
    let stage = try await FaultStage()
    let bot = try stage.startBot()
    #expect(await stage.ask("/start", answer: "TalkBell") != nil, "\(bot.log)")
    // Less than the store has already; the log is smaller.
    try bot.limitFiles(to: 8192)
    stage.telegram.say("/lead 25", in: FaultStage.person)
    #expect(await bot.hasLogged("the disk could not be read or written"), "\(bot.log)")
    try await Task.sleep(for: .seconds(3))
    #expect(stage.count("25") == 0)
    try bot.limitFiles(to: nil)
    #expect(await stage.answer("25") != nil, "\(bot.log)")
    #expect(await stage.ask("/mine", answer: "star") != nil, "\(bot.log)")
    #expect(stage.count("25") == 1)
    #expect(Set(bot.complaints).count == bot.complaints.count, "once each: \(bot.complaints)")
    #expect(await bot.terminate() == 0)
    #expect(try await integrity(of: stage) == "ok")
    await stage.end()
  }

  @Test func `a damaged page ends the start with one line, and a healed file goes on`() async throws
  {
    let stage = try await FaultStage()
    var bot = try stage.startBot()
    #expect(await stage.ask("/lead 25", answer: "25") != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    let healthy = try damage("outbox", of: stage)
    bot = try stage.startBot()
    #expect(await bot.exitStatus() == 1)
    #expect(
      bot.log == stage.store
        + ": the database is damaged; restore a backup, or move the file away to start anew\n")
    try healthy.write(to: URL(filePath: stage.store))
    bot = try stage.startBot()
    #expect(await stage.ask("/lead", answer: "25") != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test func `a damaged page that is met while it runs is one line, and no crash`() async throws {
    let stage = try await FaultStage()
    var bot = try stage.startBot()
    #expect(await stage.ask("/start", answer: "TalkBell") != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    // Codes that link chats: nobody reads them at the start.
    let healthy = try damage("linkCode", of: stage)
    bot = try stage.startBot()
    #expect(await stage.ask("/lead 25", answer: "25") != nil, "\(bot.log)")
    stage.telegram.say("/link", in: FaultStage.person)
    #expect(await bot.hasLogged("the database is damaged"), "\(bot.log)")
    try await Task.sleep(for: .seconds(4))
    #expect(bot.complaints.count { $0.contains("damaged") } == 1, "\(bot.complaints)")
    #expect(await bot.terminate() == 0)
    // What was said is still to be answered.
    try healthy.write(to: URL(filePath: stage.store))
    bot = try stage.startBot()
    #expect(await stage.answer("link ") != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  @Test func `a folder where nothing can be made is named`() async throws {
    let stage = try await FaultStage()
    // Not even root makes files there.
    let path = "/sys/talkbell.sqlite"
    let file = stage.folder.appending(path: "talkbell.yaml")
    let text = try String(contentsOf: file, encoding: .utf8) + "\nstore: { path: \(path) }\n"
    try Data(text.utf8).write(to: file)
    let bot = try stage.startBot()
    #expect(await bot.exitStatus() == 1)
    #expect(bot.log.hasPrefix("\(path): cannot open the database ("), "\(bot.log)")
    #expect(
      bot.log.hasSuffix("); check that the folder exists and is writable\n"), "\(bot.log)")
    #expect(bot.log.split(separator: "\n").count == 1)
    await stage.end()
  }

  @Test(.enabled(if: Rights.canBeGivenUp, "needs setpriv where tests run as root"))
  func `a folder that has become read-only ends the start with one line`() async throws {
    let stage = try await FaultStage()
    Rights.open(stage.folder)
    var bot = try stage.startBot(launcher: Rights.launcher)
    #expect(await stage.ask("/lead 25", answer: "25") != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    for suffix in ["-wal", "-shm"] { unlink(stage.store + suffix) }
    chmod(stage.folder.path, 0o555)
    bot = try stage.startBot(launcher: Rights.launcher)
    #expect(await bot.exitStatus() == 1)
    #expect(bot.log.hasPrefix("\(stage.store): cannot open the database ("), "\(bot.log)")
    #expect(bot.log.split(separator: "\n").count == 1, "\(bot.log)")
    chmod(stage.folder.path, 0o777)
    bot = try stage.startBot(launcher: Rights.launcher)
    #expect(await stage.ask("/lead", answer: "25") != nil, "\(bot.log)")
    #expect(await bot.terminate() == 0)
    await stage.end()
  }

  /// Writes over the first page of a table; gives the file as it was.
  private func damage(_ table: String, of stage: FaultStage) throws -> Data {
    let database = try DatabaseQueue(path: stage.store)
    let (page, size) = try database.writeWithoutTransaction { database in
      // What stands in the log would be read in the place of the file's pages.
      try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      return (
        try Int.fetchOne(
          database, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table])
          ?? 0,
        try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
      )
    }
    try database.close()
    let healthy = try Data(contentsOf: URL(filePath: stage.store))
    var damaged = healthy
    let start = (page - 1) * size
    damaged.replaceSubrange(start..<start + size, with: Data(repeating: 0xA5, count: size))
    try damaged.write(to: URL(filePath: stage.store))
    return healthy
  }

  private func integrity(of stage: FaultStage) async throws -> String? {
    let database = try DatabaseQueue(path: stage.store)
    return try await database.read {
      try String.fetchOne($0, sql: "PRAGMA integrity_check")
    }
  }
}

/// Root may write anywhere: a program that shall not is run as nobody.
private enum Rights {
  private static let command = "/usr/bin/setpriv"
  private static let nobody = [
    command, "--reuid=65534", "--regid=65534", "--clear-groups",
  ]

  static var launcher: [String] { getuid() == 0 ? nobody : [] }

  static var canBeGivenUp: Bool {
    guard getuid() == 0 else { return true }
    guard FileManager.default.isExecutableFile(atPath: command) else { return false }
    return
      (try? ChildProcess.output(
        of: command, Array(nobody.dropFirst()) + [RunningBot.executable.path, "--version"])) != nil
  }

  /// Lets everybody work in a folder, and go through those above it that are ours.
  static func open(_ folder: URL) {
    chmod(folder.path, 0o777)
    chmod(folder.deletingLastPathComponent().path, 0o755)
    chmod(folder.appending(path: "talkbell.yaml").path, 0o644)
  }
}
