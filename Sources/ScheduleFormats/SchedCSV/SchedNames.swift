import ConferenceModel

/// The names in Sched's CSV, where a list is one text.
enum SchedNames {
  /// The names of `Ada Lovelace, Alan Turing, PhD`: a title behind a name is no name.
  static func list(_ text: String) -> [String] {
    var names: [String] = []
    for part in text.split(separator: ",") {
      let name = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      guard !name.isEmpty else { continue }
      if let last = names.last, titles.contains(String(name).lowercased()) {
        names[names.count - 1] = "\(last), \(String(name))"
      } else {
        names.append(String(name))
      }
    }
    return names
  }

  private static let titles: Set<String> = [
    "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d.", "esq", "esq.", "mba",
    "cissp",
  ]

  /// A title that repeats its speakers behind a dash, `Scaling - Ada Lovelace, CERN`, without
  /// them.
  static func title(_ title: String, without speakers: [Speaker]) -> String {
    var rest = title[...]
    while let dash = rest.ranges(of: " - ").last {
      let tail = title[dash.upperBound...]
      if dash.lowerBound > title.startIndex, speakers.contains(where: { tail.hasPrefix($0.name) }) {
        return String(title[..<dash.lowerBound])
      }
      rest = title[..<dash.lowerBound]
    }
    return title
  }
}
