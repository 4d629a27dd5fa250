import ConferenceModel

/// Divides the blocks of a guide into picks and remarks.
struct GuideSections {
  private var guide: Guide
  private let times: GuideTimes
  private var open: Section?

  /// A pick that is being read.
  private struct Section {
    let level: Int
    var pick: GuidePick
    var fields: Set<GuideField> = []
    var wasItem = false
  }

  /// The guide that the blocks are; without a title where no heading of the first level has one.
  static func guide(
    of blocks: [MarkdownBlock], id: String, times: GuideTimes
  ) throws(GuideError) -> Guide {
    let guide = Guide(id: id, language: .english, title: "", picks: [])
    var sections = GuideSections(guide: guide, times: times)
    for index in blocks.indices {
      if case .heading(let level) = blocks[index].kind {
        try sections.readHeading(level, isPick: isPick(blocks, at: index), blocks[index])
      } else {
        sections.read(blocks[index])
      }
    }
    sections.close()
    return sections.guide
  }

  private init(guide: Guide, times: GuideTimes) {
    (self.guide, self.times) = (guide, times)
  }

  /// Whether fields that only a session has stand between a heading and the next one.
  private static func isPick(_ blocks: [MarkdownBlock], at index: Int) -> Bool {
    for block in blocks[(index + 1)...] {
      switch block.kind {
      case .heading: return false
      case .field(.speakers), .field(.time), .field(.link): return true
      default: continue
      }
    }
    return false
  }

  private mutating func readHeading(
    _ level: Int, isPick: Bool, _ block: MarkdownBlock
  ) throws(GuideError) {
    let text = MarkdownText.plain(block.lines)
    if level == 1, guide.title.isEmpty, open == nil, guide.picks.isEmpty {
      guide.title = text
    } else if isPick {
      close()
      guard guide.picks.count < GuideReader.picksMax else {
        throw .tooManyPicks(line: block.line)
      }
      let pick = GuidePick(
        line: block.line, title: Self.withoutNumber(text), speakers: [],
        slot: TimeSlot(start: nil, end: nil), room: nil,
        url: block.lines.first.flatMap(GuideLink.address), reason: "")
      open = Section(level: level, pick: pick)
    } else {
      if let open, level <= open.level { close() }
      add(text, of: block)
    }
  }

  private mutating func read(_ block: MarkdownBlock) {
    if case .field(let field) = block.kind, open?.fields.insert(field).inserted == true {
      take(field, block)
    } else {
      let lines =
        (block.labelled.map { [$0] } ?? [])
        + block.lines.dropFirst(
          block.labelled == nil ? 0 : 1)
      add(MarkdownText.plain(lines), of: block)
    }
  }

  /// A text that is no field: a reason inside a pick, a remark outside.
  private mutating func add(_ text: String, of block: MarkdownBlock) {
    guard !text.isEmpty else { return }
    guard var section = open else {
      guide.remarks.append(GuideRemark(line: block.line, text: text))
      return
    }
    let isItem = block.kind == .item
    if !section.pick.reason.isEmpty {
      section.pick.reason += isItem && section.wasItem ? "\n" : "\n\n"
    }
    section.pick.reason += isItem ? "- \(text)" : text
    section.wasItem = isItem
    open = section
  }

  private mutating func take(_ field: GuideField, _ block: MarkdownBlock) {
    let text = MarkdownText.plain(block.lines)
    switch field {
    case .speakers: open?.pick.speakers = GuideSpeakers.speakers(in: text)
    case .room:
      open?.pick.room = text.isEmpty || GuideTimes.isOpen(text) ? nil : text
    case .link:
      open?.pick.url = GuideLink.address(in: MarkdownText.joined(block.lines)[...])
      if open?.pick.url == nil { report("no address, write https://…", text, block) }
    case .time:
      let reading = times.read(text)
      open?.pick.slot = reading.slot
      if let problem = reading.problem { report(problem, text, block) }
    }
  }

  private mutating func report(_ problem: String, _ text: String, _ block: MarkdownBlock) {
    let shown = text.count > 60 ? "\(text.prefix(59))…" : text
    guide.problems.append(GuideRemark(line: block.line, text: "“\(shown)”: \(problem)"))
  }

  private mutating func close() {
    if let open { guide.picks.append(open.pick) }
    open = nil
  }

  /// `1. Title`, `2、标题`, `3) Title` without the number; `3.5 million pods` stays.
  private static func withoutNumber(_ title: String) -> String {
    let digits = title.prefix(4).prefix { $0.isASCII && $0.isNumber }
    var rest = title[digits.endIndex...]
    guard !digits.isEmpty, let sign = rest.popFirst(), ".)、．）".contains(sign) else {
      return title
    }
    if sign == ".", rest.first?.isNumber == true { return title }
    return String(MarkdownText.trimmed(rest))
  }
}

/// Addresses in Markdown.
enum GuideLink {
  /// The first http or https address: bare, in `<…>` or behind a link's text.
  static func address(in text: Substring) -> String? {
    guard let start = text.firstRange(of: "https://") ?? text.firstRange(of: "http://") else {
      return nil
    }
    let address = text[start.lowerBound...].prefix { sign in
      sign.isASCII && !sign.isWhitespace && !")>]\"'*`".contains(sign)
    }
    // A sentence may end behind it.
    var result = String(address)
    while let last = result.last, ".,;".contains(last) { result.removeLast() }
    return result.hasSuffix("//") ? nil : result
  }
}
