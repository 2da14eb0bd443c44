import type { Catalog } from '../catalog.js';
import type { KeyedInteraction } from '../contract.js';
import type { Reason } from './contract.js';

const VERBS: ReadonlyMap<string, string> = new Map([
  ['rate', 'rated'],
  ['watchlist_add', 'saved'],
]);

/** The reason that names an item the visitor did something with. */
export function because(catalog: Catalog, { type, itemId = '' }: KeyedInteraction): Reason {
  const row = catalog.indexOf(itemId);
  const title = row < 0 ? itemId : catalog.item(row).title;
  return { kind: 'item', itemId, text: `Because you ${VERBS.get(type) ?? 'looked at'} ${title}` };
}
