import type { RankingContext } from '../src/core/index.js';
import type { AdapterParts, AdapterRequest } from './adapter-context.js';
import type { Head } from './backend.js';
import { rankingContext } from './ranking-context.js';
import { mayUseCache } from './read-request.js';

/**
 * The answer for this visitor, kept for a while. The key holds the end of the visitor's log, so their own
 * interactions make it stale by themselves, whichever instance stored them; so does another catalog or model.
 *
 * @param name of the answer, with its parameters
 */
export async function keptAnswer<T>(
  parts: AdapterParts,
  c: AdapterRequest,
  name: string,
  seconds: number,
  make: (context: RankingContext) => T,
): Promise<T> {
  const { backend, catalog, model, profiles, answers, now } = parts;
  const { identity } = c.var;
  const at = now();
  const keyOf = ({ position, stamp, epoch }: Head) =>
    [name, position, stamp, epoch, catalog.version, model.version].join(' ');
  const use = mayUseCache(c);
  if (use && identity !== null) {
    const kept = answers.find(identity, keyOf(await backend.head(identity)));
    if (kept !== undefined) return kept as T;
  }
  const { profile, head } = await profiles.of(identity, at);
  const owner = identity ?? '';
  const kept = use ? answers.find(owner, keyOf(head)) : undefined;
  if (kept !== undefined) return kept as T;
  const answer = make(rankingContext(parts, profile, at));
  if (use) answers.keep(owner, keyOf(head), seconds, answer);
  return answer;
}
