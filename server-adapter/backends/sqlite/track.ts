import { weightOf } from '../../../src/core/index.js';
import { IDEMPOTENCY_RETENTION, type TrackRequest } from '../../backend.js';
import type { Database } from './driver.js';
import { createIdentities } from './identities.js';
import { createStoreRows } from './store-rows.js';
import { createWriters } from './writers.js';

/** Makes `Backend.track`, to be run within a transaction. */
export function createTrack(db: Database) {
  const identities = createIdentities(db);
  const writers = createWriters(db);
  const storeRows = createStoreRows(db);
  const findKey = db.prepare('SELECT position FROM idempotency WHERE identity = ? AND key = ?');
  const saveKey = db.prepare('INSERT INTO idempotency (identity, key, position, at) VALUES (?, ?, ?, ?)');
  const forgetKeys = db.prepare('DELETE FROM idempotency WHERE identity = ? AND at < ?');

  return function track(identity: string, request: TrackRequest): number {
    const { table, receipt, writer, row, idempotencyKey } = request;
    const { position: last } = identities.lock(identity);
    if (idempotencyKey !== undefined) {
      forgetKeys.run(identity, receipt - IDEMPOTENCY_RETENTION);
      const seen = findKey.get(identity, idempotencyKey);
      if (seen) return Number(seen.position);
    }
    const seq = writers.hw(identity, writer) + 1;
    const weight = weightOf(table, row.type, row.value);
    const position = storeRows(identity, request, last, [{ ...row, writer, seq, weight }]);
    writers.raise(identity, writer, seq, receipt);
    if (idempotencyKey !== undefined) saveKey.run(identity, idempotencyKey, position, receipt);
    return position;
  };
}
