import Planning
import Testing

@Suite struct TitleComparisonTests {
  @Test(arguments: [
    "TBA", "tbd", "To be Announced", "Keynote: To be Announced", "Keynotes To Be Announced",
    "Project Demo", "Keynote", "Project Lightning Talk: Project Overview", "Lightning Talk - TBD",
    "Keynote (to be confirmed)", "待定", "主题演讲：待公布", "Talk title to be announced",
    "Keynote 2", "Panel 11", "論壇", "合作議程", "Forum",
  ])
  func `a placeholder stands for a title`(title: String) {
    #expect(ScheduleComparison.isPlaceholder(title: title))
  }

  @Test(arguments: [
    "Project Demo: ASK Kubernetes Maintainers", "Keynote: Welcome Back + Opening Remarks",
    "Project Lightning Talk: Closing", "Mini Break", "Registration", "Workshop Kubernetes",
    "Kubernetes 2", "Keynote 2: The Second One", "Forum Romanum",
    "Winners To Be Announced Live On Stage",
    "待办事项的云原生之路",
  ])
  func `a title is no placeholder`(title: String) {
    #expect(!ScheduleComparison.isPlaceholder(title: title))
  }

  @Test(arguments: [
    ("Etcd 3.6 Updates", "etcd 3.6  updates", 1.0...1.0),
    ("Let's Deploy etcd", "Let’s Deploy etcd", 1.0...1.0),
    ("Kuberntes Securty In Depth", "Kubernetes Security In Depth", 0.7...0.99),
    ("Keynote: Welcome", "Keynote: Goodbye", 0.0...0.3),
    ("云原生人工智能基础设施", "云原生人工智能的基础设施", 0.8...0.99),
    ("云原生人工智能基础设施", "数据库的未来", 0.0...0.3),
    ("Politics – Tech for All", "Politics – What It Does to Us", 0.3...0.7),
    ("Theater | Politics: Tech for All", "Theater | Politics: What It Does to Us", 0.0...0.2),
    ("The", "An", 0.0...0.3), ("", "", 1.0...1.0), ("", "A Talk", 0.0...0.0),
  ])
  func `similarity is high for the same talk and low for another`(
    first: String, second: String, range: ClosedRange<Double>
  ) {
    #expect(range.contains(ScheduleComparison.similarity(first, second)))
    #expect(
      ScheduleComparison.similarity(first, second)
        == ScheduleComparison.similarity(second, first))
  }
}
