import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// Bodies that are no JSON, or not the JSON that they seem to be.
@Suite struct JSONBodyTests {
  struct Refused: Sendable, CustomTestStringConvertible {
    let name: String
    let body: String
    let place: String
    let reason: String
    var testDescription: String { name }

    init(_ name: String, _ body: String, at place: String, _ reason: String) {
      (self.name, self.body, self.place, self.reason) = (name, body, place, reason)
    }
  }

  private static let head = #"{"schedule":{"conference":{"days":["#

  @Test(arguments: [
    Refused("no brackets at the end", head + "]", at: "line 1", "the body breaks off"),
    Refused("nothing behind a comma", head + "{},\n\n", at: "line 1", "the body breaks off"),
    Refused("half a text", head + "\n\"ab", at: "line 2", "the body breaks off"),
    Refused("half a word", head + "\n\nnul", at: "line 3", "the body breaks off"),
    Refused(
      "a conflict of versions", head + "\n<<<<<<< HEAD\n]}}}", at: "line 2",
      "\"<<<<<<< HEAD\" is out of place"),
    Refused("two commas", head + "1,,2]}}}", at: "line 1", "\",2]}}}\" is out of place"),
    Refused("two bodies", head + "]}}}\n{}", at: "line 2", "there is more behind the end"),
    Refused("the wrong bracket", head + "}}}}", at: "line 1", "\"}}}}\" is out of place"),
    Refused(
      "no list of days", #"{"schedule":{"conference":{"days":{}}}}"#,
      at: "schedule.conference.days", "it is no list"),
    Refused(
      "no days", #"{"schedule":{"conference":{}}}"#, at: "schedule.conference",
      "\"days\" is missing"),
    Refused(
      "a conference that is a text", #"{"schedule":{"conference":""}}"#,
      at: "schedule.conference", "it is no object"),
    Refused(
      "a schedule that is null", #"{"schedule":null,"conference":1}"#, at: "schedule",
      "it is null"),
  ])
  func `a broken body names the line or the path`(refused: Refused) {
    #expect(
      Calendar.error([UInt8](refused.body.utf8))
        == .malformed(place: refused.place, reason: refused.reason))
  }

  @Test(arguments: ["1,\n", "\"a\nb\"", "1e"])
  func `what the decoder takes for an element is skipped and not the end of it`(element: String) {
    let body = Self.head + element + "]}}}"
    let first = "schedule.conference.days[0]: the day was skipped, it is no object"
    #expect(Calendar.error([UInt8](body.utf8)) == .noSessions(skipped: 1, first: first))
  }

  @Test func `a body nested beyond all measure is refused`() {
    let body = Self.head + String(repeating: "[", count: 1_000_000)
    #expect(
      Calendar.error([UInt8](body.utf8))
        == .malformed(place: "line 1", reason: "the body breaks off"))
  }

  @Test(arguments: [
    (#"{"schedule":{"conference":{"days":[]}}}"#, 0, nil),
    (
      #"{"schedule":{"conference":{"days":[{"rooms":{"A":[{"title":"T"}]}}]}}}"#, 1,
      #"schedule.conference.days[0].rooms.A[0]: a session without guid, code and id was skipped"#
    ),
    (#"{"sessions":[],"session_types":[]}"#, 0, nil),
    (#"{"sessions":[],"speakers":[],"questions":[],"categories":[],"rooms":[]}"#, 0, nil),
  ])
  func `a body without sessions is refused`(body: String, skipped: Int, first: String?) {
    let quoted = first?.replacing("rooms.A[0]", with: #"rooms["A"][0]"#)
    #expect(
      Calendar.error([UInt8](body.utf8)) == .noSessions(skipped: skipped, first: quoted))
  }

  @Test(arguments: [
    (FrabJSONTests.text([FrabJSONTests.event()]), ScheduleFormat.frabJSON),
    (SessionizeTests.all(), .sessionize), (SessionizeTests.grid(), .sessionize),
    (OPassTests.text([OPassTests.session()]), .oPass),
    (SchedJSONTests.text([SchedJSONTests.session()]), .schedJSON),
  ])
  func `each format is known by its content and only taken for itself`(
    body: String, format: ScheduleFormat
  ) throws {
    let found = try Calendar.read(" \n" + body)
    #expect(try found == Calendar.read(body, format: format))
    for other in ScheduleFormat.allCases where other != format {
      guard case .notOfFormat(other, _) = Calendar.error([UInt8](body.utf8), format: other) else {
        Issue.record("\(format.rawValue) passes for \(other.rawValue)")
        continue
      }
    }
  }

  @Test(arguments: [
    "{}", "[]", "[1]", "{\"sessions\":3}", #"{"a":"\"schedule\": conference"}"#, "\"\\",
    #"{"schedule":[]}"#,
  ])
  func `other JSON is not recognised`(body: String) {
    #expect(Calendar.error([UInt8](body.utf8)) == .notRecognised(beginning: body))
  }
}
