-- The tables as Attune 0.1.0 made them: never changed with the code.
CREATE TABLE identities (
  id TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,
  stamp TEXT NOT NULL DEFAULT '',
  skipped INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE interactions (
  identity TEXT NOT NULL,
  position INTEGER NOT NULL,
  stamp TEXT NOT NULL,
  writer TEXT NOT NULL,
  seq INTEGER NOT NULL,
  type TEXT NOT NULL,
  at REAL NOT NULL,
  weight REAL NOT NULL,
  value REAL,
  item TEXT,
  features TEXT NOT NULL,
  target_writer TEXT,
  target_seq INTEGER,
  context TEXT,
  register TEXT,
  subject TEXT,
  PRIMARY KEY (identity, position)
) WITHOUT ROWID;
CREATE UNIQUE INDEX interactions_by_key ON interactions (identity, writer, seq);
CREATE INDEX interactions_by_subject ON interactions (identity, register, subject)
  WHERE register IS NOT NULL;
CREATE INDEX interactions_by_time ON interactions (identity, at) WHERE register IS NULL;

CREATE TABLE writers (
  identity TEXT NOT NULL,
  writer TEXT NOT NULL,
  hw INTEGER NOT NULL,
  last_at REAL NOT NULL,
  PRIMARY KEY (identity, writer)
) WITHOUT ROWID;

CREATE TABLE sums (
  identity TEXT NOT NULL,
  feature TEXT NOT NULL,
  sum REAL NOT NULL,
  PRIMARY KEY (identity, feature)
) WITHOUT ROWID;

CREATE TABLE undone (
  identity TEXT NOT NULL,
  writer TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at REAL NOT NULL,
  PRIMARY KEY (identity, writer, seq)
) WITHOUT ROWID;

CREATE TABLE quarantine (
  identity TEXT NOT NULL,
  writer TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at REAL NOT NULL,
  reason TEXT NOT NULL,
  row TEXT NOT NULL,
  PRIMARY KEY (identity, writer, seq)
) WITHOUT ROWID;

CREATE TABLE idempotency (
  identity TEXT NOT NULL,
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  at REAL NOT NULL,
  PRIMARY KEY (identity, key)
) WITHOUT ROWID;

PRAGMA user_version = 1;
