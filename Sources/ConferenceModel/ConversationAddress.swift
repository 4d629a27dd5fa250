/// A chat service; the raw value is the word before the colon in an address.
package enum ChatPlatform: String, Hashable, Sendable, Codable, CaseIterable {
  case console, telegram, slack, matrix
}

/// Where a conversation is: `telegram:-1001234`, `slack:webhook/announcements`,
/// `matrix:!room:server`, `console:me`.
///
/// It stands in ConferenceModel because a subscriber is one conversation and the store keeps it.
package struct ConversationAddress: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The service.
  package var platform: ChatPlatform
  /// What the service calls the conversation; opaque to all but its adapter, never empty.
  package var conversation: String

  /// An address on a platform.
  package init(platform: ChatPlatform, conversation: String) {
    self.platform = platform
    self.conversation = conversation
  }

  /// Reads `platform:conversation`; nil when the platform is unknown or the rest is empty.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"),
      let platform = ChatPlatform(rawValue: String(text[..<colon]))
    else { return nil }
    let conversation = String(text[text.index(after: colon)...])
    guard !conversation.isEmpty else { return nil }
    self.init(platform: platform, conversation: conversation)
  }

  /// `platform:conversation`.
  package var description: String { "\(platform.rawValue):\(conversation)" }
}
