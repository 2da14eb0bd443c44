import { MAX_BYTES_UP, type Batch, type Interaction, type KeyedInteraction } from '../core/contract.js';
import { utf8Length } from '../core/row-size.js';

/**
 * Rows as batches of one request, in the order given. Numbers that a writer lacks before a row (refused,
 * evicted) are named as its `skip`.
 *
 * @param acknowledged highest number acknowledged, by writer
 * @param limit rows at most
 */
export function toBatches(
  rows: readonly KeyedInteraction[],
  acknowledged: Readonly<Record<string, number>>,
  limit: number,
): Batch[] {
  const batches: (Batch & { rows: Interaction[] })[] = [];
  const latest = new Map<string, (typeof batches)[number]>();
  // Room for the request around the rows.
  let bytes = 1024;
  for (const row of rows.slice(0, limit)) {
    const { writer, seq } = row;
    const interaction = wire(row);
    bytes += utf8Length(JSON.stringify(interaction)) + 1;
    if (bytes > MAX_BYTES_UP) break;
    let batch = latest.get(writer);
    const next = batch ? batch.from + batch.rows.length : (acknowledged[writer] ?? 0) + 1;
    if (!batch || seq !== next) {
      batch = { writer, from: seq, rows: [], ...(seq > next && { skip: [next, seq - 1] as const }) };
      batches.push(batch);
      latest.set(writer, batch);
    }
    batch.rows.push(interaction);
  }
  return batches;
}

/** Without key, which its batch holds, and weight, which the server fixes; JSON leaves out what is undefined. */
function wire({ type, itemId, value, at, features, target, context }: Interaction): Interaction {
  return { type, itemId, value, at, features, target, context };
}
