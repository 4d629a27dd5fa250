import ConferenceModel
import ScheduleFormats
import Testing

@Suite struct SpeakerCreditTests {
  struct Credit: Sendable, CustomTestStringConvertible {
    let written: String
    let title: String
    let speakers: [Speaker]
    var testDescription: String { written }

    init(_ credits: String, _ speakers: [(String, String?)], title: String = "Title") {
      self.written = credits.hasPrefix("Title") ? credits : "Title - " + credits
      self.title = title
      self.speakers = speakers.map { Speaker(name: $0.0, affiliation: $0.1) }
    }
  }

  @Test(arguments: [
    Credit("Ada Lovelace", [("Ada Lovelace", nil)]),
    Credit("Ada Lovelace, CERN", [("Ada Lovelace", "CERN")]),
    Credit("Flynn, Buoyant", [("Flynn", "Buoyant")]),
    Credit(
      "Erin A. Boyd, Senior Director, NVIDIA",
      [("Erin A. Boyd", "Senior Director, NVIDIA")]),
    Credit(
      "Ada Lovelace & Alan Turing, CERN", [("Ada Lovelace", "CERN"), ("Alan Turing", "CERN")]),
    Credit("Ada Lovelace and Alan Turing", [("Ada Lovelace", nil), ("Alan Turing", nil)]),
    Credit(
      "Ada Lovelace, CERN & Alan Turing, Spotify",
      [("Ada Lovelace", "CERN"), ("Alan Turing", "Spotify")]),
    Credit(
      "Ada Lovelace, CERN; Alan Turing & Grace Hopper, Navy; Kurt Gödel, IAS",
      [
        ("Ada Lovelace", "CERN"), ("Alan Turing", "Navy"), ("Grace Hopper", "Navy"),
        ("Kurt Gödel", "IAS"),
      ]),
    Credit(
      "Ada Lovelace, Head of Engines, CERN", [("Ada Lovelace", "Head of Engines, CERN")]),
    Credit(
      "Ada Lovelace, CTO, Cloud and Infrastructure, CERN & Alan Turing, CEO, Enigma",
      [("Ada Lovelace", "CTO, Cloud and Infrastructure, CERN"), ("Alan Turing", "CEO, Enigma")]),
    Credit(
      "Ada Lovelace, Alan Turing, Grace Hopper & Kurt Gödel, CERN",
      [
        ("Ada Lovelace", "CERN"), ("Alan Turing", "CERN"), ("Grace Hopper", "CERN"),
        ("Kurt Gödel", "CERN"),
      ]),
    Credit(
      "Ada Lovelace, Alan Turing, and Kurt Gödel, CERN",
      [("Ada Lovelace", "CERN"), ("Alan Turing", "CERN"), ("Kurt Gödel", "CERN")]),
    Credit("Ada Lovelace, AT&T", [("Ada Lovelace", "AT&T")]),
    Credit("Ada Lovelace, Banque & Cie SA", [("Ada Lovelace", "Banque & Cie SA")]),
    Credit(
      "Ada Lovelace, Engines, Inc. & Alan Turing, Huawei Co., Ltd",
      [("Ada Lovelace", "Engines, Inc."), ("Alan Turing", "Huawei Co., Ltd")]),
    Credit(
      "Ada Lovelace, Maintainer & Fellow, The Foundation",
      [("Ada Lovelace", "Maintainer & Fellow, The Foundation")]),
    Credit(
      "Ada Lovelace, Staff Engineer - Engine Specialist, CERN",
      [("Ada Lovelace", "Staff Engineer - Engine Specialist, CERN")]),
    Credit(
      "Ada Lovelace & Alan Turing - Deutsche Telekom",
      [("Ada Lovelace", "Deutsche Telekom"), ("Alan Turing", "Deutsche Telekom")]),
    Credit(
      "Ada Lovelace & Alan Turing Program Committee Co-Chairs",
      [("Ada Lovelace", nil), ("Alan Turing", "Program Committee Co-Chairs")]),
    Credit(
      "Leonardo da Vinci, Vinci", [("Leonardo da Vinci", "Vinci")]),
    Credit("Ada K. Lovelace-Byron, CERN", [("Ada K. Lovelace-Byron", "CERN")]),
    Credit("Özge Łukasz, CERN", [("Özge Łukasz", "CERN")]),
    Credit(
      "Mauricio \"Salaboy\" Salatino, Diagrid", [("Mauricio \"Salaboy\" Salatino", "Diagrid")]),
    Credit(
      "Ada Lovelace, Chronosphere | A Company", [("Ada Lovelace", "Chronosphere | A Company")]),
    Credit("Title?- Ada Lovelace, CERN", [("Ada Lovelace", "CERN")], title: "Title?"),
    Credit("Title -Ada Lovelace, CERN", [("Ada Lovelace", "CERN")]),
    Credit(
      "Title - A Deep Dive - Ada Lovelace, CERN", [("Ada Lovelace", "CERN")],
      title: "Title - A Deep Dive"),
    Credit("Title – Ada Lovelace, CERN", [("Ada Lovelace", "CERN")]),
  ])
  func `the credits behind a title are people with affiliations`(credit: Credit) throws {
    let written = credit.written.replacing(",", with: "\\,").replacing(";", with: "\\;")
    let facts = try #require(try Calendar.sched(summaries: [written]).first).facts
    #expect(facts.title == credit.title)
    #expect(facts.speakers == credit.speakers)
  }

  @Test(arguments: [
    "Badge Pick-Up", "ArgoCon - Full-Day Event | ALL ACCESS PASS REQUIRED", "Cilium - Deep Dive",
    "Istio - Intro", "Keynote: Live Demo Showcase", "Tracing -fsanitize Flags",
    "Operators - Part Two",
    "Save You - Why “CSI” is not a strategy", "Platforms - A Hands-on Session Hosted by vCluster",
    "2025 - 2026", " - Nobody", "Harbor - TBA", "TBA",
  ])
  func `a title without credits names nobody`(written: String) throws {
    let facts = try #require(try Calendar.sched(summaries: [written]).first).facts
    #expect(facts.speakers == [])
    #expect(facts.title == written.trimmingPrefix(" "))
  }

  @Test func `other titles of the file tell a person from an organisation`() throws {
    let evidence = ["One - Grace Hopper\\, Navy", "Two - Ada Lovelace\\, Acme Rockets"]
    let sessions = try Calendar.sched(
      summaries: evidence + [
        "Three - Kurt Gödel\\, Acme Rockets & Alan Turing\\, CERN",
        "Four - Kurt Gödel\\, Grace Hopper & Alan Turing\\, CERN", "Five - Acme Rockets",
      ])
    #expect(
      sessions.dropFirst(2).map { $0.facts.speakers.map(\.name) } == [
        ["Kurt Gödel", "Alan Turing"], ["Kurt Gödel", "Grace Hopper", "Alan Turing"], [],
      ])
  }

  @Test func `a comma may divide people when every part is known`() throws {
    let sessions = try Calendar.sched(
      summaries: ["One - Ada Lovelace\\, Tetrate", "Two - Alan Turing\\, Google"]
        + ["Three - Ada Lovelace\\, Tetrate\\, Alan Turing\\, Google"])
    #expect(
      sessions.last?.facts.speakers == [
        Speaker(name: "Ada Lovelace", affiliation: "Tetrate"),
        Speaker(name: "Alan Turing", affiliation: "Google"),
      ])
  }
}
