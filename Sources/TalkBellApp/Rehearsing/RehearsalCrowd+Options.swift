import ConferenceModel
import Foundation
import Rehearsal

extension RehearsalCrowd {
  /// Made-up people when none are given and no number is asked for.
  private static let usualCount = 100
  /// More people than any conference has.
  private static let mostPeople = 200_000

  /// The people of the audience's file, and those made up.
  ///
  /// - throws: one-line errors.
  init(
    _ options: RehearseOptions, _ configuration: TalkBellConfiguration, _ feeds: RehearsalFeeds
  ) throws {
    let given = try options.audienceFile.map { try AudienceFile.read($0, configuration) } ?? []
    let people = options.people ?? (options.audienceFile == nil ? Self.usualCount : 0)
    guard (0...Self.mostPeople).contains(people) else {
      throw TalkBellError.wrongUse("--people: 0 to \(Self.mostPeople) expected")
    }
    guard (0...500).contains(options.stars) else {
      throw TalkBellError.wrongUse("--stars: 0 to 500 expected")
    }
    let platforms = Self.platforms(configuration.platforms)
    if platforms.isEmpty, options.people ?? 0 > 0 {
      throw TalkBellError.wrongUse(
        "--people: no platform of the configuration has people, only webhooks")
    }
    let span = feeds.span
    if let early = given.flatMap(\.later).first(where: { !span.contains($0.at) }) {
      throw TalkBellError.failed(
        "\(options.audienceFile ?? ""): \(early.at.formatted(.iso8601)) is outside of the "
          + "rehearsal (\(span.start.formatted(.iso8601)) to \(span.end.formatted(.iso8601)))")
    }
    let generator = AudienceGenerator(
      seed: options.seed, people: people, stars: options.stars, platforms: platforms,
      defaults: configuration.defaultPreferences, timeZone: configuration.conference.timeZone,
      span: span)
    let sessions = feeds.feeds.flatMap { $0.versions[0].sessions ?? [] }
    self.init(given: given, madeUp: generator.make(from: sessions))
  }

  /// Those on which people can be; Slack's webhooks have none.
  private static func platforms(_ platforms: TalkBellConfiguration.Platforms) -> [ChatPlatform] {
    var result: [ChatPlatform] = []
    if platforms.telegram != nil { result.append(.telegram) }
    if platforms.slack?.botToken != nil { result.append(.slack) }
    if platforms.matrix != nil { result.append(.matrix) }
    if result.isEmpty, platforms.console { result.append(.console) }
    return result
  }
}
