import Messaging
import Testing

@testable import ChatChannels

@Suite struct SlackSocketFleetTests {
  private typealias Reaction = SlackSocketFleet.Reaction
  private let broken = ReceiveError.temporary(reason: "broken", retryAfter: .seconds(3))

  /// A fleet whose first connections stand.
  private func standing(_ count: Int) -> SlackSocketFleet {
    var fleet = SlackSocketFleet(wanted: count)
    for number in fleet.begin().open { _ = fleet.hear(.connected(number)) }
    return fleet
  }

  @Test(arguments: [(-1, 1), (0, 1), (1, 1), (2, 2), (10, 10), (11, 10)])
  func `between one and ten connections are opened`(wanted: Int, opened: Int) {
    var fleet = SlackSocketFleet(wanted: wanted)
    #expect(fleet.begin() == Reaction(open: Array(1...opened)))
  }

  @Test func `the first hello is news and the second is not`() {
    var fleet = SlackSocketFleet(wanted: 2)
    _ = fleet.begin()
    #expect(fleet.hear(.connected(2)) == Reaction(isConnected: true))
    #expect(fleet.hear(.connected(1)) == Reaction())
    #expect(fleet.hear(.connected(1)) == Reaction())
  }

  @Test func `all that fail at the start end with the last reason`() {
    var fleet = SlackSocketFleet(wanted: 2)
    _ = fleet.begin()
    #expect(fleet.hear(.ended(1, .failed(broken))) == Reaction())
    let last = ReceiveError.temporary(reason: "last", retryAfter: nil)
    #expect(fleet.hear(.ended(2, .failed(last))) == Reaction(failure: last))
  }

  @Test func `a wrong token ends all, whatever stands`() {
    var fleet = standing(2)
    let wrong = ReceiveError.needsOperator(reason: "wrong")
    #expect(fleet.hear(.leaving(1)) == Reaction(open: [3]))
    #expect(fleet.hear(.ended(3, .failed(wrong))) == Reaction(failure: wrong))
  }

  @Test func `a place that can't be filled waits for the next change`() {
    var fleet = standing(2)
    #expect(fleet.hear(.leaving(1)) == Reaction(open: [3]))
    #expect(fleet.hear(.ended(3, .failed(broken))) == Reaction())
    #expect(
      fleet.hear(.ended(1, .lost(reason: "bye", isFruitful: false))) == Reaction(open: [4]))
  }

  @Test func `connections that end as soon as they stand are not opened for ever`() {
    var fleet = standing(1)
    for number in 1...2 {
      #expect(
        fleet.hear(.ended(number, .lost(reason: "gone", isFruitful: false)))
          == Reaction(open: [number + 1]))
      #expect(fleet.hear(.connected(number + 1)) == Reaction(isConnected: true))
    }
    #expect(
      fleet.hear(.ended(3, .lost(reason: "gone", isFruitful: false)))
        == Reaction(failure: .temporary(reason: "gone", retryAfter: nil)))
  }

  @Test func `connections that brought something may break as often as they like`() {
    var fleet = standing(1)
    for number in 1...50 {
      #expect(
        fleet.hear(.ended(number, .lost(reason: "gone", isFruitful: true)))
          == Reaction(open: [number + 1]))
      #expect(fleet.hear(.connected(number + 1)) == Reaction(isConnected: true))
    }
  }

  @Test func `one that ends before its hello is not replaced at once`() {
    var fleet = SlackSocketFleet(wanted: 1)
    _ = fleet.begin()
    #expect(fleet.hear(.leaving(1)) == Reaction())
    #expect(
      fleet.hear(.ended(1, .lost(reason: "gone", isFruitful: false)))
        == Reaction(failure: .temporary(reason: "gone", retryAfter: nil)))
  }

  @Test func `never more than ten stand, those that leave included`() {
    var fleet = standing(10)
    #expect(fleet.hear(.leaving(4)) == Reaction())
    #expect(fleet.hear(.leaving(5)) == Reaction())
    #expect(
      fleet.hear(.ended(4, .lost(reason: "bye", isFruitful: true))) == Reaction(open: [11]))
  }

  @Test func `signals of what is no more are nothing`() {
    var fleet = standing(1)
    #expect(fleet.hear(.ended(1, .lost(reason: "x", isFruitful: true))) == Reaction(open: [2]))
    #expect(fleet.hear(.connected(1)) == Reaction())
    #expect(fleet.hear(.leaving(1)) == Reaction())
    #expect(fleet.hear(.ended(1, .switchedOff)) == Reaction())
  }
}

@Suite struct JSONSliceTests {
  @Test(arguments: [
    (#"{"payload":{"a":1}}"#, #"{"a":1}"#),
    (
      "{ \"x\" : [1,{\"payload\":2}] ,\n\t\"payload\" : \r{ \"a\" : \"}\\\"]\" } }",
      #"{ "a" : "}\"]" }"#
    ),
    (#"{"a":"\"payload\":1","payload":7}"#, "7"),
    (#"{"payload":"text, {more}"}"#, #""text, {more}""#),
    (#"{"a":{"payload":1}}"#, nil), ("{}", nil), ("", nil), ("[]", nil), ("7", nil),
    (#"{"payload"#, nil), (#"{"payload":"#, nil), ("}}}]]", nil), (#"{"a":"\"#, nil),
  ])
  func `a member is found as it stands`(text: String, member: String?) {
    let found = JSONSlice.member("payload", of: Array(text.utf8))
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == member)
  }
}
