import ScheduleFormats
import TalkBellApp
import Testing

/// A sound configuration with one thing in it made wrong, and the lines that must come of it.
struct Mistake: Sendable, CustomTestStringConvertible {
  static let sound = """
    conference:
      name: KubeCon
      timeZone: Europe/Amsterdam
    sources:
      - id: main
        url: main.ics
    platforms:
      telegram:
        token: ${TOKEN}

    """

  let text: String
  let lines: [String]
  let testDescription: String

  /// Another text in the place of one that occurs once.
  init(_ old: String, becomes new: String, _ lines: String...) {
    text = Self.sound.replacing(old, with: new)
    self.lines = lines
    testDescription = "\(old) becomes \(new)"
  }

  /// More after the ninth line.
  init(adding more: String, _ lines: String...) {
    text = Self.sound + more
    self.lines = lines
    testDescription = "adding \(more)"
  }

  /// Another file altogether.
  init(file: String, _ lines: String...) {
    text = file
    self.lines = lines
    testDescription = "the file \(file)"
  }

  /// What the parser says; empty when it takes the text.
  func said() -> [String] {
    do throws(ConfigurationErrors) {
      _ = try TalkBellConfiguration.parse(
        text: text, file: "bell.yaml", directory: "/etc/bell",
        environment: ["TOKEN": "1:secret", "EMPTY": "", "BROKEN": "not-printed here"],
        readFile: { throw Unreadable(path: $0) })
      return []
    } catch {
      return error.description.split(separator: "\n").map(String.init)
    }
  }

  private struct Unreadable: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path): no such file" }
  }
}

@Suite struct ConfigurationErrorsTests {
  @Test func `the text that the mistakes are made in is sound`() {
    #expect(Mistake(adding: "").said() == [])
  }

  @Test(arguments: [
    Mistake(file: "", emptyFile), Mistake(file: "# nothing\n", emptyFile),
    Mistake(file: "~", emptyFile),
    Mistake(file: "- a", "bell.yaml:1: a section with keys expected, not a list"),
    Mistake(file: "hello", "bell.yaml:1: a section with keys expected, not \"hello\""),
    Mistake(
      file: "a: b\n\tc: d",
      "bell.yaml:2: not YAML: found a tab character that violates indentation"),
    Mistake(file: "conference: [a", "bell.yaml:2: not YAML: did not find expected ',' or ']'"),
    Mistake(file: "a: *b", "bell.yaml:1: not YAML: found undefined alias"),
    Mistake(file: "a: b\n---\nc: d", "bell.yaml:2: not YAML: but found another document"),
    Mistake(adding: "web: {}\nweb: {}", "bell.yaml:10: web: given more than once in one section"),
    Mistake(adding: "? [a]\n: b", "bell.yaml:10: a key must be a plain word"),
    Mistake(
      file: "{}", "bell.yaml:1: conference: missing; it must be given",
      "bell.yaml:1: platforms: missing; it must be given",
      "bell.yaml:1: sources: missing; it must be given"),
  ])
  func `a file that is no configuration is said in a line each`(mistake: Mistake) {
    // The order within a line is that of reading.
    #expect(Set(mistake.said()) == Set(mistake.lines))
  }

  @Test(arguments: [
    Mistake(
      adding: "feeds: []",
      "bell.yaml:10: feeds: unknown key; known keys are alerts, channels, conference, guides, "
        + "operator, platforms, reminders, sources, store, web"),
    Mistake(
      "token: ${TOKEN}", becomes: "tokn: x",
      "bell.yaml:8: platforms.telegram: token or tokenFile must be given",
      "bell.yaml:9: platforms.telegram.tokn: unknown key; known keys are apiBase, receive, token, "
        + "tokenFile, webhookSecret"),
    Mistake(
      "main.ics", becomes: "main.ics\n    color: red",
      "bell.yaml:7: sources[0].color: unknown key; known keys are format, id, name, "
        + "refreshEvery, url"),
    Mistake(
      "name: KubeCon", becomes: "title: KubeCon",
      "bell.yaml:1: conference.name: missing; it must be given",
      "bell.yaml:2: conference.title: unknown key; known keys are name, timeZone"),
    Mistake(
      adding: "store: {file: a}",
      "bell.yaml:10: store.file: unknown key; "
        + "known keys are keepFor, path"),
    Mistake(
      adding: "  console: {color: red}",
      "bell.yaml:10: platforms.console.color: unknown key; none are known here"),
    Mistake(
      adding: "  irc: {}",
      "bell.yaml:10: platforms.irc: unknown key; known keys are console, matrix, slack, telegram"),
  ])
  func `an unknown key is named with those that are known`(mistake: Mistake) {
    #expect(mistake.said() == mistake.lines)
  }

  @Test(arguments: [
    Mistake(
      "name: KubeCon", becomes: "name:",
      "bell.yaml:2: conference.name: a text expected, "
        + "nothing is there"),
    Mistake(
      "name: KubeCon", becomes: "name: ''", "bell.yaml:2: conference.name: must not be empty"),
    Mistake(
      "name: KubeCon", becomes: "name: 2026",
      "bell.yaml:2: conference.name: a text expected, "
        + "not \"2026\"; put it in quotes if it is meant"),
    Mistake(
      "name: KubeCon", becomes: "name: [a]",
      "bell.yaml:2: conference.name: a text expected, "
        + "not a list"),
    Mistake(
      "Europe/Amsterdam", becomes: "Europe/Atlantis",
      "bell.yaml:3: conference.timeZone: "
        + "unknown time zone \"Europe/Atlantis\"; write a name such as Europe/Amsterdam"),
    Mistake(
      "Europe/Amsterdam", becomes: "CEST",
      "bell.yaml:3: conference.timeZone: unknown time "
        + "zone \"CEST\"; write a name such as Europe/Amsterdam"),
    Mistake(
      "id: main", becomes: "id: a b",
      "bell.yaml:5: sources[0].id: letters, digits, _ and - "
        + "expected, not \"a b\""),
    Mistake(
      "url: main.ics", becomes: "url: ftp://a/b",
      "bell.yaml:6: sources[0].url: an address "
        + "with https:// or http://, or a file's path expected, not \"ftp://a/b\""),
    Mistake(
      "url: main.ics", becomes: "url: https:/a",
      "bell.yaml:6: sources[0].url: an address "
        + "with https:// or http://, or a file's path expected, not \"https:/a\""),
    Mistake(adding: "guides: a.md", "bell.yaml:10: guides: a list expected, not \"a.md\""),
    Mistake(
      adding: "alerts: true",
      "bell.yaml:10: alerts: a section with keys expected, "
        + "not \"true\""),
    Mistake(
      adding: "alerts: {settle: 90}",
      "bell.yaml:10: alerts.settle: a duration such as 90s, "
        + "10m, 2h or 1d expected, not \"90\""),
    Mistake(
      adding: "alerts: {settle: -1s}",
      "bell.yaml:10: alerts.settle: a duration such as 90s, "
        + "10m, 2h or 1d expected, not \"-1s\""),
    Mistake(
      adding: "store: {keepFor: 23h}",
      "bell.yaml:10: store.keepFor: at least 1d expected, not \"23h\""),
    Mistake(
      adding: "store: {keepFor: 367d}",
      "bell.yaml:10: store.keepFor: at most 366d expected, not \"367d\""),
    Mistake(
      adding: "alerts: {settle: 2d}",
      "bell.yaml:10: alerts.settle: at most 1d expected, "
        + "not \"2d\""),
    Mistake(
      "main.ics", becomes: "main.ics\n    refreshEvery: 0s",
      "bell.yaml:7: "
        + "sources[0].refreshEvery: at least 1s expected, not \"0s\""),
    Mistake(
      "main.ics", becomes: "main.ics\n    format: xls",
      "bell.yaml:7: sources[0].format: "
        + "unknown format \"xls\"; known formats are "
        + (["auto"] + ScheduleFormat.allCases.map(\.rawValue)).joined(separator: ", ")),
    Mistake(
      adding: "reminders: {leadTimes: [90s]}",
      "bell.yaml:10: reminders.leadTimes[0]: whole "
        + "minutes expected, not \"90s\""),
    Mistake(
      adding: "reminders: {leadTimes: 10m}",
      "bell.yaml:10: reminders.leadTimes: a list "
        + "expected, not \"10m\""),
    Mistake(
      adding: "reminders: {walking: [{from: A, to: A, takes: 2m}, {from: A, takes: 2h}]}",
      "bell.yaml:10: reminders.walking[0]: from and to are the same",
      "bell.yaml:10: reminders.walking[1].to: missing; it must be given"),
    Mistake(
      adding: "reminders: {walking: [{from: A, to: B, takes: 2h}, {from: A, to: B, takes: 2m}, "
        + "{from: B, to: A, takes: 3m}]}",
      "bell.yaml:10: reminders.walking[0].takes: at most 1h expected, not \"2h\"",
      "bell.yaml:10: reminders.walking[2]: the way between B and A is already at line 10"),
    Mistake(
      adding: "reminders: {language: de}",
      "bell.yaml:10: reminders.language: one of en, zh "
        + "expected, not \"de\""),
    Mistake(
      adding: "web: {listen: 8080}",
      "bell.yaml:10: web.listen: a text expected, not "
        + "\"8080\"; put it in quotes if it is meant"),
    Mistake(
      adding: "web: {listen: 'a:70000'}",
      "bell.yaml:10: web.listen: host:port such as "
        + "127.0.0.1:8080 expected, not \"a:70000\""),
    Mistake(
      adding: "operator: [me]",
      "bell.yaml:10: operator[0]: an address platform:conversation "
        + "expected, not \"me\"; platforms are console, telegram, slack, matrix"),
  ])
  func `a wrong value is named with what is expected`(mistake: Mistake) {
    #expect(mistake.said() == mistake.lines)
  }

  @Test(arguments: [
    Mistake(
      "  - id: main\n    url: main.ics", becomes: "",
      "bell.yaml:4: sources: at least one "
        + "source is needed"),
    Mistake(
      "main.ics", becomes: "main.ics\n  - {id: main, url: b}",
      "bell.yaml:7: sources[1].id: "
        + "main is already the id of the source at line 5"),
    Mistake(
      "  telegram:\n    token: ${TOKEN}", becomes: "",
      "bell.yaml:7: platforms: at least one "
        + "platform is needed: telegram, slack, matrix or console"),
  ])
  func `a list that can't do without an entry, or with two alike, is an error`(mistake: Mistake) {
    #expect(mistake.said() == mistake.lines)
  }

  @Test(arguments: [
    Mistake(
      adding: "channels: [{alerts: true}]",
      "bell.yaml:10: channels[0].to: missing; it must "
        + "be given"),
    Mistake(
      adding: "channels: [{to: 'irc:x', alerts: true}]",
      "bell.yaml:10: channels[0].to: an "
        + "address platform:conversation expected, not \"irc:x\"; platforms are console, telegram, "
        + "slack, matrix"),
    Mistake(
      adding: "channels: [{to: 'matrix:!a:b', alerts: true}]",
      "bell.yaml:10: "
        + "channels[0].to: matrix is not among the platforms"),
    Mistake(
      adding: "channels: [{to: 'slack:C1', alerts: true}]",
      "bell.yaml:10: channels[0].to: "
        + "slack is not among the platforms"),
    Mistake(
      adding: "channels: [{to: 'console:me', alerts: true}]",
      "bell.yaml:10: "
        + "channels[0].to: console is not among the platforms"),
    Mistake(
      adding: "  slack: {webhooks: {}}\nchannels: [{to: 'slack:C1', alerts: true}]",
      "bell.yaml:11: "
        + "channels[0].to: without botToken only webhooks can be posted to; write "
        + "slack:webhook/NAME"),
    Mistake(
      adding: "  slack: {botToken: b, appToken: a}\nchannels: [{to: 'slack:#hall', alerts: true}]",
      "bell.yaml:11: channels[0].to: a channel's id expected, C0123456789, not its name"),
    Mistake(
      adding:
        "  matrix: {homeserver: 'https://m', accessToken: t, webhooks: {hall: 'https://h/1'}}\n"
        + "channels: [{to: 'matrix:webhook/door', alerts: true}]",
      "bell.yaml:11: channels[0].to: unknown webhook \"door\"; under platforms.matrix.webhooks are "
        + "hall"),
    Mistake(
      adding: "  slack: {webhooks: {}}\nchannels: [{to: 'slack:webhook/a', alerts: true}]",
      "bell.yaml:11: "
        + "channels[0].to: unknown webhook \"a\"; under platforms.slack.webhooks are none"),
    Mistake(
      adding: "  matrix: {homeserver: 'https://m', accessToken: t}\n"
        + "channels: [{to: 'matrix:#a:b', alerts: true}]",
      "bell.yaml:11: channels[0].to: a room's id "
        + "expected, which begins with !, not \"matrix:#a:b\""),
    channel(
      "alerts: maybe", "alerts: true, false or a section with filter expected, not \"maybe\""),
    channel(
      "alerts: {filter: {hall: a}}",
      "alerts.filter.hall: unknown key; known keys are guide, room, source, theme, track"),
    channel(
      "alerts: {filter: {source: b}}",
      "alerts.filter.source: unknown source \"b\"; the "
        + "sources are main"),
    channel("alerts: {filter: {mine: 3}}", "alerts.filter.mine: true or false expected, not \"3\""),
    channel(
      "digest: {at: '08:00', filter: {mine: true}}",
      "digest.filter.mine: mine is for a person, who sets it in the chat; a channel has no stars"),
    channel(
      "digest: {at: '25:00'}",
      "digest.at: a time of day such as \"08:00\" expected, not "
        + "\"25:00\""),
    channel("digest: {filter: {}}", "digest.at: missing; it must be given"),
    channel(
      "digest: {at: '08:00', filter: {guide: ai}}",
      "digest.filter.guide: unknown guide \"ai\"; list its file under guides first"),
    channel(
      "digest: {at: '08:00', filter: {theme: food}}",
      "digest.filter.theme: unknown theme \"food\"; the themes are "
        + "ai, platform, security, observability, edge, finops"),
    channel("alerts: true, language: fr", "language: one of en, zh expected, not \"fr\""),
    channel(
      "alerts: true, timeZone: Nowhere/Land",
      "timeZone: unknown time zone \"Nowhere/Land\"; "
        + "write a name such as Europe/Amsterdam"),
    Mistake(
      adding: "channels:\n- {to: 'telegram:1', alerts: true}\n- {to: 'telegram:1', "
        + "alerts: true}",
      "bell.yaml:12: channels[1].to: telegram:1 is already the channel at "
        + "line 11"),
  ])
  func `what is wrong with a channel is named`(mistake: Mistake) {
    #expect(mistake.said() == mistake.lines)
  }

  @Test func `several mistakes come in the order of their lines`() {
    let mistake = Mistake(
      file: """
        platforms: {}
        sources: [{id: a, url: b, every: 2m}]
        conference: {name: K, timeZone: X/Y}
        """)
    #expect(
      mistake.said() == [
        "bell.yaml:1: platforms: at least one platform is needed: telegram, slack, matrix or "
          + "console",
        "bell.yaml:2: sources[0].every: unknown key; known keys are format, id, name, "
          + "refreshEvery, url",
        "bell.yaml:3: conference.timeZone: unknown time zone \"X/Y\"; write a name such as "
          + "Europe/Amsterdam",
      ])
  }

  private static let emptyFile =
    "bell.yaml: the file is empty; conference, sources and platforms must be given"

  /// A mistake in the only channel.
  private static func channel(_ keys: String, _ said: String) -> Mistake {
    Mistake(
      adding: "channels: [{to: 'telegram:1', \(keys)}]", "bell.yaml:10: channels[0].\(said)")
  }
}
