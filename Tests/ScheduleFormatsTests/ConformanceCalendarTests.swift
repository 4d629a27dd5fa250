import ConferenceModel
import Foundation
import ScheduleFormats
import TestSupport
import Testing

/// Files of the conformance collections whose meaning was worked out by hand.
@Suite(.enabled(if: Corpus.isAvailable)) struct ConformanceCalendarTests {
  private static let icalendar = "collective-icalendar/src/icalendar/tests"

  /// `id start` or `id start – end` of every session, in UTC.
  private func rows(_ path: String) throws -> [String] {
    let schedule = try ScheduleReader.read(
      Corpus.data("icalendar-conformance/\(path)"), format: nil, options: Calendar.options())
    return schedule.sessions.map { session in
      let times = [session.facts.start, session.facts.end].compactMap { instant in
        instant.map { String(TimeZone.gmt.timestamp(of: $0).prefix(19)) }
      }
      return "\(session.key.id) \(times.joined(separator: " – "))"
    }
  }

  @Test func `a zone that changes on the very day of an event`() throws {
    // From +12 to +10 at eight in the morning of 5 May 2024.
    #expect(
      try rows("\(Self.icalendar)/calendars/issue_722_timezone_transition_ambiguity.ics") == [
        "0 2024-03-02T20:00:00", "1 2024-08-02T22:00:00", "2 2024-05-04T22:00:01",
        "3 2024-05-04T19:00:01",
      ])
  }

  @Test(arguments: [
    ("america_new_york", "2014-08-29T12:00:00 – 2014-08-29T14:00:00"),
    ("america_new_york_forward_reference", "2014-08-29T12:00:00"),
    ("pacific_fiji", "2014-08-28T20:00:00"),
  ])
  func `a zone under a name of its own, before and after its events`(
    file: String, times: String
  ) throws {
    #expect(try rows("\(Self.icalendar)/calendars/\(file).ics") == ["noend123 \(times)"])
  }

  @Test func `a monthly meeting with added, removed and moved instances`() throws {
    // First Tuesdays at ten in Los Angeles: 17:00 UTC in summer, 18:00 in winter.
    let uid = "623c13c0-6c2b-45d6-a12b-c33ad61c4868"
    let rows = try rows("ical.js/samples/recur_instances.ics")
    #expect(
      rows.prefix(5) == [
        "\(uid)#20121106T180000Z 2012-11-06T18:00:00 – 2012-11-06T18:30:00",
        "\(uid)#20121110T180000Z 2012-11-10T18:00:00 – 2012-11-10T18:30:00",
        "\(uid)#20121130T180000Z 2012-11-30T18:00:00 – 2012-11-30T18:30:00",
        "\(uid)#20130101T180000Z 2013-01-01T18:00:00 – 2013-01-01T18:30:00",
        "\(uid)#20130305T180000Z 2013-03-05T18:00:00 – 2013-03-05T18:30:00",
      ])
    #expect(
      rows.suffix(4) == [
        "\(uid)#20231123T090000Z 2023-11-23T09:00:00 – 2023-11-23T09:30:00",
        "\(uid)#20231125T090000Z 2023-11-25T09:00:00 – 2023-11-25T12:30:00",
        "\(uid)#20121002T170000Z 2012-10-02T22:00:00 – 2012-10-02T22:30:00",
        "\(uid)#20121105T180000Z 2012-11-07T04:00:00 – 2012-11-07T04:30:00",
      ])
  }

  @Test func `a day that is taken away as a date`() throws {
    #expect(
      try rows("ical.js/samples/rdate_exdate.ics") == [
        "123#20240609T030000Z 2024-06-09T03:00:00", "123#20240610T030000Z 2024-06-10T03:00:00",
        "123#20240612T030000Z 2024-06-12T03:00:00",
      ])
  }

  @Test func `the second example of RFC 7265`() throws {
    // Noon in New York for five days from 2 January 2006, the third moved to two o'clock, and a
    // period on the first.
    let uid = "00959BC664CA650E933C892C@example.com"
    #expect(
      try rows("\(Self.icalendar)/calendars/rfc_7265_appendix_example_2_ical.ics") == [
        "\(uid)#20060102T170000Z 2006-01-02T17:00:00 – 2006-01-02T18:00:00",
        "\(uid)#20060102T200000Z 2006-01-02T20:00:00 – 2006-01-02T22:00:00",
        "\(uid)#20060103T170000Z 2006-01-03T17:00:00 – 2006-01-03T18:00:00",
        "\(uid)#20060105T170000Z 2006-01-05T17:00:00 – 2006-01-05T18:00:00",
        "\(uid)#20060106T170000Z 2006-01-06T17:00:00 – 2006-01-06T18:00:00",
        "\(uid)#20060104T170000Z 2006-01-04T19:00:00 – 2006-01-04T20:00:00",
      ])
  }

  @Test func `a file that can't be read gets one clear line`() throws {
    for path in Corpus.paths(under: "icalendar-conformance", withExtension: "ics") {
      let body = try Corpus.data(path)
      for format in [ScheduleFormat?.none, .iCalendar] {
        guard let error = Calendar.error(body, format: format) else { continue }
        let line = error.description
        #expect(!line.isEmpty && !line.contains { $0.isNewline }, "\(path)")
        #expect(line.count < 300, "\(path): \(line)")
      }
    }
  }
}
