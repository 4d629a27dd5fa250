import ChatChannels
import ConferenceModel
import Conversation
import Delivery
import Foundation
import Logging
import Messaging
import Persistence
import Phrasebook
import Planning
import ReminderScheduling
import ScheduleSync
import Timekeeping

/// What a bot is made from; `serve` takes it from the configuration, the demo from its own.
struct BotBlueprint: Sendable {
  /// For headings.
  var conferenceName: String
  /// The venue's zone.
  var timeZone: TimeZone
  /// What a new person starts with.
  var defaults = Preferences()
  /// How long changes rest.
  var settlePolicy = SettlePolicy()
  /// The feeds.
  var feeds: [FeedSource]
  /// The ways out; those that also hear are `ReceivingChannel`s.
  var channels: [any ChatChannel]
  /// Where the world reaches our web server; nil when it does not.
  var publicURL: String?
  /// How long the ways between halls take.
  var walking: [WalkingTime] = []
  /// Curated lists, in the order of the configuration.
  var guides: [Guide] = []
  /// Who is told what only an operator can mend, and may accept held feeds.
  var operators: [ConversationAddress] = []
  /// How long people's data is kept after a conference; nil keeps it for good.
  var keepFor: Duration?
  /// Channels that the operator set up.
  var operatorChannels: [(address: ConversationAddress, preferences: Preferences)] = []
}

/// All the loops of a bot around one store, wired so that each wakes the next.
struct BotParts: Sendable {
  let database: ConferenceDatabase
  let clock: any WallClock
  let handler: CommandHandler
  let refreshers: [ScheduleRefresher]
  let scheduler: ReminderScheduler
  let relays: [OutboxRelay]
  let inboxes: [InboxLoop]
  /// What platforms push to our web server, by the word in the path.
  let pushes: [String: PushEntrance]
  let introductions: [IntroductionLoop]
  let clockWatcher: ClockWatcher
  /// nil where everything is kept.
  let sweeper: StoreSweeper?
  /// Makes every loop look for something to do.
  let wakeAll: @Sendable () -> Void

  /// Assembles the loops; nothing runs yet.
  ///
  /// - parameter chance: a number from 0 to 1, new on each call. It is handed in here, and only
  ///   here: the loops are the same on every run without it.
  init(
    _ blueprint: BotBlueprint, database: ConferenceDatabase, clock: any WallClock,
    chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }, logger: Logger
  ) {
    let schedulerWake = WakeSignal()
    let relayWakes = blueprint.channels.map { _ in WakeSignal() }
    let wakeRelays: @Sendable () -> Void = { for wake in relayWakes { wake.signal() } }
    let wakeAll: @Sendable () -> Void = {
      schedulerWake.signal()
      wakeRelays()
    }
    self.wakeAll = wakeAll
    self.database = database
    self.clock = clock
    let handler = CommandHandler(
      configuration: ConversationConfiguration(
        conferenceName: blueprint.conferenceName, timeZone: blueprint.timeZone,
        defaults: blueprint.defaults, guides: blueprint.guides,
        operators: Set(blueprint.operators)))
    self.handler = handler
    refreshers = blueprint.feeds.map {
      ScheduleRefresher(
        source: $0, database: database, clock: clock, timeZone: blueprint.timeZone,
        settlePolicy: blueprint.settlePolicy,
        operators: OperatorNotices(addresses: blueprint.operators),
        guides: GuideIndex(guides: blueprint.guides), jitter: chance, onCommit: wakeAll,
        logger: logger)
    }
    scheduler = ReminderScheduler(
      database: database, clock: clock, conferenceTimeZone: blueprint.timeZone,
      operators: blueprint.operators, wake: schedulerWake, onCommit: wakeRelays, logger: logger)
    relays = zip(blueprint.channels, relayWakes).map { channel, wake in
      OutboxRelay(
        database: database, channel: channel, conferenceName: blueprint.conferenceName,
        conferenceTimeZone: blueprint.timeZone, clock: clock, wake: wake, jitter: chance,
        onOutdated: { schedulerWake.signal() }, logger: logger)
    }
    sweeper = blueprint.keepFor.map {
      StoreSweeper(
        database: database, clock: clock, keepFor: $0, sources: blueprint.feeds.map(\.id),
        logger: logger)
    }
    clockWatcher = ClockWatcher(
      database: database, clock: clock,
      onStep: { [relays] in
        for relay in relays { await relay.clockWasSet() }
        wakeAll()
      }, logger: logger)
    (inboxes, pushes) = Self.listeners(
      of: blueprint.channels, handler: handler, database: database, clock: clock,
      onCommit: wakeAll, logger: logger)
    let profile = BotProfile(
      commands: Dictionary(
        uniqueKeysWithValues: Language.allCases.map { ($0, Phrasebook.phrases(for: $0).menu()) }),
      publicURL: blueprint.publicURL)
    introductions = blueprint.channels.map {
      IntroductionLoop(channel: $0, profile: profile, clock: clock, logger: logger)
    }
  }

  /// What hears each platform, in the way in which it can be heard.
  private static func listeners(
    of channels: [any ChatChannel], handler: CommandHandler, database: ConferenceDatabase,
    clock: any WallClock, onCommit: @escaping @Sendable () -> Void, logger: Logger
  ) -> (loops: [InboxLoop], pushes: [String: PushEntrance]) {
    var loops: [InboxLoop] = []
    var pushes: [String: PushEntrance] = [:]
    for channel in channels {
      let inbox = Inbox(
        channel: channel, handler: handler, database: database, clock: clock, onCommit: onCommit)
      if let channel = channel as? any ReceivingChannel, channel.polls {
        loops.append(InboxLoop(polling: channel, inbox: inbox, logger: logger))
      }
      if let channel = channel as? any ConnectedChannel, channel.isConnected {
        loops.append(InboxLoop(connecting: channel, inbox: inbox, logger: logger))
      }
      if let channel = channel as? any PushedChannel, channel.isPushed {
        pushes[channel.platform.rawValue] = PushEntrance(
          channel: channel, inbox: inbox, logger: logger)
      }
    }
    return (loops, pushes)
  }

  /// Stores the operators, the guides' picks and the channels that the operator set up; what
  /// changed in the files changes in the store.
  static func storeOperatorChannels(
    of blueprint: BotBlueprint, in database: ConferenceDatabase, now: Date
  ) throws {
    try database.write { store in
      for address in blueprint.operators where try store.subscriber(at: address) == nil {
        _ = try store.addSubscriber(
          at: address, audience: .person, preferences: blueprint.defaults, nextDigestAt: nil,
          now: now)
      }
      try GuideIndex(guides: blueprint.guides).update(in: store, now: now)
      try store.setWalkingTimes(blueprint.walking, now: now)
      for (address, preferences) in blueprint.operatorChannels {
        let zone = preferences.timeZone.flatMap(TimeZone.init(identifier:)) ?? blueprint.timeZone
        let nextDigest = preferences.digest.map {
          DigestPlanner.next(after: now, minuteOfDay: $0.minuteOfDay, timeZone: zone)
        }
        guard let known = try store.subscriber(at: address) else {
          _ = try store.addSubscriber(
            at: address, audience: .channel, preferences: preferences, nextDigestAt: nextDigest,
            now: now)
          continue
        }
        // Who set it up mends it in the configuration: nobody in a channel that only receives can
        // say that it takes messages again.
        if known.state == .paused { try store.setState(.active, of: known.id) }
        guard known.preferences != preferences else { continue }
        try store.setPreferences(preferences, of: known, nextDigestAt: nextDigest, now: now)
      }
    }
  }
}
