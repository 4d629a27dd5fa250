import ChatChannels
import ConferenceModel
import HTTPTransport
import Messaging
import TestSupport

/// A message with what a test does not care about filled in.
func message(
  _ document: MessageDocument = MessageDocument("Keynote starts in 10 minutes"),
  to address: String, attention: Attention = .push, transactionID: String = "entry-1"
) -> OutgoingMessage {
  let colon = address.firstIndex(of: ":") ?? address.endIndex
  return OutgoingMessage(
    address: ConversationAddress(
      platform: ChatPlatform(rawValue: String(address[..<colon])) ?? .console,
      conversation: String(address[colon...].dropFirst())),
    document: document, attention: attention, transactionID: transactionID)
}

/// A Telegram bot whose server is the stand-in.
struct TelegramFixture {
  let server: TelegramStandIn
  let channel: TelegramChannel
  let transport: CurlTransport

  /// Runs a test against a fresh server and bot and takes both down.
  static func run(
    pollTimeout: Duration = .zero, _ body: (TelegramFixture) async throws -> Void
  ) async throws {
    let server = TelegramStandIn()
    try await server.start()
    let transport = CurlTransport()
    let channel = TelegramChannel(
      token: server.token, apiBase: server.baseURL, transport: transport,
      pollTimeout: pollTimeout)
    try await body(TelegramFixture(server: server, channel: channel, transport: transport))
    transport.shutdown()
    await server.stop()
  }
}

/// What hostile people write into titles.
let hostileTexts = [
  "Q&A: <b>bold</b> & \"quoted\" 'text' &amp; &lt;",
  "<script>alert(1)</script></b></a><a href=\"javascript:x\">",
  "@room @here @channel @everyone <!channel> <!here> <@U012AB3CD> @TalkBellTestBot",
  "*star* _under_ ~tilde~ `tick` ```pre``` kube_proxy 2*3*4",
  "\u{202E}gnp.exe\u{202C} \u{2066}isolated\u{2069}",
  "line\none\r\ntwo\u{2028}three\u{0}\u{1B}[31mred\u{7}",
  "> quoted | piped \\ slashed",
  "👩‍👩‍👧‍👦 🏳️‍🌈 e\u{301} 中文标题，测试",
  "   ", "", "&", "<", ">", "*", "`", "@", "@@room",
]
