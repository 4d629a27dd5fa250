/// How long it takes on foot between two parts of the venue, in either direction.
package struct WalkingTime: Hashable, Sendable, Codable {
  /// One part of the venue: rooms match as in `SessionFilter.room`, so `Hall 1` is `Hall 1 | Stage`
  /// and not `Hall 12`.
  package var from: String
  /// The other part, likewise.
  package var to: String
  /// Whole minutes, 1…60.
  package var minutes: Int

  /// The way between two parts of the venue; the minutes are clamped to 1…60.
  package init(from: String, to: String, minutes: Int) {
    self.from = from
    self.to = to
    self.minutes = min(max(minutes, 1), 60)
  }

  /// The walks of a table over some rooms, both ways, in minutes; a pair of rooms that several
  /// lines match has the time of the first. Nobody walks from a room to itself.
  package static func walks(
    _ table: [WalkingTime], between rooms: [String]
  ) -> [RoomPair: Int] {
    var result: [RoomPair: Int] = [:]
    for line in table {
      let origins = rooms.filter { SessionFilter.contains($0, line.from) }
      let destinations = rooms.filter { SessionFilter.contains($0, line.to) }
      for origin in origins {
        for destination in destinations where destination != origin {
          let there = RoomPair(origin: origin, destination: destination)
          guard result[there] == nil else { continue }
          result[there] = line.minutes
          result[RoomPair(origin: destination, destination: origin)] = line.minutes
        }
      }
    }
    return result
  }
}

/// Two rooms, by the names that the feed gives them.
package struct RoomPair: Hashable, Sendable {
  /// Where one leaves.
  package var origin: String
  /// Where one goes.
  package var destination: String

  /// A way from one room to another.
  package init(origin: String, destination: String) {
    self.origin = origin
    self.destination = destination
  }
}

/// The way to a talk from the one before.
package struct Walk: Hashable, Sendable {
  /// The room of the talk before.
  package var origin: String
  /// Whole minutes on foot, at least 1.
  package var minutes: Int

  /// A way from a room.
  package init(origin: String, minutes: Int) {
    self.origin = origin
    self.minutes = minutes
  }
}
