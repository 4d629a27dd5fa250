import ChatChannels
import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import Persistence
import Phrasebook
import Planning
import ScheduleFormats
import Timekeeping

/// What `talkbell doctor` is asked for.
package struct DoctorOptions: Hashable, Sendable {
  /// The configuration's path.
  package var configFile: String
  /// JSON instead of a table.
  package var json: Bool

  /// The words of the command line.
  package init(configFile: String, json: Bool) {
    self.configFile = configFile
    self.json = json
  }
}

extension TalkBell {
  /// Checks the configuration, the database, every feed and what is held of it, the guides, and
  /// what each chat platform tells of our account. Nothing is changed, nothing is sent to a chat.
  ///
  /// - returns: the exit code: 0 when all holds, else 1.
  /// - throws: the lines of a configuration that can't be read.
  package static func examine(_ options: DoctorOptions) async throws -> Int32 {
    let configuration = try TalkBellConfiguration.load(
      file: options.configFile, environment: ProcessInfo.processInfo.environment)
    let transport = CurlTransport()
    defer { transport.shutdown() }
    let examination = Examination(
      configuration: configuration, file: options.configFile, transport: transport)
    let findings = await examination.findings()
    if options.json {
      print(try PrintedJSON.text(of: ["checks": findings]))
    } else {
      let width = findings.map(\.name.count).max() ?? 0
      for finding in findings {
        let name = finding.name + String(repeating: " ", count: width - finding.name.count)
        print("\(finding.isGood ? "ok  " : "BAD ") \(name)  \(finding.text)")
      }
      let bad = findings.count { !$0.isGood }
      print(bad == 0 ? "all \(findings.count) checks hold" : "\(bad) of \(findings.count) fail")
    }
    return findings.allSatisfy(\.isGood) ? 0 : 1
  }
}

/// One line of the doctor's.
struct ExaminationFinding: Encodable, Sendable {
  let name: String
  let isGood: Bool
  /// What was found and, when it is bad, what to do.
  let text: String

  private enum CodingKeys: String, CodingKey {
    case name
    case isGood = "ok"
    case text
  }
}

/// Looks at everything that a bot needs, one check after the other.
private struct Examination {
  let configuration: TalkBellConfiguration
  let file: String
  let transport: CurlTransport

  func findings() async -> [ExaminationFinding] {
    let warnings = configuration.warnings.map {
      ExaminationFinding(name: "configuration", isGood: true, text: $0)
    }
    var findings = [
      ExaminationFinding(name: "configuration", isGood: true, text: "\(file) can be read")
    ]
    findings += warnings
    findings += database()
    findings += web()
    var programme: [Session]? = []
    for source in configuration.sources {
      let (finding, sessions) = await feed(source)
      findings.append(finding)
      programme = sessions.flatMap { new in programme.map { $0 + new } }
    }
    if let programme { findings += names(in: programme) }
    for path in configuration.guides { findings.append(guide(path)) }
    return findings + (await platforms())
  }

  /// The database, and what it knows of held feeds. Before the first start there is none.
  private func database() -> [ExaminationFinding] {
    let path = configuration.storePath
    guard FileManager.default.fileExists(atPath: path) else { return [folder(of: path)] }
    do {
      let database = try ConferenceDatabase(path: path, sharing: true)
      if let damage = try database.damage() {
        let remedy = PersistenceError.damaged(path: path).description
        return [
          ExaminationFinding(name: "database", isGood: false, text: "\(remedy) (\(damage))")
        ]
      }
      let (held, count) = try database.read { store in
        (try store.heldFeeds(), try store.programme().entries.count)
      }
      let good = ExaminationFinding(
        name: "database", isGood: true, text: "\(path) has \(count) sessions")
      return [good]
        + held.map {
          ExaminationFinding(
            name: "feed \($0.source)", isGood: $0.isAccepted,
            text: "held since \($0.heldAt.formatted(.iso8601)): \($0.reason)"
              + ($0.isAccepted
                ? "; accepted, it is taken at the next refresh"
                : $0.isAcceptable
                  ? "; if that is right: talkbell schedule accept \($0.source) --config \(file)"
                  : "; the last good version stays in force"))
        }
    } catch {
      return [ExaminationFinding(name: "database", isGood: false, text: "\(error)")]
    }
  }

  /// Where the database will be made.
  private func folder(of path: String) -> ExaminationFinding {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else {
      return ExaminationFinding(
        name: "database", isGood: false,
        text:
          "\(folder) is no folder, so \(path) can't be made there: make it, or change store.path"
      )
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      return ExaminationFinding(
        name: "database", isGood: false,
        text: "\(folder) can't be written, so \(path) can't be made there: change its owner, or "
          + "store.path")
    }
    return ExaminationFinding(
      name: "database", isGood: true, text: "\(path) will be made at the first start")
  }

  /// What platforms push needs an address with TLS.
  private func web() -> [ExaminationFinding] {
    guard let url = configuration.web?.publicURL else { return [] }
    let isSecure = url.lowercased().hasPrefix("https://")
    return [
      ExaminationFinding(
        name: "web", isGood: isSecure,
        text: isSecure
          ? "\(url) is where the platforms are told to push"
          : "web.publicURL must begin with https://, for Telegram and Slack push nowhere else")
    ]
  }

  /// What the configuration names that is not in the programme: mistyped, most likely. Nothing is
  /// said of it while a feed can't be read.
  private func names(in programme: [Session]) -> [ExaminationFinding] {
    func isThere(_ filter: SessionFilter) -> Bool {
      var filter = filter
      // Which talks a guide means is what `guide check` says.
      filter.guide = nil
      return programme.contains { filter.matches($0, guides: []) }
    }
    var findings: [ExaminationFinding] = []
    for way in configuration.walking {
      for room in [way.from, way.to] where !isThere(SessionFilter(room: room)) {
        findings.append(
          ExaminationFinding(
            name: "walking", isGood: false, text: "no session is in a room called \(room)"))
      }
    }
    for channel in configuration.channels {
      let filters = [
        ("digest", channel.digest?.filter), ("alerts", channel.alerts ? channel.alertFilter : nil),
      ]
      for case let (part, filter?) in filters where !isThere(filter) {
        findings.append(
          ExaminationFinding(
            name: "channel", isGood: false,
            text: "\(channel.address): no session passes the filter of \(part), "
              + filter.terms.joined(separator: " ")))
      }
    }
    return findings
  }

  private func feed(
    _ source: TalkBellConfiguration.Source
  ) async -> (finding: ExaminationFinding, sessions: [Session]?) {
    let place = ProgrammeLocation(source.location)
    let name = "feed \(source.id)"
    do throws(TalkBellError) {
      let schedule = try await TalkBell.read(
        place, format: source.format,
        options: ReadingOptions(
          source: source.id, timeZone: configuration.conference.timeZone,
          horizon: SystemClock().now()))
      let problems = schedule.problems.isEmpty ? "" : ", \(schedule.problems.count) problems"
      let finding = ExaminationFinding(
        name: name, isGood: true,
        text: "\(place.name): \(schedule.sessions.count) sessions\(problems)")
      return (finding, schedule.sessions)
    } catch {
      return (ExaminationFinding(name: name, isGood: false, text: error.description), nil)
    }
  }

  private func guide(_ path: String) -> ExaminationFinding {
    let name = "guide"
    do throws(TalkBellError) {
      let guide = try GuideFile.read(path, timeZone: configuration.conference.timeZone)
      return ExaminationFinding(
        name: name, isGood: true,
        text: "\(path): \(guide.picks.count) picks; talkbell guide check says how they stand")
    } catch {
      return ExaminationFinding(name: name, isGood: false, text: error.description)
    }
  }

  /// All that the platforms can tell of our accounts, and what their clocks say.
  private func platforms() async -> [ExaminationFinding] {
    let platforms = configuration.platforms
    let wanted = [platforms.telegram?.channel, platforms.slack?.channel, platforms.matrix?.channel]
    var findings: [ExaminationFinding] = []
    for case let wanted? in wanted {
      let channel = ChannelCatalog.channel(wanted, transport: transport)
      let examination = await channel.examine()
      let platform = channel.platform.rawValue
      findings += examination.findings.map {
        ExaminationFinding(name: "\(platform) \($0.name)", isGood: $0.isGood, text: $0.text)
      }
      if let date = examination.serverDate {
        findings.append(ClockCheck.finding(serverDate: date, name: "\(platform) clock"))
      }
    }
    return findings
  }
}

/// The machine's clock against a server's.
enum ClockCheck {
  /// A reminder that is a minute wrong is one too many; half a minute is the network's and ours.
  private static let tolerance: TimeInterval = 30

  /// What a `Date` header says of this machine's clock (RFC 9110, section 5.6.7).
  static func finding(
    serverDate: String, name: String, now: Date = SystemClock().now()
  ) -> ExaminationFinding {
    guard let date = HTTPDate.parse(serverDate) else {
      return ExaminationFinding(
        name: name, isGood: true, text: "the server's date can't be read, so it was not compared")
    }
    // The header has whole seconds.
    let difference = Int(now.timeIntervalSince(date).rounded(.towardZero))
    guard abs(TimeInterval(difference)) > tolerance else {
      return ExaminationFinding(name: name, isGood: true, text: "this machine's clock agrees")
    }
    return ExaminationFinding(
      name: name, isGood: false,
      text: "this machine's clock is \(abs(difference)) s \(difference > 0 ? "ahead" : "behind"): "
        + "set it (timedatectl set-ntp true), or messages come at the wrong time")
  }
}
