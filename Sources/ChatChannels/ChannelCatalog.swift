package import HTTPTransport
package import Messaging

/// What it takes to speak to one platform; secrets already read.
package enum ChannelConfiguration: Sendable {
  /// The bot's token, the API's address, how long a poll waits (at most 50 s), and how it hears.
  case telegram(
    token: String, apiBase: String, pollTimeout: Duration, receiving: TelegramReceiving = .polling)
  /// Incoming webhooks, name to secret address.
  case slack(webhooks: [String: String])
  /// The homeserver's address and the access token of one device.
  case matrix(homeserver: String, accessToken: String)
  /// A terminal: lines typed, styled or not, and where the answers are written.
  case console(
    lines: AsyncStream<String>, isStyled: Bool, write: @Sendable (String) -> Void,
    onEnd: @Sendable () -> Void)
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
    case .slack(let webhooks): SlackChannel(webhooks: webhooks, transport: transport)
    case .matrix(let homeserver, let accessToken):
      MatrixChannel(homeserver: homeserver, accessToken: accessToken, transport: transport)
    case .console(let lines, let isStyled, let write, let onEnd):
      ConsoleChannel(lines: lines, isStyled: isStyled, write: write, onEnd: onEnd)
    }
  }
}
