import ConferenceModel
import ScheduleFormats
import Testing

@Suite struct CancellationMarkTests {
  @Test(arguments: [
    ("CANCELED: Scaling", "Scaling"), ("CANCELLED: Scaling", "Scaling"),
    ("[CANCELLED] Scaling", "Scaling"), ("[CANCELED] Scaling", "Scaling"),
    ("(Cancelled) Scaling", "Scaling"), ("CANCELLED! Scaling", "Scaling"),
    ("CANCELLATION ERRATA - Scaling", "Scaling"), ("Scaling - Cancelation Errata", "Scaling"),
    ("Scaling [cancelled]", "Scaling"), ("Scaling (CANCELLED by the speaker)", "Scaling"),
    ("CANCELED errata Scaling", "Scaling"), ("CANCELLED Scaling", "Scaling"),
    ("Scaling CANCELLED", "Scaling"), ("[Abgesagt] Scaling", "Scaling"),
    ("Entfällt: Scaling", "Scaling"), ("ENTFÄLLT: Scaling", "Scaling"), ("CANCELLED", "CANCELLED"),
  ])
  func `a mark makes a session cancelled and leaves the title`(
    written: String, title: String
  ) throws {
    let sessions = try Calendar.sched(summaries: [written])
    #expect(sessions.map(\.facts.title) == [title])
    #expect(sessions.map(\.facts.status) == [.cancelled])
  }

  @Test(arguments: [
    "[SOLD OUT] Scaling", "Cancellation in Swift", "A Drop-in Replacement",
    "Cancelled Contexts in Go",
    "How We Handle Cancellation", "When a Context Is Cancelled: Lessons",
    "Noise Cancelling for SREs",
    "Was entfällt mit IPv6",
  ])
  func `the word inside a title is no mark`(written: String) throws {
    let sessions = try Calendar.sched(summaries: [written])
    #expect(sessions.map(\.facts.title) == [written])
    #expect(sessions.map(\.facts.status) == [.scheduled])
  }

  @Test func `the speakers are found beside a mark`() throws {
    let sessions = try Calendar.sched(summaries: [
      "CANCELED: Scaling - Ada Lovelace\\, CERN", "Scaling - Ada Lovelace - Cancelation Errata",
    ])
    #expect(sessions.map(\.facts.title) == ["Scaling", "Scaling"])
    #expect(sessions.map { $0.facts.speakers.map(\.name) } == [["Ada Lovelace"], ["Ada Lovelace"]])
  }
}
