import ConferenceModel
import Conversation
import Foundation
import Messaging
import Persistence
import ScheduleFormats
import Testing

/// The programme that comes with the repository: KubeCon EU 2026 with its co-located events.
func realProgramme() throws -> [Session] {
  // Tests/ConversationTests/…: three up is the root, also when Tests is a symbolic link.
  let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let folder = root.appending(path: "Config/kubecon-eu-2026")
  let files = [("main", "main.20260322T151644Z.ics"), ("colocated", "colocated.ics")]
  return try files.flatMap { source, name in
    try ScheduleReader.read(
      [UInt8](try Data(contentsOf: folder.appending(path: name))), format: nil,
      options: ReadingOptions(source: source, timeZone: Chat.zone)
    ).sessions
  }
}

@Suite struct RealProgrammeTests {
  @Test func `each page of a day is short, and together they are the whole day`() throws {
    let chat = try Chat(try realProgramme())
    var titles = 0
    var answer = try #require(try chat.say("tue"))
    let total = try #require(answer.firstMatch(of: /(\d+) sessions/).flatMap { Int($0.1) })
    #expect(total > 150)
    while answer != "That was the last page." {
      #expect(answer.utf8.count < 3000)
      titles += answer.split(separator: "\n").count { $0.wholeMatch(of: /\d+\. \d\d:.*/) != nil }
      answer = try #require(try chat.say("more"))
    }
    #expect(titles == total)
  }

  @Test(arguments: [
    "可观测性", "安全", "平台工程", "人工智能", "机器学习", "大模型", "推理", "智能体", "边缘", "多集群",
    "成本", "服务网格", "网络", "存储", "调度", "供应链", "零信任", "教程", "主题演讲", "闪电演讲", "比亚迪",
    "阿里云", "可观测性 GPU", "AI 安全", "Kubernetes 网关",
  ])
  func `a topic in Chinese finds talks`(topic: String) throws {
    let chat = try Chat(try realProgramme())
    let answer = try #require(try chat.say("搜索 \(topic)"))
    #expect(answer.hasPrefix("Search: \(topic) (looked for: "))
  }

  @Test func `a digest of the track AI has no talk of the maintainer track`() throws {
    let chat = try Chat(try realProgramme())
    _ = try chat.say("digest preview track:ai")
    let list = try chat.database.read { transaction in
      let number = try #require(try transaction.subscriber(at: chat.person)).id
      let programme = try transaction.programme()
      return try transaction.lastList(of: number).compactMap { programme[$0]?.session.track }
    }
    #expect(Set(list) == ["AI + ML"])
  }

  @Test func `a link from the address bar finds the talk by its title`() throws {
    let chat = try Chat(try realProgramme())
    let link =
      "https://kccnceu2026.sched.com/event/2CVxw/"
      + "tutorial-5-stages-of-kubernetes-rick-rackow-stackit"
    #expect(try chat.say(link)?.contains("5 Stages of Kubernetes\nRick Rackow") == true)
  }
}
