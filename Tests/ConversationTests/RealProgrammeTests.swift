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

  @Test(
    arguments: [
      (
        5,
        [
          "Are We Stuck With Helm Forever? A Landscape of Cloud Native CNF Management Options",
          "Making Observability Work at the Edge",
          "Platform Engineering Day | Sponsored Keynote: "
            + "Bridging the Local Kubernetes Gap for AI Developers",
          "Streamlining WebAssembly Builds with Bunny",
          "The Keycloak-Token-Configuration Mistake, 90% of All Developers Do "
            + "(and How To Avoid It)",
        ]
      ),
      (
        30,
        [
          "Bring Your Own Artifact Driver To Workflows",
          "GitOps and Secrets: State of the Union",
          "May the Flux Be With You: Tales From the GitOps Trenches at NatWest",
          "Project Lightning Talk: What’S New In Kairos, 2026 Edition",
        ]
      ),
    ] as [(Int, [String])])
  func `now on the day of co-located events is their talks alone`(
    minute: Int, titles: [String]
  ) throws {
    let chat = try Chat(try realProgramme())
    _ = try chat.say("now", at: Chat.at(10, minute, days: -1))
    #expect(try chat.listed().map(\.session.facts.title).sorted() == titles)
  }

  @Test func `now all has breaks, desks once each and whole events beside the talks`() throws {
    let chat = try Chat(try realProgramme())
    let answer = try #require(try chat.say("now all", at: Chat.at(10, 5, days: -1)))
    #expect(answer.hasPrefix("All that is on, 10:05\nBREAKS\n1. 10:05–10:15 · "))
    #expect(answer.hasSuffix("1–10 of 25. `more` shows the next."))
    let tracks = Dictionary(grouping: try chat.listed(), by: \.session.track).mapValues(\.count)
    #expect(
      tracks == [
        "BREAKS": 1, "REGISTRATION": 4, "CNCF-HOSTED CO-LOCATED EVENTS": 11,
        "SPONSOR-HOSTED CO-LOCATED EVENT": 4, "CLOUD NATIVE TELCO DAY": 1, "KEYCLOAKCON": 1,
        "KUBERNETES ON EDGE DAY": 1, "PLATFORM ENGINEERING DAY": 1, "WASMCON": 1,
      ])
    let more = try #require(try chat.say("more", at: Chat.at(10, 5, days: -1)))
    #expect(
      more.hasPrefix("All that is on, 10:05\nCNCF-HOSTED CO-LOCATED EVENTS (continued)\n11. "))
  }

  @Test func `twenty-two parallel talks are read by track, page by page`() throws {
    let chat = try Chat(try realProgramme())
    let now = Chat.at(14, 26)
    let pages = [
      try #require(try chat.say("next", at: now)), try #require(try chat.say("more", at: now)),
      try #require(try chat.say("more", at: now)),
    ]
    #expect(pages.allSatisfy { $0.utf8.count < 2500 })
    let headings = pages.map { page in
      page.split(separator: "\n").filter { line in
        // Tracks are in capitals; a line of time and place begins with its number.
        line.hasSuffix("(continued)")
          || line.first?.isNumber == false && line.allSatisfy { !$0.isLowercase }
      }
    }
    #expect(
      headings == [
        [
          "AI + ML", "APPLICATION DEVELOPMENT", "CLOUD NATIVE NOVICE", "CONNECTIVITY",
          "🚨 CONTRIBFEST", "EMERGING + ADVANCED", "MAINTAINER TRACK",
        ],
        [
          "MAINTAINER TRACK (continued)", "OBSERVABILITY", "OPERATIONS + PERFORMANCE",
          "PLATFORM ENGINEERING", "SECURITY", "SOLUTIONS SHOWCASE",
        ],
        ["SOLUTIONS SHOWCASE (continued)", "📚 TUTORIALS"],
      ])
    #expect(pages[2].hasSuffix("21–22 of 22."))
    #expect(
      try chat.say("star 22", at: now)?.contains("Tutorial: AI on Kubernetes Without the Chaos")
        == true)
  }

  @Test(
    arguments: [
      ("argocon hosted", "mon track:argocon", 32), ("fluxcon hosted", "mon track:fluxcon", 10),
      (
        "agentics day hosted", "mon track:agentics day: mcp + agents", 13
      ),
      ("wasmcon hosted", "mon track:wasmcon", 8),
      ("platform engineering day hosted", "mon track:platform engineering day", 29),
      (
        "kubeflow day hosted", "mon track:cloud native ai + kubeflow day", 28
      ),
    ])
  func `a whole event says how to see its talks, and that is as many as it says`(
    words: String, command: String, count: Int
  ) throws {
    let chat = try Chat(try realProgramme())
    let event = try #require(try chat.say("talk \(words)"))
    #expect(event.contains("\nThis is a whole event. `\(command)` lists its \(count) talks.\n"))
    let list = try #require(try chat.say(command))
    #expect(list.hasPrefix("Mon 23 Mar · \(count) sessions · "))
  }

  @Test func `a desk that both feeds list is found once`() throws {
    let chat = try Chat(try realProgramme())
    // Two entrances on each of five days, and a talk of the Learning Lounge.
    #expect(try chat.say("search badge")?.hasPrefix("Search: badge · 11\n") == true)
  }
}
