import type { Loudness } from '../item-model/item-model.js';
import { HISTORY_LENGTH } from '../profile.js';
import type { Visited } from './history.js';

/** How much an item of the history says depends on what was done with it and how long ago. */
export interface Fading {
  /** In how many moments what was done counts half. */
  halfLife: number;
  /** How much it counts at least. */
  least: number;
  /** How much an interaction counts that is not clear. */
  weak: number;
}

export function fading({ halfLife, least, weak }: Fading): Loudness<Visited> {
  const shares = Array.from({ length: HISTORY_LENGTH }, (_, age) => Math.max(2 ** (-age / halfLife), least));
  return ({ age, clarity }) => (clarity === 'clear' ? 1 : weak) * shares[age]!;
}
