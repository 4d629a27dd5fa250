package import ConferenceModel

/// Telling a renamed room from a moved talk.
extension ScheduleComparison {
  /// The rooms that only got another name between two versions of one source, old name to new.
  ///
  /// A room was renamed when nothing is left under its old name, the new name is new, and at least
  /// two of its sessions say the new name. All of its sessions that still exist have to agree;
  /// or, where a hall is divided, more than half of them if the new name contains the old one
  /// ("Halls 1-5" → "Hall 1-5 | Solutions Showcase"). The others were moved. A session that
  /// changes its room alone was always moved, and two rooms that become one were too: an alert too
  /// many is a nuisance, one too few sends somebody to the wrong room.
  ///
  /// A feed that gives its rooms ids says it itself: the same id under another name.
  ///
  /// - parameter pairing: of these two versions.
  package static func renamedRooms(
    from old: [Session], to new: [Session], pairing: SessionPairing
  ) -> [String: String] {
    let formerNames = roomForms(of: old)
    let keptNames = roomForms(of: new)

    var destinations: [String: [String?]] = [:]
    var byID: [String: Set<String>] = [:]
    for pair in pairing.pairs {
      let (before, after) = (old[pair.old], new[pair.new])
      guard let room = before.facts.room else { continue }
      destinations[room, default: []].append(after.facts.room)
      if let id = before.roomID, id == after.roomID, let name = after.facts.room, name != room {
        byID[room, default: []].insert(name)
      }
    }
    var renamed: [String: String] = [:]
    for (room, places) in destinations where !keptNames.contains(roomForm(room)) {
      guard let name = commonName(of: room, places), !formerNames.contains(roomForm(name)) else {
        continue
      }
      renamed[room] = name
    }
    let merged = Dictionary(grouping: renamed.keys, by: { renamed[$0] }).values
      .filter { $0.count > 1 }.joined()
    for room in merged { renamed[room] = nil }
    for (room, names) in byID where names.count == 1 { renamed[room] = names.first }
    return renamed
  }

  /// The change of a room; nil when it is the same.
  static func roomChange(
    from old: String?, to new: String?, aliases: [String: String]
  ) -> ScheduleChange? {
    if old == new || old.map(roomForm) == new.map(roomForm) { return nil }
    guard let old, let new else { return .relocated(from: old, to: new) }
    var name = old
    // As many steps as there are aliases, so a circle ends.
    for _ in 0..<aliases.count {
      guard let next = aliases[name] else { break }
      if roomForm(next) == roomForm(new) { return .renamedRoom(from: old, to: new) }
      name = next
    }
    return .relocated(from: old, to: new)
  }

  private static func roomForms(of sessions: [Session]) -> Set<String> {
    // A room has many sessions, so its name is looked at once.
    Set(Set(sessions.compactMap(\.facts.room)).map(roomForm))
  }

  /// What a room's name says, without the ways to write it: "Food Room[317]" and "food (317)" are
  /// one. A minus before a number counts, for a floor below the ground is another one.
  static func roomForm(_ room: String) -> String {
    var text = ""
    var previous: Character = " "
    for (index, character) in zip(room.indices, room) {
      let next = room[room.index(after: index)...].first
      let isMinus =
        (character == "-" || character == "−") && !previous.isLetter && !previous.isNumber
        && next?.isNumber == true
      text += isMinus ? "minus" : String(character)
      previous = character
    }
    let all = words(text)
    let telling = all.filter { !roomWords.contains($0) }
    return (telling.isEmpty ? all : telling).joined(separator: " ")
  }

  private static let roomWords: Set<String> = ["room", "raum", "the"]

  private static func commonName(of room: String, _ places: [String?]) -> String? {
    var counts: [String: Int] = [:]
    for place in places { if let place { counts[place, default: 0] += 1 } }
    guard let (name, count) = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      count >= 2
    else { return nil }
    if count == places.count { return name }
    return count * 2 > places.count && contains(name, room) ? name : nil
  }

  private static func contains(_ name: String, _ part: String) -> Bool {
    func parts(_ text: String) -> Set<String> {
      Set(words(text).map { $0.count > 3 && $0.last == "s" ? String($0.dropLast()) : $0 })
    }
    return parts(part).isSubset(of: parts(name))
  }
}
