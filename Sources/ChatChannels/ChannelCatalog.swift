package import HTTPTransport
package import Messaging

/// What it takes to speak to one platform; secrets already read.
package enum ChannelConfiguration: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The bot's token, the API's address, how long a poll waits (at most 50 s), and how it hears.
  case telegram(
    token: String, apiBase: String, pollTimeout: Duration, receiving: TelegramReceiving = .polling)
  /// Incoming webhooks, name to secret address, and the bot; nil for webhooks alone.
  case slack(webhooks: [String: String], account: SlackAccount? = nil)
  /// The homeserver's address, the access token of one device, the webhooks of matrix-hookshot,
  /// name to secret address, and how long a poll waits (at most a minute).
  case matrix(
    homeserver: String, accessToken: String, webhooks: [String: String] = [:],
    pollTimeout: Duration = .seconds(30))
  /// A terminal: lines typed, styled or not, and where the answers are written.
  case console(
    lines: AsyncStream<String>, isStyled: Bool, write: @Sendable (String) -> Void,
    onEnd: @Sendable () -> Void)

  /// The platform, without the secrets.
  package var description: String {
    switch self {
    case .telegram(_, _, _, let receiving): "Telegram (\(receiving))"
    case .slack(let webhooks, let account):
      ([account.map { "\($0)" }] + webhooks.keys.sorted().map { "Slack webhook \($0)" })
        .compactMap { $0 }.joined(separator: ", ")
    case .matrix: "Matrix"
    case .console: "console"
    }
  }

  /// The same: a secret is not for debuggers' logs either.
  package var debugDescription: String { description }
  /// No parts, so that `dump` shows no secret.
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// All chat platforms, one line each. A new one is a folder, a case above and a line here, which
/// also enters it into the conformance tests.
package enum ChannelCatalog {
  /// The way to a platform.
  package static func channel(
    _ configuration: ChannelConfiguration, transport: CurlTransport
  ) -> any ChatChannel {
    switch configuration {
    case .telegram(let token, let apiBase, let pollTimeout, let receiving):
      TelegramChannel(
        token: token, apiBase: apiBase, transport: transport, pollTimeout: pollTimeout,
        receiving: receiving)
    case .slack(let webhooks, let account):
      SlackChannel(webhooks: webhooks, account: account, transport: transport)
    case .matrix(let homeserver, let accessToken, let webhooks, let pollTimeout):
      MatrixChannel(
        homeserver: homeserver, accessToken: accessToken, webhooks: webhooks,
        transport: transport, pollTimeout: pollTimeout)
    case .console(let lines, let isStyled, let write, let onEnd):
      ConsoleChannel(lines: lines, isStyled: isStyled, write: write, onEnd: onEnd)
    }
  }
}
