import Foundation

/// What two titles can have in common although they are in different languages.
///
/// A Chinese title keeps the names of projects and the terms of the trade in English (`Argo
/// Workflows`, `KV-Cache`, `SLO`), and a few Chinese terms have one usual English word.
struct TitleTerms: Hashable {
  /// The words that say something, in lower case, plurals as singulars; with the English words of
  /// the Chinese terms.
  let terms: Set<String>
  /// The Han characters and other words, for titles of one language.
  let words: Set<String>
  /// Whether it is a Chinese title, whatever English stands in it.
  let isHan: Bool

  init(_ title: String) {
    let all = ScheduleComparison.words(title)
    isHan = all.contains(where: Self.isHan)
    var terms = Set(all.filter { !Self.isHan($0) && !Self.fillers.contains($0) }.map(Self.singular))
    if isHan {
      for (term, words) in Self.glossary where title.contains(term) { terms.formUnion(words) }
    }
    self.terms = terms
    words = isHan ? Set(all) : terms
  }

  /// Whether a word as `ScheduleComparison.words` gives it is a Han character.
  static func isHan(_ word: String) -> Bool {
    word.unicodeScalars.first.map { (0x2E80...0x9FFF).contains($0.value) } ?? false
  }

  private static func singular(_ word: String) -> String {
    word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
  }

  private static let fillers: Set<String> = [
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "how", "in", "into", "is", "it",
    "of", "on", "or", "our", "s", "the", "to", "we", "what", "when", "why", "with", "you", "your",
  ]

  /// As `singular` writes them.
  private static let glossary: [(String, [String])] = [
    ("教程", ["tutorial"]), ("主题演讲", ["keynote"]), ("闪电演讲", ["lightning", "talk"]),
    ("推理", ["inference"]), ("训练", ["training"]), ("路由", ["routing"]), ("调度", ["scheduling"]),
    ("缓存", ["cache"]), ("工作负载", ["workload"]), ("工作流", ["workflow"]), ("自适应", ["adaptive"]),
    ("大模型", ["llm"]), ("大语言模型", ["llm"]), ("模型", ["model"]), ("智能体", ["agent"]),
    ("人工智能", ["ai"]), ("机器学习", ["ml", "machine", "learning"]), ("可观测", ["observability"]),
    ("观测", ["observability"]), ("监控", ["monitoring"]), ("追踪", ["tracing"]), ("日志", ["logging"]),
    ("安全", ["security"]), ("供应链", ["supply", "chain"]), ("身份", ["identity"]),
    ("多集群", ["multi", "cluster"]), ("集群", ["cluster"]), ("边缘", ["edge"]), ("网关", ["gateway"]),
    ("服务网格", ["service", "mesh"]), ("网络", ["network", "networking"]), ("存储", ["storage"]),
    ("数据库", ["database"]), ("数据", ["data"]), ("平台", ["platform"]), ("成本", ["cost"]),
    ("分布式", ["distributed"]), ("百万", ["million"]), ("任务", ["task", "job"]), ("规模", ["scale"]),
    ("扩展", ["scaling"]), ("自动", ["auto"]), ("自主", ["autonomy"]), ("赋能", ["empowering"]),
    ("驯服", ["taming"]), ("比亚迪", ["byd"]), ("重新定义", ["redefining"]), ("构建", ["building"]),
    ("实践", ["practice"]), ("测试", ["testing"]), ("部署", ["deployment"]), ("容器", ["container"]),
    ("虚拟机", ["vm"]), ("内核", ["kernel"]), ("性能", ["performance"]), ("开发者", ["developer"]),
    ("社区", ["community"]), ("开源", ["open", "source"]), ("升级", ["upgrade"]),
    ("迁移", ["migration"]), ("未来", ["future"]), ("云原生", ["cloud", "native"]),
  ]
}

/// How rare each term is among the titles of a programme: what all share tells nothing apart.
struct TermRarity {
  private let weights: [String: Double]
  private let rarest: Double

  init(_ titles: [TitleTerms]) {
    var counts: [String: Int] = [:]
    for title in titles { for term in title.terms { counts[term, default: 0] += 1 } }
    let total = Double(max(titles.count, 1))
    rarest = log(total)
    weights = counts.mapValues { log(total / Double($0)) }
  }

  /// What the terms weigh together; one that no title has weighs as much as one that one has.
  func weight(of terms: Set<String>) -> Double {
    // Sums of fractions depend on their order, and that of a set differs from run to run.
    terms.map { weights[$0] ?? rarest }.sorted().reduce(0, +)
  }
}
