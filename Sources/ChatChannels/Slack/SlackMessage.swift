import Messaging

/// What a message's blocks and its text for notifications are: the same for a post, an answer, an
/// edit.
struct SlackMessage: Hashable, Sendable {
  /// At most 50.
  var blocks: [SlackBlock]
  /// Shown where blocks are not: in notifications; entities escaped.
  var text: String

  /// Shown in the place of a part that a shorter edit has left over.
  static let leftOver = SlackMessage(blocks: [.section("…")], text: "…")

  /// The messages that a document becomes, the buttons on the last; none when it holds no text.
  static func parts(of document: MessageDocument) -> [SlackMessage] {
    let actions = SlackButtons.blocks(of: document)
    let reserved = actions.reduce(0) { $0 + $1.textLength }
    var parts = SlackRendering.parts(of: document, reserving: reserved).map { part in
      SlackMessage(blocks: part.sections.map(SlackBlock.section), text: part.fallback)
    }
    guard let last = parts.indices.last else { return [] }
    parts[last].blocks += actions.prefix(SlackRendering.blockLimit - parts[last].blocks.count)
    return parts
  }

  /// A document as the blocks of an App Home, at most 100
  /// (docs.slack.dev/reference/views/home-tab-views); the end of a longer one is left out.
  static func home(of document: MessageDocument) -> [SlackBlock] {
    let actions = SlackButtons.blocks(of: document)
    let sections = SlackRendering.parts(of: withoutHints(document)).flatMap(\.sections)
    let room = 100 - actions.count
    let shown = sections.count > room ? sections.prefix(room - 1) + ["…"] : sections[...]
    return shown.map(SlackBlock.section) + actions
  }

  /// Nothing can be typed in an App Home, and elsewhere its numbers mean another list: what is to
  /// be typed is left out, unless nothing else is said.
  private static func withoutHints(_ document: MessageDocument) -> MessageDocument {
    let blocks = document.blocks.filter { block in
      guard case .paragraph(let runs) = block else { return true }
      return !runs.contains { if case .code = $0 { true } else { false } }
    }
    return blocks.isEmpty ? document : MessageDocument(blocks: blocks, buttons: document.buttons)
  }
}

/// A call of chat.postMessage, or of chat.postEphemeral when a user is named.
struct SlackPost: Encodable, Sendable {
  let channel: String
  var user: String?
  let text: String
  let blocks: [SlackBlock]
  var threadTS: String?
  /// Only chat.postMessage knows these.
  var replyBroadcast: Bool?
  var unfurlLinks: Bool?
  var unfurlMedia: Bool?

  /// For all in the channel.
  init(_ message: SlackMessage, channel: String, threadTS: String?) {
    self.channel = channel
    text = message.text
    blocks = message.blocks
    self.threadTS = threadTS
    replyBroadcast = threadTS == nil ? nil : false
    // A digest of 30 links would unfold 30 pages.
    unfurlLinks = false
    unfurlMedia = false
  }

  /// For one person's eyes.
  init(_ message: SlackMessage, channel: String, user: String) {
    self.channel = channel
    self.user = user
    text = message.text
    blocks = message.blocks
  }

  enum CodingKeys: String, CodingKey {
    case channel, user, text, blocks
    case threadTS = "thread_ts"
    case replyBroadcast = "reply_broadcast"
    case unfurlLinks = "unfurl_links"
    case unfurlMedia = "unfurl_media"
  }
}

/// A call of chat.update.
struct SlackUpdate: Encodable, Sendable {
  let channel: String
  let ts: String
  let text: String
  let blocks: [SlackBlock]
}

/// A call of views.publish.
struct SlackPublish: Encodable, Sendable {
  struct View: Encodable, Sendable {
    let type = "home"
    let blocks: [SlackBlock]
  }

  let userID: String
  let view: View

  enum CodingKeys: String, CodingKey {
    case userID = "user_id"
    case view
  }
}

/// What a `response_url` takes.
struct SlackReply: Encodable, Sendable {
  let responseType: String
  /// The message whose button was pressed stays.
  let replaceOriginal = false
  let text: String
  let blocks: [SlackBlock]

  init(_ message: SlackMessage, isForAll: Bool) {
    responseType = isForAll ? "in_channel" : "ephemeral"
    text = message.text
    blocks = message.blocks
  }

  enum CodingKeys: String, CodingKey {
    case text, blocks
    case responseType = "response_type"
    case replaceOriginal = "replace_original"
  }
}

/// What an incoming webhook takes: blocks to show, and a text for notifications.
struct SlackWebhookPost: Encodable, Sendable {
  let text: String
  let blocks: [SlackBlock]

  /// Without buttons: what a press would say has nowhere to go.
  init(_ part: SlackRendering.Part) {
    text = part.fallback
    blocks = part.sections.map(SlackBlock.section)
  }
}

/// What chat.postMessage and chat.update give.
struct SlackPosted: Decodable, Sendable {
  var channel: String
  var ts: String
}
