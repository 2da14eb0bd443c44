import type { Database } from './driver.js';

/** SQLite's durability levels: with FULL a committed row survives a power cut, with OFF it may not. */
export type Synchronous = 'FULL' | 'NORMAL' | 'OFF';

/**
 * What brings a file from each version to the next; a new file goes through all of them. A released step is
 * never changed: a change of the tables is another step.
 */
const STEPS = [
  `
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
`,

  // Rows about an item that weigh more than 0, by their day since 1970; day 0 holds all earlier ones.
  `
  CREATE TABLE demand (
    item TEXT NOT NULL,
    day INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (item, day)
  ) WITHOUT ROWID;
  INSERT INTO demand (item, day, count)
    SELECT item, CAST(at / 86400000 AS INTEGER) AS day, count(*) FROM interactions
    WHERE item IS NOT NULL AND weight > 0 GROUP BY item, day;
`,
];

const VERSION = STEPS.length;

/** Sets a connection up and makes the tables where they are missing; two processes may do so at once. */
export async function prepareDatabase(db: Database, synchronous: Synchronous): Promise<void> {
  db.exec('PRAGMA busy_timeout = 10000');
  await patiently(() => db.exec('PRAGMA journal_mode = WAL'));
  db.exec(`PRAGMA synchronous = ${synchronous}`);
  await patiently(() => bringUp(db));
}

function bringUp(db: Database): void {
  const version = () => Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version() === VERSION) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    const found = version();
    if (found > VERSION)
      throw new Error(`The database is of version ${found}, made by a newer Attune: update this one.`);
    for (const step of STEPS.slice(found)) db.exec(step);
    db.exec(`PRAGMA user_version = ${VERSION}`);
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
