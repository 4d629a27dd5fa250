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
  /// Whether a session is about it: its track, or a word of its title or of its abstract.
  package func matches(_ session: Session) -> Bool {
    let text = " \(session.track ?? "") \(session.facts.title) ".lowercased()
    return words.contains { text.contains($0) }
  }

  private var words: [String] {
    switch self {
    case .ai: [" ai ", "llm", "machine learning", "inference", "gpu"]
    case .platform: ["platform"]
    case .security: ["secur"]
    case .observability: ["observab", "telemetry"]
    case .edge: ["edge", "multi-cluster", "multicluster"]
    case .finops: ["finops", "cost"]
    }
  }
}
