import ConferenceModel
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads the `schedule.xml` of frab and its relatives: pentabarf, pretalx, wafer, FOSDEM.
///
/// The format has a schema that hardly any real file keeps to, so whatever stands in an expected
/// place is read, in any order, and the rest is stepped over.
enum FrabXMLReader: FormatReader {
  static func recognises(_ body: Bytes) -> Bool {
    XMLProlog(body).rootName?.equalsIgnoringCase("schedule") ?? false
  }

  static func read(
    _ body: Bytes, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    let document = try document(in: body)
    return try FrabSessions.schedule(of: document, options: options)
  }

  /// The document's contents.
  ///
  /// - throws: `malformed` when it is not well-formed up to its end, so that a body that breaks
  ///   off never passes for a programme with sessions gone; or when it wants to declare entities,
  ///   with which a small body can ask for any amount of memory or for a file of the machine.
  private static func document(in body: Bytes) throws(ScheduleFormatError) -> FrabDocument {
    let prolog = XMLProlog(body)
    if let declarations = prolog.declarations {
      throw .malformed(
        place: "line \(line(of: declarations, in: body))",
        reason: "its DOCTYPE declares entities or other markup, which is not read")
    }
    let lineOffset = line(of: prolog.rootStart, in: body) - 1
    let root = body.dropFirst(prolog.rootStart)
    guard mayBeComplete(root) else {
      // The root begins with a sign, so only blanks behind it are cut.
      let last = line(of: root.trimmed.count, in: root) + lineOffset
      throw .malformed(place: "line \(last)", reason: breaksOff)
    }
    switch try XMLEncoding.text(of: body, declared: prolog.encoding) {
    case .same: return try parse(root, lineOffset: lineOffset)
    case .translated(let text):
      // The prolog is ASCII or skipped, and only what follows it may have grown.
      return try text.withUnsafeBufferPointer { text throws(ScheduleFormatError) in
        let text = Bytes(text)
        return try parse(text.dropFirst(XMLProlog(text).rootStart), lineOffset: lineOffset)
      }
    }
  }

  private static func parse(
    _ root: Bytes, lineOffset: Int
  ) throws(ScheduleFormatError) -> FrabDocument {
    if let hazard = XMLHazards.first(in: root) {
      throw .malformed(
        place: "line \(line(of: hazard.index, in: root) + lineOffset)", reason: hazard.reason)
    }
    let document = FrabDocument(lineOffset: lineOffset)
    // Not copied: the parser is gone before this function returns.
    let data = Data(
      bytesNoCopy: UnsafeMutableRawPointer(mutating: root.base), count: root.count,
      deallocator: .none)
    // As a stream: what is given in one piece may have ten megabytes and no more.
    let parser = XMLParser(stream: InputStream(data: data))
    parser.delegate = document
    parser.shouldResolveExternalEntities = false
    let isParsed =
      parser.parse() || parser.parserError.map { FrabDocument.isHarmless($0) } ?? false
    if isParsed, document.fault == nil, document.isComplete { return document }
    throw fault(of: document, in: root, lineOffset: lineOffset)
  }

  private static func fault(
    of document: FrabDocument, in root: Bytes, lineOffset: Int
  ) -> ScheduleFormatError {
    let last = line(of: root.trimmed.count, in: root)
    let line = document.fault.map { $0.line - lineOffset } ?? last
    let place = "line \(line + lineOffset)"
    if let reason = document.fault?.reason { return .malformed(place: place, reason: reason) }
    if line >= last, !document.isComplete {
      return .malformed(place: place, reason: breaksOff)
    }
    let text = BodyInspection.beginning(of: text(ofLine: line, in: root), limit: 40)
    return .malformed(place: place, reason: "not well-formed XML near \"\(text)\"")
  }

  private static var breaksOff: String { "the body breaks off before </schedule>" }

  /// Whether the end tag of the root stands anywhere, so that a body that breaks off costs no
  /// parsing. The parser has the last word.
  private static func mayBeComplete(_ root: Bytes) -> Bool {
    // Of a whole document it stands at the end.
    let tail = root.dropFirst(root.count - 4096)
    for part in [tail, root] {
      var next = part.firstIndex(of: UInt8(ascii: "<"))
      while let index = next {
        if part.dropFirst(index).starts(with: "</schedule") { return true }
        next = part.firstIndex(of: UInt8(ascii: "<"), from: index + 1)
      }
    }
    // `<schedule/>` has no end tag.
    return root.firstIndex(of: UInt8(ascii: ">")).map { root.base[$0 - 1] == UInt8(ascii: "/") }
      ?? false
  }

  /// The 1-based line of a byte.
  private static func line(of index: Int, in body: Bytes) -> Int {
    var (line, next) = (1, body.firstIndex(of: 0x0A))
    while let found = next, found < index {
      line += 1
      next = body.firstIndex(of: 0x0A, from: found + 1)
    }
    return line
  }

  private static func text(ofLine number: Int, in body: Bytes) -> Bytes {
    var start = 0
    for _ in 1..<max(number, 1) {
      guard let end = body.firstIndex(of: 0x0A, from: start) else { break }
      start = end + 1
    }
    return body.slice(start..<(body.firstIndex(of: 0x0A, from: start) ?? body.count))
  }
}
