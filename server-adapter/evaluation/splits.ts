import { hash32 } from '../../src/core/index.js';
import { POSITIVE, type Ratings } from '../training/ratings.js';

/** One visitor to recommend to: entries of the ratings that are known, and the items to be found. */
export interface Case {
  /** Entries of the ratings, in order. */
  readonly history: readonly number[];
  /** Items by their number in the ratings. */
  readonly targets: readonly number[];
}

/** What to train on and what to ask. */
export interface Split {
  /** Entries of the ratings with the positives to train on. */
  readonly training: readonly number[];
  readonly cases: readonly Case[];
}

/** Each user's entries, by time, then by item id (as numbers where they are numbers). */
export function byUser(ratings: Ratings): number[][] {
  const lists: number[][] = ratings.userIds.map(() => []);
  for (const [entry, user] of ratings.users.entries()) lists[user]!.push(entry);
  const { times, items } = ratings;
  const order = itemOrder(ratings);
  for (const list of lists) list.sort((a, b) => times[a]! - times[b]! || order(items[a]!, items[b]!));
  return lists;
}

function itemOrder({ itemIds }: Ratings): (a: number, b: number) => number {
  return (a, b) =>
    Number(itemIds[a]) - Number(itemIds[b]) ||
    (itemIds[a]! < itemIds[b]! ? -1 : itemIds[a] === itemIds[b] ? 0 : 1);
}

const isPositive = ({ values }: Ratings, entry: number) => values[entry]! >= POSITIVE;

/** Users with fewer ratings are not asked. */
const LEAST_RATINGS = 10;

/**
 * Next item: of each user with at least 10 ratings the last positive is to be found from all that came before
 * it; what comes after is dropped for everyone. All other positives are trained on.
 *
 * @param validation asks for the positive before that one instead, as if the last had never been
 */
export function nextItemSplit(ratings: Ratings, validation = false): Split {
  const training: number[] = [];
  const cases: Case[] = [];
  for (const list of byUser(ratings)) {
    const first = cut(ratings, list);
    const asked = validation && first ? cut(ratings, first.history) : first;
    if (!asked) {
      // Whose last positive is hidden in the test stays hidden in validation.
      training.push(...(first?.history ?? list).filter((entry) => isPositive(ratings, entry)));
      continue;
    }
    training.push(...asked.history.filter((entry) => isPositive(ratings, entry)));
    cases.push({ history: asked.history, targets: [ratings.items[asked.last]!] });
  }
  return { training, cases };
}

function cut(ratings: Ratings, list: readonly number[]): { history: number[]; last: number } | undefined {
  if (list.length < LEAST_RATINGS) return undefined;
  const at = list.findLastIndex((entry) => isPositive(ratings, entry));
  const history = list.slice(0, Math.max(at, 0));
  if (!history.some((entry) => isPositive(ratings, entry))) return undefined;
  return { history, last: list[at]! };
}

/** How many parts users are split into. */
export const FOLDS = 10;

/**
 * New visitor (Liang et al., "Variational Autoencoders for Collaborative Filtering", WWW 2018): users that are
 * not trained on; a fifth of their positives is to be found from the rest. The users' parts and the fifth
 * come from hashes of their ids.
 *
 * @param fold which tenth of the users is asked; the next one is for validation and trained on by neither
 * @param validation asks that one instead
 */
export function newVisitorSplit(ratings: Ratings, fold: number, validation = false): Split {
  const { userIds, itemIds, items } = ratings;
  const order = itemOrder(ratings);
  const asked = validation ? (fold + 1) % FOLDS : fold;
  const training: number[] = [];
  const cases: Case[] = [];
  for (const [user, list] of byUser(ratings).entries()) {
    const positives = list.filter((entry) => isPositive(ratings, entry));
    if (positives.length < 5) continue;
    const uid = userIds[user]!;
    const part = hashUtf8(`P2:user:${uid}`) % FOLDS;
    if (part === asked) {
      const hashes = new Map(
        positives.map((entry) => [entry, hashUtf8(`P2:item:${uid}:${itemIds[items[entry]!]}`)]),
      );
      positives.sort((a, b) => hashes.get(a)! - hashes.get(b)! || order(items[a]!, items[b]!));
      const count = Math.max(1, Math.floor(0.2 * positives.length));
      cases.push({
        history: positives.slice(count),
        targets: positives.slice(0, count).map((entry) => items[entry]!),
      });
    } else if (part !== fold && part !== (fold + 1) % FOLDS) training.push(...positives);
  }
  return { training, cases };
}

/** Of the text's UTF-8 bytes, each as one code unit. */
function hashUtf8(text: string): number {
  return hash32(String.fromCharCode(...new TextEncoder().encode(text)));
}
