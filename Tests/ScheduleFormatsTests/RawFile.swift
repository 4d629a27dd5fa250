import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// A JSON file of the corpus, walked by other means than our readers.
struct RawFile {
  let path: String
  let bytes: [UInt8]
  let root: Any

  init(_ path: String) throws {
    self.path = path
    bytes = try Corpus.unpacked(path)
    root = try JSONSerialization.jsonObject(with: Data(bytes))
  }

  /// The object or element below a path of keys and indices; nil when there is none.
  func at(_ path: Any...) -> Any? {
    path.reduce(root as Any?) { value, step in
      if let index = step as? Int { return (value as? [Any])?[index] }
      return (value as? [String: Any])?[step as? String ?? ""]
    }
  }

  /// The file's programme by our reader.
  func schedule(zone: String, format: ScheduleFormat? = nil) throws -> Schedule {
    try ScheduleReader.read(bytes, format: format, options: Calendar.options(zone: zone))
  }

  /// The same file with days, sessions and lists in another order; the people of a session and
  /// the answers to its categories keep theirs, which means something.
  func reordered() throws -> [UInt8] {
    func reorder(_ value: Any) -> Any {
      if let object = value as? [String: Any] {
        return Dictionary(
          uniqueKeysWithValues: object.map { key, value in
            (key, ["persons", "speakers", "categories"].contains(key) ? value : reorder(value))
          })
      }
      guard let list = value as? [Any], list.first is [String: Any] else { return value }
      return Array(list.map(reorder).reversed())
    }
    return [UInt8](try JSONSerialization.data(withJSONObject: reorder(root)))
  }

  /// Cuts the file at so many places, evenly over its length: all must be refused but those
  /// behind the last bracket.
  func expectCutsRefused(places: Int, format: ScheduleFormat) {
    let end = (bytes.lastIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") } ?? 0) + 1
    for number in 0..<places {
      let length = end * number / places
      let error = Calendar.error(Array(bytes.prefix(length)))
      #expect(error != nil, "\(path): \(length) of \(end) bytes pass for a programme")
    }
    // The last cuts are the hardest: only the closing brackets are missing.
    for length in (end - 6)..<end {
      let error = Calendar.error(Array(bytes.prefix(length)), format: format)
      guard case .malformed(let place, _) = error else {
        Issue.record("\(path): \(length) of \(end) bytes give \(error as Any)")
        continue
      }
      #expect(place.hasPrefix("line "))
    }
  }
}

extension Schedule {
  /// A session by its id; nil when there is none.
  func session(_ id: String) -> Session? { sessions.first { $0.key.id == id } }
}
