/// What Slack told us, whichever way it came in.
enum SlackPayloadIn: Sendable {
  /// Somebody typed `/talkbell …`.
  case slashCommand(SlackSlashCommand)
  /// Somebody pressed something of ours.
  case interaction(SlackInteraction)
  /// Something happened that the app subscribes to.
  case event(SlackEventCallback)
}

/// A typed command (docs.slack.dev/interactivity/implementing-slash-commands). Over HTTP it is a
/// form, in Socket Mode the same fields as JSON.
struct SlackSlashCommand: Decodable, Hashable, Sendable {
  var text: String
  var userID: String
  var channelID: String
  var responseURL: String?
  var triggerID: String?

  enum CodingKeys: String, CodingKey {
    case text
    case userID = "user_id"
    case channelID = "channel_id"
    case responseURL = "response_url"
    case triggerID = "trigger_id"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    text = (try? container.decode(String.self, forKey: .text)) ?? ""
    userID = try container.decode(String.self, forKey: .userID)
    channelID = try container.decode(String.self, forKey: .channelID)
    responseURL = try? container.decode(String.self, forKey: .responseURL)
    triggerID = try? container.decode(String.self, forKey: .triggerID)
  }

  /// nil when the form names nobody or no place.
  init?(form: [String: String]) {
    guard let user = form["user_id"], let channel = form["channel_id"] else { return nil }
    text = form["text"] ?? ""
    userID = user
    channelID = channel
    responseURL = form["response_url"]
    triggerID = form["trigger_id"]
  }
}

/// A press (docs.slack.dev/reference/interaction-payloads/block_actions-payload).
struct SlackInteraction: Decodable, Sendable {
  struct Named: Decodable, Sendable { var id: String }

  /// One pressed element; several come together only from forms, which we have none of.
  struct Action: Decodable, Sendable {
    struct Option: Decodable, Sendable { var value: String? }

    var value: String?
    var selectedOption: Option?
    var timestamp: String?

    enum CodingKeys: String, CodingKey {
      case value
      case selectedOption = "selected_option"
      case timestamp = "action_ts"
    }
  }

  /// `block_actions`; others are none of ours.
  var type: String
  var user: Named
  /// nil in an App Home.
  var channel: Named?
  /// Of the message that was pressed.
  var threadTS: String?
  var actions: [Action]
  var responseURL: String?
  var triggerID: String?
  /// Whether it was pressed in the App Home.
  var isHome: Bool

  private struct Container: Decodable { var type: String? }
  private struct Message: Decodable {
    var threadTS: String?
    enum CodingKeys: String, CodingKey { case threadTS = "thread_ts" }
  }

  enum CodingKeys: String, CodingKey {
    case type, user, channel, message, actions, container
    case responseURL = "response_url"
    case triggerID = "trigger_id"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    type = try container.decode(String.self, forKey: .type)
    user = try container.decode(Named.self, forKey: .user)
    channel = try? container.decode(Named.self, forKey: .channel)
    threadTS = (try? container.decode(Message.self, forKey: .message))?.threadTS
    actions = (try? container.decode([Action].self, forKey: .actions)) ?? []
    responseURL = try? container.decode(String.self, forKey: .responseURL)
    triggerID = try? container.decode(String.self, forKey: .triggerID)
    isHome = (try? container.decode(Container.self, forKey: .container))?.type == "view"
  }
}

/// An event in its wrapper (docs.slack.dev/apis/events-api#callback-field).
struct SlackEventCallback: Decodable, Sendable {
  /// The same when it is delivered again.
  var id: String
  var event: SlackEvent

  enum CodingKeys: String, CodingKey {
    case event
    case id = "event_id"
  }
}

/// An event; which fields it has depends on its type (docs.slack.dev/reference/events). A field of
/// another shape than we know is nil.
struct SlackEvent: Decodable, Sendable {
  /// What a reaction is on.
  struct Item: Decodable, Sendable {
    var channel: String?
    var ts: String?
  }

  private struct Channel: Decodable { var id: String }
  /// Only that it is there matters.
  private struct Anything: Decodable { init(from decoder: any Decoder) throws {} }

  var type: String
  var subtype: String?
  var user: String?
  var botID: String?
  var channel: String?
  var channelType: String?
  var text: String?
  var ts: String?
  var threadTS: String?
  var isEdited: Bool
  var tab: String?
  var reaction: String?
  var itemUser: String?
  var item: Item?
  var oldChannelID: String?
  var newChannelID: String?

  enum CodingKeys: String, CodingKey {
    case type, subtype, user, channel, text, ts, edited, tab, reaction, item
    case botID = "bot_id"
    case channelType = "channel_type"
    case threadTS = "thread_ts"
    case itemUser = "item_user"
    case oldChannelID = "old_channel_id"
    case newChannelID = "new_channel_id"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) -> String? { try? container.decode(String.self, forKey: key) }
    type = try container.decode(String.self, forKey: .type)
    subtype = text(.subtype)
    user = text(.user)
    botID = text(.botID)
    // channel_rename and others give an object here.
    channel = text(.channel) ?? (try? container.decode(Channel.self, forKey: .channel))?.id
    channelType = text(.channelType)
    self.text = text(.text)
    ts = text(.ts)
    threadTS = text(.threadTS)
    isEdited = (try? container.decode(Anything.self, forKey: .edited)) != nil
    tab = text(.tab)
    reaction = text(.reaction)
    itemUser = text(.itemUser)
    item = try? container.decode(Item.self, forKey: .item)
    oldChannelID = text(.oldChannelID)
    newChannelID = text(.newChannelID)
  }
}
