import Testing

@Suite struct PlatformMistakeTests {
  @Test(arguments: [
    Mistake(
      "${TOKEN}", becomes: "${NOPE}",
      "bell.yaml:9: platforms.telegram.token: the "
        + "environment variable NOPE is not set"),
    Mistake(
      "${TOKEN}", becomes: "${EMPTY}",
      "bell.yaml:9: platforms.telegram.token: ${EMPTY} is "
        + "empty in the environment"),
    Mistake(
      "${TOKEN}", becomes: "${TOKEN",
      "bell.yaml:9: platforms.telegram.token: ${ without a "
        + "closing }"),
    Mistake(
      "${TOKEN}", becomes: "${BROKEN}",
      "bell.yaml:9: platforms.telegram.token: a token is "
        + "one word of ASCII characters; this one is empty or holds others"),
    Mistake(
      "${TOKEN}", becomes: "987654",
      "bell.yaml:9: platforms.telegram.token: a text "
        + "expected; put it in quotes"),
    Mistake(
      "token: ${TOKEN}", becomes: "tokenFile: t",
      "bell.yaml:9: platforms.telegram.tokenFile: "
        + "/etc/bell/t: no such file"),
    Mistake(
      "${TOKEN}", becomes: "${TOKEN}\n    tokenFile: t",
      "bell.yaml:10: "
        + "platforms.telegram.tokenFile: token is given too; give one of the two"),
    Mistake(
      "token: ${TOKEN}", becomes: "receive: polling",
      "bell.yaml:8: platforms.telegram: token "
        + "or tokenFile must be given"),
    Mistake(
      "${TOKEN}", becomes: "${TOKEN}\n    receive: webhook",
      "bell.yaml:8: platforms.telegram.webhookSecret: missing; it must be given",
      "bell.yaml:10: "
        + "platforms.telegram.receive: web.publicURL must say where Telegram reaches this machine"),
    Mistake(
      "${TOKEN}", becomes: "${TOKEN}\n    receive: pigeon",
      "bell.yaml:10: "
        + "platforms.telegram.receive: one of polling, webhook expected, not \"pigeon\""),
    Mistake(
      "${TOKEN}", becomes: "${TOKEN}\n    apiBase: api",
      "bell.yaml:10: "
        + "platforms.telegram.apiBase: an address with http:// or https:// expected, not \"api\""),
    Mistake(
      adding: "  slack: {webhooks: {hall: nowhere}}",
      "bell.yaml:10: "
        + "platforms.slack.webhooks.hall: the webhook's address with https:// expected"),
    Mistake(
      adding: "  slack: {}",
      "bell.yaml:10: platforms.slack: botToken, webhooks or both must be given"),
    Mistake(
      adding: "  slack: {appToken: xapp-1, webhooks: {}}",
      "bell.yaml:10: platforms.slack.appToken: without botToken it has no use; give botToken too"),
    Mistake(
      adding: "  slack: {botToken: xoxb-1}",
      "bell.yaml:10: platforms.slack: appToken must be given for Socket Mode (or receive: http "
        + "with signingSecret)"),
    Mistake(
      adding: "  slack: {botToken: xoxb-1, receive: http}",
      "bell.yaml:10: platforms.slack: signingSecret must be given for receive: http",
      "bell.yaml:10: platforms.slack.receive: web.listen must say where Slack's requests come in"),
    Mistake(
      adding: "  matrix: {}",
      "bell.yaml:10: platforms.matrix.homeserver: missing; it must be "
        + "given", "bell.yaml:10: platforms.matrix.accessToken: missing; it must be given"),
  ])
  func `what is wrong with a platform is named without its secrets`(mistake: Mistake) {
    #expect(mistake.said() == mistake.lines)
  }
}
