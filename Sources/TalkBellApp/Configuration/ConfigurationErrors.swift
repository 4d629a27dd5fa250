/// Everything that is wrong with a configuration, so that one start of the program shows it all.
package struct ConfigurationErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong.
  package struct Problem: Hashable, Sendable {
    /// The 1-based line of the key, or of what should hold it; nil when it is the file as a whole.
    package var line: Int?
    /// The key with the way to it, `platforms.telegram.token`, `sources[0].url`; nil when it is
    /// the file as a whole.
    package var key: String?
    /// What is wrong and what to do, without the value of a secret.
    package var message: String

    /// A problem of one key.
    package init(line: Int?, key: String?, message: String) {
      self.line = line
      self.key = key
      self.message = message
    }
  }

  /// The file as the operator named it.
  package var file: String
  /// By line, never empty.
  package var problems: [Problem]

  /// The problems of a file.
  package init(file: String, problems: [Problem]) {
    self.file = file
    self.problems = problems
  }

  /// One line for each: `talkbell.yaml:12: platforms.telegram.tokn: unknown key; …`.
  package var description: String {
    problems.map { problem in
      let place = problem.line.map { "\(file):\($0)" } ?? file
      let text = ([place, problem.key].compactMap(\.self) + [problem.message])
        .joined(separator: ": ")
      // A library's message or a value may hold line breaks.
      return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }.joined(separator: "\n")
  }
}
