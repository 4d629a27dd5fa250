import ConferenceModel
import Foundation
import Messaging
import Rehearsal

/// A made-up conference day with all that can go wrong, by its seed.
struct FaultyDay {
  static let refreshEvery: TimeInterval = 180
  let simulation: Simulation
  let checker: PromiseChecker

  init(seed: UInt64) throws {
    var random = SeededRandom(seed: seed, about: "day")
    let conference = try MadeConference(seed: seed)
    var weather: [ChatNetwork.Weather] = []
    for platform in [ChatPlatform.telegram, .slack, .matrix] {
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let start = MadeConference.at(random.seconds(30...600))
        weather.append(
          ChatNetwork.Weather(
            span: DateInterval(start: start, duration: random.seconds(60...1200)),
            platform: platform, severity: random.seconds(0.2...0.8)))
      }
    }
    simulation = try Simulation(
      seed: seed, start: MadeConference.at(0), zone: MadeConference.zone, sources: ["main"],
      refreshEvery: Self.refreshEvery, channels: MadeAudience.channels, weather: weather,
      drizzle: random.chance(0.2) ? 0 : 0.03, end: MadeConference.at(690))
    for version in conference.versions {
      simulation.schedule(
        .feed(source: 0, version.body, isHeld: version.isHeld), at: version.at)
    }
    for deed in MadeAudience(seed: seed).deeds {
      simulation.schedule(.deed(deed.who, deed.deed), at: deed.at)
    }
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let isUnderWay = random.chance(0.5)
      let count = Int.random(in: 0...6, using: &random)
      simulation.schedule(
        .kill(afterWrites: isUnderWay ? nil : count, underWay: isUnderWay ? count : nil),
        at: MadeConference.at(random.seconds(5...650)))
    }
    if random.chance(0.4) {
      let start = random.seconds(60...600)
      simulation.schedule(.disk(isFull: true), at: MadeConference.at(start))
      simulation.schedule(
        .disk(isFull: false), at: MadeConference.at(start + random.seconds(0.2...20)))
    }
    if random.chance(0.5) {
      let instant = MadeConference.at(random.seconds(80...500))
      let isForward = random.chance(0.5)
      // The hour that is lived twice would have two truths if anything new happened in it.
      if !isForward { simulation.clear(DateInterval(start: instant - 3900, end: instant + 5)) }
      simulation.schedule(.clock(isForward ? 3600 : -3600), at: instant)
    }
    var checker = PromiseChecker(refreshEvery: Self.refreshEvery * 1.05 + 2)
    checker.expectsAnswers = true
    self.checker = checker
  }
}
