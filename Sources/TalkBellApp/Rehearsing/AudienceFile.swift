import ConferenceModel
import Foundation
import ScheduleFormats
import Yams

/// The people of a rehearsal as the operator writes them down, a YAML file:
///
/// ```yaml
/// people:
///   - address: "telegram:42"        # a platform of the configuration
///     audience: person              # or channel
///     language: zh
///     timeZone: Asia/Shanghai
///     leads: [5m, 30m]
///     alerts: true
///     digest: { at: "08:00", filter: { mine: true } }
///     quiet: "22:00-07:00"
///     stars: [gateway api, "https://…/event/2CVxw/…", 3ef90b…]   # words, links, ids
///     later:
///       - { at: "2026-03-24T09:00:00+01:00", star: "slim containers" }   # or unstar, or ask
/// ```
struct AudienceFile {
  private let configuration: TalkBellConfiguration
  private let context: ConfigurationContext
  private let file: String

  /// Reads a file.
  ///
  /// - throws: `ConfigurationErrors` with everything that is wrong.
  static func read(
    _ file: String, _ configuration: TalkBellConfiguration
  ) throws(ConfigurationErrors) -> [RehearsalCrowd.Given] {
    let text: String
    switch TextFile.read(file) {
    case .success(let content): text = content
    case .failure(let error):
      throw ConfigurationErrors(
        file: file,
        problems: [ConfigurationErrors.Problem(line: nil, key: nil, message: error.reason)])
    }
    return try parse(text, file: file, configuration)
  }

  /// Reads the text of a file.
  static func parse(
    _ text: String, file: String, _ configuration: TalkBellConfiguration
  ) throws(ConfigurationErrors) -> [RehearsalCrowd.Given] {
    let context = ConfigurationContext(
      environment: [:], directory: "", readFile: { _ in throw CocoaError(.fileReadNoSuchFile) })
    let reader = AudienceFile(configuration: configuration, context: context, file: file)
    let root = TalkBellConfiguration.root(
      of: text, context: context, whenEmpty: "the file is empty; people must be given")
    let people = root?.section(["people"])?.required("people")
    var lines: [ConversationAddress: Int] = [:]
    let given = (people?.items() ?? []).compactMap { reader.person($0, &lines) }
    guard context.problems.isEmpty else {
      throw ConfigurationErrors(file: file, problems: ConfigurationContext.sorted(context.problems))
    }
    return given
  }

  private func person(
    _ node: ConfigurationNode, _ lines: inout [ConversationAddress: Int]
  ) -> RehearsalCrowd.Given? {
    let keys = [
      "address", "audience", "language", "timeZone", "leads", "alerts", "digest", "quiet",
      "stars", "later",
    ]
    guard let section = node.section(keys), let place = section.required("address"),
      let address = place.address()
    else { return nil }
    configuration.platforms.check(address, place)
    if let first = lines.updateValue(place.line, forKey: address) {
      place.report("\(address) is already there at line \(first)")
    }
    let audience = section["audience"].flatMap(audience) ?? .person
    var preferences =
      audience == .person
      ? configuration.defaultPreferences
      : Preferences(
        language: configuration.defaultPreferences.language, leadTimes: [], alerts: false)
    preferences.language = section["language"]?.word(Language.self) ?? preferences.language
    preferences.timeZone = section["timeZone"]?.timeZone()?.identifier
    if let leads = section["leads"] {
      if audience == .channel { leads.report("a channel has no stars, so no lead times") }
      preferences.leadTimes = Set(leads.items().compactMap(lead)).sorted()
    }
    preferences.alerts = section["alerts"]?.flag() ?? preferences.alerts
    preferences.digest = section["digest"].flatMap {
      TalkBellConfiguration.digest($0, channelContext, of: audience)
    }
    preferences.quiet = section["quiet"].flatMap(quiet)
    if audience == .channel { section["stars"]?.report("a channel has no stars") }
    return RehearsalCrowd.Given(
      address: address, audience: audience, preferences: preferences,
      stars: (section["stars"]?.items() ?? []).compactMap { item in
        wish(item).map { ($0, placeName(item)) }
      },
      later: (section["later"]?.items() ?? []).compactMap(deed))
  }

  private var channelContext: ChannelContext {
    ChannelContext(
      platforms: configuration.platforms, sources: configuration.sources.map(\.id),
      guides: configuration.guides.map(TalkBellConfiguration.guideID(ofFile:)),
      language: configuration.defaultPreferences.language)
  }

  private func audience(_ node: ConfigurationNode) -> Audience? {
    guard let word = node.text() else { return nil }
    if let audience = Audience(rawValue: word) { return audience }
    node.report("person or channel expected, \(node.shown)")
    return nil
  }

  /// Ids may be numbers, which YAML would take for such.
  private func wish(_ node: ConfigurationNode) -> String? {
    guard let text = node.node.scalar?.string, !node.isNull, !text.isEmpty else {
      node.report("words, a link or an id expected, \(node.shown)")
      return nil
    }
    return text
  }

  private func lead(_ node: ConfigurationNode) -> LeadTime? {
    guard let duration = node.duration(atMost: 86_400) else { return nil }
    let seconds = Int(duration.components.seconds)
    guard seconds % 60 == 0 else {
      node.report("whole minutes expected, \(node.shown)")
      return nil
    }
    return LeadTime(minutes: seconds / 60)
  }

  private func quiet(_ node: ConfigurationNode) -> QuietHours? {
    let parts = (node.node.scalar?.string ?? "").split(separator: "-").map { part -> Int? in
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false).map {
        $0.utf8.count == 2 && $0.allSatisfy(\.isNumber) ? Int($0) : nil
      }
      guard numbers.count == 2, let hour = numbers[0], let minute = numbers[1], hour < 24,
        minute < 60
      else { return nil }
      return hour * 60 + minute
    }
    guard parts.count == 2, let from = parts[0], let until = parts[1], from != until else {
      node.report("two times of day such as \"22:00-07:00\" expected, \(node.shown)")
      return nil
    }
    return QuietHours(from: from, until: until)
  }

  private func deed(_ node: ConfigurationNode) -> (at: Date, intent: RehearsalLine.Intent)? {
    guard let section = node.section(["at", "star", "unstar", "ask"]),
      let time = section.required("at")
    else { return nil }
    guard let at = try? Date(time.node.scalar?.string ?? "", strategy: .iso8601) else {
      time.report("a time such as 2026-03-24T08:00:00+01:00 expected, \(time.shown)")
      return nil
    }
    let deeds = ["star", "unstar", "ask"].compactMap { section[$0] }
    guard deeds.count == 1, let deed = deeds.first else {
      node.report("one of star, unstar and ask must be given")
      return nil
    }
    guard let text = wish(deed) else { return nil }
    let place = placeName(deed)
    return switch deed.path.split(separator: ".").last {
    case "star": (at, .wish(text, place: place))
    case "unstar": (at, .unwish(text, place: place))
    default: (at, .ask(text))
    }
  }

  private func placeName(_ node: ConfigurationNode) -> String {
    "\(file):\(node.line): \(node.path)"
  }
}
