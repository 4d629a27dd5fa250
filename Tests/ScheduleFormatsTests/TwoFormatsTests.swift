import ConferenceModel
import Foundation
import ScheduleFormats
import Testing

/// One programme in two formats: frab and pretalx publish JSON beside XML, Sched JSON beside CSV.
@Suite struct TwoFormatsTests {
  private func sessions(_ text: String, _ format: ScheduleFormat) throws -> [Session] {
    let options = Calendar.options(zone: "Asia/Tokyo")
    let schedule = try ScheduleReader.read([UInt8](text.utf8), format: format, options: options)
    #expect(schedule.problems == [])
    return schedule.sessions.sorted { $0.key < $1.key }
  }

  @Test func `a programme is the same from frab's JSON and from its XML`() throws {
    let json = """
      {"schedule":{"conference":{"title":"Days","time_zone_name":"Europe/Berlin",
      "rooms":[{"name":"Ada","guid":"r-1"}],
      "days":[{"date":"2026-03-28","day_start":"2026-03-28T09:00:00+01:00","rooms":{
      "Ada":[
      {"guid":"g-1","code":"ABC","id":1,"slug":"scaling","title":"Scaling &amp; more",
      "subtitle":"In practice","date":"2026-03-28T10:00:00+01:00","duration":"00:30","room":"Ada",
      "track":"Systems","type":"lightningtalk","url":"https://example.org/1",
      "abstract":"Short.","description":"Long.",
      "persons":[{"id":1,"public_name":"Ada Lovelace"},{"id":2,"public_name":"Alan Turing"}]},
      {"guid":"g-1","code":"ABC","id":1,"title":"Scaling &amp; more","start":"14:00",
      "duration":"01:30:00","room":"Ada","persons":[]}],
      "Foyer":[
      {"guid":"g-3","id":3,"title":"[CANCELED] Party","start":"00:30","duration":"2:00:00",
      "track":"No Track","type":"Self-organized Session","persons":[]},
      {"id":4,"title":"Info","date":"2026-03-29","start":"01:59","duration":"90",
      "type":"infodesk"}]}}]}}}
      """
    let xml = """
      <schedule><conference><title>Days</title><day_change>09:00:00</day_change>
      <time_zone_name>Europe/Berlin</time_zone_name></conference>
      <day date="2026-03-28"><room name="Ada" guid="r-1">
      <event guid="g-1" code="ABC" id="1"><slug>scaling</slug><title>Scaling &amp;amp; more</title>
      <subtitle>In practice</subtitle><date>2026-03-28T10:00:00+01:00</date>
      <duration>00:30</duration><room>Ada</room><track>Systems</track><type>lightningtalk</type>
      <url>https://example.org/1</url><abstract>Short.</abstract><description>Long.</description>
      <persons><person id="1">Ada Lovelace</person><person id="2">Alan Turing</person></persons>
      </event>
      <event guid="g-1" code="ABC" id="1"><title>Scaling &amp;amp; more</title><start>14:00</start>
      <duration>01:30:00</duration><room>Ada</room></event></room>
      <room name="Foyer">
      <event guid="g-3" id="3"><title>[CANCELED] Party</title><start>00:30</start>
      <duration>2:00:00</duration><track>No Track</track><type>Self-organized Session</type></event>
      <event id="4"><title>Info</title><date>2026-03-29</date><start>01:59</start>
      <duration>90</duration><type>infodesk</type></event></room></day></schedule>
      """
    let read = try sessions(json, .frabJSON)
    #expect(try sessions(xml, .frabXML) == read)
    // The night from Saturday to Sunday, the clocks of Berlin change at two.
    #expect(read.map(\.key.id) == ["4", "ABC", "ABC#2", "g-3"])
    let starts = [
      "2026-03-29T00:59:00Z", "2026-03-28T09:00:00Z", "2026-03-28T13:00:00Z",
      "2026-03-28T23:30:00Z",
    ]
    #expect(try read.map(\.facts.start) == starts.map { try Calendar.instant($0) })
    let minutes: [TimeInterval] = [90, 30, 90, 2880]
    #expect(read.map(\.facts.duration) == minutes.map { $0 * 60 })
    #expect(read.map(\.kind) == [.other, .lightning, .talk, .meeting])
    #expect(read.map(\.track) == [nil, "Systems", nil, nil])
    #expect(read.map(\.facts.status) == [.scheduled, .scheduled, .scheduled, .cancelled])
    #expect(read[1].abstract == "In practice\n\nShort.\n\nLong.")
  }

  @Test func `a programme is the same from Sched's JSON and from its CSV`() throws {
    let json = """
      [{"id":"a1","event_key":"1","active":"Y","name":"Scaling – ada lovelace",
      "event_start":"2026-03-24 10:15","event_end":"2026-03-24 10:45","event_type":"Tech",
      "event_subtype":"Workshops","description":"<p>One,<br>two.</p><p>Three.</p>",
      "venue":"Hall 7","venue_id":"23","url":"https://example.org/1",
      "speakers":[{"name":"Ada Lovelace"},{"name":"Alan Turing, PhD"}]},
      {"event_key":"k2","active":"N","name":"Lunch","event_start":"2026-03-24 12:00:00",
      "event_end":"2026-03-24 13:00:00","event_type":"Food","venue":"Foyer"}]
      """
    let csv = """
      id,event_key,active,name,event_start,event_end,event_type,event_subtype,description,venue,\
      venue_id,url,speakers
      a1,1,Y,Scaling – ada lovelace,2026-03-24 10:15,2026-03-24 10:45,Tech,Workshops,\
      "<p>One,<br>two.</p><p>Three.</p>",Hall 7,23,https://example.org/1,\
      "Ada Lovelace, Alan Turing, PhD"
      ,k2,N,Lunch,2026-03-24 12:00:00,2026-03-24 13:00:00,Food,,,Foyer,,,

      """
    let read = try sessions(json, .schedJSON)
    #expect(try sessions(csv, .schedCSV) == read)
    #expect(read.map(\.key.id) == ["a1", "k2"])
    #expect(read.map(\.facts.title) == ["Scaling", "Lunch"])
    #expect(read.map(\.track) == ["Tech - Workshops", "Food"])
    #expect(read.map(\.kind) == [.tutorial, .break])
  }

  @Test func `without a field for speakers the names of both hold them`() throws {
    let name = "Scaling - Ada Lovelace, CERN"
    let json = #"[{"id":"a1","name":"\#(name)","event_start":"2026-03-24 10:15"}]"#
    let csv = "id,name,event_start\na1,\"\(name)\",2026-03-24 10:15\n"
    let read = try sessions(json, .schedJSON)
    #expect(try sessions(csv, .schedCSV) == read)
    #expect(read.map(\.facts.title) == ["Scaling"])
    #expect(
      read.map(\.facts.speakers) == [[Speaker(name: "Ada Lovelace", affiliation: "CERN")]])
  }
}
