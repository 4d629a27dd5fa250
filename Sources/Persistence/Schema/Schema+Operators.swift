/// What the operator has to know of deliveries: dead letters, refused tokens.
let reportsToOperators = [
  // Of a dead entry: NULL until the operator is told of it, then the report's number; 0 is none.
  "ALTER TABLE outbox ADD COLUMN report INTEGER",
  "UPDATE outbox SET report = 0 WHERE state = 'dead'",
  "CREATE INDEX outboxDead ON outbox(report, settledAt) WHERE state = 'dead'",
  """
  CREATE TABLE refusedToken (
    platform TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    isTold INTEGER NOT NULL DEFAULT 0,
    endedAt INTEGER
  ) STRICT, WITHOUT ROWID
  """,
]
