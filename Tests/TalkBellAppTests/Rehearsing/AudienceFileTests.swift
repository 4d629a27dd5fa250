import ConferenceModel
import Foundation
import Testing

@testable import TalkBellApp

@Suite struct AudienceFileTests {
  private static func configuration() throws -> TalkBellConfiguration {
    try TalkBellConfiguration.parse(
      text: """
        conference: { name: C, timeZone: Europe/Amsterdam }
        sources: [{ id: main, url: a.ics }]
        platforms: { telegram: { token: t } }
        reminders: { leadTimes: [7m] }
        """, file: "t.yaml", directory: "", environment: [:], readFile: { _ in "" })
  }

  private static func read(_ text: String) throws -> [RehearsalCrowd.Given] {
    try AudienceFile.parse(text, file: "people.yaml", try configuration())
  }

  @Test func `a person is read with everything that can be said`() throws {
    let given = try Self.read(
      """
      people:
        - address: "telegram:42"
          language: zh
          timeZone: Asia/Shanghai
          leads: [30m, 5m]
          alerts: false
          digest: { at: "08:00", filter: { mine: true } }
          quiet: "22:00-07:00"
          stars: [gateway api, 12345, "https://x.sched.com/event/2CVxw/a"]
          later:
            - { at: 2026-03-24T09:00:00+01:00, star: slim containers }
            - { at: "2026-03-24T10:00:00Z", ask: next }
        - address: "telegram:-1001"
          audience: channel
          alerts: true
      """)
    let person = try #require(given.first)
    #expect(
      person.preferences
        == Preferences(
          language: .chinese, timeZone: "Asia/Shanghai",
          leadTimes: [LeadTime(minutes: 5), LeadTime(minutes: 30)],
          digest: DigestPreference(minuteOfDay: 480, filter: SessionFilter(mine: true)),
          alerts: false, quiet: QuietHours(from: 1320, until: 420)))
    #expect(
      person.stars.map(\.text) == ["gateway api", "12345", "https://x.sched.com/event/2CVxw/a"])
    #expect(person.stars.first?.place == "people.yaml:9: people[0].stars[0]")
    #expect(
      person.later.map(\.at.timeIntervalSince1970) == [1_774_339_200, 1_774_346_400])
    #expect(given.last?.audience == .channel)
    #expect(given.last?.preferences == Preferences(leadTimes: [], alerts: true))
  }

  @Test func `who says nothing has what a new person has`() throws {
    let person = try #require(try Self.read("people: [{ address: \"telegram:42\" }]").first)
    #expect(person.preferences == Preferences(leadTimes: [LeadTime(minutes: 7)]))
    #expect(person.stars.isEmpty && person.later.isEmpty)
  }

  @Test(arguments: [
    ("", "people.yaml: the file is empty; people must be given"),
    ("people:\n  - { adress: x }", "people.yaml:2: people[0].adress: unknown key"),
    ("persons: []", "people.yaml:1: persons: unknown key; known keys are people"),
    (
      "people: [{ address: \"matrix:!a:b\" }]",
      "people.yaml:1: people[0].address: matrix is not among the platforms"
    ),
    ("people: [{ address: nobody }]", "people[0].address: an address platform:conversation"),
    (
      "people:\n  - address: \"telegram:1\"\n  - address: \"telegram:1\"",
      "people.yaml:3: people[1].address: telegram:1 is already there at line 2"
    ),
    ("people: [{ address: \"telegram:1\", leads: [90s] }]", "people[0].leads[0]: whole minutes"),
    ("people: [{ address: \"telegram:1\", quiet: \"7-8\" }]", "people[0].quiet: two times of day"),
    (
      "people: [{ address: \"telegram:1\", audience: crowd }]",
      "people[0].audience: person or channel expected"
    ),
    (
      "people: [{ address: \"telegram:1\", audience: channel, stars: [a] }]",
      "people[0].stars: a channel has no stars"
    ),
    (
      "people: [{ address: \"telegram:1\", later: [{ at: today, star: a }] }]",
      "people[0].later[0].at: a time such as 2026-03-24T08:00:00+01:00 expected, not \"today\""
    ),
    (
      "people: [{ address: \"telegram:1\", later: [{ at: 2026-03-24T08:00:00Z }] }]",
      "people[0].later[0]: one of star, unstar and ask must be given"
    ),
  ])
  func `a mistake is told with file, line and key`(text: String, expected: String) throws {
    let errors = #expect(throws: ConfigurationErrors.self) { try Self.read(text) }
    #expect("\(try #require(errors))".contains(expected), "\(String(describing: errors))")
  }
}
