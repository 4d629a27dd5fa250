package import ConferenceModel
package import Foundation

/// What a rehearsal came to: all that its report says, as text and as a page.
///
/// Nothing in it is of the machine or its clock, so that the same rehearsal gives the same report.
package struct RehearsalReport: Sendable {
  /// The conference.
  package var conference: String
  /// The venue's zone, in which all times are shown.
  package var timeZone: TimeZone
  /// From when to when.
  package var span: DateInterval
  /// What chance was drawn from.
  package var seed: UInt64
  /// The versions of all feeds, in the order in which they were served.
  package var versions: [Version]
  /// Who took part.
  package var audience: AudienceSummary
  /// How each platform was stood for, by platform.
  package var chats: [Chat]
  /// What became of the messages, by platform and kind.
  package var tallies: [Tally]
  /// Why messages were not delivered, the most frequent reason first.
  package var failures: [Failure]
  /// How late messages were against their deadlines.
  package var lateness: LatenessSummary
  /// How fast each platform was sent to, by platform.
  package var pace: [PlatformPace]
  /// Instants at which alerts arrived.
  package var alerts: [Date]
  /// Where the promise was broken, by time.
  package var broken: [BrokenPromise]

  /// A report with these parts.
  package init(
    conference: String, timeZone: TimeZone, span: DateInterval, seed: UInt64,
    versions: [Version], audience: AudienceSummary, chats: [Chat], tallies: [Tally],
    failures: [Failure], lateness: LatenessSummary, pace: [PlatformPace], alerts: [Date],
    broken: [BrokenPromise]
  ) {
    self.conference = conference
    self.timeZone = timeZone
    self.span = span
    self.seed = seed
    self.versions = versions
    self.audience = audience
    self.chats = chats
    self.tallies = tallies
    self.failures = failures
    self.lateness = lateness
    self.pace = pace
    self.alerts = alerts
    self.broken = broken
  }
}

/// The parts of a report.
extension RehearsalReport {
  /// One version of a feed.
  package struct Version: Hashable, Sendable {
    /// What became of it.
    package enum Fate: Hashable, Sendable {
      /// The programme with which the rehearsal began.
      case first
      /// In force from then on, with how many changes of which kind, in order.
      case taken(at: Date, changes: [Count])
      /// In force, and nothing in it was worth a change.
      case same
      /// The guard held it, for a reason.
      case held(reason: String)
      /// It could not be read.
      case unreadable(reason: String)
      /// The rehearsal ended, or another version came, before the bot looked.
      case unseen
    }

    /// A number of things of one name.
    package struct Count: Hashable, Sendable {
      /// `rescheduled`.
      package var name: String
      /// How many.
      package var count: Int

      /// A number of things.
      package init(name: String, count: Int) {
        self.name = name
        self.count = count
      }
    }

    /// From when on it was served.
    package var servedFrom: Date
    /// The id of its source.
    package var source: String
    /// The name of its file, or its address.
    package var name: String
    /// How many sessions it has; nil when it can't be read.
    package var sessions: Int?
    /// What became of it.
    package var fate: Fate

    /// A version.
    package init(servedFrom: Date, source: String, name: String, sessions: Int?, fate: Fate) {
      self.servedFrom = servedFrom
      self.source = source
      self.name = name
      self.sessions = sessions
      self.fate = fate
    }
  }

  /// Who took part.
  package struct AudienceSummary: Hashable, Sendable {
    /// People by platform, in order.
    package var people: [Version.Count]
    /// Channels set up by the operator.
    package var channels: Int
    /// Stars at the beginning.
    package var stars: Int
    /// What people did during the rehearsal.
    package var starred: Int, unstarred: Int, asked: Int

    /// An audience.
    package init(
      people: [Version.Count], channels: Int, stars: Int, starred: Int, unstarred: Int, asked: Int
    ) {
      self.people = people
      self.channels = channels
      self.stars = stars
      self.starred = starred
      self.unstarred = unstarred
      self.asked = asked
    }
  }

  /// How a platform was stood for.
  package struct Chat: Hashable, Sendable {
    /// Which.
    package var platform: ChatPlatform
    /// Where messages really went; nil when nothing left the process.
    package var address: String?
    /// How often the platform refused because of its limits.
    package var refusals: Int

    /// A platform.
    package init(platform: ChatPlatform, address: String?, refusals: Int) {
      self.platform = platform
      self.address = address
      self.refusals = refusals
    }
  }

  /// What became of the messages of a kind on a platform.
  package struct Tally: Hashable, Sendable {
    /// Where.
    package var platform: ChatPlatform
    /// `reminder`.
    package var kind: String
    /// In the chat.
    package var delivered: Int
    /// Their time was over.
    package var expired: Int
    /// Refused for good.
    package var dead: Int
    /// With nothing left to say when their turn came.
    package var superseded: Int
    /// Not settled when the rehearsal ended.
    package var open: Int

    /// Nothing yet.
    package init(
      platform: ChatPlatform, kind: String, delivered: Int = 0, expired: Int = 0, dead: Int = 0,
      superseded: Int = 0, open: Int = 0
    ) {
      self.platform = platform
      self.kind = kind
      self.delivered = delivered
      self.expired = expired
      self.dead = dead
      self.superseded = superseded
      self.open = open
    }
  }

  /// Why a number of messages was not delivered.
  package struct Failure: Hashable, Sendable {
    /// `expired` or `dead`.
    package var state: String
    /// The sort of message.
    package var kind: String
    /// Why.
    package var reason: String
    /// How many.
    package var count: Int

    /// A reason.
    package init(state: String, kind: String, reason: String, count: Int) {
      self.state = state
      self.kind = kind
      self.reason = reason
      self.count = count
    }
  }
}
