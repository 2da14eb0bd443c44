import type { RankingContext, Reason } from './contract.js';
import type { Visited } from './history.js';

const VERBS: ReadonlyMap<string, string> = new Map([
  ['rate', 'rated'],
  ['watchlist_add', 'saved'],
]);

/** The reason that names an item of the history, if there is one to name. */
export function because({ catalog }: RankingContext, visited: Visited | undefined): Reason | undefined {
  if (!visited) return undefined;
  const { id, title } = catalog.item(visited.index);
  return {
    kind: 'item',
    itemId: id,
    text: `Because you ${VERBS.get(visited.row.type) ?? 'looked at'} ${title}`,
  };
}
