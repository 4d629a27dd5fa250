import ConferenceModel
import Foundation
import ScheduleFormats
import TalkBellApp
import Testing

@Suite struct ConfigurationTests {
  /// The configuration of a text, with the environment and the files of an operator who has all.
  static func parse(_ text: String) throws(ConfigurationErrors) -> TalkBellConfiguration {
    try TalkBellConfiguration.parse(
      text: text, file: "bell.yaml", directory: "/etc/bell",
      environment: [
        "TELEGRAM_BOT_TOKEN": "1:telegram", "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "signing", "SLACK_ANNOUNCEMENTS_URL": "https://hooks.example.org/a",
        "MATRIX_ACCESS_TOKEN": "matrix", "MATRIX_HALLWAY_URL": "https://hookshot.example.org/b",
        "HOST": "feeds.example.org",
      ],
      readFile: { "file:\($0)\n" })
  }

  static let smallest = """
    conference: {name: K, timeZone: UTC}
    sources: [{id: main, url: main.ics}]
    platforms: {console: {}}

    """

  static let wholeExample = """
    conference:
      name: KubeCon + CloudNativeCon Europe 2026
      timeZone: Europe/Amsterdam
    sources:
      - id: main
        name: KubeCon
        url: https://kccnceu2026.sched.com/all.ics
        format: auto
        refreshEvery: 2m
      - id: colocated
        name: Co-located events
        url: https://colocatedeventseu2026.sched.com/all.ics
    guides:
      - guides/ai-infrastructure.zh.md
    store:
      path: talkbell.sqlite
    platforms:
      telegram:
        token: ${TELEGRAM_BOT_TOKEN}
        receive: polling
        apiBase: https://api.telegram.org
      slack:
        botToken: ${SLACK_BOT_TOKEN}
        appToken: ${SLACK_APP_TOKEN}
        signingSecret: ${SLACK_SIGNING_SECRET}
        receive: socket
        apiBase: https://slack.com/api
        webhooks:
          announcements: ${SLACK_ANNOUNCEMENTS_URL}
      matrix:
        homeserver: https://matrix.example.org
        accessToken: ${MATRIX_ACCESS_TOKEN}
        webhooks:
          hallway: ${MATRIX_HALLWAY_URL}
    channels:
      - to: slack:webhook/announcements
        language: en
        digest: { at: "08:00", filter: { track: AI } }
        alerts: true
    reminders:
      leadTimes: [10m]
      language: en
    alerts:
      settle: 90s
    web:
      listen: 127.0.0.1:8080
      publicURL: https://talkbell.example.org
    operator:
      - telegram:123456
    """

  @Test func `the smallest file has every default`() throws {
    let configuration = try Self.parse(Self.smallest)
    #expect(configuration.conference == .init(name: "K", timeZone: .gmt))
    #expect(configuration.sources == [Self.source("main", .file("/etc/bell/main.ics"))])
    #expect(configuration.storePath == "/etc/bell/talkbell.sqlite")
    #expect(configuration.platforms.console)
    #expect(configuration.platforms.telegram == nil)
    #expect(configuration.channels == [])
    #expect(configuration.defaultPreferences == Preferences())
    #expect(configuration.settle == .seconds(90))
    #expect(configuration.keepFor == .seconds(30 * 86_400))
    #expect(configuration.web == nil)
    #expect(configuration.warnings == [])
  }

  @Test func `the whole example is read`() throws {
    let configuration = try Self.parse(Self.wholeExample)
    #expect(configuration.conference.timeZone == TimeZone(identifier: "Europe/Amsterdam"))
    #expect(
      configuration.sources.map(\.location) == [
        .url("https://kccnceu2026.sched.com/all.ics"),
        .url("https://colocatedeventseu2026.sched.com/all.ics"),
      ])
    #expect(configuration.sources.map(\.name) == ["KubeCon", "Co-located events"])
    #expect(configuration.guides == ["/etc/bell/guides/ai-infrastructure.zh.md"])
    let telegram = try #require(configuration.platforms.telegram)
    #expect(telegram.token == Secret("1:telegram"))
    #expect(telegram.apiBase == "https://api.telegram.org")
    let slack = try #require(configuration.platforms.slack)
    #expect(slack.webhooks == ["announcements": Secret("https://hooks.example.org/a")])
    #expect(slack.botToken == Secret("xoxb-1"))
    #expect(slack.receive == .socket)
    let matrix = try #require(configuration.platforms.matrix)
    #expect(matrix.homeserver == "https://matrix.example.org")
    #expect(matrix.accessToken == Secret("matrix"))
    #expect(
      configuration.channels.map(\.preferences) == [
        Preferences(
          leadTimes: [],
          digest: DigestPreference(minuteOfDay: 480, filter: SessionFilter(track: "AI")))
      ])
    #expect(configuration.web?.publicURL == "https://talkbell.example.org")
    #expect(configuration.operators.map(\.description) == ["telegram:123456"])
  }

  @Test func `the whole example has nothing without effect`() throws {
    #expect(try Self.parse(Self.wholeExample).warnings == [])
  }

  @Test func `a webhook's secret without a webhook is warned of`() throws {
    let text = Self.smallest.replacing(
      "{console: {}}", with: "{telegram: {token: 't', webhookSecret: s}}")
    #expect(
      try Self.parse(text).warnings == [
        "bell.yaml:3: platforms.telegram.webhookSecret: it has no effect, because receive is "
          + "polling"
      ])
  }

  @Test func `Telegram may push when the world can reach the web server`() throws {
    let text =
      Self.smallest.replacing(
        "{console: {}}", with: "{telegram: {token: 't', receive: webhook, webhookSecret: s-1}}")
      + "web: {publicURL: 'https://bell.example.org/'}"
    let configuration = try Self.parse(text)
    let telegram = try #require(configuration.platforms.telegram)
    #expect(telegram.receive == .webhook)
    #expect(telegram.webhookSecret == Secret("s-1"))
    #expect(configuration.web?.publicURL == "https://bell.example.org")
  }

  @Test func `Slack may come in over HTTP`() throws {
    let text =
      Self.smallest.replacing(
        "{console: {}}", with: "{slack: {botToken: xoxb-1, receive: http, signingSecret: s}}")
      + "web: {}"
    let slack = try #require(try Self.parse(text).platforms.slack)
    #expect(slack.receive == .http)
    #expect(slack.signingSecret == Secret("s"))
    #expect(slack.apiBase == "https://slack.com/api")
  }

  @Test func `ways between halls are read, rounded up to minutes`() throws {
    let text =
      Self.smallest
      + "reminders: {walking: [{from: Hall 7, to: Hall 12, takes: 8m}, "
      + "{from: A, to: B, takes: 90s}]}"
    #expect(
      try Self.parse(text).walking == [
        WalkingTime(from: "Hall 7", to: "Hall 12", minutes: 8),
        WalkingTime(from: "A", to: "B", minutes: 2),
      ])
  }

  @Test func `a channel that is told nothing is warned of`() throws {
    let text = Self.smallest + "channels: [{to: 'console:hall'}]"
    #expect(
      try Self.parse(text).warnings == [
        "bell.yaml:4: channels[0]: the channel is told nothing; give it digest, alerts or both"
      ])
  }

  @Test(arguments: [
    ("1s", Duration.seconds(1)), ("90s", .seconds(90)), ("10m", .seconds(600)),
    ("2h", .seconds(7200)), ("1d", .seconds(86_400)),
  ])
  func `a duration is a number and a unit`(text: String, duration: Duration) throws {
    #expect(try Self.parse(Self.smallest + "alerts: {settle: \(text)}").settle == duration)
  }

  @Test func `how long the store keeps is beside where it is`() throws {
    let configuration = try Self.parse(
      Self.smallest + "store: {path: /var/bell.sqlite, keepFor: 7d}")
    #expect(configuration.storePath == "/var/bell.sqlite")
    #expect(configuration.keepFor == .seconds(7 * 86_400))
  }

  @Test(arguments: [
    ("\"08:00\"", 480), ("08:00", 480), ("18:30", 1110), ("8:05", 485), ("00:00", 0),
  ])
  func `a time of day needs no quotes`(text: String, minute: Int) throws {
    let channel = "channels: [{to: 'console:a', digest: {at: \(text)}}]"
    let configuration = try Self.parse(Self.smallest + channel)
    #expect(configuration.channels.map(\.digest) == [DigestPreference(minuteOfDay: minute)])
  }

  @Test(arguments: [
    ("a.ics", TalkBellConfiguration.Location.file("/etc/bell/a.ics")),
    ("/srv/a.ics", .file("/srv/a.ics")), ("../a.ics", .file("/etc/bell/../a.ics")),
    ("https://${HOST}/a?b=c", .url("https://feeds.example.org/a?b=c")),
    ("http://127.0.0.1:9/a", .url("http://127.0.0.1:9/a")),
  ])
  func `a source is an address or a file beside the configuration`(
    url: String, location: TalkBellConfiguration.Location
  ) throws {
    let text = Self.smallest.replacing("main.ics", with: "'\(url)'")
    #expect(try Self.parse(text).sources == [Self.source("main", location)])
  }

  @Test(arguments: [
    ("web:", "127.0.0.1", 8080), ("web: {listen: '0.0.0.0:80'}", "0.0.0.0", 80),
    ("web: {listen: '[::1]:8081'}", "::1", 8081), ("web: {listen: localhost:9}", "localhost", 9),
  ])
  func `the web server listens when it is asked for`(
    text: String, host: String, port: Int
  ) throws {
    let web = try #require(try Self.parse(Self.smallest + text).web)
    #expect([web.host, "\(web.port)"] == [host, "\(port)"])
  }

  @Test func `lead times are sorted and each is there once`() throws {
    let text = Self.smallest + "reminders: {leadTimes: [1h, 5m, 60m], language: zh}"
    #expect(
      try Self.parse(text).defaultPreferences
        == Preferences(
          language: .chinese, leadTimes: [LeadTime(minutes: 5), LeadTime(minutes: 60)]))
  }

  @Test func `a channel may follow a part of the programme in its own language and zone`() throws {
    let text =
      Self.smallest + """
        channels:
          - to: console:hall
            language: zh
            timeZone: Asia/Shanghai
            alerts: {filter: {room: Hall 7, source: main}}
        """
    #expect(
      try Self.parse(text).channels.map(\.preferences) == [
        Preferences(
          language: .chinese, timeZone: "Asia/Shanghai", leadTimes: [],
          alertFilter: SessionFilter(source: "main", room: "Hall 7"))
      ])
  }

  @Test func `a token may lie in a file beside the configuration`() throws {
    let text = Self.smallest.replacing("console: {}", with: "telegram: {tokenFile: token}")
    #expect(
      try Self.parse(text).platforms.telegram?.token == Secret("file:/etc/bell/token"))
  }

  @Test func `a secret prints as dots wherever it stands`() throws {
    let configuration = try Self.parse(Self.wholeExample)
    var printed = "\(configuration) \(String(reflecting: configuration))"
    dump(configuration, to: &printed)
    for secret in ["1:telegram", "xoxb-1", "xapp-1", "signing\"", "hooks.example", "hookshot."] {
      #expect(!printed.contains(secret))
    }
    #expect(printed.contains("•••"))
  }

  private static func source(
    _ id: String, _ location: TalkBellConfiguration.Location
  ) -> TalkBellConfiguration.Source {
    .init(id: id, name: id, location: location, format: nil, refreshEvery: .seconds(120))
  }
}
