import Foundation

/// The terminal this process writes to.
enum Terminal {
  /// Whether a person looks at stdout: then it may be styled and is written at reading speed.
  static var isStyled: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether a person can type.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether a person looks at stderr, where progress is shown.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes to stderr as it is.
  static let writeProgress: @Sendable (String) -> Void = { text in
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Writes a text and a line end, whole, in the order of the calls.
  static let write: @Sendable (String) -> Void = { text in
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }
}
