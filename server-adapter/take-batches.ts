import { UNDO_WINDOW, weightOf, type Key, type KeyedInteraction } from '../src/core/index.js';
import type { AppendRequest } from './backend.js';

/** How far ahead of the server a client's clock may be before it is not believed, ms. */
export const CLOCK_TOLERANCE = 5 * 60000;

/** What a request's batches come to. */
export interface Intake {
  /** To be stored, in this order, weights and times fixed. */
  accepted: KeyedInteraction[];
  /** To be quarantined. */
  refused: { writer: string; seq: number; reason: string; text: string }[];
  /** Numbers at or below `hw` that came again: some of them may be in quarantine. */
  repeated: Key[];
  /** Highest number taken, by every writer named. */
  hw: Map<string, number>;
  /** Numbers given up: skipped by the client, or older than 30 days. */
  skipped: number;
}

/**
 * Decides what to take of a request's batches. Of a writer's numbers exactly the next one is ever taken, so a
 * repeated, late or overtaken request changes nothing.
 *
 * @param known highest number taken so far, by writer, read under the identity's lock
 */
export function takeBatches(
  { table, receipt, batches }: Pick<AppendRequest, 'table' | 'receipt' | 'batches'>,
  known: ReadonlyMap<string, number>,
): Intake {
  const intake: Intake = { accepted: [], refused: [], repeated: [], hw: new Map(), skipped: 0 };
  let early = 0;
  for (const { writer, from, skip, rows } of batches) {
    let hw = intake.hw.get(writer) ?? known.get(writer) ?? 0;
    if (skip?.[0] === hw + 1) {
      intake.skipped += skip[1] - hw;
      hw = skip[1];
    }
    if (from <= hw + 1) {
      for (const [i, checked] of rows.entries()) {
        const seq = from + i;
        if (seq <= hw) {
          intake.repeated.push([writer, seq]);
          continue;
        }
        hw = seq;
        if ('refused' in checked) {
          intake.refused.push({ writer, seq, reason: checked.refused, text: checked.text });
          continue;
        }
        const { row } = checked;
        // Several from a wrong clock keep the order they were made in.
        const at = row.at > receipt + CLOCK_TOLERANCE ? receipt + early++ : row.at;
        if (at < receipt - UNDO_WINDOW) intake.skipped++;
        else
          intake.accepted.push({
            ...row,
            at,
            writer,
            seq,
            weight: weightOf(table, row.type, row.value),
          });
      }
    }
    intake.hw.set(writer, hw);
  }
  return intake;
}
