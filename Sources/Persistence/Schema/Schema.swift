import GRDB

extension DatabaseMigrator {
  /// All steps from an empty file to the newest schema. A step that has shipped is never edited.
  static var talkBell: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 programme, subscribers, outbox") { database in
      for statement in schemaVersion1 { try database.execute(sql: statement) }
    }
    migrator.registerMigration("2 translations, guides, held feeds") { database in
      for statement in schemaVersion2 { try database.execute(sql: statement) }
    }
    migrator.registerMigration("3 corrections, reactions, deliveries, quiet hours, walks") {
      database in
      for statement in schemaVersion3 { try database.execute(sql: statement) }
    }
    migrator.registerMigration("4 order of delivery") { database in
      for statement in orderOfDelivery { try database.execute(sql: statement) }
    }
    migrator.registerMigration("5 lanes, patience") { database in
      for statement in lanes { try database.execute(sql: statement) }
    }
    migrator.registerMigration("6 what the operator is told of deliveries") { database in
      for statement in reportsToOperators { try database.execute(sql: statement) }
    }
    return migrator
  }
}

/// Instants are INTEGER milliseconds since 1970, UTC; enumerations are their raw values.
private let schemaVersion1 = [
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
  // Names this database in transaction ids, so that two bots on one account never collide.
  "INSERT INTO setting VALUES ('instance', lower(hex(randomblob(6))))",
  "INSERT INTO setting VALUES ('programmeVersion', '0')",
  """
  CREATE TABLE source (
    id TEXT PRIMARY KEY,
    entityTag TEXT,
    lastModified TEXT,
    refreshedAt INTEGER
  ) STRICT, WITHOUT ROWID
  """,
  """
  CREATE TABLE programmeVersion (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES source(id),
    committedAt INTEGER NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    missing INTEGER NOT NULL
  ) STRICT
  """,
  """
  CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL CHECK (title <> ''),
    speakers TEXT NOT NULL,
    room TEXT,
    startsAt INTEGER,
    endsAt INTEGER,
    status TEXT NOT NULL
  ) STRICT
  """,
  // Facts are addressed by their content; NULLs would be distinct in a plain UNIQUE.
  """
  CREATE UNIQUE INDEX factsContent ON facts
    (title, speakers, ifnull(room, ''), ifnull(startsAt, -1), ifnull(endsAt, -1), status)
  """,
  """
  CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES source(id),
    feedID TEXT NOT NULL,
    facts INTEGER NOT NULL REFERENCES facts(id),
    track TEXT,
    kind TEXT NOT NULL,
    url TEXT,
    abstract TEXT,
    missingRefreshes INTEGER NOT NULL DEFAULT 0,
    changeNumber INTEGER NOT NULL DEFAULT 0,
    firstChangedAt INTEGER,
    settlesAt INTEGER,
    UNIQUE (source, feedID)
  ) STRICT
  """,
  "CREATE INDEX sessionSettlesAt ON session(settlesAt) WHERE settlesAt IS NOT NULL",
  """
  CREATE TABLE roomAlias (
    source TEXT NOT NULL REFERENCES source(id),
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    PRIMARY KEY (source, old)
  ) STRICT, WITHOUT ROWID
  """,
  """
  CREATE TABLE subscriber (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    conversation TEXT NOT NULL,
    audience TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'active',
    language TEXT NOT NULL,
    timeZone TEXT,
    digestMinute INTEGER,
    digestFilter TEXT,
    nextDigestAt INTEGER,
    alerts INTEGER NOT NULL,
    alertFilter TEXT NOT NULL,
    followFilter TEXT,
    linkedTo INTEGER REFERENCES subscriber(id) ON DELETE SET NULL,
    lastList TEXT,
    lastListCommand TEXT,
    createdAt INTEGER NOT NULL,
    UNIQUE (platform, conversation)
  ) STRICT
  """,
  """
  CREATE INDEX subscriberNextDigestAt ON subscriber(nextDigestAt) WHERE nextDigestAt IS NOT NULL
  """,
  """
  CREATE TABLE lead (
    subscriber INTEGER NOT NULL REFERENCES subscriber(id) ON DELETE CASCADE,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (subscriber, minutes)
  ) STRICT, WITHOUT ROWID
  """,
  // A channel follows the sessions of its filters as rows of the same table: `isFollowed` is 1 for
  // its alerts and 2 for its digest or a post at the start (`postsStart`).
  """
  CREATE TABLE star (
    subscriber INTEGER NOT NULL REFERENCES subscriber(id) ON DELETE CASCADE,
    session INTEGER NOT NULL REFERENCES session(id),
    told INTEGER NOT NULL REFERENCES facts(id),
    alertedNumber INTEGER NOT NULL DEFAULT 0,
    isFollowed INTEGER NOT NULL,
    postsStart INTEGER NOT NULL DEFAULT 0,
    mark TEXT,
    createdAt INTEGER NOT NULL,
    PRIMARY KEY (subscriber, session)
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX starSession ON star(session, told)",
  // Codes by which a second chat shows that it is the same person; used once, for minutes.
  """
  CREATE TABLE linkCode (
    code TEXT PRIMARY KEY,
    subscriber INTEGER NOT NULL REFERENCES subscriber(id) ON DELETE CASCADE,
    expiresAt INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID
  """,
  // Only reminders still to come: a row goes in the transaction that puts its notice in the outbox.
  """
  CREATE TABLE reminder (
    subscriber INTEGER NOT NULL,
    session INTEGER NOT NULL,
    lead INTEGER NOT NULL,
    dueAt INTEGER NOT NULL,
    PRIMARY KEY (subscriber, session, lead),
    FOREIGN KEY (subscriber, session) REFERENCES star(subscriber, session) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX reminderDueAt ON reminder(dueAt)",
  "CREATE INDEX reminderSession ON reminder(session)",
  """
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    subscriber INTEGER NOT NULL REFERENCES subscriber(id) ON DELETE CASCADE,
    platform TEXT NOT NULL,
    kind TEXT NOT NULL,
    notice TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending',
    dueAt INTEGER NOT NULL,
    deadline INTEGER NOT NULL,
    expiresAt INTEGER NOT NULL,
    notBefore INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    resends INTEGER NOT NULL DEFAULT 0,
    leasedUntil INTEGER,
    receipt TEXT,
    reason TEXT,
    createdAt INTEGER NOT NULL,
    settledAt INTEGER
  ) STRICT
  """,
  """
  CREATE INDEX outboxOpen ON outbox(platform, deadline, notBefore)
    WHERE state IN ('pending', 'waiting')
  """,
  """
  CREATE INDEX outboxExpiry ON outbox(expiresAt) WHERE state IN ('pending', 'waiting')
  """,
  "CREATE INDEX outboxLeased ON outbox(leasedUntil) WHERE state = 'leased'",
  "CREATE INDEX outboxSubscriber ON outbox(subscriber)",
  """
  CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    subscriber INTEGER NOT NULL REFERENCES subscriber(id) ON DELETE CASCADE,
    entry INTEGER NOT NULL,
    kind TEXT NOT NULL,
    session INTEGER,
    facts INTEGER,
    outcome TEXT NOT NULL,
    reason TEXT,
    receipt TEXT
  ) STRICT
  """,
  "CREATE INDEX ledgerSubscriber ON ledger(subscriber, session)",
  """
  CREATE TABLE receiveCursor (platform TEXT PRIMARY KEY, value TEXT NOT NULL)
    STRICT, WITHOUT ROWID
  """,
  """
  CREATE VIRTUAL TABLE sessionWords USING fts5
    (title, speakers, track, room, abstract, tokenize = 'unicode61 remove_diacritics 2',
     prefix = '2 3')
  """,
  // Chinese has no blanks between words: three characters in a row are the unit.
  """
  CREATE VIRTUAL TABLE sessionTrigrams USING fts5
    (title, speakers, track, room, abstract, tokenize = 'trigram')
  """,
]

private let schemaVersion2 = [
  // Texts in other languages: a JSON object, or '' for none.
  "ALTER TABLE facts ADD COLUMN translatedTitles TEXT NOT NULL DEFAULT ''",
  "DROP INDEX factsContent",
  """
  CREATE UNIQUE INDEX factsContent ON facts
    (title, translatedTitles, speakers, ifnull(room, ''), ifnull(startsAt, -1),
     ifnull(endsAt, -1), status)
  """,
  "ALTER TABLE session ADD COLUMN translatedAbstracts TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE session ADD COLUMN roomID TEXT",
  // Which session a guide's pick means, for every language the guide is written in.
  """
  CREATE TABLE guidePick (
    guide TEXT NOT NULL,
    language TEXT NOT NULL,
    position INTEGER NOT NULL,
    session INTEGER NOT NULL REFERENCES session(id),
    PRIMARY KEY (guide, language, position)
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX guidePickSession ON guidePick(session)",
  // Sources whose newest version is not believed.
  """
  CREATE TABLE heldFeed (
    source TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    heldAt INTEGER NOT NULL,
    refreshes INTEGER NOT NULL,
    isAcceptable INTEGER NOT NULL,
    isAccepted INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID
  """,
]

private let schemaVersion3 = [
  // Two minutes of the day as JSON; NULL for none.
  "ALTER TABLE subscriber ADD COLUMN quiet TEXT",
  // What messages in the chats state that can still be edited; a row goes when its session is over.
  """
  CREATE TABLE statement (
    entry INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,
    session INTEGER NOT NULL REFERENCES session(id),
    facts INTEGER NOT NULL REFERENCES facts(id),
    PRIMARY KEY (entry, session)
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX statementSession ON statement(session, facts)",
  "CREATE INDEX outboxReceipt ON outbox(platform, receipt) WHERE receipt IS NOT NULL",
  // Stars set by reactions, so that taking the reaction back unstars the same.
  """
  CREATE TABLE reaction (
    platform TEXT NOT NULL,
    id TEXT NOT NULL,
    subscriber INTEGER NOT NULL REFERENCES subscriber(id) ON DELETE CASCADE,
    session INTEGER NOT NULL REFERENCES session(id),
    PRIMARY KEY (platform, id, session)
  ) STRICT, WITHOUT ROWID
  """,
  // What platforms delivered on their own, so that a repeat is known; kept for some days.
  """
  CREATE TABLE delivery (
    platform TEXT NOT NULL,
    id TEXT NOT NULL,
    receivedAt INTEGER NOT NULL,
    PRIMARY KEY (platform, id)
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX deliveryReceivedAt ON delivery(receivedAt)",
  // Minutes on foot between rooms, from the configuration.
  """
  CREATE TABLE walk (
    origin TEXT NOT NULL,
    destination TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (origin, destination)
  ) STRICT, WITHOUT ROWID
  """,
]

/// A relay claims by deadline, then number: without the number in the index every claim would sort
/// all that is open for a deadline, which of a keynote's reminders are thousands.
private let orderOfDelivery = [
  "DROP INDEX outboxOpen",
  """
  CREATE INDEX outboxOpen ON outbox(platform, deadline, id, notBefore)
    WHERE state IN ('pending', 'waiting')
  """,
]

/// Rate limits outlive a process, and what can wait stands in a line of its own: a digest never
/// goes before a reminder because its deadline is nearer.
private let lanes = [
  """
  CREATE TABLE lane (
    lane TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    permits INTEGER CHECK (permits > 0),
    period REAL NOT NULL CHECK (period > 0),
    closedUntil INTEGER,
    isLearned INTEGER NOT NULL,
    changedAt INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX lanePlatform ON lane(platform)",
  "DROP INDEX outboxOpen",
  """
  CREATE INDEX outboxOpen ON outbox(platform, \(Patience.column), deadline, id, notBefore)
    WHERE state IN ('pending', 'waiting')
  """,
]

/// What waits for the rest: nobody's chat rings for a digest or a correction.
enum Patience {
  /// 1 for what can wait, as SQLite has to find it in the index of what is open. A step that has
  /// shipped contains it: never edited.
  static let column = "(kind IN ('digest', 'correction'))"
  /// The same with the alias of a query.
  static let aliased = "(o.kind IN ('digest', 'correction'))"
}
