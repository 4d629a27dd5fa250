import Foundation

/// One row of the index that was made from Sched's web pages after the event.
struct IndexEntry {
  /// As the page has it, an emoji before it, speakers behind it.
  let title: String
  let venue: String
  let type: String
  let speakers: Set<String>
  let start: Date

  /// All rows of an index file.
  static func all(in bytes: [UInt8]) throws -> [IndexEntry] {
    try JSONDecoder().decode(File.self, from: Data(bytes)).types.sorted { $0.key < $1.key }
      .flatMap { try $0.value.events.map { try $0.entry() } }
  }

  private struct File: Decodable {
    struct Group: Decodable { let events: [Row] }
    let types: [String: Group]
  }

  private struct Row: Decodable {
    struct Person: Decodable { let name: String }
    let title, venue, type, start_date: String
    let speakers: [Person]

    func entry() throws -> IndexEntry {
      IndexEntry(
        title: folded(title), venue: folded(venue), type: type,
        speakers: Set(speakers.map { folded($0.name) }),
        start: try Date(
          start_date, strategy: Date.ISO8601FormatStyle(timeZoneSeparator: .omitted)))
    }

    /// Blanks as one, and without the direction marks that some profiles hold.
    private func folded(_ text: String) -> String {
      text.replacing("\u{200E}", with: "").split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
    }
  }
}
