package import Persistence
package import ScheduleFormats

/// What a fetch brought.
package enum FetchedFeed: Hashable, Sendable {
  /// The server says nothing is newer than the validators.
  case notModified
  /// A body, and what to ask with next time.
  case body([UInt8], SourceValidators)
}

/// Why a fetch or a refresh brought nothing; each description is one line for the operator.
package enum RefreshError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or address cannot be read now; `retryAfter` is the server's wish.
  case unreachable(location: String, reason: String, retryAfter: Duration?)
  /// The body is no programme.
  case unreadable(location: String, reason: String)
  /// It reads, but as if the feed were broken rather than the conference changed.
  case held(location: String, reason: String)

  /// Why, without the place.
  var reason: String {
    switch self {
    case .unreachable(_, let reason, _), .unreadable(_, let reason), .held(_, let reason): reason
    }
  }

  /// The place, the reason and what becomes of it.
  package var description: String {
    switch self {
    case .unreachable(let location, let reason, _):
      "\(location): \(reason); what was read before stays in force"
    case .unreadable(let location, let reason):
      "\(location): \(reason); what was read before stays in force"
    case .held(let location, let reason):
      "\(location): held back: \(reason); what was read before stays in force"
    }
  }
}

/// One feed: how to fetch it, how to read it, how often.
package struct FeedSource: Sendable {
  /// The source's id in the configuration.
  package var id: String
  /// Where it is, without credentials or query, for logs.
  package var location: String
  /// nil recognises it from the content.
  package var format: ScheduleFormat?
  /// Between two refreshes, on our clock; a tenth of it is jitter.
  package var refreshEvery: Duration
  /// Fetches it; the network's seam.
  package var fetch: @Sendable (SourceValidators?) async throws(RefreshError) -> FetchedFeed

  /// A feed.
  package init(
    id: String, location: String, format: ScheduleFormat?, refreshEvery: Duration,
    fetch: @escaping @Sendable (SourceValidators?) async throws(RefreshError) -> FetchedFeed
  ) {
    self.id = id
    self.location = location
    self.format = format
    self.refreshEvery = refreshEvery
    self.fetch = fetch
  }
}
