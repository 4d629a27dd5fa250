/// What a programme's tracks only half say: the subjects people come for. The raw values are the
/// words after `theme:`.
package enum Theme: String, Hashable, Sendable, Codable, CaseIterable {
  /// AI and machine-learning infrastructure.
  case ai
  /// Platform engineering and the experience of developers.
  case platform
  /// Security, identity, supply chain, policy.
  case security
  /// Metrics, logs, traces, profiling.
  case observability
  /// Multi-cluster and edge.
  case edge
  /// Cost and sustainability.
  case finops
}

extension Theme {
  /// The theme that a person names, in English or Chinese: `ai/ml`, `AI基础设施`, `multi-cluster`,
  /// `成本`. Case, blanks and signs are ignored; nil for anything else.
  package init?(word: String) {
    let plain = word.lowercased().filter { $0.isLetter || $0.isNumber }
    guard let theme = Self.names[plain] else { return nil }
    self = theme
  }

  /// Whether a session is about it.
  ///
  /// Its track or a word of its title says so; or else its abstract, when it has three different
  /// subjects of the theme, for abstracts mention much that a talk is not about. A theme is for
  /// choosing, so a doubtful session is left out: breaks, registration, opening and closing
  /// remarks never match. Words are whole words, case ignored.
  package func matches(_ session: Session) -> Bool {
    if session.kind.isPause { return false }
    let title = ThemeEvidence(session.facts.title, of: self)
    if title.isCeremony { return false }
    if title.isFound { return true }
    if let track = session.track, ThemeEvidence(track, of: self, isTrack: true).isFound {
      return true
    }
    if session.facts.translatedTitles.values.contains(where: { ThemeEvidence($0, of: self).isFound }
    ) {
      return true
    }
    guard let abstract = session.abstract else { return false }
    return ThemeEvidence(abstract, of: self).subjects >= Self.subjectsOfAbstract
  }

  /// From how many different subjects on an abstract tells what a talk is about.
  private static let subjectsOfAbstract = 3

  private static let names: [String: Theme] = {
    let words: [Theme: [String]] = [
      .ai: [
        "ai", "ml", "aiml", "mlai", "artificialintelligence", "machinelearning", "llm", "genai",
        "gpu", "mlops", "aiinfra", "aiinfrastructure", "人工智能", "机器学习", "大模型", "智能",
        "ai基础设施", "aiml基础设施", "人工智能基础设施", "智能体",
      ],
      .platform: [
        "platform", "platforms", "platformengineering", "devex", "developerexperience", "idp",
        "backstage", "平台", "平台工程", "开发者体验", "开发者平台",
      ],
      .security: [
        "security", "sec", "secure", "supplychain", "identity", "policy", "devsecops", "安全", "安全性",
        "云原生安全", "供应链", "供应链安全", "身份", "策略", "零信任",
      ],
      .observability: [
        "observability", "o11y", "otel", "opentelemetry", "telemetry", "monitoring", "metrics",
        "logs", "tracing", "可观测", "可观测性", "观测", "监控", "追踪", "日志",
      ],
      .edge: [
        "edge", "edgecomputing", "multicluster", "multiclusters", "fleet", "iot", "边缘", "边缘计算",
        "多集群", "多集群和边缘", "多集群和边缘计算", "多集群与边缘",
      ],
      .finops: [
        "finops", "cost", "costs", "costoptimization", "costoptimisation", "sustainability",
        "green",
        "成本", "成本优化", "降本", "降本增效", "finops和成本优化", "可持续", "绿色", "绿色计算",
      ],
    ]
    var names: [String: Theme] = [:]
    for (theme, words) in words { for word in words { names[word] = theme } }
    return names
  }()
}
