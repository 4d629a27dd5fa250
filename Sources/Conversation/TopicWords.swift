/// Chinese words for topics whose talks have English titles.
enum TopicWords {
  /// What to look for instead of text with Chinese in it: alternatives, most telling first.
  ///
  /// The longest known word counts (`边缘计算` before `边缘`); Chinese that is not known is left out,
  /// which is why an answer says what was looked for. Empty when no word is known.
  static func english(for text: String) -> [String] {
    var alternatives = [""]
    var latin = ""
    var isKnown = false
    func add(_ words: [String]) {
      alternatives = alternatives.flatMap { before in
        words.map { before.isEmpty ? $0 : "\(before) \($0)" }
      }
      // Four searches at most, however many words there are.
      alternatives = Array(alternatives.prefix(4))
    }
    func flush() {
      let words = latin.split { !($0.isLetter || $0.isNumber || $0 == "-") }
      if !words.isEmpty { add([words.joined(separator: " ")]) }
      latin = ""
    }
    var rest = Substring(text)
    while let next = rest.first {
      if let (chinese, english) = table.first(where: { rest.hasPrefix($0.0) }) {
        flush()
        add(english)
        isKnown = true
        rest = rest.dropFirst(chinese.count)
      } else {
        if next.isASCII { latin.append(next) } else { flush() }
        rest = rest.dropFirst()
      }
    }
    flush()
    return isKnown ? alternatives : []
  }

  /// Topics to propose when nothing was found.
  static let examples = ["可观测性", "平台工程", "安全"]

  /// Longest first.
  private static let table: [(String, [String])] =
    words
    .sorted { ($0.key.count, $0.key) > ($1.key.count, $1.key) }
    .map { ($0.key, $0.value) }

  private static let words: [String: [String]] = [
    "可观测性": ["observability"], "可观测": ["observability"], "监控": ["monitoring"],
    "日志": ["logging", "logs"], "链路追踪": ["tracing"], "追踪": ["tracing"],
    "指标": ["metrics"], "遥测": ["telemetry"],
    "安全性": ["security"], "安全": ["security"], "供应链": ["supply chain"],
    "零信任": ["zero trust"], "身份": ["identity"], "权限": ["authorization", "RBAC"],
    "证书": ["certificate"], "密钥": ["secrets"], "策略": ["policy"], "合规": ["compliance"],
    "平台工程": ["platform engineering"], "开发者平台": ["developer platform"],
    "开发者": ["developer"], "平台": ["platform"],
    "人工智能": ["AI"], "机器学习": ["machine learning", "ML"], "大语言模型": ["LLM"],
    "大模型": ["LLM"], "模型": ["model"], "推理": ["inference"], "训练": ["training"],
    "智能体": ["agent", "agentic"], "显卡": ["GPU"], "算力": ["GPU"],
    "边缘计算": ["edge"], "边缘": ["edge"], "多集群": ["multi-cluster", "multicluster"],
    "集群": ["cluster"], "多租户": ["multi-tenant", "multi-tenancy"], "混合云": ["hybrid cloud"],
    "成本优化": ["cost", "FinOps"], "成本": ["cost", "FinOps"], "可持续": ["sustainability"],
    "绿色": ["green", "sustainability"],
    "服务网格": ["service mesh"], "网络": ["network"], "网关": ["gateway"], "存储": ["storage"],
    "数据库": ["database"], "数据": ["data"], "消息队列": ["Kafka", "messaging"],
    "调度": ["scheduling", "scheduler"], "容器": ["container"], "运行时": ["runtime"],
    "弹性伸缩": ["autoscaling"], "伸缩": ["autoscaling", "scaling"], "扩容": ["scaling"],
    "性能": ["performance"], "可靠性": ["reliability"], "混沌工程": ["chaos"],
    "容灾": ["disaster recovery"], "灾备": ["disaster recovery"], "备份": ["backup"],
    "升级": ["upgrade"], "迁移": ["migration", "migrating"], "运维": ["operations"],
    "虚拟机": ["virtual machine", "KubeVirt"], "虚拟化": ["virtualization", "KubeVirt"],
    "无服务器": ["serverless"], "微服务": ["microservices"], "工作流": ["workflow"],
    "流水线": ["pipeline"], "持续交付": ["GitOps", "continuous delivery"],
    "云原生": ["cloud native"], "开源": ["open source"], "社区": ["community"],
    "维护者": ["maintainer"], "主权": ["sovereign", "sovereignty"], "电信": ["telco"],
    "教程": ["tutorial"], "主题演讲": ["keynote"], "闪电演讲": ["lightning"],
    "新手": ["novice"], "入门": ["novice", "101"], "案例": ["case study"],
    "阿里云": ["Alibaba Cloud"], "阿里巴巴": ["Alibaba"], "华为": ["Huawei"],
    "腾讯": ["Tencent"], "字节跳动": ["ByteDance"], "比亚迪": ["BYD"], "谷歌": ["Google"],
    "微软": ["Microsoft"], "红帽": ["Red Hat"],
  ]
}
