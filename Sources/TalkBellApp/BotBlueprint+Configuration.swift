import ChatChannels
import ConferenceModel
import Foundation
import HTTPTransport
import Messaging
import Planning
import ScheduleSync
import Timekeeping

extension BotBlueprint {
  /// A bot as the operator's file says.
  ///
  /// - parameter consoleLines: what is typed, when the file has `console`.
  /// - throws: `TalkBellError` when a guide can't be read.
  init(
    _ configuration: TalkBellConfiguration, transport: CurlTransport, clock: any WallClock,
    consoleLines: AsyncStream<String>?
  ) throws {
    var settle = SettlePolicy()
    settle.settle = configuration.settle
    self.init(
      conferenceName: configuration.conference.name, timeZone: configuration.conference.timeZone,
      defaults: configuration.defaultPreferences, settlePolicy: settle,
      feeds: configuration.sources.map { Self.feed($0, transport: transport, clock: clock) },
      channels: Self.channels(
        configuration.platforms, transport: transport, consoleLines: consoleLines),
      guides: try configuration.guides.map {
        try GuideFile.read($0, timeZone: configuration.conference.timeZone)
      },
      operators: configuration.operators,
      operatorChannels: configuration.channels.map { ($0.address, $0.preferences) })
  }

  private static func feed(
    _ source: TalkBellConfiguration.Source, transport: CurlTransport, clock: any WallClock
  ) -> FeedSource {
    switch source.location {
    case .url(let url):
      .http(
        id: source.id, url: url, format: source.format, refreshEvery: source.refreshEvery,
        transport: transport, now: { clock.now() })
    case .file(let path):
      .file(
        id: source.id, path: path, format: source.format, refreshEvery: source.refreshEvery)
    }
  }

  private static func channels(
    _ platforms: TalkBellConfiguration.Platforms, transport: CurlTransport,
    consoleLines: AsyncStream<String>?
  ) -> [any ChatChannel] {
    var wanted: [ChannelConfiguration] = []
    if let telegram = platforms.telegram {
      wanted.append(
        .telegram(
          token: telegram.token.reveal(), apiBase: telegram.apiBase, pollTimeout: .seconds(50)))
    }
    if let slack = platforms.slack, !slack.webhooks.isEmpty {
      wanted.append(.slack(webhooks: slack.webhooks.mapValues { $0.reveal() }))
    }
    if let matrix = platforms.matrix {
      wanted.append(
        .matrix(homeserver: matrix.homeserver, accessToken: matrix.accessToken.reveal()))
    }
    if let consoleLines {
      wanted.append(
        .console(
          lines: consoleLines, isStyled: Terminal.isStyled, write: Terminal.write, onEnd: {}))
    }
    return wanted.map { ChannelCatalog.channel($0, transport: transport) }
  }
}
