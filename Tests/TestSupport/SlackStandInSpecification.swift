import Foundation

/// The Web API's methods that a bot of ours may call, with their parameters: a small part of
/// github.com/slackapi/slack-api-specs (web-api/slack_web_openapi_v2.json), which a test holds this
/// table against where the file is there.
package enum SlackStandInSpecification {
  /// What a parameter holds.
  package enum Kind: Hashable, Sendable {
    case string, boolean
    /// A string for the specification, which knows forms alone; in JSON bodies an array or object.
    case structure

    /// Its name in the specification.
    package var specified: String { self == .boolean ? "boolean" : "string" }

    func holds(_ value: StandInJSON) -> Bool {
      switch self {
      case .string: value.string != nil
      case .boolean: value.bool != nil
      case .structure: value.array != nil || value.object != nil
      }
    }
  }

  /// A parameter of a method.
  package struct Parameter: Hashable, Sendable {
    /// What it holds.
    package var kind: Kind
    /// Whether the specification wants it always.
    package var isRequired: Bool
  }

  /// A method.
  package struct Method: Hashable, Sendable {
    /// Whether it takes a JSON body; the others only a query.
    package var takesJSON: Bool
    /// By name, the token left out, which goes in a header.
    package var parameters: [String: Parameter]
    /// What the token must be allowed to; nil for nothing. Not in the specification's parameters.
    package var scope: String?

    init(json: Bool, _ required: [String: Kind], _ optional: [String: Kind], scope: String?) {
      takesJSON = json
      parameters = required.mapValues { Parameter(kind: $0, isRequired: true) }
        .merging(optional.mapValues { Parameter(kind: $0, isRequired: false) }) { $1 }
      self.scope = scope
    }
  }

  /// By name.
  package static let methods: [String: Method] = [
    "auth.test": Method(json: true, [:], [:], scope: nil),
    "chat.postMessage": Method(
      json: true, ["channel": .string],
      [
        "as_user": .string, "attachments": .structure, "blocks": .structure,
        "icon_emoji": .string, "icon_url": .string, "link_names": .boolean, "mrkdwn": .boolean,
        "parse": .string, "reply_broadcast": .boolean, "text": .string, "thread_ts": .string,
        "unfurl_links": .boolean, "unfurl_media": .boolean, "username": .string,
      ], scope: "chat:write"),
    "chat.postEphemeral": Method(
      json: true, ["channel": .string, "user": .string],
      [
        "as_user": .boolean, "attachments": .structure, "blocks": .structure,
        "icon_emoji": .string, "icon_url": .string, "link_names": .boolean, "parse": .string,
        "text": .string, "thread_ts": .string, "username": .string,
      ], scope: "chat:write"),
    "chat.update": Method(
      json: true, ["channel": .string, "ts": .string],
      [
        "as_user": .string, "attachments": .structure, "blocks": .structure,
        "link_names": .string, "parse": .string, "text": .string,
      ], scope: "chat:write"),
    "conversations.open": Method(
      json: true, [:], ["channel": .string, "users": .string, "return_im": .boolean],
      scope: "im:write"),
    "conversations.info": Method(
      json: false, [:],
      ["channel": .string, "include_locale": .boolean, "include_num_members": .boolean],
      scope: "channels:read"),
    "users.info": Method(
      json: false, [:], ["user": .string, "include_locale": .boolean], scope: "users:read"),
    "views.publish": Method(
      json: true, ["user_id": .string, "view": .structure], ["hash": .string], scope: nil),
  ]

  /// What is wrong with a call; empty when it is as published.
  static func problems(method: Method, parameters: [String: StandInJSON]) -> [String] {
    let unknown = parameters.keys.filter { method.parameters[$0] == nil }.sorted()
      .map { "no parameter \($0)" }
    return unknown
      + method.parameters.sorted { $0.key < $1.key }.compactMap { name, parameter in
        guard let value = parameters[name] else {
          return parameter.isRequired ? "\(name) is missing" : nil
        }
        return parameter.kind.holds(value) ? nil : "\(name) is no \(parameter.kind)"
      }
  }

  /// The published file beside the corpus; nil when it is not there.
  package static func published() -> StandInJSON? { file }

  /// Read once: it has a megabyte.
  private static let file: StandInJSON? = {
    let url = Corpus.folder.deletingLastPathComponent()
      .appending(path: "specs/slack-web-api.openapi2.json")
    return (try? Data(contentsOf: url)).flatMap { StandInJSON([UInt8]($0)) }
  }()
}
