package import ConferenceModel
package import Foundation
package import ScheduleFormats

/// Everything the operator can say, read once when the program starts and never changed.
///
/// The shape is that of the YAML file; secrets print as dots.
package struct TalkBellConfiguration: Sendable {
  /// `conference:`, required.
  package var conference: Conference
  /// `sources:`, at least one, ids unique.
  package var sources: [Source]
  /// `guides:`, paths made absolute or relative to the working directory; default none.
  package var guides: [String]
  /// `store.path`: the SQLite file; default `talkbell.sqlite` beside the configuration.
  package var storePath: String
  /// `store.keepFor`: how long what people starred and were told is kept after the last session of
  /// a conference; default 30 days, at least one, at most 366.
  package var keepFor: Duration
  /// `platforms:`, at least one.
  package var platforms: Platforms
  /// `channels:`, those set up by the operator; addresses unique, default none.
  package var channels: [Channel]
  /// `reminders:` as what a new person starts with; default 10 minutes, English.
  package var defaultPreferences: Preferences
  /// `reminders.walking`: how long the ways between halls take; default none.
  package var walking: [WalkingTime]
  /// `alerts.settle`: how long a change must stand before it is told; default 90 s, 0 is at once.
  package var settle: Duration
  /// `web:`; nil when the key is absent, which means no web server.
  package var web: Web?
  /// `operator:`, who is told what only an operator can mend; default nobody.
  package var operators: [ConversationAddress]
  /// One line for each key that is right but has no effect in this version, with file and line.
  package var warnings: [String]
  /// Secrets that were not there and were made up because they will not be used, as the problems
  /// they are elsewhere; none unless asked for.
  package var madeUpSecrets: [ConfigurationErrors.Problem] = []

  /// The event.
  package struct Conference: Hashable, Sendable {
    /// What people see.
    package var name: String
    /// The venue's zone.
    package var timeZone: TimeZone

    /// An event.
    package init(name: String, timeZone: TimeZone) {
      self.name = name
      self.timeZone = timeZone
    }
  }

  /// One feed.
  package struct Source: Hashable, Sendable {
    /// Letters, digits, `_` and `-`: half of every session's key, so it must never change.
    package var id: String
    /// What people see; default the id.
    package var name: String
    /// Where the feed is.
    package var location: Location
    /// nil (`auto`, the default) recognises it from the content.
    package var format: ScheduleFormat?
    /// Between two refreshes; default 2 minutes, at least 1 second, at most a day.
    package var refreshEvery: Duration

    /// A feed.
    package init(
      id: String, name: String, location: Location, format: ScheduleFormat?,
      refreshEvery: Duration
    ) {
      self.id = id
      self.name = name
      self.location = location
      self.format = format
      self.refreshEvery = refreshEvery
    }
  }

  /// Where a feed is.
  package enum Location: Hashable, Sendable {
    /// http or https.
    case url(String)
    /// A file, absolute or relative to the working directory.
    case file(String)
  }

  /// The chats; nil for those the file does not name.
  package struct Platforms: Hashable, Sendable {
    /// Whether `console:` is there: a conversation in the terminal, for trying out.
    package var console: Bool
    /// `telegram:`.
    package var telegram: Telegram?
    /// `slack:`.
    package var slack: Slack?
    /// `matrix:`.
    package var matrix: Matrix?
  }

  /// A bot on Telegram.
  package struct Telegram: Hashable, Sendable {
    /// From `token` or the first line of `tokenFile`.
    package var token: Secret
    /// Without a slash at the end; default `https://api.telegram.org`.
    package var apiBase: String
    /// Default polling.
    package var receive: TelegramReceiving
    /// `webhookSecret`; there when `receive` is webhook.
    package var webhookSecret: Secret?
  }

  /// How Telegram's updates come in; a webhook needs `web.publicURL`.
  package enum TelegramReceiving: String, Hashable, Sendable, CaseIterable {
    case polling, webhook
  }

  /// An app on Slack: a bot, incoming webhooks, or both.
  package struct Slack: Hashable, Sendable {
    /// The addresses of the incoming webhooks by the operator's names for them.
    package var webhooks: [String: Secret]
    /// Of the bot; nil when there are only webhooks.
    package var botToken: Secret?
    /// Of Socket Mode; there when `receive` is socket and there is a bot.
    package var appToken: Secret?
    /// Of HTTP mode; there when `receive` is http and there is a bot.
    package var signingSecret: Secret?
    /// Default socket.
    package var receive: SlackReceiving
    /// Without a slash at the end; default `https://slack.com/api`.
    package var apiBase: String
  }

  /// How Slack's events come in.
  package enum SlackReceiving: String, Hashable, Sendable, CaseIterable {
    case socket, http
  }

  /// An account on Matrix.
  package struct Matrix: Hashable, Sendable {
    /// Without a slash at the end.
    package var homeserver: String
    /// The token of the bot's account.
    package var accessToken: Secret
    /// Addresses of hookshot webhooks by the operator's names for them.
    package var webhooks: [String: Secret]
  }

  /// A channel set up by the operator.
  package struct Channel: Hashable, Sendable {
    /// `to`; its platform is one of `platforms`.
    package var address: ConversationAddress
    /// Default that of `reminders`.
    package var language: Language
    /// nil is the conference's zone.
    package var timeZone: TimeZone?
    /// nil is no digest.
    package var digest: DigestPreference?
    /// Default false.
    package var alerts: Bool
    /// Of which sessions it is told; default all.
    package var alertFilter: SessionFilter
  }

  /// The web server.
  package struct Web: Hashable, Sendable {
    /// A name or an address, IPv6 without brackets; default 127.0.0.1.
    package var host: String
    /// 1…65,535; default 8080.
    package var port: Int
    /// `publicURL` without a slash at the end: where the world reaches this server.
    package var publicURL: String?
  }
}

extension TalkBellConfiguration.Channel {
  /// The channel's choices as the store keeps them; a channel has no stars, so no lead times.
  package var preferences: Preferences {
    Preferences(
      language: language, timeZone: timeZone?.identifier, leadTimes: [], digest: digest,
      alerts: alerts, alertFilter: alertFilter)
  }
}
