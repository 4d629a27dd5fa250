import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Every export of Penguicon 2019: all its sessions, none invented.
@Suite(.enabled(if: Corpus.isAvailable)) struct SchedCSVCorpusTests {
  private static let paths = Corpus.paths(under: "penguicon-2019", withExtension: "csv")

  private static func read(_ body: [UInt8]) throws -> Schedule {
    try ScheduleReader.read(
      body, format: nil, options: Calendar.options(zone: "America/Detroit"))
  }

  /// The 32 hexadecimal digits that stand between quotes, as no other field of these files does.
  private static func ids(in body: [UInt8]) -> [String] {
    String(decoding: body, as: UTF8.self).matches(of: /"([0-9a-f]{32})"/).map { String($0.1) }
  }

  @Test func `every download is read whole, or named as refused by the server`() throws {
    var counts: [Int] = []
    for path in Self.paths {
      let body = try Corpus.data(path)
      let ids = Self.ids(in: body)
      if ids.isEmpty {
        #expect(Calendar.error(body) == .serverError("ERR: Authorization failed."))
        continue
      }
      let schedule = try Self.read(body)
      #expect(schedule.sessions.map(\.key.id) == ids)
      #expect(schedule.problems == [])
      #expect(schedule.sessions.allSatisfy { $0.facts.start != nil && $0.facts.end != nil })
      #expect(schedule.sessions.allSatisfy { $0.facts.room != nil && $0.roomID != nil })
      counts.append(schedule.sessions.count)
    }
    #expect(Self.paths.count == 30)
    let expected = [(355, 3), (361, 8), (387, 14), (388, 1)].flatMap { sessions, files in
      Array(repeating: sessions, count: files)
    }
    #expect(counts == expected)
  }

  private static let readByHand:
    [(
      name: String, id: String, title: String, start: String, room: String, roomID: String,
      speakers: [String]
    )] = [
      (
        "20190418T162440.96815cae", "02bc00929bf6f219077d78ce3d4b2e30", "Midnight Mayhem",
        "2019-05-05T04:00:00Z", "Algonquin B", "931395", []
      ),
      (
        "20190418T162440.96815cae", "68a5f962a6ae8028dc6459f9d6c766c7",
        "World Building for RPGs and Fiction", "2019-05-04T23:00:00Z", "EMC III", "931356",
        ["Andrew M. \"Fish\" Popowich", "Warren Brown"]
      ),
      (
        "20190411T232804.ac2e4d53", "02bc00929bf6f219077d78ce3d4b2e30", "Midnight Mayhem",
        "2019-05-05T04:00:00Z", "Algonquin B", "931395", []
      ),
    ]

  @Test(arguments: 0..<3) func `a session that was read by hand agrees`(row: Int) throws {
    let expected = Self.readByHand[row]
    let schedule = try Self.read(Corpus.data("penguicon-2019/\(expected.name).sched.csv"))
    let session = try #require(schedule.sessions.first { $0.key.id == expected.id })
    #expect(session.facts.title == expected.title)
    // Detroit has -04:00 in May.
    #expect(session.facts.start == (try Calendar.instant(expected.start)))
    #expect(session.facts.room == expected.room)
    #expect(session.roomID == expected.roomID)
    #expect(session.facts.speakers.map(\.name) == expected.speakers)
  }

  @Test func `an export that breaks off is refused, unless exactly behind a row`() throws {
    for path in [Self.paths[0], Self.paths[15], Self.paths[29]] {
      let body = try Corpus.data(path)
      for cut in 1..<200 {
        let piece = Array(body.prefix(body.count * cut / 200))
        // A row ends in a quote, and the piece or the next byte in a line break.
        let isWhole =
          piece.suffix(2) == [0x22, 0x0A] || (piece.last == 0x22 && body[piece.count] == 0x0A)
        guard !isWhole else { continue }
        #expect(Calendar.error(piece) != nil, "\(piece.count) bytes of \(path)")
      }
    }
  }
}
