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
    const { writer, seq, weight: _fixedByTheServer, ...rest } = row;
    const interaction = wire(rest);
    bytes += utf8Length(JSON.stringify(interaction)) + 1;
    if (bytes > MAX_BYTES_UP) break;
    const open = latest.get(writer);
    const next = open ? open.from + open.rows.length : (acknowledged[writer] ?? 0) + 1;
    if (open && seq === next) {
      open.rows.push(interaction);
      continue;
    }
    const batch = { writer, from: seq, rows: [interaction], ...(seq > next && { skip: [next, seq - 1] as const }) };
    batches.push(batch);
    latest.set(writer, batch);
  }
  return batches;
}

function wire({ type, itemId, value, at, features, target, context }: Interaction): Interaction {
  return {
    type,
    at,
    features,
    ...(itemId !== undefined && { itemId }),
    ...(value !== undefined && { value }),
    ...(target && { target }),
    ...(context && { context }),
  };
}
