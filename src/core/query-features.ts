import type { Catalog } from './catalog.js';
import { MAX_FEATURES } from './contract.js';
import { oncePer } from './ranking/once-per.js';

/** Longest feature value looked for, in words. */
const MOST_WORDS = 5;

const byValue = oncePer(({ features }: Catalog) => {
  const keys = new Map<string, string[]>();
  for (const key of features) {
    const value = words(key.slice(key.indexOf(':') + 1)).join(' ');
    keys.set(value, [...(keys.get(value) ?? []), key]);
  }
  return keys;
});

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The features whose whole value a search names: `tom hanks comedy` has `cast:Tom Hanks`, `genre:Comedy`. */
export function queryFeatures(catalog: Catalog, query: string): string[] {
  const all = words(query);
  const known = byValue(catalog);
  const found = new Set<string>();
  for (let length = Math.min(MOST_WORDS, all.length); length > 0; length--)
    for (let start = 0; start + length <= all.length; start++)
      for (const key of known.get(all.slice(start, start + length).join(' ')) ?? []) found.add(key);
  return [...found].slice(0, MAX_FEATURES);
}
