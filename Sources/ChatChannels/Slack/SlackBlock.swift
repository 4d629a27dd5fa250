/// A block of a message or view (docs.slack.dev/reference/block-kit/blocks).
enum SlackBlock: Encodable, Hashable, Sendable {
  /// Text in mrkdwn, 1–3000 characters.
  case section(String)
  /// 1–25 elements.
  case actions([SlackElement])

  private enum CodingKeys: String, CodingKey { case type, text, elements }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .section(let text):
      try container.encode("section", forKey: .type)
      try container.encode(SlackText(type: "mrkdwn", text: text), forKey: .text)
    case .actions(let elements):
      try container.encode("actions", forKey: .type)
      try container.encode(elements, forKey: .elements)
    }
  }

  /// The characters that count towards a message's limit.
  var textLength: Int {
    switch self {
    case .section(let text): text.utf16.count
    case .actions(let elements): elements.reduce(0) { $0 + $1.textLength }
    }
  }
}

/// A text object (docs.slack.dev/reference/block-kit/composition-objects/text-object).
struct SlackText: Encodable, Hashable, Sendable {
  /// `mrkdwn` or `plain_text`.
  var type: String
  var text: String
}

/// Something to press (docs.slack.dev/reference/block-kit/block-elements).
enum SlackElement: Encodable, Hashable, Sendable {
  /// A button that does what its command does: text to 75 characters, value to 2000.
  case button(id: String, text: String, value: String)
  /// A button that opens a page: an address to 3000 characters.
  case link(id: String, text: String, url: String)
  /// A menu of 1–100 options, which shows the placeholder (to 150 characters) until one is chosen.
  case menu(id: String, placeholder: String, options: [Option])

  /// Text and value of 1–75 characters each.
  struct Option: Encodable, Hashable, Sendable {
    var text: String
    var value: String

    private enum CodingKeys: String, CodingKey { case text, value }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(SlackText(type: "plain_text", text: text), forKey: .text)
      try container.encode(value, forKey: .value)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case type, text, value, url, placeholder, options
    case id = "action_id"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .button(let id, let text, let value):
      try container.encode("button", forKey: .type)
      try container.encode(id, forKey: .id)
      try container.encode(SlackText(type: "plain_text", text: text), forKey: .text)
      try container.encode(value, forKey: .value)
    case .link(let id, let text, let url):
      try container.encode("button", forKey: .type)
      try container.encode(id, forKey: .id)
      try container.encode(SlackText(type: "plain_text", text: text), forKey: .text)
      try container.encode(url, forKey: .url)
    case .menu(let id, let placeholder, let options):
      try container.encode("static_select", forKey: .type)
      try container.encode(id, forKey: .id)
      try container.encode(
        SlackText(type: "plain_text", text: placeholder), forKey: .placeholder)
      try container.encode(options, forKey: .options)
    }
  }

  fileprivate var textLength: Int {
    switch self {
    case .button(_, let text, _), .link(_, let text, _): text.utf16.count
    case .menu(_, let placeholder, let options):
      options.reduce(placeholder.utf16.count) { $0 + $1.text.utf16.count }
    }
  }
}
