import Messaging

/// Cuts a document into documents that each fit into one message of a platform.
///
/// It cuts between blocks and items; a single item over the limit is cut at a blank, and only a
/// word over the limit inside, between characters. Nothing is lost but the blanks at the cuts.
struct DocumentSplitter {
  /// The most units of one part, in what the platform counts: UTF-16 units, characters, bytes.
  var limit: Int
  /// The units of a run, markup included; more than needed is safe.
  var cost: (MessageDocument.Inline) -> Int
  /// The units a block or item adds to its runs, number or tags.
  var frame: (Frame) -> Int
  /// The units between two blocks or items.
  var separator: Int

  /// What stands around the runs of an atom.
  enum Frame: Hashable {
    case heading, paragraph, bullet
    case number(Int)
  }

  /// The smallest thing that is not cut unless it has to be.
  private struct Atom {
    var frame: Frame
    var runs: [MessageDocument.Inline]
    /// True for the second and later items of a list.
    var continuesBlock = false
  }

  /// The parts in order, the buttons on the last. A document without blocks is one part.
  func parts(of document: MessageDocument) -> [MessageDocument] {
    var parts: [[Atom]] = []
    var current: [Atom] = []
    var size = 0
    for atom in atoms(document.blocks).flatMap(fitting) {
      let own = cost(of: atom)
      if !current.isEmpty, size + separator + own > limit {
        let kept = trailingHeadings(&current)
        parts.append(current)
        current = kept
        size = kept.reduce(0) { $0 + separator + cost(of: $1) } - (kept.isEmpty ? 0 : separator)
        if !kept.isEmpty, size + separator + own > limit {
          parts.append(current)
          current = []
          size = 0
        }
      }
      size += own + (current.isEmpty ? 0 : separator)
      current.append(atom)
    }
    if !current.isEmpty || parts.isEmpty { parts.append(current) }
    var documents = parts.map { MessageDocument(blocks: blocks($0)) }
    documents[documents.count - 1].buttons = document.buttons
    return documents
  }

  /// Headings at the end of a part go with what they head.
  private func trailingHeadings(_ atoms: inout [Atom]) -> [Atom] {
    let count = atoms.reversed().prefix { $0.frame == .heading }.count
    guard count < atoms.count else { return [] }
    let headings = Array(atoms.suffix(count))
    atoms.removeLast(count)
    return headings
  }

  private func cost(of atom: Atom) -> Int {
    frame(atom.frame) + atom.runs.reduce(0) { $0 + cost($1) }
  }

  private func atoms(_ blocks: [MessageDocument.Block]) -> [Atom] {
    blocks.flatMap { block -> [Atom] in
      switch block {
      case .heading(let runs): [Atom(frame: .heading, runs: runs)]
      case .paragraph(let runs): [Atom(frame: .paragraph, runs: runs)]
      case .numbered(let start, let items):
        items.enumerated().map { offset, item in
          Atom(frame: .number(start + offset), runs: item, continuesBlock: offset > 0)
        }
      case .bulleted(let items):
        items.enumerated().map { offset, item in
          Atom(frame: .bullet, runs: item, continuesBlock: offset > 0)
        }
      }
    }
  }

  private func blocks(_ atoms: [Atom]) -> [MessageDocument.Block] {
    var blocks: [MessageDocument.Block] = []
    for atom in atoms {
      switch (atom.frame, blocks.last) {
      case (.heading, _): blocks.append(.heading(atom.runs))
      case (.paragraph, _): blocks.append(.paragraph(atom.runs))
      case (.number, .numbered(let start, let items)?) where atom.continuesBlock:
        blocks[blocks.count - 1] = .numbered(start: start, items: items + [atom.runs])
      case (.number(let number), _): blocks.append(.numbered(start: number, items: [atom.runs]))
      case (.bullet, .bulleted(let items)?) where atom.continuesBlock:
        blocks[blocks.count - 1] = .bulleted(items + [atom.runs])
      case (.bullet, _): blocks.append(.bulleted([atom.runs]))
      }
    }
    return blocks
  }
}

/// Atoms over the limit.
extension DocumentSplitter {
  /// The atom, or the pieces of one over the limit: the first keeps its frame, the others are
  /// paragraphs.
  private func fitting(_ atom: Atom) -> [Atom] {
    guard cost(of: atom) > limit else { return [atom] }
    let budget = limit - max(frame(atom.frame), frame(.paragraph))
    return pieces(atom.runs, budget: budget).enumerated().map { offset, runs in
      offset == 0
        ? Atom(frame: atom.frame, runs: runs, continuesBlock: atom.continuesBlock)
        : Atom(frame: .paragraph, runs: runs)
    }
  }

  private func pieces(
    _ runs: [MessageDocument.Inline], budget: Int
  ) -> [[MessageDocument.Inline]] {
    var pieces: [[MessageDocument.Inline]] = []
    var current: [MessageDocument.Inline] = []
    var room = budget
    for run in runs {
      var rest: MessageDocument.Inline? = run
      while let open = rest {
        if !isHuge(open), cost(open) <= room {
          current.append(open)
          room -= cost(open)
          break
        }
        let cut = head(of: open, budget: room, isWholePart: current.isEmpty)
        if let head = cut.head { current.append(head) }
        rest = cut.tail
        if !current.isEmpty { pieces.append(current) }
        current = []
        room = budget
      }
    }
    if !current.isEmpty { pieces.append(current) }
    return pieces
  }

  /// Spares the cost of a text that is megabytes long.
  private func isHuge(_ run: MessageDocument.Inline) -> Bool {
    (run.words?.utf8.count ?? 0) > 64 * limit
  }

  /// As much of a run as fits, up to a blank where there is one.
  ///
  /// - parameter isWholePart: nothing stands before it, so something has to be taken.
  private func head(
    of run: MessageDocument.Inline, budget: Int, isWholePart: Bool
  ) -> (head: MessageDocument.Inline?, tail: MessageDocument.Inline?) {
    guard let text = run.words else { return (isWholePart ? run : nil, isWholePart ? nil : run) }
    // Nothing costs less than a unit a character, so a longer window can't fit.
    let window = Array(text.prefix(max(1, budget)))
    let count = longest(window.count) { cost(run.with(String(window[..<$0]))) <= budget }
    if count == 0 {
      guard isWholePart else { return (nil, run) }
      return scalars(of: run, text, budget: budget)
    }
    var end = count
    if !isBlank(text, at: count) {
      if let blank = window[..<count].lastIndex(where: \.isWhitespace) {
        end = blank
      } else if !isWholePart {
        // The word may fit whole into the next part.
        return (nil, run)
      }
    }
    let head = String(window[..<end])
    let tail = text.dropFirst(end).drop(while: \.isWhitespace)
    let isEmpty = head.allSatisfy(\.isWhitespace)
    return (isEmpty ? nil : run.with(head), tail.isEmpty ? nil : run.with(String(tail)))
  }

  private func isBlank(_ text: String, at offset: Int) -> Bool {
    text.dropFirst(offset).first?.isWhitespace ?? true
  }

  /// A character longer than a message, a letter with thousands of accents: cut inside.
  private func scalars(
    of run: MessageDocument.Inline, _ text: String, budget: Int
  ) -> (head: MessageDocument.Inline?, tail: MessageDocument.Inline?) {
    let scalars = Array(text.unicodeScalars.prefix(max(1, budget)))
    func string(_ part: some Sequence<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: part)
      return String(view)
    }
    let count = longest(scalars.count) { cost(run.with(string(scalars[..<$0]))) <= budget }
    let end = max(1, count)
    let tail = string(text.unicodeScalars.dropFirst(end))
    return (run.with(string(scalars[..<end])), tail.isEmpty ? nil : run.with(tail))
  }

  /// The largest count up to `limit` for which the condition holds, by halving; 0 when none.
  private func longest(_ limit: Int, where fits: (Int) -> Bool) -> Int {
    var low = 0
    var high = limit
    while low < high {
      let middle = (low + high + 1) / 2
      if fits(middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

extension MessageDocument.Inline {
  /// The text of a run; nil for a line break.
  fileprivate var words: String? {
    switch self {
    case .text(let text), .strong(let text), .emphasis(let text), .struck(let text),
      .code(let text), .link(let text, _):
      text
    case .lineBreak: nil
    }
  }

  /// The same run with another text.
  fileprivate func with(_ text: String) -> MessageDocument.Inline {
    switch self {
    case .text: .text(text)
    case .strong: .strong(text)
    case .emphasis: .emphasis(text)
    case .struck: .struck(text)
    case .code: .code(text)
    case .link(_, let url): .link(text: text, url: url)
    case .lineBreak: .lineBreak
    }
  }
}
