import ConferenceModel
import Foundation
import HTTPTransport
import Persistence
import Planning
import ScheduleFormats

/// What `talkbell guide check` is asked for.
package struct GuideCheckOptions: Hashable, Sendable {
  /// The guide's path.
  package var guide: String
  /// The configuration's path: it names the conference and its sources.
  package var configFile: String
  /// JSON instead of text.
  package var json: Bool

  /// The words of the command line.
  package init(guide: String, configFile: String, json: Bool) {
    self.guide = guide
    self.configFile = configFile
    self.json = json
  }
}

extension TalkBell {
  /// Prints each pick of a guide with its session, and what the guide says that is not so.
  ///
  /// The sources are read now, as the bot would; nothing is stored.
  ///
  /// - returns: the exit code, 0 whether or not there are findings.
  /// - throws: one-line errors when the configuration, the guide or a source can't be read.
  package static func checkGuide(_ options: GuideCheckOptions) async throws -> Int32 {
    let configuration = try TalkBellConfiguration.load(
      file: options.configFile, environment: ProcessInfo.processInfo.environment)
    let conference = configuration.conference
    let guide = try GuideFile.read(options.guide, timeZone: conference.timeZone)
    let sessions = try await sessions(of: configuration)
    let matches = GuideMatcher.match(guide, with: sessions)
    let findings = Planning.GuideCheck.findings(
      guide: guide, matches: matches, conferenceName: conference.name,
      timeZone: conference.timeZone, sessions: sessions)
    let report = GuideReport(
      guide: guide, matches: matches, findings: findings, sessions: sessions,
      timeZone: conference.timeZone)
    print(options.json ? try report.json() : report.text(file: options.guide))
    return 0
  }

  /// All sessions of the configuration's sources as they are now.
  private static func sessions(
    of configuration: TalkBellConfiguration
  ) async throws -> [Session] {
    var sessions: [Session] = []
    for source in configuration.sources {
      sessions += try await read(
        ProgrammeLocation(source.location), format: source.format,
        options: ReadingOptions(source: source.id, timeZone: configuration.conference.timeZone)
      ).sessions
    }
    return sessions
  }
}

/// A guide beside the programme.
struct GuideReport {
  let guide: Guide
  let matches: [GuideMatch]
  let findings: [GuideFinding]
  let sessions: [Session]
  /// Of the times shown.
  let timeZone: TimeZone

  /// For people: the picks with their sessions, the findings by line, and a line of counts.
  func text(file: String) -> String {
    var lines = [guide.title, ""]
    for (index, match) in matches.enumerated() {
      lines.append("\(index + 1). \(match.pick.title) (line \(match.pick.line))")
      lines += sessionLines(match).map { "   " + $0 }
    }
    lines.append("")
    lines += findings.map { "\(file):\($0.line): \($0.text)" }
    let found = matches.count { $0.session != nil }
    lines.append(
      "\(matches.count) picks, \(found) in the programme, \(findings.count) "
        + (findings.count == 1 ? "finding" : "findings"))
    return lines.joined(separator: "\n")
  }

  private func sessionLines(_ match: GuideMatch) -> [String] {
    if let session = match.session.flatMap(session) { return ["→ \(line(session))"] }
    if match.candidates.isEmpty { return ["→ no such session in the programme"] }
    return ["→ none for sure; it may be"]
      + match.candidates.compactMap(session).map { "  \(line($0))" }
  }

  private func line(_ session: Session) -> String {
    let facts = session.facts
    let day = facts.start.map { "\(timeZone.day(of: $0)) \(timeZone.clockText(of: $0))" } ?? "–"
    let speakers = facts.speakers.map(\.name).joined(separator: ", ")
    let parts = [day, facts.room ?? "–", facts.title, speakers, session.key.description]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private func session(_ key: SessionKey) -> Session? { sessions.first { $0.key == key } }

  /// `{"guide":{…},"picks":[{"line","title","session","confidence","candidates"}],"findings":[…]}`
  func json() throws -> String {
    struct Pick: Encodable {
      let line: Int
      let title: String
      let session: String?
      let confidence: Double
      let candidates: [String]
    }
    struct Head: Encodable {
      let id: String
      let language: Language
      let title: String
    }
    struct Report: Encodable {
      let guide: Head
      let picks: [Pick]
      let findings: [GuideFinding]
    }
    let report = Report(
      guide: Head(id: guide.id, language: guide.language, title: guide.title),
      picks: matches.map {
        Pick(
          line: $0.pick.line, title: $0.pick.title, session: $0.session?.description,
          confidence: $0.confidence, candidates: $0.candidates.map(\.description))
      }, findings: findings)
    return try PrintedJSON.text(of: report)
  }
}
