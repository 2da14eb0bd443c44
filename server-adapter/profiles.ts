import {
  createProfile,
  fold,
  prune,
  restoreProfile,
  type InteractionTable,
  type Profile,
} from '../src/core/index.js';
import type { Backend, Head } from './backend.js';

/** How many profiles are held in memory. */
const MAX_PROFILES = 1000;

/** A profile and the end of the log it was folded from. */
export interface ReadProfile {
  profile: Profile;
  head: Head;
}

/** Reads profiles; of one that was read before, only the rows that came since. */
export function createProfiles(backend: Backend, table: InteractionTable) {
  const held = new Map<string, ReadProfile>();

  async function read(identity: string, now: number): Promise<ReadProfile> {
    let known = held.get(identity);
    for (let more = true; more;) {
      const log = await backend.read(identity, known?.head ?? null, now);
      const head = { ...log.cursor, epoch: log.epoch };
      if (log.snapshot) known = { profile: restoreProfile(table, log.snapshot), head };
      // What was read before has been erased since: next comes a snapshot.
      if (known?.head.epoch !== log.epoch) {
        known = undefined;
        continue;
      }
      for (const row of log.rows) fold(known.profile, row);
      known.head = head;
      more = log.more;
    }
    known ??= { profile: createProfile(table), head: { position: 0, stamp: '', epoch: 0 } };
    prune(known.profile, now);
    held.delete(identity);
    held.set(identity, known);
    for (const oldest of held.keys()) {
      if (held.size <= MAX_PROFILES) break;
      held.delete(oldest);
    }
    return known;
  }

  return {
    /** An identity's profile as of now; the empty one of a new visitor for null. */
    async of(identity: string | null, now: number): Promise<ReadProfile> {
      if (identity === null)
        return { profile: createProfile(table), head: { position: 0, stamp: '', epoch: 0 } };
      return read(identity, now);
    },
  };
}
