import ConferenceModel
import ScheduleFormats
import Testing

@Suite struct SchedReaderTests {
  private func rooms(_ locations: [String]) throws -> [String?] {
    let events = locations.enumerated().flatMap { index, location in
      Calendar.event(["LOCATION:\(location.replacing(",", with: "\\,"))"], uid: "\(index)")
    }
    return try Calendar.read(Calendar.text(events, productID: "-//Sched.com X//EN"))
      .sessions.map(\.facts.room)
  }

  @Test func `the shared address is taken off a location, and others end at their first comma`()
    throws
  {
    let rooms = try rooms([
      "Hall 7 | Room A, Amsterdam, Netherlands", "Forum, Amsterdam, Netherlands",
      "Rooms 1, 2 and 3, Amsterdam, Netherlands", "Elicium, Amsterdam, Netherlands",
      "Amstel Boathouse, Amsteldijk 223, 1079 LK Amsterdam, Netherlands",
      "Strandzuid, Europaplein 22 | 1078 GZ Amsterdam", "Lobby", "",
    ])
    #expect(
      rooms == [
        "Hall 7 | Room A", "Forum", "Rooms 1, 2 and 3", "Elicium", "Amstel Boathouse", "Strandzuid",
        "Lobby", nil,
      ])
  }

  @Test func `without a shared address a room ends at the first comma`() throws {
    #expect(try rooms(["Room A, Main Street 1", "Room B, Side Street 2"]) == ["Room A", "Room B"])
  }

  struct Kind: Sendable, CustomTestStringConvertible {
    let summary: String
    let category: String
    let kind: SessionKind
    var testDescription: String { "\(category): \(summary)" }

    init(_ summary: String, _ category: String, _ kind: SessionKind) {
      (self.summary, self.category, self.kind) = (summary, category, kind)
    }
  }

  @Test(arguments: [
    Kind("Scaling - Ada Lovelace", "AI + ML", .talk),
    Kind("Keynote: Closing Remarks", "KEYNOTE SESSIONS", .keynote),
    Kind("ArgoCon | Sponsored Keynote: World - Ada Lovelace", "ARGOCON", .keynote),
    Kind("ArgoCon | Sponsored Keynote - World - Ada Lovelace", "ARGOCON", .keynote),
    Kind("Project Lightning Talk: Youki - Ada Lovelace", "PROJECT OPPORTUNITIES", .lightning),
    Kind("Project Lightning Talk: Mini Break", "PROJECT OPPORTUNITIES", .break),
    Kind("Project Lightning Talk: Lunch | On Own", "PROJECT OPPORTUNITIES", .break),
    Kind("⚡ Lightning Talk: Fast - Ada Lovelace", "⚡ LIGHTNING TALKS", .lightning),
    Kind("📚 Tutorial: Slow - Ada Lovelace", "📚 TUTORIALS", .tutorial),
    Kind("🚨 Contribfest: kcp - Ada Lovelace", "🚨 CONTRIBFEST", .tutorial),
    Kind("A Board - Ada Lovelace", "🪧 POSTER SESSIONS", .poster),
    Kind("Badge Pick-Up", "REGISTRATION", .registration),
    Kind("Coffee Break ☕", "BREAKS", .break),
    Kind("Lunch 🍲", "BREAKS", .break),
    Kind("ArgoCon Hosted by CNCF", "CNCF-HOSTED CO-LOCATED EVENTS", .other),
    Kind("Solutions Showcase", "SOLUTIONS SHOWCASE", .other),
    Kind("Gold Sponsor In-Booth Demos", "SOLUTIONS SHOWCASE", .other),
    Kind("Sponsored Demo: Running HA Kubernetes", "SOLUTIONS SHOWCASE", .talk),
    Kind("BoF: AI Observability", "EXPERIENCES", .meeting),
    Kind("Peer Group Mentoring", "INCLUSION + ACCESSIBILITY", .meeting),
    Kind("Laughter Workshop", "EXPERIENCES", .social),
    Kind("🎉 #KubeCrawl + #CloudNativeFest", "EXPERIENCES", .social),
    Kind("Take a Break: Chaos at Scale - Ada Lovelace", "SECURITY", .talk),
    Kind("Working Group Batch: News - Ada Lovelace", "MAINTAINER TRACK", .talk),
  ])
  func `the kind follows from category, label and credits`(kind: Kind) throws {
    let session = try #require(
      try Calendar.sched(summaries: [kind.summary], category: kind.category).first)
    #expect(session.kind == kind.kind)
    #expect(session.track == kind.category)
  }

  @Test func `a day-long row that nobody gives is no talk`() throws {
    let body = Calendar.text(
      Calendar.event(["DTEND:20260324T180000Z"], summary: "Summit"),
      productID: "-//Sched.com X//EN")
    #expect(try Calendar.read(body).sessions.map(\.kind) == [.other])
  }
}
