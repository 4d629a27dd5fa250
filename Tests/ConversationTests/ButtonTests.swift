import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import Testing

private typealias Button = MessageDocument.Button

/// Buttons say what typing would say.
@Suite struct ButtonTests {
  @Test func `a star's button takes it back, and that one's sets it again`() throws {
    let chat = try Chat()
    let gpu = try chat.id("GPU Scheduling at Scale")
    let star = Button(label: "☆ Star", command: "star #\(gpu)")
    let unstar = Button(label: "★ Unstar", command: "unstar #\(gpu)")
    _ = try chat.say("star gpu")
    #expect(try chat.buttons() == [[unstar]])
    #expect(
      try chat.say(unstar.command) == """
        ☆ Star removed · 11:00–11:30 · Hall 7 | Room A
        GPU Scheduling at Scale
        """)
    #expect(try chat.buttons() == [[star]])
    // Pressed once more in the message above.
    #expect(try chat.say(unstar.command)?.hasPrefix("☆ Had no star") == true)
    #expect(try chat.buttons() == [])
    #expect(try chat.say(star.command)?.hasPrefix("★ Starred") == true)
    #expect(try chat.starredTitles() == ["GPU Scheduling at Scale"])
  }

  @Test func `a list has a button for each talk, and the state it has`() throws {
    let chat = try Chat()
    _ = try chat.say("star observability")
    _ = try chat.say("now", at: Chat.at(11, 20))
    let ids = try chat.listed().map(\.id)
    #expect(
      try chat.buttons() == [
        [
          Button(label: "☆ 1", command: "star #\(ids[0])"),
          Button(label: "★ 2", command: "unstar #\(ids[1])"),
          Button(label: "☆ 3", command: "star #\(ids[2])"),
        ]
      ])
  }

  @Test func `a talk has a button that opens its page`() throws {
    let chat = try Chat()
    let page = Button(label: "Open page", url: "http://kubecon.sched.com/event/c1")
    let gpu = try chat.id("GPU Scheduling at Scale")
    _ = try chat.say("talk gpu")
    #expect(try chat.buttons() == [[Button(label: "☆ Star", command: "star #\(gpu)"), page]])
    _ = try chat.say("star gpu")
    // In a channel the button is for whoever presses it.
    _ = try chat.sayInChannel("talk gpu")
    #expect(try chat.buttons() == [[Button(label: "☆ Star", command: "star #\(gpu)"), page]])
  }

  @Test func `a channel's lists and digests offer a star to whoever presses it`() throws {
    let chat = try Chat()
    _ = try chat.sayInChannel("search gpu")
    let gpu = try chat.id("GPU Scheduling at Scale")
    #expect(try chat.buttons().first?.first == Button(label: "☆ 1", command: "star #\(gpu)"))
    _ = try chat.sayInChannel("digest preview")
    let stars = try chat.buttons().joined().filter { $0.command.hasPrefix("star #") }
    #expect(stars.map(\.label) == (1...stars.count).map { "☆ \($0)" })
    #expect(stars.contains { $0.command == "star #\(gpu)" })
    _ = try chat.say("digest preview")
    #expect(try chat.buttons() == [])
  }

  @Test func `what is shown beside the conversation leaves its numbers and its news alone`()
    throws
  {
    let chat = try Chat()
    _ = try chat.say("star observability")
    _ = try chat.say("search gpu")
    let listed = try chat.listed()
    #expect(!listed.isEmpty)
    let aside = IncomingMessage(
      address: chat.person, audience: .person, text: "mine", isAside: true)
    #expect(try chat.send(aside)?.hasPrefix("Your stars") == true)
    #expect(try chat.listed() == listed)
    let entry = try #require(try chat.newestEntry())
    guard case .reply(_, let stated, _) = entry.notice else {
      Issue.record("\(entry.notice)")
      return
    }
    #expect(stated == [])
    #expect(try chat.say("star 1")?.contains("GPU Scheduling at Scale") == true)
  }

  @Test(arguments: ["javascript:alert(1)", "ftp://example.org/", "", "example.org", "HTTP:"])
  func `what is no page of the web has no button`(url: String) throws {
    let chat = try Chat()
    try chat.change("GPU Scheduling at Scale") { $0.url = url }
    _ = try chat.say("talk gpu")
    #expect(try chat.buttons().flatMap { $0 }.map(\.label) == ["☆ Star"])
  }

  @Test(arguments: [
    "search parallel", "today", "tue track:ai", "next", "next all", "mine", "room room",
    "今天 分类:ai", "搜索 parallel", "today theme:ai mine",
  ])
  func `the page button walks through a list, whatever it is of`(text: String) throws {
    let chat = try Chat(
      (1...25).map {
        Chat.session(
          "p\($0)", "Parallel AI \($0)", room: "Room \($0)", from: Chat.at(11), track: "AI")
      })
    for start in [1, 11, 21] {
      _ = try chat.say("search parallel page:\((start + 9) / 10)")
      _ = try chat.say(
        "star \((start...min(start + 9, 25)).map(String.init).joined(separator: " "))")
    }
    var pages = [try #require(try chat.say(text))]
    var commands: Set<String> = []
    while let more = try chat.buttons().last?.first, more.label == "More" {
      #expect(more.command.utf8.count <= 60)
      #expect(commands.insert(more.command).inserted)
      // Whatever was asked between.
      _ = try chat.say("help")
      pages.append(try #require(try chat.say(more.command)))
    }
    #expect(pages.count == 3)
    let numbers = pages.flatMap { $0.split(separator: "\n") }.compactMap { line in
      line.firstMatch(of: /^(\d+)\.\s/).flatMap { Int($0.1) }
    }
    #expect(numbers == Array(1...25))
  }

  @Test func `a list whose command is too long for a button goes on with a word`() throws {
    let title = "Parallel " + String(repeating: "wörter ", count: 12)
    let chat = try Chat(
      (1...12).map { Chat.session("p\($0)", "\(title)\($0)", from: Chat.at(11)) })
    let first = try #require(try chat.say("search \(title)"))
    #expect(first.hasSuffix("1–10 of 12. `more` shows the next."))
    #expect(try chat.buttons().flatMap { $0 }.allSatisfy { $0.label.hasPrefix("☆") })
    #expect(try chat.say("more")?.hasSuffix("11–12 of 12.") == true)
  }

  @Test func `a snooze button means the talks of its own reminder`() throws {
    let chat = try Chat()
    let gpu = try chat.id("GPU Scheduling at Scale")
    _ = try chat.say("star gpu")
    try chat.deliverReminder(at: Chat.at(10, 50))
    _ = try chat.say("star supply chain", at: Chat.at(10, 51))
    try chat.deliverReminder(of: "Supply Chain Security for Everyone", at: Chat.at(10, 51))
    #expect(
      try chat.say("snooze 5 #\(gpu)", at: Chat.at(10, 52))
        == "I'll remind you again at 10:57: GPU Scheduling at Scale.")
    let person = try #require(try chat.subscriber())
    #expect(
      try chat.database.read { try $0.armedReminders(of: person.id, for: gpu).map(\.dueAt) }
        == [Chat.at(10, 57)])
    // Pressed again, later: later again, and still once.
    _ = try chat.say("snooze 5 #\(gpu)", at: Chat.at(10, 53))
    #expect(
      try chat.say("snooze 5 #\(gpu)", at: Chat.at(10, 55))
        == "It starts in 5 min: choose less than that.")
    #expect(
      try chat.say("snooze 5 #\(gpu)", at: Chat.at(11, 1))
        == "There is no reminder of a talk still to come.")
  }

  @Test(arguments: ["#999", "#0"])
  func `a snooze of what is not there says so`(reference: String) throws {
    let chat = try Chat()
    _ = try chat.say("star gpu")
    #expect(
      try chat.say("snooze 5 \(reference)") == "There is no reminder of a talk still to come.")
  }

  @Test func `a snooze of a star taken back meanwhile says so`() throws {
    let chat = try Chat()
    let gpu = try chat.id("GPU Scheduling at Scale")
    _ = try chat.say("star gpu")
    try chat.deliverReminder(at: Chat.at(10, 50))
    _ = try chat.say("unstar #\(gpu)", at: Chat.at(10, 51))
    #expect(
      try chat.say("snooze 5 #\(gpu)", at: Chat.at(10, 51))
        == "There is no reminder of a talk still to come.")
    #expect(try chat.database.read { try $0.nextSchedulingInstant() } == nil)
  }
}
