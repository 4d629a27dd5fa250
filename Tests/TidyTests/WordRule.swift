/// Words that say nothing, and marks of unfinished work.
enum WordRule {
  /// Endings of type and file names that say nothing of what the type is.
  static let emptyNames = ["Common", "Helper", "Helpers", "Manager", "Util", "Utils", "Utilities"]

  /// Types and files with a name that says nothing.
  static func namesWithoutMeaning(in file: SourceFile) -> [Finding] {
    var found: [Finding] = []
    let name = file.path.split(separator: "/").last?.split(separator: ".").first ?? ""
    if emptyNames.contains(where: name.hasSuffix) {
      found.append(file.finding(0, "the file name says nothing; name it after its main type"))
    }
    let form = /\b(?:struct|class|actor|enum|protocol|typealias)\s+(\w+)/
    for (line, code) in file.text.code.enumerated() {
      guard let type = code.firstMatch(of: form)?.1 else { continue }
      if emptyNames.contains(where: type.hasSuffix) {
        found.append(file.finding(line, "\(type) says nothing; name what it is or does"))
      }
    }
    return found
  }

  /// Calls that end the process where an error belongs, and notes of work left undone.
  static func unfinished(in file: SourceFile) -> [Finding] {
    file.text.code.indices.flatMap { line -> [Finding] in
      let code = file.text.code[line]
      let comment = file.text.comments[line]
      return ["try!", "fatalError("].filter(code.contains).map {
        file.finding(line, "\($0) ends the process; throw an error or handle the case")
      }
        + ["TODO", "FIXME"].filter(comment.contains).map {
          file.finding(line, "\($0) is work undone; do it or open an issue")
        }
    }
  }
}
