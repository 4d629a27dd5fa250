import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

@Suite struct GuideReaderTests {
  private func read(
    _ text: String, name: String = "guide.md", zone: String = "Europe/Amsterdam"
  ) throws -> Guide {
    try GuideReader.read(
      Array(text.utf8), fileName: name, timeZone: try #require(TimeZone(identifier: zone)))
  }

  private static let english = """
    ---
    title: Ignored where there is a headline
    language: en
    ---
    # Talks for 2026

    See you there!

    ## 1. [Sidecars at *Scale*](https://example.org/event/abc)

    - **Speakers:** Ana Lima (Orbit, Inc.), 李雷（某公司）和韩梅梅 & Bo
    - **Time:** Tue 24 March 2026, 11:15–11:45
    - **Room:** Hall 7 | Room A

    First `code` and [a link](https://example.org).
    ![picture](x.png)

    ### Why

    * one
    * two_three

    Second.

    ## Afterwards

    - a list
    """

  @Test func `an English guide is read whole`() throws {
    let pick = GuidePick(
      line: 9, title: "Sidecars at Scale",
      speakers: [
        Speaker(name: "Ana Lima", affiliation: "Orbit, Inc."),
        Speaker(name: "李雷", affiliation: "某公司"), Speaker(name: "韩梅梅"), Speaker(name: "Bo"),
      ],
      slot: TimeSlot(
        start: try Date("2026-03-24T10:15:00Z", strategy: .iso8601),
        end: try Date("2026-03-24T10:45:00Z", strategy: .iso8601)), room: "Hall 7 | Room A",
      url: "https://example.org/event/abc",
      reason: "First code and a link.\n\nWhy\n\n- one\n- two_three\n\nSecond.")
    #expect(
      try read(Self.english)
        == Guide(
          id: "guide", language: .english, title: "Talks for 2026", picks: [pick],
          remarks: [
            GuideRemark(line: 7, text: "See you there!"), GuideRemark(line: 25, text: "Afterwards"),
            GuideRemark(line: 27, text: "a list"),
          ]))
  }

  @Test(arguments: ["\r\n", "\r"]) func `line ends of other systems are the same`(
    ending: String
  ) throws {
    #expect(
      try read("\u{FEFF}" + Self.english.replacing("\n", with: ending)) == read(Self.english))
  }

  @Test(arguments: [
    ("a/b/ai-infrastructure.zh.md", "ai-infrastructure", Language.chinese),
    ("ai-infrastructure.en.md", "ai-infrastructure", .english),
    ("kubecon-eu-2026-ai-infrastructure.zh-CN.md", "kubecon-eu-2026-ai-infrastructure", .chinese),
    ("notes.md", "notes", .english), ("", "guide", .english), (".md", "md", .english),
  ])
  func `the file's name gives the id and the language`(
    name: String, id: String, language: Language
  ) throws {
    let guide = try read(Self.english, name: name)
    #expect(guide.id == id)
    #expect(guide.language == language)
  }

  @Test(arguments: [
    ("language: zh-CN\n", "A talk", Language.chinese), ("lang: en\n", "一个很长的中文标题", .english),
    ("", "一个很长的中文标题，用来讲 Kubernetes", .chinese), ("", "Talks with a 字 or two in them", .english),
    ("language: fr\n", "Une conférence", .english),
  ])
  func `without a suffix the front matter tells the language, or else the script`(
    matter: String, title: String, language: Language
  ) throws {
    let guide = try read("---\n\(matter)a: b\n---\n# \(title)\n## T\n**Speakers:** A\n")
    #expect(guide.language == language)
  }

  @Test(
    arguments: [
      ("Monday March 23, 2026 10:50 - 11:15 CET", "23T09:50", "23T10:15"),
      ("Tue 24 March 2026, 11:15–11:45", "24T10:15", "24T10:45"),
      ("2026-03-24 11:15-11:45", "24T10:15", "24T10:45"),
      ("3月24日 11:15 - 11:45", "24T10:15", "24T10:45"),
      ("2026 年 3 月 24 日（周二）上午 11：15 至 11：45", "24T10:15", "24T10:45"),
      ("3月24日 下午2点30分 - 3点", "24T13:30", "24T14:00"),
      ("24th of March 2026, 2:30–3:00 pm", "24T13:30", "24T14:00"),
      ("Mar 24 11:15", "24T10:15", nil), ("2026-03-24T11:15:00+02:00", "24T09:15", nil),
      ("24.03.2026 11:15 - 11:45 UTC", "24T11:15", "24T11:45"),
      ("March 24, 2026 11:15 - 11:45 CEST", "24T10:15", "24T10:45"),
      ("March 24, 2026 11:15 - 11:45 EST", "24T16:15", "24T16:45"),
      ("24 March 2026, 23:30–00:15", "24T22:30", "24T23:15"), ("TBA", nil, nil), ("", nil, nil),
    ] as [(String, String?, String?)])
  func `a time is read as people write it`(text: String, start: String?, end: String?) throws {
    let guide = try read("# Talks in 2026\n## T\n**Speakers:** A\n**时间：** \(text)\n")
    func instant(_ text: String?) throws -> Date? {
      try text.map { try Date("2026-03-\($0):00Z", strategy: .iso8601) }
    }
    #expect(guide.picks.map(\.slot) == [TimeSlot(start: try instant(start), end: try instant(end))])
    #expect(guide.problems == [])
  }

  @Test(arguments: [
    ("after lunch", "“after lunch”: no date; write it as 24 March 2026, 11:15–11:45"),
    ("24 March 2026", "“24 March 2026”: no time of day; write it as 24 March 2026, 11:15–11:45"),
    ("31 June 2026 10:00", "“31 June 2026 10:00”: no date; write it as 24 March 2026, 11:15–11:45"),
    ("Monday 24 March 2026 10:00", "“Monday 24 March 2026 10:00”: 2026-03-24 is no Monday"),
  ])
  func `a time that cannot be right is a problem with its line`(
    text: String, problem: String
  ) throws {
    let guide = try read("# Talks in 2026\n## T\n**Speakers:** A\n**Time:** \(text)\n")
    #expect(guide.problems == [GuideRemark(line: 4, text: problem)])
  }

  @Test(arguments: [
    ("", GuideError.empty, "line 1: "), (" \n\n", .empty, "line 1: "),
    ("a\nb\u{0}", .notText(line: 2), "line 2: "),
    ("\n---\ntitle: x\n# A\n", .openFrontMatter(line: 2), "line 2: "),
    ("# A\n\ntext\n### B\n", .noPicks(lastLine: 5), "line 5: "),
  ])
  func `what is no guide is refused in one line that names the line`(
    text: String, error: GuideError, beginning: String
  ) {
    #expect(throws: error) { try read(text) }
    #expect(error.description.hasPrefix(beginning))
    #expect(!error.description.contains("\n"))
  }

  @Test func `a guide is no library`() throws {
    let picks = (1...201).map { "## \($0). T\n**Speakers:** A\n" }.joined()
    #expect(throws: GuideError.tooManyPicks(line: 401)) { try read(picks) }
    #expect(throws: GuideError.tooLarge(bytes: 300_000)) {
      try read(String(repeating: "a", count: 300_000))
    }
  }

  @Test func `labels in code and comments are no fields`() throws {
    let guide = try read(
      """
      # G
      <!-- ## Old
      **Speakers:** Nobody -->
      ## T
      **Speakers:** A
      ```
      ## No heading
      **Time:** 1999
      ```
      """)
    #expect(guide.picks.map(\.line) == [4])
    #expect(guide.picks.map(\.reason) == ["## No heading Time: 1999"])
    #expect(guide.problems == [])
  }

  @Test func `every beginning and every broken byte of a guide is read or refused`() {
    let bytes = Array(Self.english.utf8)
    for length in bytes.indices {
      var broken = bytes
      broken[length] = [0xFF, 0x28, 0x5B, 0x3C, 0x2A, 0x23, 0x0A][length % 7]
      for text in [Array(bytes[..<length]), broken] {
        let guide = try? GuideReader.read(text, fileName: "g.md", timeZone: .gmt)
        #expect(guide?.picks.count ?? 0 <= 1)
      }
    }
  }

  @Test(arguments: ["[", "<a ", "![", "`", "(", "**", "### 1. \n", "- ", "---\n", "<!-- "])
  func `many signs without an end are no burden`(sign: String) {
    let text = String(repeating: sign, count: 8_000 / sign.count)
    #expect(throws: GuideError.self) { try read(text) }
    #expect(throws: Never.self) { try read("## T\n**Speakers:** A\n\n" + text) }
  }
}
