import ConferenceModel
import Testing

@Suite struct ThemeTests {
  private static func themes(
    _ title: String, track: String? = nil, kind: SessionKind = .talk, abstract: String? = nil
  ) -> [Theme] {
    let session = Session(
      key: SessionKey(source: "main", id: "1"), facts: SessionFacts(title: title), track: track,
      kind: kind, abstract: abstract)
    return Theme.allCases.filter { $0.matches(session) }
  }

  @Test(arguments: [
    ("Optimizing LLM Inference for the Rest of Us", [Theme.ai]),
    ("AI'm at the Gate! Introducing the AI Gateway Working Group", [.ai]),
    ("Expl(AI)n Like I’m 5: An Introduction To AI-Native Networking", [.ai]),
    ("The $100K GPU Mystery", [.ai]), ("Modelpack: Packaging AI/Ml Models", [.ai]),
    ("Choose Your Own Adventure: AI Meets Internal Developer Platform", [.ai, .platform]),
    (
      "Evolving Policy Management with Agentic AI: Kyverno MCP for Multi-Cluster Governance",
      [.ai, .security, .edge]
    ),
    ("Cross\u{2011}Cluster GPU Sharing with CoHDI", [.ai, .edge]),
    ("When Platform Engineers Lead FinOps: $20M in Savings", [.platform, .finops]),
    ("Quantum Proofing Sigstore: A Tale of Three Approaches", [.security]),
    ("SBOMs and Zero-Trust, a Love Story", [.security]),
    ("OTel Me About It: Latest Updates in WASI OTel", [.observability]),
    ("Redefining SLIs for LLM Inference", [.ai, .observability]),
    ("Observability at the Edge", [.observability, .edge]),
    ("SIG-Multicluster Intro and Deep Dive", [.edge]), ("GitOps Your Costs", [.finops]),
    ("OpenCost - Cost and Resource Management Deep Dive", [.finops]),
    ("AI基础设施：大模型推理的成本优化", [.ai, .finops]), ("多集群与边缘计算的可观测性", [.observability, .edge]),
    ("云原生安全与供应链", [.security]), ("平台工程实践", [.platform]),
  ])
  func `a title's words tell its themes`(title: String, expected: [Theme]) {
    #expect(Self.themes(title) == expected)
  }

  @Test(arguments: [
    "Maintaining Email Aid", "HTML and Trails", "A Drop-in Replacement",
    "An Encounter at the Edge of Reason", "Cutting Edge Storage", "The Real Cost of Sidecars",
    "Schema Inference and Automation", "How Data Moves: an Open Source Agent",
    "A Platform for Everyone", "CRI-O: Faster Pulls, Better Metrics", "Networking With eBPF",
    "Multi-Network Step-by-Step: SR-IOV From DRA Drivers", "Open Source Sustainability",
    "Knowledge Edges", "Segment Routing", "开源社区的未来", "",
  ])
  func `words inside others and other meanings are no theme`(title: String) {
    #expect(Self.themes(title) == [])
  }

  @Test(arguments: [
    ("AI + ML", [Theme.ai]), ("CLOUD NATIVE AI + KUBEFLOW DAY", [.ai]),
    ("AGENTICS DAY: MCP + AGENTS", [.ai]), ("PLATFORM ENGINEERING", [.platform]),
    ("PLATFORM ENGINEERING DAY", [.platform]), ("BACKSTAGECON", [.platform]),
    ("SECURITY", [.security]), ("OPEN SOURCE SECURITYCON", [.security]),
    ("KEYCLOAKCON", [.security]), ("KYVERNOCON", [.security]), ("OBSERVABILITY", [.observability]),
    ("OBSERVABILITY DAY", [.observability]), ("KUBERNETES ON EDGE DAY", [.edge]),
    ("平台工程", [.platform]),
    ("MAINTAINER TRACK", []), ("CONNECTIVITY", []), ("OPERATIONS + PERFORMANCE", []),
    ("CLOUD NATIVE TELCO DAY", []), ("CILIUMCON", []), ("EMERGING + ADVANCED", []),
  ])
  func `a track tells the theme of what is in it`(track: String, expected: [Theme]) {
    #expect(Self.themes("Plain Words", track: track) == expected)
  }

  @Test(arguments: [
    ("Lunch", SessionKind.break), ("AI Badge Pick-up", .registration),
    ("Welcome + Opening Remarks", .talk), ("Observability Day | Closing Remarks", .talk),
  ])
  func `breaks, registration and remarks have no theme`(title: String, kind: SessionKind) {
    #expect(Self.themes(title, track: "AI + ML SECURITY OBSERVABILITY", kind: kind) == [])
  }

  @Test(arguments: [
    ("We use AI, and ML, and machine learning.", []), ("AI on a GPU.", []),
    ("An LLM on a GPU, with inference as it should be.", [Theme.ai]),
    ("Secure, security, securing: one subject.", []),
  ])
  func `an abstract needs three subjects`(abstract: String, expected: [Theme]) {
    #expect(Self.themes("Plain Words", abstract: abstract) == expected)
  }

  @Test func `a translated title counts`() {
    let session = Session(
      key: SessionKey(source: "main", id: "1"),
      facts: SessionFacts(title: "某个题目", translatedTitles: [.english: "GPUs for All"]))
    #expect(Theme.allCases.filter { $0.matches(session) } == [.ai])
  }

  @Test(arguments: [
    ("ai", Theme.ai), ("AI/ML", .ai), ("ml", .ai), ("人工智能", .ai), ("AI基础设施", .ai),
    ("AI/ML 基础设施", .ai), ("Platform Engineering", .platform), ("平台工程", .platform),
    ("security", .security), ("安全性", .security), ("Observability", .observability),
    ("可观测性", .observability), ("edge", .edge), ("multi-cluster", .edge), ("多集群", .edge),
    ("多集群和边缘计算", .edge), ("边缘", .edge), ("FinOps", .finops), ("cost", .finops), ("成本", .finops),
    ("FinOps 和成本优化", .finops),
  ])
  func `people name a theme in English or Chinese`(word: String, theme: Theme) {
    #expect(Theme(word: word) == theme)
  }

  @Test(arguments: ["", "  ", "hall 7", "kubernetes", "周二", "/"])
  func `what names no theme is none`(word: String) {
    #expect(Theme(word: word) == nil)
  }
}
