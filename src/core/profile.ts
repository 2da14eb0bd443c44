import {
  keyOf,
  keyText,
  UNDO_WINDOW,
  type Interaction,
  type KeyedInteraction,
  type Snapshot,
} from './contract.js';
import { affinity, DAY, growth, LANDMARK, LATEST } from './decay.js';
import type { InteractionTable, Register } from './interactions.js';

/** How many rows outside the registers always stay, whatever their age: what ranking looks back on. */
export const HISTORY_LENGTH = 300;

/**
 * How long other rows stay, in ms. An undo may be made 30 days after its target and arrive 30 days after
 * that; the last day is for clocks that disagree.
 */
export const RETENTION = 2 * UNDO_WINDOW + DAY;

/**
 * All affinities, registers and recent history of one visitor: a fold over keyed interactions that gives the
 * same result for every order, duplication and split of them.
 */
export interface Profile {
  readonly table: InteractionTable;
  /** Forward-decayed sum by feature key. */
  readonly sums: Map<string, number>;
  /** By register, then subject (item id or feature): every keyed row, newest first. */
  readonly registers: Readonly<Record<Register, Map<string, KeyedInteraction[]>>>;
  /** Every row held, by key text. */
  readonly rows: Map<string, KeyedInteraction>;
  /** Rows about an item that weigh anything, oldest first; undone ones too (see `recentInteractions`). */
  readonly history: KeyedInteraction[];
  /** Time of the earliest undo, by the key text it names; its target may not have arrived yet. */
  readonly undone: Map<string, number>;
}

export function createProfile(table: InteractionTable): Profile {
  return {
    table,
    sums: new Map(),
    registers: { rating: new Map(), watchlist: new Map(), dismissed: new Map(), muted: new Map() },
    rows: new Map(),
    history: [],
    undone: new Map(),
  };
}

/** Total order of interactions: by time, then writer, then number. */
export function byTime(a: KeyedInteraction, b: KeyedInteraction): number {
  return a.at - b.at || (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : a.seq - b.seq);
}

/** `at` where sums can hold it: a wrong clock must not overflow them. */
export function clampTime(at: number): number {
  return Math.min(Math.max(at, LANDMARK), LATEST);
}

/** What a register row is about: an item id, or for muted features the feature. */
export function subjectOf(register: Register, row: Interaction): string {
  return (register === 'muted' ? row.features[0] : row.itemId) ?? '';
}

export function isUndone(profile: Profile, row: KeyedInteraction): boolean {
  if (!profile.undone.size) return false;
  const at = profile.undone.get(keyOf(row));
  return at !== undefined && at - row.at <= UNDO_WINDOW;
}

/** The row of a register that counts for a subject: the newest that is not undone. */
export function registered(
  profile: Profile,
  register: Register,
  subject: string,
): KeyedInteraction | undefined {
  return profile.registers[register].get(subject)?.find((row) => !isUndone(profile, row));
}

/**
 * Folds one interaction in. A key that is already held changes nothing.
 *
 * Weight and features are the row's own, never looked up again, so a changed table or catalog does not
 * change what was folded.
 */
export function fold(profile: Profile, row: KeyedInteraction): void {
  const { rows, undone } = profile;
  if (row.type !== 'undo') {
    if (!rows.has(keyOf(row)))
      recount(profile, row, () => {
        hold(profile, row);
      });
  } else if (row.target) {
    const key = keyText(...row.target);
    const target = rows.get(key);
    const change = () => undone.set(key, Math.min(row.at, undone.get(key) ?? Infinity));
    if (target) recount(profile, target, change);
    else change();
  }
}

/** Makes a change and moves the sums by the difference it makes to what counts for the row's subject. */
function recount(profile: Profile, row: KeyedInteraction, change: () => void): void {
  const before = counted(profile, row);
  change();
  const after = counted(profile, row);
  if (before === after) return;
  if (before) add(profile.sums, before, -1);
  if (after) add(profile.sums, after, 1);
}

function counted(profile: Profile, row: KeyedInteraction): KeyedInteraction | undefined {
  const register = profile.table.get(row.type)?.register;
  if (register) return registered(profile, register, subjectOf(register, row));
  return profile.rows.has(keyOf(row)) && !isUndone(profile, row) ? row : undefined;
}

function add(sums: Map<string, number>, row: KeyedInteraction, sign: 1 | -1): void {
  if (row.weight === 0) return;
  const amount = sign * row.weight * growth(clampTime(row.at));
  for (const feature of row.features) sums.set(feature, (sums.get(feature) ?? 0) + amount);
}

function hold(profile: Profile, row: KeyedInteraction): void {
  const register = profile.table.get(row.type)?.register;
  profile.rows.set(keyOf(row), row);
  if (row.itemId !== undefined && row.weight !== 0) insert(profile.history, row, byTime);
  if (!register) return;
  const rows = profile.registers[register];
  const subject = subjectOf(register, row);
  if (!rows.has(subject)) rows.set(subject, []);
  insert(rows.get(subject)!, row, (a, b) => byTime(b, a));
}

/** Into a sorted list, from its end: new rows mostly belong there. */
function insert<T>(list: T[], value: T, order: (a: T, b: T) => number): void {
  let i = list.length;
  while (i > 0 && order(list[i - 1]!, value) > 0) i--;
  list.splice(i, 0, value);
}

/** The newest interactions about items that are not undone, newest first. */
export function recentInteractions(profile: Profile, limit = HISTORY_LENGTH): KeyedInteraction[] {
  // The window is cut before undone rows are left out: so it is the same whatever arrived first.
  const latest = profile.history.slice(-HISTORY_LENGTH).filter((row) => !isUndone(profile, row));
  return latest.reverse().slice(0, limit);
}

/** Affinity of one feature at `now`; 0 where nothing is known. */
export function affinityOf(profile: Profile, feature: string, now: number): number {
  return affinity(profile.sums.get(feature) ?? 0, now);
}

/** Forgets rows outside the registers that neither an undo nor the ranking can need any more. */
export function prune(profile: Profile, now: number): void {
  const oldest = now - RETENTION;
  const excess = profile.history.length - HISTORY_LENGTH;
  const kept = new Set(excess > 0 ? profile.history.slice(excess) : profile.history);
  const stale = (row: KeyedInteraction) => row.at < oldest && !kept.has(row);
  for (const [key, row] of profile.rows) {
    if (stale(row) && !profile.table.get(row.type)?.register) profile.rows.delete(key);
  }
  let length = 0;
  for (const row of profile.history) if (!stale(row)) profile.history[length++] = row;
  profile.history.length = length;
  for (const [key, at] of profile.undone) {
    if (at < oldest && !profile.rows.has(key)) profile.undone.delete(key);
  }
}

/** The profile as plain JSON, with the numbers folded by writer. */
export function snapshotOf(profile: Profile, folded: Readonly<Record<string, number>>): Snapshot {
  const registers: KeyedInteraction[] = [];
  const history: KeyedInteraction[] = [];
  for (const row of profile.rows.values())
    (profile.table.get(row.type)?.register ? registers : history).push(row);
  return {
    sums: [...profile.sums],
    registers,
    undone: [...profile.undone].map(([key, at]) => {
      const [writer, seq] = key.split(':');
      return [writer!, Number(seq), at] as const;
    }),
    history,
    folded,
  };
}

/** The profile a snapshot was made of. */
export function restoreProfile(table: InteractionTable, snapshot: Snapshot): Profile {
  const profile = createProfile(table);
  for (const [feature, sum] of snapshot.sums) profile.sums.set(feature, sum);
  for (const [writer, seq, at] of snapshot.undone) profile.undone.set(keyText(writer, seq), at);
  const rows = [...snapshot.registers, ...snapshot.history].sort(byTime);
  for (const row of rows) hold(profile, row);
  return profile;
}
