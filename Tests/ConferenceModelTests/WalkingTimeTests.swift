import ConferenceModel
import Testing

@Suite struct WalkingTimeTests {
  private let rooms = ["Hall 1 | Stage", "Hall 12", "Hall 12 | Annex", "Elicium 1"]

  private func walks(_ table: WalkingTime...) -> [RoomPair: Int] {
    WalkingTime.walks(table, between: rooms)
  }

  private func pair(_ origin: String, _ destination: String) -> RoomPair {
    RoomPair(origin: origin, destination: destination)
  }

  @Test func `a line means both ways and all rooms of its parts, numbers whole`() {
    #expect(
      walks(WalkingTime(from: "hall 12", to: "hall 1", minutes: 8)) == [
        pair("Hall 12", "Hall 1 | Stage"): 8, pair("Hall 1 | Stage", "Hall 12"): 8,
        pair("Hall 12 | Annex", "Hall 1 | Stage"): 8, pair("Hall 1 | Stage", "Hall 12 | Annex"): 8,
      ])
  }

  @Test func `the first line that names two rooms decides, whichever way`() {
    #expect(
      walks(
        WalkingTime(from: "Elicium", to: "Hall 1", minutes: 3),
        WalkingTime(from: "Hall 1", to: "Elicium", minutes: 9))
        == [pair("Elicium 1", "Hall 1 | Stage"): 3, pair("Hall 1 | Stage", "Elicium 1"): 3])
  }

  @Test func `nobody walks from a room to itself, nor to one that is not there`() {
    #expect(walks(WalkingTime(from: "Elicium", to: "Elicium 1", minutes: 5)) == [:])
    #expect(walks(WalkingTime(from: "Elicium", to: "Hall 7", minutes: 5)) == [:])
  }

  @Test(arguments: [(-5, 1), (0, 1), (1, 1), (60, 60), (61, 60)])
  func `a walk takes from a minute to an hour`(minutes: Int, expected: Int) {
    #expect(WalkingTime(from: "A", to: "B", minutes: minutes).minutes == expected)
  }
}
