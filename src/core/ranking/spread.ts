import type { ItemTable } from '../item-model/item-model.js';
import { HISTORY_LENGTH } from '../profile.js';
import { because } from './because.js';
import type { RankingContext, Reason } from './contract.js';
import { historyOf, type Visited } from './history.js';
import { oncePer } from './once-per.js';

/** How loudly an item of the history speaks; 0 silences it. */
export type Loudness = (visited: Visited) => number;

/** How loudness depends on what was done and how long ago. */
export interface Fading {
  /** In how many moments what was done counts half. */
  halfLife: number;
  /** How much it counts at least. */
  least: number;
  /** How much an interaction counts that is not clear. */
  weak: number;
}

export function fading({ halfLife, least, weak }: Fading): Loudness {
  const shares = Array.from({ length: HISTORY_LENGTH }, (_, age) => Math.max(2 ** (-age / halfLife), least));
  return ({ age, clarity }) => (clarity === 'clear' ? 1 : weak) * shares[age]!;
}

/** Adds to each row what the items of the history say of it by a table. @returns whether they say anything, 0 or 1 */
export function spread(
  context: RankingContext,
  { offsets, targets, weights }: ItemTable,
  loudness: Loudness,
  scores: Float64Array,
): 0 | 1 {
  let said: 0 | 1 = 0;
  for (const visited of historyOf(context)) {
    const share = loudness(visited);
    const end = share && offsets[visited.index + 1]!;
    for (let place = offsets[visited.index]!; place < end; place++) {
      scores[targets[place]!]! += share * weights[place]!;
      said = 1;
    }
  }
  return said;
}

/** Names the item of the history that speaks loudest for a row. */
export function loudest(
  context: RankingContext,
  table: ItemTable,
  loudness: Loudness,
  index: number,
): Reason | undefined {
  const voices = voicesOf(table);
  if (voices.context !== context || voices.loudness !== loudness) listen(voices, context, table, loudness);
  const best = historyOf(context)[voices.speakers[index]! - 1];
  return best && because(context.catalog, best.row);
}

/** For each row who speaks loudest for it: found for all rows at once, because a list asks for many. */
interface Voices {
  context?: RankingContext;
  loudness?: Loudness;
  readonly most: Float64Array;
  /** Place in the history + 1; 0 for nobody. */
  readonly speakers: Uint16Array;
}

const voicesOf = oncePer(({ offsets }: ItemTable): Voices => ({
  most: new Float64Array(offsets.length - 1),
  speakers: new Uint16Array(offsets.length - 1),
}));

function listen(voices: Voices, context: RankingContext, table: ItemTable, loudness: Loudness): void {
  const { most, speakers } = voices;
  const { offsets, targets, weights } = table;
  most.fill(0);
  speakers.fill(0);
  for (const [i, visited] of historyOf(context).entries()) {
    const share = loudness(visited);
    const end = share && offsets[visited.index + 1]!;
    for (let place = offsets[visited.index]!; place < end; place++) {
      const loud = share * weights[place]!;
      const target = targets[place]!;
      if (loud <= most[target]!) continue;
      most[target] = loud;
      speakers[target] = i + 1;
    }
  }
  voices.context = context;
  voices.loudness = loudness;
}
