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
      publicURL: configuration.web?.publicURL, walking: configuration.walking,
      guides: try configuration.guides.map {
        try GuideFile.read($0, timeZone: configuration.conference.timeZone)
      },
      operators: configuration.operators, keepFor: configuration.keepFor,
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
      wanted.append(telegram.channel)
    }
    if let slack = platforms.slack {
      wanted.append(slack.channel)
    }
    if let matrix = platforms.matrix {
      wanted.append(matrix.channel)
    }
    if let consoleLines {
      wanted.append(
        .console(
          lines: consoleLines, isStyled: Terminal.isStyled, write: Terminal.write, onEnd: {}))
    }
    return wanted.map { ChannelCatalog.channel($0, transport: transport) }
  }
}

extension TalkBellConfiguration.Telegram {
  /// What it takes to speak to it.
  var channel: ChannelConfiguration {
    .telegram(
      token: token.reveal(), apiBase: apiBase, pollTimeout: .seconds(50),
      receiving: webhookSecret.flatMap { receive == .webhook ? .webhook(secret: $0.reveal()) : nil }
        ?? .polling)
  }
}

extension TalkBellConfiguration.Slack {
  /// What it takes to speak to it.
  var channel: ChannelConfiguration {
    .slack(webhooks: webhooks.mapValues { $0.reveal() }, account: account)
  }

  private var account: SlackAccount? {
    guard let botToken else { return nil }
    let receiving: SlackAccount.Receiving? =
      switch receive {
      case .socket: appToken.map { .socket(appToken: $0.reveal()) }
      case .http: signingSecret.map { .http(signingSecret: $0.reveal()) }
      }
    return receiving.map {
      SlackAccount(botToken: botToken.reveal(), apiBase: apiBase, receiving: $0)
    }
  }
}

extension TalkBellConfiguration.Matrix {
  /// What it takes to speak to it.
  var channel: ChannelConfiguration {
    .matrix(
      homeserver: homeserver, accessToken: accessToken.reveal(),
      webhooks: webhooks.mapValues { $0.reveal() })
  }
}
