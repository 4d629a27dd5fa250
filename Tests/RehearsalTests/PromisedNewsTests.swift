import ConferenceModel
import Foundation
import Messaging
import Rehearsal
import Testing

/// Alerts, digests and silence before the judge.
@Suite struct PromisedNewsTests {
  private typealias Sample = SampleRun

  @Test func `a change within the hour has to be told at once`() {
    var run = SampleRun.quietMorning
    let moved = Sample.talk("b", room: "Hall 2", start: 120)
    run.record.receipts.removeLast()
    run.serve([Sample.talk("a", start: 60), moved], at: 70)
    run.send(Sample.reminder(moved, clock: "10:00–10:30"), at: 110)
    var late = run
    // A refresh sees it by 09:15; a minute is granted, a settle window is not.
    late.send(Sample.alertOfRoom(moved), at: 76.5)
    #expect(late.ways == [.late])
    run.send(Sample.alertOfRoom(moved), at: 75)
    #expect(run.reasons == [])
  }

  @Test func `a change that is taken back in time is told to nobody`() {
    var run = SampleRun.quietMorning
    let moved = Sample.talk("b", room: "Hall 2", start: 120)
    run.serve([Sample.talk("a", start: 60), moved], at: 10)
    run.serve([Sample.talk("a", start: 60), Sample.talk("b", start: 120)], at: 11)
    #expect(run.reasons == [])
    run.send(Sample.alertOfRoom(moved), at: 30)
    #expect(run.ways.contains(.untrue), "it was in Hall 1 again")
  }

  @Test func `an alert of nothing is untrue`() {
    var run = SampleRun.quietMorning
    run.send(Sample.alertOfRoom(Sample.talk("b", start: 120)), at: 30)
    #expect(run.ways == [.untrue])
  }

  @Test func `an alert of a talk without a star is untrue`() {
    var run = SampleRun.movedMorning
    run.record.acts.removeLast()
    run.record.receipts.removeLast()
    #expect(run.ways == [.untrue])
  }

  @Test func `a talk that vanishes is cancelled after two refreshes, told, and not reminded of`() {
    var run = SampleRun.quietMorning
    run.serve([Sample.talk("a", start: 60)], at: 10)
    let gone = Sample.talk("b", start: 120)
    #expect(run.ways == [.missing, .untrue], "nobody was told, and it was reminded of")
    run.record.receipts.removeLast()
    #expect(run.ways == [.missing])
    run.send(Sample.alertOfCancellation(gone, clock: "10:00–10:30"), at: 16.5)
    #expect(run.reasons == [])
    run.record.receipts.removeAll { $0.sentAt == Sample.at(16.5) }
    run.send(Sample.alertOfCancellation(gone, clock: "10:00–10:30"), at: 11)
    #expect(run.ways.contains(.untrue), "one refresh is not enough")
  }

  @Test func `an outage of the feed cancels nothing`() {
    var run = SampleRun.quietMorning
    run.serve(nil, at: 10)
    run.serve([Sample.talk("a", start: 60), Sample.talk("b", start: 120)], at: 40)
    #expect(run.reasons == [])
    run.send(
      Sample.alertOfCancellation(Sample.talk("b", start: 120), clock: "10:00–10:30"), at: 20)
    #expect(run.ways.contains(.untrue))
  }

  @Test func `a talk with a new id keeps its star`() {
    var run = SampleRun.quietMorning
    run.serve(
      [
        Sample.talk("x", start: 60, title: "Talk a"), Sample.talk("y", start: 120, title: "Talk b"),
      ], at: 10)
    #expect(run.reasons == [])
    run.record.receipts.removeLast()
    #expect(run.ways == [.missing])
  }

  @Test func `a room that only got another name is no news`() {
    var run = SampleRun.quietMorning
    run.record.receipts = []
    let renamed = [
      Sample.talk("a", room: "Big Tent", start: 60), Sample.talk("b", room: "Big Tent", start: 120),
    ]
    run.serve(renamed, at: 10)
    run.send(Sample.reminder(renamed[0], clock: "09:00–09:30"), at: 50)
    run.send(Sample.reminder(renamed[1], clock: "10:00–10:30"), at: 110)
    #expect(run.reasons == [])
  }

  @Test func `nothing comes after stop`() {
    var run = SampleRun.quietMorning
    run.act(.stop, at: 60)
    #expect(run.ways == [.untrue])
    run.record.receipts.removeLast()
    #expect(run.reasons == [])
  }

  @Test func `in the quiet hours nothing rings`() {
    var run = SampleRun.quietMorning
    let quiet = Preferences(quiet: QuietHours(from: 22 * 60, until: 9 * 60))
    run.act(.prefer(quiet, .person), at: -25)
    #expect(run.ways == [.untrue], "the first reminder comes at 08:50")
    run.record.receipts[0].attention = .quiet
    #expect(run.reasons == [])
  }

  @Test func `a digest comes at its time, once, with all starred talks`() {
    var run = SampleRun.quietMorning
    let digest = DigestPreference(minuteOfDay: 8 * 60 + 15, filter: SessionFilter(mine: true))
    run.act(.prefer(Preferences(digest: digest), .person), at: -25)
    #expect(run.ways == [.missing])
    let talks = [
      ("09:00–09:30", Sample.talk("a", start: 60)), ("10:00–10:30", Sample.talk("b", start: 120)),
    ]
    var short = run
    short.send(Sample.digest([talks[0]]), at: 15, attention: .quiet)
    #expect(short.ways == [.missing], "one talk is left out")
    var late = run
    late.send(Sample.digest(talks), at: 40, attention: .quiet)
    #expect(late.ways == [.late])
    run.send(Sample.digest(talks), at: 15, attention: .quiet)
    #expect(run.reasons == [])
    run.send(Sample.digest(talks), at: 16, attention: .quiet)
    #expect(run.ways == [.doubled])
  }

  @Test func `a channel that follows a room gets each start once`() {
    var run = SampleRun()
    run.serve([Sample.talk("a", start: 60), Sample.talk("b", room: "Hall 2", start: 120)], at: -60)
    run.record.span = DateInterval(start: Sample.at(-90), end: Sample.at(360))
    let follow = Preferences(
      leadTimes: [], alerts: false, follow: SessionFilter(room: "Hall 1"))
    run.act(.prefer(follow, .channel), at: -30)
    #expect(run.ways == [.missing])
    var post = Sample.reminder(Sample.talk("a", start: 60), clock: "09:00–09:30")
    post.replace("In 10 min", with: "Now")
    run.send(post, at: 60)
    #expect(run.reasons == [])
    run.send(post, at: 60.5)
    #expect(run.ways == [.doubled])
  }
}
