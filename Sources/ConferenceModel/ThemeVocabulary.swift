/// The words by which titles, tracks and abstracts are known to be about a theme.
///
/// Chosen by reading the titles of KubeCon Europe 2026: a word is in when nearly every title that
/// has it is about the theme. So `platform`, `metrics`, `policy` alone and `agent` are out, and so
/// is DRA, which is about devices of all sorts.
struct ThemeVocabulary: Sendable {
  /// What a word or a phrase of two words stands for.
  struct Entry: Sendable {
    /// A bit for each theme.
    var themes: UInt8 = 0
    /// Words of one subject count once: `secure` and `security`.
    var subject: UInt16 = 0
    /// A phrase whose words do not mean what they mean alone.
    var isOtherMeaning = false
    /// Opening or closing remarks.
    var isCeremony = false
  }

  /// FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
  struct Hash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// The hash of two words in a row.
    static func phrase(_ first: UInt64, _ second: UInt64) -> UInt64 {
      (first &* 0x9E37_79B9_7F4A_7C15) ^ second
    }
  }

  /// For titles and abstracts.
  static let titles = ThemeVocabulary(isTrack: false)
  /// For the names of tracks.
  static let tracks = ThemeVocabulary(isTrack: true)

  private var entries: [UInt64: Entry] = [:]
  /// Whether a hash may be known, by its lowest bits: most words are not, and this says so fast.
  private var isLikely = [Bool](repeating: false, count: 1 << 14)

  private init(isTrack: Bool) {
    var subject: UInt16 = 0
    for theme in Theme.allCases {
      let subjects = Self.subjects(theme) + (isTrack ? Self.trackSubjects(theme) : [])
      for words in subjects {
        subject += 1
        for word in words.split(separator: " ") {
          add(word) { entry in
            entry.themes |= Self.mask(theme)
            entry.subject = subject
          }
        }
      }
    }
    for phrase in Self.otherMeanings { add(phrase[...]) { $0.isOtherMeaning = true } }
    for phrase in ["opening_remarks", "closing_remarks", "welcome_remarks"] {
      add(phrase[...]) { $0.isCeremony = true }
    }
  }

  /// What a word or phrase stands for; nil for one that says nothing.
  func entry(_ hash: UInt64) -> Entry? {
    isLikely[Int(hash & 0x3FFF)] ? entries[hash] : nil
  }

  /// The bit of a theme.
  static func mask(_ theme: Theme) -> UInt8 {
    switch theme {
    case .ai: 1
    case .platform: 2
    case .security: 4
    case .observability: 8
    case .edge: 16
    case .finops: 32
    }
  }

  private mutating func add(_ word: Substring, _ change: (inout Entry) -> Void) {
    let hashes = word.split(separator: "_").map { part in
      var hash = Hash()
      for byte in part.utf8 { hash.add(byte) }
      return hash.value
    }
    guard let first = hashes.first else { return }
    let hash = hashes.count > 1 ? Hash.phrase(first, hashes[1]) : first
    change(&entries[hash, default: Entry()])
    isLikely[Int(hash & 0x3FFF)] = true
  }

  /// Phrases in which a word above is something else: the edge of reason is no edge.
  private static let otherMeanings = [
    "schema_inference", "type_inference", "cutting_edge", "bleeding_edge", "leading_edge",
    "edge_of",
    "edge_case", "edge_cases", "cost_of", "source_sustainability", "project_sustainability",
    "community_sustainability", "maintainer_sustainability", "user_agents", "threat_to",
    "identity_crisis",
  ]

  /// Only in the names of tracks.
  private static func trackSubjects(_ theme: Theme) -> [String] {
    switch theme {
    case .ai: ["agentics"]
    case .platform: ["platform platforms", "backstagecon"]
    case .security: ["securitycon", "keycloakcon", "kyvernocon", "identity"]
    case .observability: ["monitoring"]
    case .edge: []
    case .finops: ["sustainable green"]
    }
  }

  /// A line is a subject; `_` joins the two words of a phrase. Hyphens divide words.
  private static func subjects(_ theme: Theme) -> [String] {
    switch theme {
    case .ai:
      [
        "ai ml aiml machine_learning deep_learning genai generative_ai", "llm llms language_models",
        "gpu gpus tpu tpus nvidia", "mlops llmops mlsecops", "inference", "agentic agents kagent",
        "mcp mcps", "kubeflow", "kserve vllm", "kuberay ray_serve", "rag retrieval_augmented",
        "pytorch tensorflow", "model_training model_serving ml_models", "kueue", "kaito",
        "gpt openai",
        "neural_networks", "fine_tuning",
      ]
    case .platform:
      [
        "platform_engineering platform_engineer platform_engineers platform_team platform_teams",
        "developer_platform developer_platforms internal_platform internal_platforms paas"
          + " platform_as platform_ops platform_orchestrator platform_orchestration",
        "developer_experience devex developer_productivity", "golden_path golden_paths paved_road",
        "self_service", "backstage developer_portal developer_portals", "crossplane", "kratix",
      ]
    case .security:
      [
        "security secure secured secures securely securing devsecops mlsecops cybersecurity",
        "sbom sboms supply_chain supply_chains slsa provenance",
        "cve cves vulnerability vulnerabilities vulnerable", "zero_trust least_privilege",
        "attack attacks attacker attackers exploit exploits malware ransomware threat threats"
          + " hacking hackers hacked ctf", "oidc oauth oauth2 openfga keycloak rbac",
        "identity identities spiffe spire", "sigstore cosign attestation attestations notary",
        "kyverno opa open_policy policy_management policy_as gatekeeper",
        "falco tetragon kubescape kubearmor trivy", "mtls encryption encrypted cryptography",
        "authentication authorization authorizing authenticating credentials secrets_management",
        "confidential_computing confidential_containers", "sandboxing", "privacy",
        "hardening hardened", "cert_manager post_quantum",
      ]
    case .observability:
      [
        "observability o11y", "otel opentelemetry", "telemetry", "tracing",
        "prometheus openmetrics",
        "grafana loki perses", "jaeger", "thanos cortex", "fluentd fluentbit fluent_bit logging",
        "profiling", "slo slos sli slis", "monitoring", "pixie",
      ]
    case .edge:
      [
        "edge kubeedge openyurt far_edge",
        "multicluster multi_cluster multi_clusters across_clusters"
          + " cross_cluster cluster_federation", "karmada", "submariner", "kubestellar", "k8gb",
        "iot", "cluster_mesh clustermesh", "cluster_fleet cluster_fleets fleet_management",
        "open_cluster",
      ]
    case .finops:
      [
        "finops", "cost costs", "opencost", "carbon",
        "sustainability green_cloud green_software"
          + " sustainable_computing sustainable_kubernetes sustainable_infrastructure"
          + " sustainable_cloud sustainable_efficiency", "savings", "rightsizing right_sizing",
        "bin_packing binpacking overprovisioning",
        "energy_efficiency energy_efficient energy_aware"
          + " energy_consumption",
      ]
    }
  }

  /// Chinese has no blanks, so these are looked for anywhere.
  static func hanWords(_ theme: Theme) -> [String] {
    switch theme {
    case .ai: ["人工智能", "大模型", "语言模型", "机器学习", "深度学习", "推理", "智能体", "模型训练"]
    case .platform: ["平台工程", "开发者平台", "内部平台", "开发者体验", "开发者门户"]
    case .security: ["安全", "供应链", "零信任", "身份认证", "漏洞", "加密", "隐私", "攻击", "威胁"]
    case .observability: ["可观测", "链路追踪", "监控", "日志", "遥测"]
    case .edge: ["边缘", "多集群", "跨集群", "物联网"]
    case .finops: ["成本", "降本", "绿色计算", "碳排放", "可持续"]
    }
  }
}
