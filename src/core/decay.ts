/**
 * Forward decay (Cormode, Shkapenyuk, Srivastava, Xu: "Forward Decay: A Practical Time Decay Model for
 * Streaming Systems", ICDE 2009): a contribution is scaled up by its age since a fixed landmark when it is
 * added, and the sum is scaled down once when it is read. The order of additions does not matter and two
 * logs merge by adding their sums.
 */

/** The landmark L, 2025-01-01T00:00:00Z, in ms. Never changes: every stored sum depends on it. */
export const LANDMARK = 1735689600000;

/** One day in ms. */
export const DAY = 86400000;

/** The half-life H in ms: an affinity keeps 95 % of itself per day, ln 2 / −ln 0.95 = 13.513 days. */
export const HALF_LIFE = (Math.LN2 / -Math.log(0.95)) * DAY;

/** The latest time that can be folded: a double holds sums for about 37 years after the landmark. */
export const LATEST = LANDMARK + 30 * 365 * DAY;

/** 2^((at − L) / H): what a contribution made at `at` (ms) is multiplied by. */
export function growth(at: number): number {
  return 2 ** ((at - LANDMARK) / HALF_LIFE);
}

/** The affinity at `now` (ms) of a forward-decayed sum: unbounded, 0 is neutral. */
export function affinity(sum: number, now: number): number {
  return sum / growth(now);
}

/** An affinity squashed into (0, 1) for display: 1 / (1 + e^(−4·affinity)); 0.5 is neutral. */
export function preference(affinity: number): number {
  return 1 / (1 + Math.exp(-4 * affinity));
}
