import { MAX_FEATURE_LENGTH, MAX_FEATURES, MAX_ID_LENGTH } from './contract.js';
import { hash32 } from './hash.js';
import { cutText, isId } from './row-size.js';

/** A thing that can be recommended. */
export interface Item {
  id: string;
  title: string;
  url?: string;
  image?: string;
  genres?: readonly string[];
  year?: number;
  /** 1 to 5. */
  averageRating?: number;
  /** Any count that grows with demand: views, sales, ratings. */
  popularity?: number;
  /** Anything else. A list of texts (`cast: [...]`) becomes features `cast:…`. */
  attributes?: Readonly<Record<string, unknown>>;
}

/** All items known, in columns. Rows keep the order the items came in. */
export interface Catalog {
  /** Changes whenever the content does. */
  readonly version: string;
  readonly size: number;
  readonly ids: readonly string[];
  /** 0 where unknown. */
  readonly popularity: Float64Array;
  /** 0 where unknown. */
  readonly years: Uint16Array;
  /** Distinct feature keys. */
  readonly features: readonly string[];
  /** Item i has the features `values[offsets[i]]` to `values[offsets[i + 1] - 1]` (CSR). */
  readonly offsets: Uint32Array;
  readonly values: Uint32Array;
  /** Row of an item, −1 where the catalog lacks it. */
  indexOf(id: string): number;
  /** Row of a feature key in `features`, −1 where no item has it. */
  featureIndexOf(key: string): number;
  item(index: number): Item;
  /** Id as the source wrote it: a number where it was one. */
  sourceId(index: number): string | number;
}

/** An entry that could not be taken as it is. */
export interface CatalogProblem {
  /** 0-based place in the source. */
  entry: number;
  message: string;
}

/**
 * Reads the entries of a catalog source; bad ones are left out or mended, and named, never thrown.
 *
 * @param version a hash of the items by default
 */
export function createCatalog(
  entries: readonly unknown[],
  onProblem?: (problem: CatalogProblem) => void,
  version?: string,
): Catalog {
  const items: Item[] = [];
  const sourceIds: (string | number)[] = [];
  const rows = new Map<string, number>();
  const features = new Map<string, number>();
  const offsets = [0];
  const values: number[] = [];
  for (const [entry, source] of entries.entries()) {
    const problem = (message: string) => onProblem?.({ entry, message });
    const raw = (source ?? {}) as Record<string, unknown>;
    const id = idText(raw.id);
    if (id === undefined)
      problem(`has no usable id and is left out: give it an id of 1 to ${MAX_ID_LENGTH} characters`);
    else if (rows.has(id)) problem(`repeats id ${JSON.stringify(id)} and is left out`);
    else {
      const item = readItem(id, raw, problem);
      rows.set(id, items.push(item) - 1);
      sourceIds.push(raw.id as string | number);
      for (const key of featuresOf(item)) {
        if (!features.has(key)) features.set(key, features.size);
        values.push(features.get(key)!);
      }
      offsets.push(values.length);
    }
  }
  return {
    // Nothing in a browser asks for it, and hashing a large catalog would delay its start.
    get version() {
      return (version ??= hash32(JSON.stringify([sourceIds, items])).toString(36));
    },
    size: items.length,
    ids: [...rows.keys()],
    popularity: Float64Array.from(items, (item) => item.popularity ?? 0),
    years: Uint16Array.from(items, (item) => item.year ?? 0),
    features: [...features.keys()],
    offsets: Uint32Array.from(offsets),
    values: Uint32Array.from(values),
    indexOf: (id) => rows.get(id) ?? -1,
    featureIndexOf: (key) => features.get(key) ?? -1,
    item: (index) => items[index]!,
    sourceId: (index) => sourceIds[index]!,
  };
}

/** An item by its id, where the catalog has it. */
export function itemOf(catalog: Catalog, id: string | undefined): Item | undefined {
  const index = id === undefined ? -1 : catalog.indexOf(id);
  return index < 0 ? undefined : catalog.item(index);
}

/** An id as text, whether it came as text or as a whole number; undefined where it is neither. */
export function idText(id: unknown): string | undefined {
  const text = Number.isSafeInteger(id) ? String(id) : id;
  return isId(text) ? text : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown) => (value as number) >= 0 && Number.isFinite(value);
export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** Fields of an item and what they hold; all others are attributes. */
const FIELDS = new Map<string, (value: unknown) => boolean>(
  Object.entries({
    id: () => true,
    title: isText,
    url: isText,
    image: isText,
    year: isCount,
    averageRating: isCount,
    popularity: isCount,
    genres: isTexts,
    attributes: (value: unknown) => typeof value === 'object',
  }),
);

function readItem(id: string, raw: Record<string, unknown>, problem: (message: string) => void): Item {
  const item: Record<string, unknown> = { title: id };
  const attributes: [string, unknown][] = [];
  if (!raw.title) problem('has no title: its id is shown instead');
  for (const [field, value] of Object.entries(raw)) {
    // Nothing is said by an empty text either.
    if (value == null || value === '') continue;
    const fits = FIELDS.get(field);
    if (!fits) attributes.push([field, value]);
    else if (fits(value)) item[field] = value;
    else problem(`has a ${field} of the wrong kind, which is ignored`);
  }
  item.id = id;
  if (attributes.length)
    item.attributes = { ...(item.attributes as object), ...Object.fromEntries(attributes) };
  return item as unknown as Item;
}

/** `namespace:value`, cut to the longest a feature key may be. */
export function featureKey(namespace: string, value: string): string {
  return cutText(`${namespace}:${value}`, MAX_FEATURE_LENGTH);
}

/** What taste attaches to in an item: its genres, decade and listed attributes, at most 16 keys. */
export function featuresOf(item: Item): string[] {
  const keys = new Set<string>();
  for (const genre of item.genres ?? []) keys.add(featureKey('genre', genre));
  if (item.year) keys.add(featureKey('decade', `${Math.floor(item.year / 10)}0`));
  for (const [name, value] of Object.entries(item.attributes ?? {}))
    if (Array.isArray(value)) for (const text of value.filter(isText)) keys.add(featureKey(name, text));
  return [...keys].slice(0, MAX_FEATURES);
}
