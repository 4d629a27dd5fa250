import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

@Suite struct StarCommandTests {
  @Test func `a star says time, room, reminder and the conflict`() throws {
    let chat = try Chat()
    _ = try chat.say("today")
    _ = try chat.say("star 5")
    #expect(
      try chat.say("star 3") == """
        ★ Starred · 11:00–11:30 · Hall 7 | Room A
        GPU Scheduling at Scale — Zhang Bao
        I'll remind you at 10:50.
        ⚠ Conflict: at the same time you have also starred
        - 11:15–11:45 · Hall 8 | Room E · Supply Chain Security for Everyone
        """)
    #expect(
      try chat.starredTitles() == [
        "GPU Scheduling at Scale", "Supply Chain Security for Everyone",
      ])
  }

  @Test func `a star so late that no reminder is left says so`() throws {
    let chat = try Chat()
    let text = try #require(try chat.say("star gpu", at: Chat.at(10, 55)))
    #expect(text.hasSuffix("It starts in 5 min, so no further reminder."))
    #expect(
      try chat.say("star gpu", at: Chat.at(11, 5))?.hasSuffix(
        "It has already started, so no reminder.") == true)
    #expect(try chat.say("star gpu", at: Chat.at(12))?.hasSuffix("It is already over.") == true)
  }

  @Test func `the reminders that are promised are armed`() throws {
    let chat = try Chat()
    _ = try chat.say("lead 15 5")
    let text = try #require(try chat.say("star gpu"))
    #expect(text.hasSuffix("I'll remind you at 10:45 and 10:55."))
    #expect(try chat.database.read { try $0.nextSchedulingInstant() } == Chat.at(10, 45))
  }

  @Test func `words that fit one session star it, others give a list to choose from`() throws {
    let chat = try Chat()
    #expect(
      try chat.say("star security") == """
        Which one to star? security · 2
        1. Wed 25 Mar 16:00–16:30 · Auditorium
        Closing Security Panel
        2. 11:15–11:45 · Hall 8 | Room E
        Supply Chain Security for Everyone — John Roe
        Say `star 1`.
        """)
    #expect(try chat.starredTitles() == [])
    _ = try chat.say("star 2")
    #expect(try chat.starredTitles() == ["Supply Chain Security for Everyone"])
  }

  @Test func `several numbers are starred, a bad one is named`() throws {
    let chat = try Chat()
    _ = try chat.say("today")
    let text = try #require(try chat.say("收藏 1、3 9"))
    #expect(text.hasSuffix("There is no 9: the last list ends at 6."))
    #expect(try chat.starredTitles() == ["Opening Keynote", "GPU Scheduling at Scale"])
  }

  @Test func `numbers need a list`() throws {
    let chat = try Chat()
    #expect(try chat.say("star 1")?.hasPrefix("There is no list to count in yet.") == true)
    _ = try chat.say("next")
    #expect(try chat.say("star 2") == "There is no 2: the last list ends at 1.")
    #expect(try chat.say("star 0") == "There is no 0: the last list ends at 1.")
  }

  @Test func `a button stars by number of the store and can be pressed twice`() throws {
    let chat = try Chat()
    _ = try chat.say("search gpu")
    let entry = try #require(try chat.newestEntry())
    let button = try #require(try chat.document(entry).buttons.first?.first)
    #expect(
      button
        == MessageDocument.Button(
          label: "☆ 1", command: "star #\(try chat.id("GPU Scheduling at Scale"))"))
    #expect(try chat.say(button.command)?.hasPrefix("★ Starred") == true)
    #expect(try chat.say(button.command)?.hasPrefix("★ Already starred") == true)
    #expect(try chat.say("star #999")?.hasPrefix("#999 is not in the programme.") == true)
  }

  @Test func `unstar takes the star and its reminders back`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    _ = try chat.say("mine")
    #expect(
      try chat.say("unstar 1") == """
        ☆ Star removed · 11:00–11:30 · Hall 7 | Room A
        GPU Scheduling at Scale
        """)
    #expect(try chat.starredTitles() == [])
    #expect(try chat.database.read { try $0.nextSchedulingInstant() } == nil)
    #expect(try chat.say("unstar gpu")?.hasPrefix("Nothing found for “gpu”.") == true)
    #expect(try chat.say("unstar 1")?.hasPrefix("☆ Had no star") == true)
  }

  static let links = [
    "http://kubecon.sched.com/event/0123456789abcdef0123456789abcdef",
    "https://kubecon.sched.com/event/0123456789ABCDEF0123456789ABCDEF?x=1#y",
    "kubecon.sched.com/event/0123456789abcdef0123456789abcdef/stages",
    "https://kubecon.sched.com/event/2CVxw/tutorial-stages-of-kubernetes-rick-rackow-stackit",
  ]

  @Test(arguments: links)
  func `a pasted link finds its talk`(link: String) throws {
    let chat = try Chat()
    #expect(
      try chat.say(link) == """
        14:00–15:15 · Auditorium
        Stages of Kubernetes
        Rick Rackow
        TUTORIALS
        Page of this session
        ☆ Not starred
        """)
  }

  @Test(arguments: ["https://kubecon.sched.com/event/2CVxw", "https://example.org/a-b"])
  func `a link to nothing of ours says so`(link: String) throws {
    let chat = try Chat()
    #expect(try chat.say("star \(link)")?.hasPrefix("\(link) is not in the programme.") == true)
  }

  @Test func `what changed since the star is shown old and new and counts as told`() throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    try chat.change("GPU Scheduling at Scale") { $0.facts.room = "Hall 8 | Room D" }
    #expect(
      try chat.say("mine") == """
        Your stars · 1
        1. 11:00–11:30 · Hall 8 | Room D
        GPU Scheduling at Scale — Zhang Bao
        New room: ~Hall 7 | Room A~ → Hall 8 | Room D
        `unstar 1` takes a star back.
        """)
    let entry = try #require(try chat.newestEntry())
    let id = try chat.id("GPU Scheduling at Scale")
    let current = try #require(
      try chat.database.read { try $0.programme()[id]?.factsID })
    guard case .reply(_, let stated, _) = entry.notice else { return #expect(Bool(false)) }
    #expect(stated == [StatedFacts(session: id, facts: current)])
  }

  @Test func `a cancelled talk may be starred for the case that it comes back`() throws {
    let chat = try Chat()
    try chat.change("GPU Scheduling at Scale") { $0.facts.status = .cancelled }
    #expect(
      try chat.say("star gpu") == """
        ★ Starred · 11:00–11:30 · Hall 7 | Room A
        Cancelled: ~GPU Scheduling at Scale~ — Zhang Bao
        It is cancelled; I'll tell you if it takes place after all.
        """)
  }
}
