/// Where within a conversation an answer belongs. As text it is opaque to all but this adapter.
enum SlackRoute: Hashable, Sendable {
  /// To a `response_url`: at most five times within 30 minutes
  /// (docs.slack.dev/interactivity/handling-user-interaction#message_responses).
  case respond(Response)
  /// Into a message's thread.
  case thread(ts: String)
  /// The person's App Home.
  case home

  /// A `response_url` and what to do when it is used up.
  struct Response: Hashable, Sendable {
    /// A secret: who knows it can post.
    var url: String
    /// Whether all in the channel see the answer, or only who asked.
    var isForAll: Bool
    /// Where it was asked.
    var channel: String
    /// Who asked.
    var user: String
  }

  /// As it stands in `IncomingMessage.route`.
  var text: String {
    switch self {
    case .respond(let response):
      "respond:\(response.isForAll ? "all" : "one"):\(response.channel):\(response.user):"
        + response.url
    case .thread(let ts): "thread:\(ts)"
    case .home: "home"
    }
  }

  /// nil when the text is none of ours.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
    switch parts.first {
    case "home" where parts.count == 1: self = .home
    case "thread" where parts.count == 2 && SlackID.isTimestamp(parts[1]):
      self = .thread(ts: String(parts[1]))
    case "respond" where parts.count == 5:
      self = .respond(
        Response(
          url: String(parts[4]), isForAll: parts[1] == "all", channel: String(parts[2]),
          user: String(parts[3])))
    default: return nil
    }
  }
}

/// Which `response_url`s are believed: our answers must not be sent wherever a payload says.
struct SlackResponseOrigins: Sendable {
  private let prefixes: [String]

  /// Slack's own, and what stands where the Web API is.
  ///
  /// - parameter apiBase: as configured.
  init(apiBase: String) {
    var prefixes = ["https://hooks.slack.com/", "https://hooks.slack-gov.com/"]
    let parts = apiBase.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    if parts.count >= 3, parts[1].isEmpty, !parts[2].isEmpty {
      prefixes.append("\(parts[0])//\(parts[2])/")
    }
    self.prefixes = prefixes
  }

  /// Whether answers may be sent there. The slash after the host is compared too, so that no
  /// `https://hooks.slack.com@elsewhere/` passes.
  func contain(_ url: String) -> Bool {
    url.utf8.count <= 2000 && prefixes.contains(where: url.hasPrefix)
      && url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
  }
}
