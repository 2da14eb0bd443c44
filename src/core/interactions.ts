import { MAX_ID_LENGTH } from './contract.js';
import { hash32 } from './hash.js';
import { isId } from './row-size.js';

/** Keeps every keyed row of one subject; the newest that is not undone counts, alone. */
export type Register = 'rating' | 'watchlist' | 'dismissed' | 'muted';

/** One row of the interaction table. */
export interface InteractionType {
  /** Added to every feature the interaction carries: a number, or steps `[below, weight]` over `value`. */
  weight: number | readonly (readonly [below: number, weight: number])[];
  /** What it is about: an item, a feature, another interaction; 'item?' where the item may be missing. */
  subject: 'item' | 'item?' | 'feature' | 'key';
  register?: Register;
}

/** Interaction types by name. */
export type InteractionTable = ReadonlyMap<string, InteractionType>;

const RATING_STEPS = [
  [3, -0.3],
  [4, 0.1],
  [5, 0.5],
  [6, 0.7],
] as const;

/** The interaction types every site has. A new type is one row here, or one row in the `interactions` option. */
export const INTERACTIONS: InteractionTable = new Map<string, InteractionType>([
  ['click', { weight: 0.1, subject: 'item' }],
  ['view_detail', { weight: 0.2, subject: 'item' }],
  ['watchlist_add', { weight: 0.4, subject: 'item', register: 'watchlist' }],
  ['watchlist_remove', { weight: -0.2, subject: 'item', register: 'watchlist' }],
  ['search', { weight: 0.1, subject: 'item?' }],
  ['recommendation_click', { weight: 0.3, subject: 'item' }],
  ['rate', { weight: RATING_STEPS, subject: 'item', register: 'rating' }],
  ['impression', { weight: 0, subject: 'item' }],
  ['dismiss', { weight: -0.3, subject: 'item', register: 'dismissed' }],
  ['mute', { weight: 0, subject: 'feature', register: 'muted' }],
  ['unmute', { weight: 0, subject: 'feature', register: 'muted' }],
  ['undo', { weight: 0, subject: 'key' }],
]);

/** Whether it is sent at once: what a visitor said, not what was merely observed. */
export function isUrgent({ register, subject }: InteractionType): boolean {
  return register !== undefined || subject === 'key';
}

/** The table with a site's own rows over it: new types, or other weights for known ones. */
export function interactionTable(own: Readonly<Record<string, InteractionType>> = {}): InteractionTable {
  return new Map([...INTERACTIONS, ...Object.entries(own)]);
}

/** Equal for equal tables: lets a browser notice that its adapter weighs differently. */
export function interactionTableHash(table: InteractionTable): string {
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return hash32(JSON.stringify(rows.map(([type, row]) => [type, row.weight, row.register ?? '']))).toString(
    36,
  );
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
  const { itemId, value } = it;
  const row = table.get(it.type as string);
  if (!row) return { field: 'type', remedy: `use one of ${[...table.keys()].join(', ')}` };
  const { subject, weight } = row;
  const steps = typeof weight !== 'number';
  if ((subject === 'item' || itemId !== undefined) && !isId(itemId))
    return { field: 'itemId', remedy: `pass an id, a text of 1 to ${MAX_ID_LENGTH} characters` };
  if (subject === 'feature' && !it.features?.length)
    return { field: 'features', remedy: 'pass one, like genre:Drama' };
  if (subject === 'key' && !Array.isArray(it.target))
    return { field: 'target', remedy: 'pass the key of track() to undo()' };
  if (steps && !(typeof value === 'number' && value >= 1 && value <= 5))
    return { field: 'value', remedy: 'pass a number from 1 to 5' };
  if (!steps && value !== undefined && !Number.isFinite(value))
    return { field: 'value', remedy: 'pass a finite number or none' };
  return undefined;
}
