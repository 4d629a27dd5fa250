/// How the bot hears.
package enum TelegramReceiving: Hashable, Sendable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  /// It asks (`getUpdates`); needs no public address.
  case polling
  /// Telegram posts to `/telegram/webhook` of our web server and proves itself by the secret,
  /// 1–256 of `[A-Za-z0-9_-]`.
  case webhook(secret: String)

  /// The word of the configuration, without the secret.
  package var description: String {
    switch self {
    case .polling: "polling"
    case .webhook: "webhook"
    }
  }

  /// The same: a secret is not for debuggers' logs either.
  package var debugDescription: String { description }
  /// No parts, so that `dump` shows no secret.
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// What Telegram lets a webhook's secret be (core.telegram.org/bots/api#setwebhook).
enum TelegramWebhookSecret {
  /// Whether `setWebhook` would take it.
  static func isValid(_ secret: String) -> Bool {
    (1...256).contains(secret.utf8.count)
      && secret.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
