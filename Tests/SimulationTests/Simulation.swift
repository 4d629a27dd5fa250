import ConferenceModel
import Delivery
import Foundation
import Logging
import Messaging
import Persistence
import Planning
import Rehearsal
import ReminderScheduling
import ScheduleSync
import TestSupport
import Timekeeping

@testable import TalkBellApp

/// One run of the whole program, from event to event, on chats and feeds in memory and a store on
/// disk; the same for the same seed.
final class Simulation {
  /// What happens from outside.
  enum Event {
    case feed(source: Int, SimulatedFeed.Body, isHeld: Bool)
    case deed(ConversationAddress, MadeAudience.Deed)
    /// A delivery once more, as Slack repeats what it thinks unheard.
    case repetition(Delivery)
    /// The process ends after so many commits, or with a message under way.
    case kill(afterWrites: Int?, underWay: Int?)
    case revive
    case disk(isFull: Bool)
    case clock(TimeInterval)
  }

  /// What a platform hands over until it is stored.
  struct Delivery {
    var platform: ChatPlatform
    var batch: IncomingBatch
  }

  let clock: SimulatedClock
  let network: ChatNetwork
  let refreshEvery: TimeInterval
  let feeds: [SimulatedFeed]
  var record: RunRecord
  var people: [ConversationAddress: Person] = [:]
  private var random: SeededRandom
  private let zone: TimeZone
  private let channels: [(address: ConversationAddress, preferences: Preferences)]
  private let path: String
  private var events: [(at: Date, event: Event)] = []
  private(set) var life: ProcessLife?
  private(set) var parts: BotParts?
  private var nextRefresh: [Date]
  private var nextDue = Date.distantFuture
  private var isDiskFull = false
  private var fullSince = Date.distantPast
  private var waiting: [Delivery] = []
  private var deliveryCount = 0
  /// How often the process ended, and how long it was down.
  private(set) var deaths = 0

  /// A person as the run knows them.
  struct Person {
    var isKnown = false
    var preferences = Preferences()
  }

  init(
    seed: UInt64, start: Date, zone: TimeZone, sources: [String], refreshEvery: TimeInterval,
    channels: [(address: ConversationAddress, preferences: Preferences)],
    weather: [ChatNetwork.Weather], drizzle: Double, end: Date
  ) throws {
    clock = SimulatedClock(start: start, speed: 0)
    network = ChatNetwork(seed: seed, clock: clock, weather: weather, drizzle: drizzle)
    random = SeededRandom(seed: seed, about: "simulation")
    self.refreshEvery = refreshEvery
    self.zone = zone
    self.channels = channels
    feeds = sources.map(SimulatedFeed.init)
    nextRefresh = sources.map { _ in start }
    record = RunRecord(timeZone: zone, span: DateInterval(start: start, end: end))
    path = try TemporaryFolder.make().appending(path: "talkbell.sqlite").path
  }

  func schedule(_ event: Event, at instant: Date) { events.append((instant, event)) }

  /// Takes away what was to happen between two instants.
  func clear(_ span: DateInterval) { events.removeAll { span.contains($0.at) } }

  // MARK: - The run

  /// Runs to the end of the span and gives what could be seen.
  func run() async throws -> RunRecord {
    events = events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
    for (address, preferences) in channels {
      record.acts.append(
        RunRecord.Act(at: clock.now(), address: address, action: .prefer(preferences, .channel)))
    }
    try await start()
    while true {
      let refresh = parts == nil ? Date.distantFuture : nextRefresh.min() ?? .distantFuture
      let due = parts == nil ? Date.distantFuture : nextDue
      let next = min(events.first?.at ?? .distantFuture, refresh, due)
      guard next <= record.span.end else { break }
      clock.advance(to: next)
      try await happen()
      try await refreshFeeds()
      try await settle()
    }
    record.receipts = network.receipts
    record.losses = network.losses
    record.troubles = network.troubles
    return record
  }

  private func happen() async throws {
    while let (at, event) = events.first, at <= clock.now() {
      events.removeFirst()
      try await happen(event)
      try bury()
    }
  }

  private func happen(_ event: Event) async throws {
    let now = clock.now()
    switch event {
    case .feed(let source, let body, let isHeld):
      feeds[source].serve(body)
      var sessions: [Session]?
      if case .bytes(let bytes) = body {
        sessions = feeds[source].read(bytes, zone: zone, now: now)
      }
      record.feeds.append(
        RunRecord.FeedVersion(
          servedFrom: now, source: feeds[source].id, sessions: sessions, isHeld: isHeld))
    case .deed(let who, let deed): try await carryOut(deed, by: who)
    case .repetition(let delivery): await hand(delivery)
    case .kill(let writes, let underWay):
      if let writes { life?.end(afterWrites: writes) }
      if let underWay { network.kill(in: underWay) }
    case .revive: try await start()
    case .disk(let isFull): try fill(isFull)
    case .clock(let step): stepClock(by: step)
    }
  }

  private func refreshFeeds() async throws {
    guard let parts else { return }
    for index in feeds.indices where nextRefresh[index] <= clock.now() {
      // What fails is tried again after the same pause.
      _ = try? await parts.refreshers[index].pass(now: clock.now())
      nextRefresh[index] = clock.now()
        .addingTimeInterval(refreshEvery * (0.95 + 0.1 * random.seconds(0...1)))
    }
    try bury()
  }

  /// Passes of scheduler and relays until nothing more happens at this instant.
  private func settle() async throws {
    let now = clock.now()
    nextDue = .distantFuture
    var isBusy = true
    _ = try? await parts?.clockWatcher.pass()
    while isBusy, let parts {
      isBusy = false
      await handOverWaiting()
      do {
        let pass = try await parts.scheduler.pass(now: now)
        isBusy = pass.hasQueued
        nextDue = min(nextDue, pass.next ?? .distantFuture)
      } catch { nextDue = min(nextDue, now.addingTimeInterval(5)) }
      var haveAllSettled = true
      for relay in parts.relays {
        do {
          let pass = try await relay.pass(now: now)
          isBusy = isBusy || pass.claimed > pass.waiting
          nextDue = min(nextDue, pass.next ?? .distantFuture)
        } catch {
          haveAllSettled = false
          nextDue = min(nextDue, now.addingTimeInterval(1))
        }
      }
      if haveAllSettled, life?.isOver == false { network.noteSettled() }
      try bury()
    }
    if nextDue <= now { nextDue = now.addingTimeInterval(1) }
  }

  // MARK: - Life and death

  private func start() async throws {
    let database = try ConferenceDatabase(path: path, sharing: life != nil)
    let life = ProcessLife(database: database)
    let platforms = [ChatPlatform.telegram, .slack, .matrix]
    let blueprint = BotBlueprint(
      conferenceName: "SimCon", timeZone: zone,
      feeds: feeds.map { $0.source(refreshEvery: refreshEvery) },
      channels: platforms.map {
        SimulatedChannel(platform: $0, network: network, life: life)
      }, operatorChannels: channels)
    let random = SharedRandom(SeededRandom(seed: network.seed, about: "life \(deaths)"))
    parts = BotParts(
      blueprint, database: database, clock: clock, chance: { random.next() },
      logger: Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() })
    self.life = life
    try? BotParts.storeOperatorChannels(of: blueprint, in: database, now: clock.now())
    for index in nextRefresh.indices { nextRefresh[index] = clock.now() }
    isDiskFull = false
    try? await parts?.clockWatcher.start()
  }

  /// When the process has ended: nothing of it is left, and after a while the next one starts.
  private func bury() throws {
    guard let life, life.isOver, parts != nil else { return }
    network.noteDeath()
    parts = nil
    deaths += 1
    let pause = random.chance(0.6) ? random.seconds(0.5...5) : random.seconds(60...1500)
    let end = clock.now().addingTimeInterval(pause)
    record.outages.append(DateInterval(start: clock.now(), end: end))
    if isDiskFull { try fill(false) }
    events.insert((end, .revive), at: events.firstIndex { $0.at > end } ?? events.endIndex)
  }

  private func fill(_ isFull: Bool) throws {
    guard isFull != isDiskFull else { return }
    isDiskFull = isFull
    if isFull { fullSince = clock.now() }
    if life?.isOver == false { try life?.database.limitSize(pages: isFull ? 1 : 1_000_000) }
    if !isFull {
      let end = clock.now().addingTimeInterval(6)
      record.outages.append(DateInterval(start: fullSince, end: end))
    }
  }

  private func stepClock(by step: TimeInterval) {
    let before = clock.now()
    clock.set(to: before.addingTimeInterval(step))
    if step > 0 { record.outages.append(DateInterval(start: before, end: clock.now())) }
    // What waits for a span does so whatever the clock is set to.
    for index in nextRefresh.indices { nextRefresh[index] += step }
    nextDue = clock.now()
  }

  // MARK: - People

  private func carryOut(_ deed: MadeAudience.Deed, by who: ConversationAddress) async throws {
    var person = people[who] ?? Person()
    defer { people[who] = person }
    var acts: [RunRecord.Action] = []
    let text: String
    switch deed {
    case .star(let index), .unstar(let index):
      guard let (number, key) = talk(index, deed) else { return }
      if case .star = deed {
        (text, acts) = ("star #\(number)", [.star(key)])
      } else {
        (text, acts) = ("unstar #\(number)", [.unstar(key)])
      }
    case .mine: (text, acts) = ("mine", [.ask("mine")])
    case .start: (text, acts) = ("start", [.start])
    case .stop: (text, acts) = ("stop", [.stop])
    case .forget: (text, acts) = ("forget", [.forget])
    case .set(let preference):
      text = preference.text
      preference.apply(to: &person.preferences)
      acts = [.prefer(person.preferences, .person)]
    }
    if !person.isKnown {
      if case .set(let preference) = deed {
        person.preferences = Preferences()
        preference.apply(to: &person.preferences)
      } else {
        person.preferences = Preferences()
      }
      person.isKnown = true
      acts.insert(.prefer(person.preferences, .person), at: 0)
    }
    if case .forget = deed { person = Person() }
    record.acts += acts.map { RunRecord.Act(at: clock.now(), address: who, action: $0) }
    deliveryCount += 1
    let message = IncomingMessage(address: who, audience: .person, text: text)
    await hand(
      Delivery(
        platform: who.platform,
        batch: IncomingBatch(
          events: [.message(message)], cursor: "d\(deliveryCount)",
          isDelivery: who.platform == .slack)))
  }

  /// A talk that is still to come, by its number in the store.
  private func talk(_ index: Int, _ deed: MadeAudience.Deed) -> (SessionID, SessionKey)? {
    guard let life, !life.isOver,
      let programme = try? life.database.read({ try $0.programme() })
    else { return nil }
    let coming = programme.entries.filter {
      ($0.session.facts.start ?? .distantPast) > clock.now()
    }
    guard !coming.isEmpty else { return nil }
    let entry = coming[index % coming.count]
    return (entry.id, entry.session.key)
  }

  private func hand(_ delivery: Delivery) async {
    waiting.append(delivery)
    await handOverWaiting()
  }

  /// What the platforms have for the bot, in order, each until it is stored.
  private func handOverWaiting() async {
    while let delivery = waiting.first, let parts, let life, !life.isOver {
      let inbox = Inbox(
        channel: SimulatedChannel(platform: delivery.platform, network: network, life: life),
        handler: parts.handler, database: parts.database, clock: clock,
        onCommit: {})
      do {
        try await inbox.take(delivery.batch)
      } catch { return }
      waiting.removeFirst()
      // Platforms repeat what they think was not heard.
      if random.chance(0.2) { try? await inbox.take(delivery.batch) }
      if delivery.batch.isDelivery, random.chance(0.1) {
        let later = clock.now().addingTimeInterval(random.seconds(1...120))
        events.insert(
          (later, .repetition(delivery)), at: events.firstIndex { $0.at > later } ?? events.endIndex
        )
      }
    }
  }
}
