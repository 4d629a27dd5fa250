import ConferenceModel
import Foundation
import Messaging
import Rehearsal
import Testing

/// Records made by hand: what is right passes, and each way to break the promise is seen.
@Suite struct PromiseCheckerTests {
  private typealias Sample = SampleRun

  @Test func `a morning on which all came passes`() {
    #expect(SampleRun.quietMorning.reasons == [])
    #expect(SampleRun.movedMorning.reasons == [])
  }

  // MARK: - Mutants of the clean runs

  @Test func `a reminder that is dropped is missing`() {
    var run = SampleRun.quietMorning
    run.record.receipts.removeLast()
    #expect(run.ways == [.missing])
  }

  @Test func `an alert that is dropped is missing`() {
    var run = SampleRun.movedMorning
    run.record.receipts.removeFirst()
    // The reminder names the new room, but 95 minutes too late.
    #expect(run.ways == [.late])
    run.record.receipts.removeLast()
    #expect(run.ways == [.missing, .missing])
  }

  @Test func `every message that comes twice is doubled`() {
    for index in SampleRun.movedMorning.record.receipts.indices {
      var run = SampleRun.movedMorning
      var again = run.record.receipts[index]
      again.sentAt += 5
      again.arrivedAt += 5
      again.id = "again"
      run.record.receipts.insert(again, at: index + 1)
      #expect(run.ways == [.doubled])
    }
  }

  @Test func `what nobody knew to have arrived may come once more, but not on Matrix`() {
    var run = SampleRun.quietMorning
    run.record.receipts[0].isAnswered = false
    var again = run.record.receipts[0]
    again.sentAt += 5
    again.arrivedAt += 5
    again.isAnswered = true
    run.record.receipts.insert(again, at: 1)
    #expect(run.reasons == [])
    let room = ConversationAddress(platform: .matrix, conversation: "!r:example.org")
    for index in run.record.receipts.indices { run.record.receipts[index].address = room }
    for index in run.record.acts.indices { run.record.acts[index].address = room }
    #expect(run.ways == [.doubled])
  }

  @Test func `every message that is delayed is late`() {
    for (index, way) in [BrokenPromise.Way.late, .late, .late].enumerated() {
      var run = SampleRun.movedMorning
      run.record.receipts[index].arrivedAt += 400
      #expect(run.ways == [way])
    }
  }

  @Test func `every message whose room is another is untrue`() {
    for index in SampleRun.movedMorning.record.receipts.indices {
      var run = SampleRun.movedMorning
      run.record.receipts[index].document.replace("Hall 1", with: "Hall 12")
      run.record.receipts[index].document.replace("Hall 2", with: "Hall 21")
      #expect(run.ways.contains(.untrue))
    }
  }

  @Test(arguments: [
    ("09:00", "09:05"), ("09:30", "09:45"), ("In 10 min", "In 13 min"), ("Ada", "Grace"),
  ])
  func `a word of a reminder that is another is untrue`(old: String, new: String) {
    var run = SampleRun.quietMorning
    run.record.receipts[0].document.replace(old, with: new)
    #expect(run.ways.contains(.untrue))
  }

  // MARK: - Reminders

  @Test func `a reminder after the start is late, however it was held up`() {
    var run = SampleRun.quietMorning
    run.record.outages = [DateInterval(start: Sample.at(45), end: Sample.at(61))]
    run.record.receipts[0].sentAt = Sample.at(61)
    run.record.receipts[0].arrivedAt = Sample.at(61)
    run.record.receipts[0].document.replace("In 10 min", with: "Now")
    #expect(run.ways == [.late])
    run.record.receipts.removeFirst()
    #expect(run.reasons == [], "it could not come any more")
  }

  @Test func `a reminder that an outage held up comes with the true minutes`() {
    var run = SampleRun.quietMorning
    run.record.outages = [DateInterval(start: Sample.at(45), end: Sample.at(55))]
    run.record.receipts[0].sentAt = Sample.at(55)
    run.record.receipts[0].arrivedAt = Sample.at(55)
    #expect(run.ways == [.untrue], "it still says ten minutes")
    run.record.receipts[0].document.replace("In 10 min", with: "In 5 min")
    #expect(run.reasons == [])
  }

  @Test func `a talk that was unstarred, or starred too late, needs no reminder`() {
    var run = SampleRun.quietMorning
    run.act(.unstar(SessionKey(source: "main", id: "b")), at: 40)
    run.record.receipts.removeLast()
    #expect(run.reasons == [])
    run = SampleRun.quietMorning
    run.record.acts[2].at = Sample.at(115)
    run.record.receipts.removeLast()
    #expect(run.reasons == [])
  }

  @Test func `a reminder that nobody asked for is untrue`() {
    var run = SampleRun.quietMorning
    run.act(.prefer(Preferences(leadTimes: [LeadTime(minutes: 5)]), .person), at: 0)
    #expect(Set(run.ways) == [.untrue, .missing])
  }

  @Test func `each of two lead times is a reminder`() {
    var run = SampleRun.quietMorning
    let leads = [LeadTime(minutes: 10), LeadTime(minutes: 30)]
    run.act(.prefer(Preferences(leadTimes: leads), .person), at: 0)
    #expect(run.ways == [.missing, .missing])
    for (talk, clock, minute) in [("a", "09:00–09:30", 30.0), ("b", "10:00–10:30", 90.0)] {
      let session = Sample.talk(talk, start: minute + 30)
      run.send(Sample.reminder(session, clock: clock, minutes: 30), at: minute)
    }
    #expect(run.reasons == [])
  }

  @Test func `short talks in a row are one message, which is that of each of them`() {
    var run = SampleRun()
    let talks = ["a", "b", "c"].enumerated().map { index, id in
      Sample.talk(id, start: 60 + Double(index) * 5, length: 5)
    }
    run.serve(talks, at: -60)
    run.act(.prefer(Preferences(), .person), at: -30)
    for talk in talks { run.act(.star(talk.key), at: -20) }
    run.record.span = DateInterval(start: Sample.at(-90), end: Sample.at(360))
    #expect(run.ways == [.missing, .missing, .missing])
    run.send(
      MessageDocument(blocks: [
        .heading([.text("In 10 min · 09:00–09:15 · Hall 1")]),
        .paragraph([.text("3 short talks in a row:")]),
        .bulleted(
          zip(talks, ["09:00–09:05", "09:05–09:10", "09:10–09:15"]).map {
            [.text("\($1) "), .strong($0.facts.title), .text(" — Ada")]
          }),
      ]), at: 50)
    #expect(run.reasons == [])
  }

  @Test func `Chinese is read too`() {
    var run = SampleRun.quietMorning
    run.record.receipts[0].document.replace("In 10 min", with: "10 分钟后开始")
    #expect(run.reasons == [])
    run.record.receipts[0].document.replace("10 分钟后开始", with: "20 分钟后开始")
    #expect(run.ways == [.untrue])
  }
}

extension MessageDocument {
  /// Puts other words in.
  mutating func replace(_ old: String, with new: String) {
    func replaced(_ inlines: [Inline]) -> [Inline] {
      inlines.map { inline in
        switch inline {
        case .text(let text): .text(text.replacingOccurrences(of: old, with: new))
        case .strong(let text): .strong(text.replacingOccurrences(of: old, with: new))
        default: inline
        }
      }
    }
    blocks = blocks.map { block in
      switch block {
      case .heading(let inlines): .heading(replaced(inlines))
      case .paragraph(let inlines): .paragraph(replaced(inlines))
      case .numbered(let start, let items): .numbered(start: start, items: items.map(replaced))
      case .bulleted(let items): .bulleted(items.map(replaced))
      }
    }
  }
}
