import Foundation
import Synchronization
import TestSupport

/// The Matrix side of a venue: the stand-in, or Synapse.
protocol MatrixSide: Sendable {
  var baseURL: String { get }
  var accessToken: String { get }
  /// The room that the operator set up.
  var hall: String { get }
  /// The day's name of a room.
  func name(of room: String) -> String
  /// Lets a person, `p1` say, type something.
  func say(_ text: String, by person: String) async throws
  /// Lets the persons open their rooms, now that the bot runs.
  func open(_ persons: [String]) async throws
  /// All messages of the bot in its rooms, by the day's names, oldest first, edits left out.
  func messages() async throws -> [(chat: String, text: String)]
  /// What was malformed.
  var violations: [String] { get }
  func stop() async
}

/// The stand-in, whose persons have rooms from the beginning.
final class StandInSide: MatrixSide {
  private let server: MatrixStandIn
  private let persons: [String]
  private let count = Mutex(0)
  let hall = "!hall:example.org"

  init(persons: [String]) async throws {
    self.persons = persons
    server = MatrixStandIn(rooms: Set(persons.map(Self.room) + [hall]), accessToken: "syt_kills")
    server.setAccountData(
      "m.direct",
      .object(
        Dictionary(uniqueKeysWithValues: persons.map { (Self.user($0), [.string(Self.room($0))]) })
      ))
    try await server.start()
  }

  var baseURL: String { server.baseURL }
  var accessToken: String { server.accessToken }
  var violations: [String] { server.violations }

  private static func room(_ person: String) -> String { "!\(person):example.org" }
  private static func user(_ person: String) -> String { "@\(person):example.org" }

  func name(of room: String) -> String { "matrix:" + room.dropFirst().prefix { $0 != ":" } }

  func open(_ persons: [String]) async throws {}

  func say(_ text: String, by person: String) async throws {
    let number = count.withLock { count in
      count += 1
      return count
    }
    server.tell(
      [MatrixStandIn.text(text, from: Self.user(person), id: "$said\(number)")],
      in: Self.room(person))
  }

  func messages() async throws -> [(chat: String, text: String)] {
    (persons.map(Self.room) + [hall]).flatMap { room in
      server.events(in: room).filter { $0.content["m.relates_to"]?["rel_type"] != "m.replace" }
        .map { (name(of: room), $0.body) }
    }
  }

  func stop() async { await server.stop() }
}

/// The real homeserver, with an account for the bot and one for each person.
final class SynapseSide: MatrixSide {
  private let synapse: Synapse
  private let account: MatrixPerson
  private let rooms = Mutex<[String: (name: String, person: MatrixPerson)]>([:])
  let hall: String

  init() async throws {
    synapse = try await Synapse.start()
    account = try await synapse.newPerson("talkbell")
    hall = try await account.createRoom(name: "Hall")
  }

  var baseURL: String { synapse.baseURL }
  var accessToken: String { account.accessToken }
  var violations: [String] { [] }

  func name(of room: String) -> String {
    "matrix:" + (room == hall ? "hall" : rooms.withLock { $0[room]?.name } ?? room)
  }

  func open(_ persons: [String]) async throws {
    for name in persons {
      let person = try await synapse.newPerson(name)
      let room = try await person.createRoom(inviting: [account.userID], isDirect: true)
      guard
        try await person.waitForMembership(
          "join", of: account.userID, in: room, timeout: .seconds(60))
      else { throw Failure(description: "the bot did not come into the room of \(name)") }
      rooms.withLock { $0[room] = (name, person) }
    }
  }

  func say(_ text: String, by person: String) async throws {
    guard let (room, entry) = rooms.withLock({ $0.first { $0.value.name == person } }) else {
      throw Failure(description: "\(person) has no room")
    }
    try await entry.person.say(text, in: room)
  }

  func messages() async throws -> [(chat: String, text: String)] {
    var result: [(chat: String, text: String)] = []
    for room in [hall] + rooms.withLock({ $0.keys.sorted() }) {
      for event in try await account.messages(from: account.userID, in: room) {
        let content = event["content"]
        guard content?["m.relates_to"]?["rel_type"] != "m.replace",
          let body = content?["body"]?.string
        else { continue }
        result.append((name(of: room), body))
      }
    }
    return result
  }

  func stop() async { synapse.stop() }
}
