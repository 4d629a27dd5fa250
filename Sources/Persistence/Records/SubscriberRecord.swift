package import ConferenceModel
package import Foundation
import GRDB

extension ReadTransaction {
  /// The subscriber with this number; nil when there is none.
  package func subscriber(_ id: SubscriberID) throws -> Subscriber? {
    try subscribers(where: "id = ?", [id]).first
  }

  /// The subscriber of a conversation; nil before its first word.
  package func subscriber(at address: ConversationAddress) throws -> Subscriber? {
    try subscribers(
      where: "platform = ? AND conversation = ?",
      [address.platform.rawValue, address.conversation]
    ).first
  }

  /// The subscribers of a conversation and of all below it (`-1001/17` is a topic of `-1001`).
  package func subscribers(within address: ConversationAddress) throws -> [Subscriber] {
    try subscribers(
      where: """
        platform = ?1 AND (conversation = ?2
          OR substr(conversation, 1, length(?2) + 1) = ?2 || '/')
        """, [address.platform.rawValue, address.conversation])
  }

  /// All subscribers, by number.
  package func subscribers() throws -> [Subscriber] { try subscribers(where: "1", []) }

  /// Active subscribers whose digest is due, earliest first, with the instant it was due.
  package func dueDigests(
    now: Date, limit: Int
  ) throws -> [(subscriber: Subscriber, dueAt: Date)] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, nextDigestAt FROM subscriber WHERE nextDigestAt <= ?
        ORDER BY nextDigestAt, id LIMIT ?
        """, arguments: [now.milliseconds, limit])
    return try rows.compactMap { row in
      try subscriber(row[0]).map { ($0, Date(milliseconds: row[1])) }
    }
  }

  /// The sessions of the last numbered list this subscriber saw, first is number 1.
  package func lastList(of subscriber: SubscriberID) throws -> [SessionID] {
    let text = try String.fetchOne(
      database, sql: "SELECT lastList FROM subscriber WHERE id = ?", arguments: [subscriber])
    return try text.map { try StoredJSON.value([SessionID].self, $0) } ?? []
  }

  /// The command that gave the last numbered list; nil when a digest did, or nothing.
  package func lastListCommand(of subscriber: SubscriberID) throws -> String? {
    try String.fetchOne(
      database, sql: "SELECT lastListCommand FROM subscriber WHERE id = ?",
      arguments: [subscriber])
  }

  func subscribers(where condition: String, _ arguments: StatementArguments) throws -> [Subscriber]
  {
    let statement = try database.cachedStatement(
      sql: """
        SELECT id, platform, conversation, audience, state, language, timeZone, digestMinute,
          digestFilter, alerts, alertFilter,
          (SELECT group_concat(minutes) FROM lead WHERE lead.subscriber = subscriber.id)
          , followFilter, quiet
        FROM subscriber WHERE \(condition) ORDER BY id
        """)
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    var result: [Subscriber] = []
    while let row = try rows.next() { result.append(try Self.subscriber(row)) }
    return result
  }

  private static func subscriber(_ row: Row) throws -> Subscriber {
    let leads: String? = row[11]
    let minutes = (leads ?? "").split(separator: ",").compactMap { Int($0) }.sorted()
    let digestMinute: Int? = row[7]
    let digestFilter: String? = row[8]
    let digest = try digestMinute.map {
      DigestPreference(
        minuteOfDay: $0,
        filter: try digestFilter.map { try StoredJSON.value(SessionFilter.self, $0) }
          ?? SessionFilter())
    }
    return Subscriber(
      id: row[0],
      address: ConversationAddress(
        platform: ChatPlatform(rawValue: row[1]) ?? .console, conversation: row[2]),
      audience: Audience(rawValue: row[3]) ?? .person,
      state: SubscriberState(rawValue: row[4]) ?? .active,
      preferences: Preferences(
        language: Language(rawValue: row[5]) ?? .english, timeZone: row[6],
        leadTimes: minutes.map(LeadTime.init(minutes:)), digest: digest, alerts: row[9],
        alertFilter: try StoredJSON.filter(row[10]),
        follow: try (row[12] as String?).map(StoredJSON.filter),
        quiet: try (row[13] as String?).map { try StoredJSON.value(QuietHours.self, $0) }))
  }
}

extension WriteTransaction {
  /// Makes the subscriber of a conversation; the address must be new.
  ///
  /// - parameter nextDigestAt: when its first digest is due; nil without one.
  package func addSubscriber(
    at address: ConversationAddress, audience: Audience, preferences: Preferences,
    nextDigestAt: Date?, now: Date
  ) throws -> Subscriber {
    try execute(
      """
      INSERT INTO subscriber (platform, conversation, audience, language, timeZone, digestMinute,
        digestFilter, nextDigestAt, alerts, alertFilter, followFilter, quiet, createdAt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        address.platform.rawValue, address.conversation, audience.rawValue,
        preferences.language.rawValue, preferences.timeZone, preferences.digest?.minuteOfDay,
        try preferences.digest.map { try StoredJSON.text($0.filter) },
        nextDigestAt?.milliseconds, preferences.alerts,
        try StoredJSON.text(preferences.alertFilter),
        try preferences.follow.map(StoredJSON.text), try preferences.quiet.map(StoredJSON.text),
        now.milliseconds,
      ])
    let subscriber = Subscriber(
      id: database.lastInsertedRowID, address: address, audience: audience, state: .active,
      preferences: preferences)
    try storeLeads(preferences.leadTimes, of: subscriber.id)
    try refreshFollows(of: subscriber, now: now)
    return subscriber
  }

  /// Stores changed preferences; re-arms reminders when the lead times differ and follows the
  /// sessions of a changed alert filter.
  package func setPreferences(
    _ preferences: Preferences, of subscriber: Subscriber, nextDigestAt: Date?, now: Date
  ) throws {
    try execute(
      """
      UPDATE subscriber SET language = ?, timeZone = ?, digestMinute = ?, digestFilter = ?,
        nextDigestAt = ?, alerts = ?, alertFilter = ?, followFilter = ?, quiet = ? WHERE id = ?
      """,
      [
        preferences.language.rawValue, preferences.timeZone, preferences.digest?.minuteOfDay,
        try preferences.digest.map { try StoredJSON.text($0.filter) },
        nextDigestAt?.milliseconds, preferences.alerts,
        try StoredJSON.text(preferences.alertFilter),
        try preferences.follow.map(StoredJSON.text), try preferences.quiet.map(StoredJSON.text),
        subscriber.id,
      ])
    if preferences.leadTimes != subscriber.preferences.leadTimes {
      try storeLeads(preferences.leadTimes, of: subscriber.id)
      try rearmReminders(
        subscriber: subscriber.id, keeping: subscriber.preferences.leadTimes, now: now)
    }
    var changed = subscriber
    changed.preferences = preferences
    try refreshFollows(of: changed, now: now)
  }

  /// Sets when the next digest is due; nil for none.
  package func setNextDigest(_ instant: Date?, of subscriber: SubscriberID) throws {
    try execute(
      "UPDATE subscriber SET nextDigestAt = ? WHERE id = ?", [instant?.milliseconds, subscriber])
  }

  /// Pauses, stops or resumes. On resuming, what changed meanwhile may be told again.
  package func setState(_ state: SubscriberState, of subscriber: SubscriberID) throws {
    try execute("UPDATE subscriber SET state = ? WHERE id = ?", [state.rawValue, subscriber])
    guard state == .active else { return }
    try execute("UPDATE star SET alertedNumber = 0 WHERE subscriber = ?", [subscriber])
    // The scheduler looks only at sessions that settle: the untold ones settle anew.
    try execute(
      """
      UPDATE session SET settlesAt = ifnull(settlesAt, 0) WHERE id IN
        (SELECT t.session FROM star t JOIN session s ON s.id = t.session
         WHERE t.subscriber = ? AND t.told <> s.facts)
      """, [subscriber])
  }

  /// Gives a conversation its new address and keeps all else. When a subscriber of the new
  /// address exists already, the old one is deleted.
  package func moveSubscriber(
    from old: ConversationAddress, to new: ConversationAddress
  ) throws {
    guard let subscriber = try subscriber(at: old), old != new else { return }
    if try self.subscriber(at: new) != nil { return try deleteSubscriber(subscriber.id) }
    try execute(
      "UPDATE subscriber SET platform = ?, conversation = ? WHERE id = ?",
      [new.platform.rawValue, new.conversation, subscriber.id])
    try execute(
      "UPDATE outbox SET platform = ? WHERE subscriber = ?",
      [new.platform.rawValue, subscriber.id])
    try forgetReceipts(of: subscriber.id)
  }

  /// Deletes a subscriber and every row about it: stars, reminders, outbox, ledger.
  package func deleteSubscriber(_ id: SubscriberID) throws {
    try execute("DELETE FROM subscriber WHERE id = ?", [id])
  }

  /// Remembers the sessions of a numbered list, first is number 1.
  ///
  /// - parameter command: what gave the list and which page was shown; nil for a digest.
  package func setLastList(
    _ sessions: [SessionID], command: String? = nil, of subscriber: SubscriberID
  ) throws {
    try execute(
      "UPDATE subscriber SET lastList = ?, lastListCommand = ? WHERE id = ?",
      [try StoredJSON.text(sessions), command, subscriber])
  }

  private func storeLeads(_ leads: [LeadTime], of subscriber: SubscriberID) throws {
    try execute("DELETE FROM lead WHERE subscriber = ?", [subscriber])
    for lead in Set(leads) {
      try execute(
        "INSERT INTO lead (subscriber, minutes) VALUES (?, ?)", [subscriber, lead.minutes])
    }
  }
}
