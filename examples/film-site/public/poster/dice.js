// @ts-check

/**
 * Repeatable chance: the same seed throws the same numbers in every engine (mulberry32).
 *
 * @typedef {object} Dice
 * @property {() => number} next from 0 up to, not including, 1
 * @property {(from: number, to: number) => number} int a whole number, both ends included
 * @property {<T>(list: readonly T[]) => T} pick
 * @property {(share: number) => boolean} chance true in this share of throws
 */

/**
 * @param {number} seed
 * @returns {Dice}
 */
export function createDice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (list) => /** @type {any} */ (list[Math.floor(next() * list.length)]),
    chance: (share) => next() < share,
  };
}
