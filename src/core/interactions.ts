import { MAX_ID_LENGTH } from './contract.js';
import { hash32 } from './hash.js';

/** Keeps every keyed row of one subject; the newest that is not undone counts, alone. */
export type Register = 'rating' | 'watchlist' | 'dismissed' | 'muted';

/** One row of the interaction table. */
export interface InteractionType {
  /** Added to every feature the interaction carries: a number, or steps `[below, weight]` over `value`. */
  weight: number | readonly (readonly [below: number, weight: number])[];
  /** What it is about: an item, a feature, another interaction; 'item?' where the item may be missing. */
  subject: 'item' | 'item?' | 'feature' | 'key';
  register?: Register;
  /** Sent at once instead of after two seconds of quiet. */
  urgent?: boolean;
}

/** Interaction types by name. Null-prototype maps are not needed: it is only read through `Map`. */
export type InteractionTable = ReadonlyMap<string, InteractionType>;

/** The interaction types every site has. A new type is one row here, or one row in the `interactions` option. */
export const INTERACTIONS: InteractionTable = new Map<string, InteractionType>([
  ['click', { weight: 0.1, subject: 'item' }],
  ['view_detail', { weight: 0.2, subject: 'item' }],
  ['watchlist_add', { weight: 0.4, subject: 'item', register: 'watchlist', urgent: true }],
  ['watchlist_remove', { weight: -0.2, subject: 'item', register: 'watchlist', urgent: true }],
  ['search', { weight: 0.1, subject: 'item?' }],
  ['recommendation_click', { weight: 0.3, subject: 'item' }],
  [
    'rate',
    {
      weight: [
        [3, -0.3],
        [4, 0.1],
        [5, 0.5],
        [6, 0.7],
      ],
      subject: 'item',
      register: 'rating',
      urgent: true,
    },
  ],
  ['impression', { weight: 0, subject: 'item' }],
  ['dismiss', { weight: -0.3, subject: 'item', register: 'dismissed', urgent: true }],
  ['mute', { weight: 0, subject: 'feature', register: 'muted', urgent: true }],
  ['unmute', { weight: 0, subject: 'feature', register: 'muted', urgent: true }],
  ['undo', { weight: 0, subject: 'key', urgent: true }],
]);

/** The table with a site's own rows over it: new types, or other weights for known ones. */
export function interactionTable(own: Readonly<Record<string, InteractionType>> = {}): InteractionTable {
  return new Map([...INTERACTIONS, ...Object.entries(own)]);
}

/** Equal for equal tables: lets a browser notice that its adapter weighs differently. */
export function interactionTableHash(table: InteractionTable): string {
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return hash32(JSON.stringify(rows.map(([type, row]) => [type, row.weight, row.register ?? '']))).toString(36);
}

/** The weight of an interaction, from its type and, where the type has steps, its value. */
export function weightOf(table: InteractionTable, type: string, value?: number): number {
  const weight = table.get(type)?.weight ?? 0;
  if (typeof weight === 'number') return weight;
  return weight.find(([below]) => (value ?? 0) < below)?.[1] ?? weight.at(-1)?.[1] ?? 0;
}

/** Why an interaction can't be accepted: which field, and what to write instead. */
export interface Problem {
  field: 'type' | 'itemId' | 'value' | 'features' | 'target';
  remedy: string;
}

/**
 * What is wrong with an interaction's type, item and value, judged by the table alone.
 *
 * @returns undefined where nothing is
 */
export function interactionProblem(
  table: InteractionTable,
  it: { type: unknown; itemId?: unknown; value?: unknown; features?: readonly string[]; target?: unknown },
): Problem | undefined {
  const row = typeof it.type === 'string' ? table.get(it.type) : undefined;
  if (!row) return { field: 'type', remedy: `use one of ${[...table.keys()].join(', ')}` };
  if (row.subject === 'item' || (row.subject === 'item?' && it.itemId !== undefined)) {
    if (typeof it.itemId !== 'string' || it.itemId === '' || it.itemId.length > MAX_ID_LENGTH)
      return { field: 'itemId', remedy: `pass the item's id, a text of 1 to ${MAX_ID_LENGTH} characters` };
  }
  if (row.subject === 'feature' && !it.features?.length)
    return { field: 'features', remedy: 'pass one feature, for example genre:Drama' };
  if (row.subject === 'key' && !Array.isArray(it.target))
    return { field: 'target', remedy: 'pass the key that track() returned' };
  if (typeof row.weight !== 'number') {
    const value = it.value;
    if (typeof value !== 'number' || !(value >= 1 && value <= 5))
      return { field: 'value', remedy: 'pass a number from 1 to 5' };
  } else if (it.value !== undefined && !Number.isFinite(it.value)) {
    return { field: 'value', remedy: 'pass a finite number or leave it out' };
  }
  return undefined;
}
