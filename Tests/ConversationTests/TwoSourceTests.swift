import ConferenceModel
import Conversation
import Foundation
import Persistence
import Testing

/// A talk on its own site, and a row of the main programme for the same talk.
private func talk(
  _ id: String, of source: String, _ title: String, from start: Date, room: String = "Hall 7"
) -> Session {
  Session(
    key: SessionKey(source: source, id: id),
    facts: SessionFacts(
      title: title, speakers: [Speaker(name: "Ann")], room: room, start: start,
      end: start.addingTimeInterval(1800)), track: "ARGOCON",
    url: "http://\(source).sched.com/event/\(id)")
}

private let sessions = [
  talk("11111111111111111111111111111111", of: "main", "Argo in Space", from: Chat.at(10)),
  talk("22222222222222222222222222222222", of: "side", "Argo in Space", from: Chat.at(10)),
  talk("33333333333333333333333333333333", of: "side", "Argo at Sea", from: Chat.at(10, 15)),
]

@Suite struct TwoSourceTests {
  @Test(arguments: ["main", "side"])
  func `a star on either row is one star, seen and taken back everywhere`(source: String) throws {
    let chat = try Chat(sessions)
    let id = source == "main" ? sessions[0].key.id : sessions[1].key.id
    _ = try chat.say("star http://\(source).sched.com/event/\(id)")
    let now = Chat.at(10, 20)
    #expect(
      try chat.say("now", at: now) == """
        On now, 10:20
        1. 10:00–10:30 · Hall 7 ★
        Argo in Space — Ann
        2. 10:15–10:45 · Hall 7
        Argo at Sea — Ann
        `star 1` to be reminded, `talk 1` for details.
        """)
    #expect(try chat.say("search space")?.hasPrefix("Search: space · 1\n") == true)
    #expect(try chat.say("room hall 7")?.hasPrefix("Hall 7 · 2 sessions\n") == true)
    #expect(
      try chat.say("tue")?.hasPrefix("Tue 24 Mar · 2 sessions\n1. 10:00–10:30 · Hall 7 ★")
        == true)
    #expect(try chat.say("digest preview mine")?.contains("1 starred talk\n") == true)
    #expect(try chat.say("mine")?.hasPrefix("Your stars · 1\n") == true)
    #expect(try chat.say("unstar 1")?.hasPrefix("☆ Star removed") == true)
    #expect(try chat.starredTitles() == [])
  }

  @Test func `both rows starred are one talk of one's own, and no conflict`() throws {
    let chat = try Chat(sessions)
    _ = try chat.say("star http://main.sched.com/event/\(sessions[0].key.id)")
    let second = try chat.say("star http://side.sched.com/event/\(sessions[1].key.id)")
    #expect(second?.contains("Conflict") == false)
    #expect(
      try chat.say("mine") == """
        Your stars · 1
        1. 10:00–10:30 · Hall 7
        Argo in Space — Ann
        `unstar 1` takes a star back.
        """)
    let third = try #require(try chat.say("star sea"))
    #expect(third.split(separator: "\n").count { $0.contains("Argo in Space") } == 1)
  }

  @Test func `both rows are marked as one, and named once`() throws {
    let chat = try Chat(sessions)
    for (source, session) in [("main", sessions[0]), ("side", sessions[1])] {
      _ = try chat.say("star http://\(source).sched.com/event/\(session.key.id)")
    }
    #expect(try chat.say("goto sea") == "You go to Argo at Sea. Backup: Argo in Space.")
    let subscriber = try #require(try chat.subscriber())
    let marks = try chat.database.read { try $0.marks(of: subscriber.id) }
    #expect(marks.values.count { $0 == .backup } == 2)
    #expect(try chat.say("goto space") == "You go to Argo in Space. Backup: Argo at Sea.")
    #expect(
      try chat.say("mine")?.hasPrefix("Your stars · 2\n1. 10:00–10:30 · Hall 7 · Go to\n")
        == true)
  }

  @Test func `a talk shows the star of its other row, and takes it back`() throws {
    let chat = try Chat(sessions)
    let main = "http://main.sched.com/event/\(sessions[0].key.id)"
    _ = try chat.say("star http://side.sched.com/event/\(sessions[1].key.id)")
    #expect(try chat.say("talk \(main)")?.hasSuffix("★ Starred") == true)
    #expect(try chat.say("unstar \(main)")?.hasPrefix("☆ Star removed") == true)
    #expect(try chat.say("unstar \(main)")?.hasPrefix("☆ Had no star") == true)
    #expect(try chat.starredTitles() == [])
  }

  @Test(arguments: [("source:side", "side"), ("source:main", "main")])
  func `a filter by source has its own row`(filter: String, source: String) throws {
    let chat = try Chat(sessions)
    _ = try chat.say("tue \(filter)")
    #expect(Set(try chat.listed().map(\.session.key.source)) == [source])
  }
}
