import Foundation

extension TalkBellConfiguration {
  /// Reads the file of `--config`.
  ///
  /// - parameter file: its path, absolute or relative to the working directory.
  /// - parameter makesUpSecrets: for a rehearsal, which needs no token as long as it sends nothing.
  /// - throws: everything that is wrong, one line each; a file that can't be read is one problem.
  package static func load(
    file: String, environment: [String: String], makesUpSecrets: Bool = false
  ) throws(ConfigurationErrors) -> TalkBellConfiguration {
    let text: String
    switch TextFile.read(file) {
    case .success(let content): text = content
    case .failure(let error):
      throw ConfigurationErrors(
        file: file,
        problems: [ConfigurationErrors.Problem(line: nil, key: nil, message: error.reason)])
    }
    let directory = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    return try parse(
      text: text, file: file, directory: directory, environment: environment,
      makesUpSecrets: makesUpSecrets,
      readFile: { try TextFile.read($0).get() })
  }
}

/// Text files of the operator.
enum TextFile {
  /// Why a file can't be read.
  struct Failure: Error, CustomStringConvertible {
    let path: String
    /// Without the path.
    let reason: String
    var description: String { "\(path): \(reason)" }
  }

  /// The content of a UTF-8 file, without a byte order mark.
  static func read(_ path: String) -> Result<String, Failure> {
    bytes(path).flatMap { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return .failure(Failure(path: path, reason: "not text in UTF-8; save it as UTF-8"))
      }
      return .success(
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text)
    }
  }

  /// The bytes of a file.
  static func bytes(_ path: String) -> Result<[UInt8], Failure> {
    var isDirectory = ObjCBool(false)
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      return .failure(Failure(path: path, reason: "no such file"))
    }
    guard !isDirectory.boolValue else {
      return .failure(Failure(path: path, reason: "a folder, not a file"))
    }
    do {
      return .success([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    } catch CocoaError.fileReadNoPermission {
      return .failure(Failure(path: path, reason: "may not be read; check its permissions"))
    } catch {
      return .failure(Failure(path: path, reason: "can't be read (\(type(of: error)))"))
    }
  }
}
