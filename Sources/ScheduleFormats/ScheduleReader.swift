package import ConferenceModel

/// Reads a body of any known format.
package enum ScheduleReader {
  /// The programme in a feed's body.
  ///
  /// - parameter bytes: the body as it came, with or without a byte order mark.
  /// - parameter format: nil finds it out from the body.
  /// - returns: the sessions, at least one, and what had to be skipped or guessed.
  /// - throws: when the body is no whole programme; nothing of it may be used then.
  package static func read(
    _ bytes: [UInt8], format: ScheduleFormat?, options: ReadingOptions
  ) throws(ScheduleFormatError) -> Schedule {
    try bytes.withUnsafeBufferPointer { buffer throws(ScheduleFormatError) in
      let body = try BodyInspection.programme(in: Bytes(buffer))
      if let format {
        // Sched's calendar is a calendar: asked for as `ics`, it is read as one.
        guard format.reader.recognises(body) else {
          throw .notOfFormat(format, beginning: BodyInspection.beginning(of: body, limit: 40))
        }
        return try format.reader.read(body, options: options)
      }
      for format in ScheduleFormat.allCases where format.reader.recognises(body) {
        return try format.reader.read(body, options: options)
      }
      throw .notRecognised(beginning: BodyInspection.beginning(of: body, limit: 40))
    }
  }
}
