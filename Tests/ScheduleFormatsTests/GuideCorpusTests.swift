import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// The guide that the project started from; every value was copied from the file by hand.
@Suite(.enabled(if: Corpus.isAvailable)) struct GuideCorpusTests {
  private static let name = "kubecon-eu-2026-ai-infrastructure.zh.md"

  private func guide() throws -> Guide {
    let zone = try #require(TimeZone(identifier: "Europe/Amsterdam"))
    return try GuideReader.read(
      Corpus.data("guides/\(Self.name)"), fileName: Self.name, timeZone: zone)
  }

  private func slot(_ start: String, _ end: String) throws -> TimeSlot {
    TimeSlot(
      start: try Date("2026-03-\(start):00Z", strategy: .iso8601),
      end: try Date("2026-03-\(end):00Z", strategy: .iso8601))
  }

  @Test func `the guide has its name, language and headline`() throws {
    let guide = try guide()
    #expect(guide.id == "kubecon-eu-2026-ai-infrastructure")
    #expect(guide.language == .chinese)
    #expect(guide.title == "KubeCon + CloudNativeCon Europe 2026 主题推荐")
    #expect(guide.problems == [])
  }

  @Test func `the four picks have all their fields`() throws {
    var picks = try guide().picks
    for index in picks.indices { picks[index].reason = "" }
    let expected = [
      GuidePick(
        line: 53, title: "赋能自主化：比亚迪使用 Argo Workflows 驯服百万任务规模的实践之路",
        speakers: [
          Speaker(name: "Shuangkun Tian", affiliation: "Alibaba Cloud"),
          Speaker(name: "Zhang Bao", affiliation: "BYD"),
        ], slot: try slot("23T09:50", "23T10:15"), room: nil, url: nil, reason: ""),
      GuidePick(
        line: 75, title: "📚 教程：KV-Cache 带来的可感知收益——在 Kubernetes 上构建具备 AI 感知的 LLM 路由",
        speakers: [
          Speaker(name: "Tyler Michael Smith", affiliation: "Red Hat"),
          Speaker(name: "Kay Yan", affiliation: "DaoCloud"),
          Speaker(name: "Danny Harnik", affiliation: "IBM"),
          Speaker(name: "Michal Malka", affiliation: "IBM"),
          Speaker(name: "Maroon Ayoub", affiliation: "IBM"),
        ], slot: try slot("26T10:00", "26T11:15"), room: "Elicium Ballroom 1", url: nil,
        reason: ""),
      GuidePick(
        line: 99, title: "Route, Serve, Adapt, Repeat：Kubernetes 上 AI 推理工作负载的自适应路由",
        speakers: [
          Speaker(name: "Nir Rozenbaum", affiliation: "IBM"),
          Speaker(name: "Kellen Swain", affiliation: "Google"),
        ], slot: try slot("25T10:45", "25T11:15"), room: "Auditorium", url: nil, reason: ""),
      GuidePick(
        line: 125, title: #"重新定义 LLM 推理 SLI/SLO：从"请求"到"token/GPU"的端到端观测"#,
        speakers: [
          Speaker(name: "Christopher Nuland", affiliation: "Red Hat"),
          Speaker(name: "Hilliary Lipsig", affiliation: "Red Hat"),
        ], slot: try slot("26T13:30", "26T14:00"), room: "Hall 7 | Room A", url: nil, reason: ""),
    ]
    #expect(picks == expected)
  }

  @Test func `a reason is plain text with its paragraphs and lists, without pictures`() throws {
    let reasons = try guide().picks.map(\.reason)
    #expect(
      reasons[0] == """
        随着比亚迪自动驾驶业务的快速扩展，其平台每天需要处理数以千万计的数据记录，要求高效的数据清洗、标注和修复流水线。\
        比亚迪从 Airflow 迁移到 Kubernetes 原生的 Argo Workflows，构建了一个能够管理 3000+ GPU 并每天运行超过 100 \
        万个数据任务的系统。

        演讲将分享以下挑战和解决方案：

        - GPU 利用率优化： 优化千 GPU 集群的资源利用，实现多租户资源共享
        - 高并发处理： 通过先进的并发控制，支撑数百万任务的稳定运行，提升吞吐量
        - 超大规模稳定性： 解决 30 万+ 工作流规模下的调度挑战，如 informer 更新延迟和控制器内存飙升
        - 社区贡献： 向 Argo Workflows 项目上游贡献修复和可扩展性改进

        参会者将学到如何编排大规模 GPU 密集型工作流，并确保系统在大规模下的稳定性。
        """)
    #expect(reasons[2].hasPrefix("在 Kubernetes 上运行推理工作负载可能成本高昂且极度缓慢。\n\n当今的"))
    #expect(reasons[2].hasSuffix("中带来的延迟、效率和成本优势。"))
    #expect(reasons.allSatisfy { !$0.contains("img") && !$0.contains("user-attachments") })
  }

  @Test func `everything else is a remark with its line`() throws {
    let remarks = try guide().remarks
    #expect(remarks.first == GuideRemark(line: 10, text: "会议链接"))
    #expect(remarks.contains(GuideRemark(line: 12, text: "https://kccnceu2026.sched.com/")))
    #expect(remarks.contains(GuideRemark(line: 45, text: "会议地点： 荷兰 阿姆斯特丹")))
    #expect(remarks.contains(GuideRemark(line: 46, text: "会议日期： 2026 年 3 月 23-26 日")))
    #expect(remarks.contains(GuideRemark(line: 157, text: "期待在伦敦与大家相见！")))
    #expect(
      remarks.contains { $0.line == 18 && $0.text.contains("将于 2026 年 3 月 23-26 日在荷兰阿姆斯特丹举办") })
    #expect(
      remarks.last
        == GuideRemark(
          line: 164, text: "注册链接：https://events.linuxfoundation.org/kubecon-cloudnativecon-europe/")
    )
  }
}
