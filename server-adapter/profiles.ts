import {
  createProfile,
  DAY,
  fold,
  prune,
  restoreProfile,
  type InteractionTable,
  type Profile,
} from '../src/core/index.js';
import type { Backend, Head } from './backend.js';
import { putNewest } from './put-newest.js';

/** How many profiles are held in memory. */
const MAX_PROFILES = 1000;

/** How long rows may stay in memory after they could go, ms: looking through all of them takes time. */
const PRUNING = DAY;

/** A profile and the end of the log it was folded from. */
export interface ReadProfile {
  profile: Profile;
  head: Head;
}

/** Reads profiles; of one that was read before, only the rows that came since. */
export function createProfiles(backend: Backend, table: InteractionTable) {
  const held = new Map<string, ReadProfile & { prunedAt: number }>();

  const nobody = (): ReadProfile => ({
    profile: createProfile(table),
    head: { position: 0, stamp: '', epoch: 0 },
  });

  async function read(identity: string, now: number): Promise<ReadProfile> {
    let known = held.get(identity);
    for (let more = true; more;) {
      const log = await backend.read(identity, known?.head ?? null, now);
      const head = { ...log.cursor, epoch: log.epoch };
      if (log.snapshot) known = { profile: restoreProfile(table, log.snapshot), head, prunedAt: now };
      // What was read before has been erased since: next comes a snapshot.
      if (known?.head.epoch !== log.epoch) {
        known = undefined;
        continue;
      }
      for (const row of log.rows) fold(known.profile, row);
      known.head = head;
      more = log.more;
    }
    known ??= { ...nobody(), prunedAt: now };
    if (now - known.prunedAt >= PRUNING) {
      prune(known.profile, now);
      known.prunedAt = now;
    }
    putNewest(held, identity, known, MAX_PROFILES);
    return known;
  }

  return {
    /** An identity's profile as of now; the empty one of a new visitor for null. */
    async of(identity: string | null, now: number): Promise<ReadProfile> {
      return identity === null ? nobody() : read(identity, now);
    },
  };
}
