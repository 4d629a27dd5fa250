/// What it takes to be a Slack app's bot; secrets already read.
package struct SlackAccount: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// How news from Slack comes in.
  package enum Receiving: Sendable {
    /// Requests to our web server, signed with the secret of the app's "Basic Information" page
    /// (docs.slack.dev/authentication/verifying-requests-from-slack).
    case http(signingSecret: String)
    /// A WebSocket that we open with an app-level token, `xapp-…`
    /// (docs.slack.dev/apis/events-api/using-socket-mode).
    case socket(appToken: String)
  }

  /// Where the public Web API is.
  package static let publicAPIBase = "https://slack.com/api"

  /// `xoxb-…`; it is sent in the Authorization header alone and appears in no reason.
  package var botToken: String
  /// Where the Web API is, without a slash at its end.
  package var apiBase: String
  /// How news comes in.
  package var receiving: Receiving
  /// How long a question of ours may take while somebody who typed a command waits: Slack itself
  /// waits three seconds for our answer (docs.slack.dev/interactivity/handling-user-interaction).
  package var questionTimeout: Duration

  /// An account.
  package init(
    botToken: String, apiBase: String = publicAPIBase, receiving: Receiving,
    questionTimeout: Duration = .seconds(2)
  ) {
    self.questionTimeout = questionTimeout
    self.botToken = botToken
    self.apiBase = apiBase.hasSuffix("/") ? String(apiBase.dropLast()) : apiBase
    self.receiving = receiving
  }

  /// Without a secret.
  package var description: String {
    switch receiving {
    case .http: "Slack account (HTTP)"
    case .socket: "Slack account (Socket Mode)"
    }
  }
  /// Without a secret.
  package var debugDescription: String { description }
  /// No parts, so that `dump` shows no secret.
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

  /// All that may appear in no reason.
  var secrets: [String] {
    switch receiving {
    case .http(let signingSecret): [botToken, signingSecret]
    case .socket(let appToken): [botToken, appToken]
    }
  }
}
