import type { Key } from '../../../src/core/index.js';
import type { Appended, AppendRequest } from '../../backend.js';
import { takeBatches } from '../../take-batches.js';
import type { Database } from './driver.js';
import { createIdentities } from './identities.js';
import { createStoreRows } from './store-rows.js';
import { createWriters } from './writers.js';

/** Makes `Backend.append`, to be run within a transaction. */
export function createAppend(db: Database) {
  const identities = createIdentities(db);
  const writers = createWriters(db);
  const storeRows = createStoreRows(db);
  const quarantine = db.prepare(
    `INSERT INTO quarantine (identity, writer, seq, at, reason, row) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (identity, writer, seq) DO NOTHING`,
  );
  const quarantined = db.prepare(
    'SELECT 1 AS yes FROM quarantine WHERE identity = ? AND writer = ? AND seq = ?',
  );
  const countSkipped = db.prepare('UPDATE identities SET skipped = skipped + ? WHERE id = ?');

  return function append(identity: string, request: AppendRequest): Appended {
    const { epoch, position } = identities.lock(identity);
    const known = new Map<string, number>();
    for (const { writer } of request.batches) known.set(writer, writers.hw(identity, writer));
    if (request.epoch < epoch) return { epoch, hw: Object.fromEntries(known), refused: [] };

    const { receipt } = request;
    const intake = takeBatches(request, known);
    storeRows(identity, request, position, intake.accepted);
    for (const [writer, hw] of intake.hw)
      if (hw > (known.get(writer) ?? 0)) writers.raise(identity, writer, hw, receipt);
    for (const { writer, seq, reason, text } of intake.refused)
      quarantine.run(identity, writer, seq, receipt, reason, text);
    if (intake.skipped) countSkipped.run(intake.skipped, identity);
    const refused: Key[] = intake.repeated.filter(([writer, seq]) => quarantined.get(identity, writer, seq));
    for (const { writer, seq } of intake.refused) refused.push([writer, seq]);
    return { epoch, hw: Object.fromEntries(intake.hw), refused };
  };
}
