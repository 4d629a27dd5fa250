import ConferenceModel
import Foundation
import GRDB
import Persistence
import Testing

@Suite struct ConferenceDatabaseTests {
  @Test func `a new file has mode 0600 and so have its companions`() throws {
    let fixture = try StoreFixture()
    let database = try fixture.open()
    _ = try database.person()
    for suffix in ["", "-wal", "-shm", ".lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path + suffix)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
    }
  }

  @Test func `what was stored is there after opening again`() throws {
    let fixture = try StoreFixture()
    var database: ConferenceDatabase? = try fixture.open()
    try database?.load([session("a")])
    let stored = try database?.person()
    database = nil
    let again = try fixture.open()
    #expect(try again.read { try $0.subscribers() } == [stored].compactMap(\.self))
    #expect(try again.entry("a").session == session("a"))
  }

  @Test func `a second talkbell on the same file is refused`() throws {
    let fixture = try StoreFixture()
    let database = try fixture.open()
    #expect(throws: PersistenceError.inUse(path: fixture.path)) { _ = try fixture.open() }
    withExtendedLifetime(database) {}
  }

  @Test func `a damaged page is found where an examination looks`() throws {
    let fixture = try StoreFixture()
    var database: ConferenceDatabase? = try fixture.open()
    try database?.load((1...300).map { session("\($0)") })
    #expect(try database?.damage() == nil)
    database = nil
    var bytes = try Data(contentsOf: URL(filePath: fixture.path))
    #expect(bytes.count > 20 * 4096)
    // The headers of some pages in the middle; the first pages hold the schema, which stays whole.
    for page in (bytes.count / 8192)..<(bytes.count / 8192 + 8) {
      bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xFF, count: 64))
    }
    try bytes.write(to: URL(filePath: fixture.path))
    do {
      #expect(try fixture.open().damage() != nil)
    } catch {
      #expect(error as? Persistence.PersistenceError == .damaged(path: fixture.path))
    }
  }

  @Test func `a file that is no database is refused and left as it is`() throws {
    let fixture = try StoreFixture()
    let text = Data(String(repeating: "not a database\n", count: 100).utf8)
    try text.write(to: URL(filePath: fixture.path))
    #expect(throws: PersistenceError.notOurs(path: fixture.path)) { _ = try fixture.open() }
    #expect(try Data(contentsOf: URL(filePath: fixture.path)) == text)
  }

  @Test func `another program's database is refused and left as it is`() throws {
    let fixture = try StoreFixture()
    let foreign = try DatabaseQueue(path: fixture.path)
    try foreign.write { try $0.execute(sql: "CREATE TABLE song (title TEXT)") }
    try foreign.close()
    let before = try Data(contentsOf: URL(filePath: fixture.path))
    #expect(throws: PersistenceError.notOurs(path: fixture.path)) { _ = try fixture.open() }
    #expect(try Data(contentsOf: URL(filePath: fixture.path)) == before)
  }

  @Test func `a database of a newer version is refused`() throws {
    let fixture = try StoreFixture()
    _ = try fixture.open()
    let newer = try DatabaseQueue(path: fixture.path)
    try newer.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 from the future')")
    }
    try newer.close()
    #expect(throws: PersistenceError.newerVersion(path: fixture.path)) { _ = try fixture.open() }
  }

  @Test func `a folder that does not exist is named`() throws {
    let path = "/nonexistent/talkbell.sqlite"
    #expect(
      throws: PersistenceError.cannotOpen(path: path, reason: "No such file or directory")
    ) { _ = try ConferenceDatabase(path: path) }
  }

  @Test func `a full disk fails the write and keeps what was stored`() throws {
    let fixture = try StoreFixture()
    let database = try fixture.open()
    try database.load([session("a")])
    try database.limitSize(pages: 1)
    let abstract = String(repeating: "many words that need room ", count: 4000)
    #expect(throws: PersistenceError.diskFull(path: fixture.path)) {
      try database.load(
        (1...50).map { number in
          var one = session("b\(number)")
          one.abstract = abstract + String(number)
          return one
        })
    }
    #expect(try database.read { try $0.programme() }.entries.map(\.session) == [session("a")])
    try database.limitSize(pages: 1_000_000)
    try database.load([session("c")])
    #expect(try database.read { try $0.programme() }.entries.count == 2)
  }

  @Test func `a database that another program holds locked says so and works afterwards`() throws {
    let fixture = try StoreFixture()
    let database = try fixture.open()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let holder = try DatabaseQueue(path: fixture.path, configuration: configuration)
    try holder.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    #expect(throws: PersistenceError.locked(path: fixture.path)) { _ = try database.person() }
    try holder.inDatabase { try $0.execute(sql: "ROLLBACK") }
    #expect(try database.person().id == 1)
  }
}
