import ConferenceModel
import Foundation
import Testing

@Suite struct ProgrammeTests {
  private func entry(
    _ id: SessionID, _ title: String, room: String? = nil, start: Double? = nil
  ) -> ProgrammeEntry {
    ProgrammeEntry(
      id: id, factsID: id, changeNumber: 0,
      session: Session(
        key: SessionKey(source: "main", id: "s\(id)"),
        facts: SessionFacts(
          title: title, room: room, start: start.map(Date.init(timeIntervalSince1970:)))))
  }

  @Test func `a programme is by start, room, title and number, the timeless last`() {
    let programme = Programme(
      version: 3,
      entries: [
        entry(1, "B"), entry(2, "B", room: "X", start: 60), entry(3, "A", room: "X", start: 60),
        entry(4, "A", room: "W", start: 60), entry(5, "Z", start: 60), entry(6, "Q", start: 0),
        entry(8, "A"), entry(7, "A"),
      ])
    #expect(programme.entries.map(\.id) == [6, 5, 4, 3, 2, 7, 8, 1])
  }

  @Test func `an entry is found by number and by key`() {
    let programme = Programme(version: 1, entries: [entry(5, "A"), entry(9, "B")])
    #expect(programme[9] == entry(9, "B"))
    #expect(programme[6] == nil)
    #expect(programme[SessionKey(source: "main", id: "s5")] == entry(5, "A"))
    #expect(programme[SessionKey(source: "other", id: "s5")] == nil)
  }
}
