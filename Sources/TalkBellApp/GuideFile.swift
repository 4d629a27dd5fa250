import ConferenceModel
import Foundation
import ScheduleFormats

/// Guides on disk.
enum GuideFile {
  /// The guide in a file.
  ///
  /// - parameter timeZone: the conference's.
  /// - throws: one line that names the file and the line in it.
  static func read(_ path: String, timeZone: TimeZone) throws(TalkBellError) -> Guide {
    switch TextFile.bytes(path) {
    case .failure(let failure): throw .failed("\(failure)")
    case .success(let bytes):
      do throws(GuideError) {
        return try GuideReader.read(
          bytes, fileName: URL(filePath: path).lastPathComponent, timeZone: timeZone)
      } catch {
        throw .failed("\(path): \(error)")
      }
    }
  }
}
