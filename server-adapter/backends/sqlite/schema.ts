import type { Database } from './driver.js';

/** SQLite's durability levels: with FULL a committed row survives a power cut, with OFF it may not. */
export type Synchronous = 'FULL' | 'NORMAL' | 'OFF';

/** Raised with every change of the tables below, together with a step that brings older files up. */
const VERSION = 1;

const TABLES = `
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
`;

/** Sets a connection up and makes the tables where they are missing; two processes may do so at once. */
export async function prepareDatabase(db: Database, synchronous: Synchronous): Promise<void> {
  db.exec('PRAGMA busy_timeout = 10000');
  await patiently(() => db.exec('PRAGMA journal_mode = WAL'));
  db.exec(`PRAGMA synchronous = ${synchronous}`);
  await patiently(() => createTables(db));
}

function createTables(db: Database): void {
  const version = () => Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version() === VERSION) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    const found = version();
    if (found > VERSION)
      throw new Error(`The database is of version ${found}, made by a newer Attune: update this one.`);
    if (found < VERSION) db.exec(`${TABLES}; PRAGMA user_version = ${VERSION}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** The change to WAL does not wait for other connections by itself. */
async function patiently(action: () => void): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      action();
      return;
    } catch (error) {
      if (attempt === 50 || !/busy|locked/i.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * Math.random() + 10));
    }
  }
}
