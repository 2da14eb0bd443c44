import { largest } from './largest.js';
import type { Likers, Positives } from './positives.js';
import { solve } from './ridge.js';

/** Items that may speak for one item: its nearest by cosine. */
export const SUPPORT = 200;

/** Likes in common that a cosine is drawn to 0 as if they were missing. */
const SHRINKAGE = 20;

export interface RidgeOptions {
  /** Added to the diagonal: holds back weights of rare items. */
  ridge: number;
  /** Share of likes that are taken as forgotten at random, which scales the diagonal. */
  dropout: number;
}

/**
 * Weights by which other items speak for one (EASE^R; Steck, "Embarrassingly Shallow Autoencoders for Sparse
 * Data", WWW 2019, its column of B solved on a few items instead of all; the dropout term is that of
 * Steck, "Autoencoders that don't overfit towards the Identity", NeurIPS 2020).
 */
export interface ItemWeights {
  /** The `SUPPORT` items nearest to an item by cosine with shrinkage, ascending. */
  nearest(item: number): Uint32Array;
  /** The ridge regression of an item on the likes of others. @returns a weight for each, valid until the next call */
  fit(item: number, support: Uint32Array): Float64Array;
}

export function createItemWeights(positives: Positives, likers: Likers, options: RidgeOptions): ItemWeights {
  const { itemCount, offsets, items } = positives;
  const diagonal = 1 + options.dropout / (1 - options.dropout);
  const counts = new Float64Array(itemCount);
  const touched = new Uint32Array(itemCount);
  const similarities = new Float64Array(itemCount);
  const gram = new Float64Array(SUPPORT * SUPPORT);
  const target = new Float64Array(SUPPORT);
  /** By user the newest link of a chain of places in the support that the user liked; 0 where there is none. */
  const heads = new Uint32Array(offsets.length);
  let places = new Uint8Array(1024);
  let links = new Uint32Array(1024);

  const likes = (item: number) => likers.offsets[item + 1]! - likers.offsets[item]!;

  /** Counts likes in common with an item. @returns how many items have any */
  function count(item: number): number {
    let length = 0;
    for (let at = likers.offsets[item]!; at < likers.offsets[item + 1]!; at++) {
      const user = likers.users[at]!;
      for (let place = offsets[user]!; place < offsets[user + 1]!; place++) {
        const other = items[place]!;
        if (!counts[other]) touched[length++] = other;
        counts[other]!++;
      }
    }
    return length;
  }

  function forget(length: number): void {
    for (let i = 0; i < length; i++) counts[touched[i]!] = 0;
  }

  /** How many users liked both, for each two items of the support: lower half of `gram`. */
  function countPairs(support: Uint32Array): void {
    let link = 0;
    for (let place = 0; place < support.length; place++) {
      gram.fill(0, place * SUPPORT, place * SUPPORT + place + 1);
      const item = support[place]!;
      for (let at = likers.offsets[item]!; at < likers.offsets[item + 1]!; at++) {
        const user = likers.users[at]!;
        for (let before = heads[user]!; before; before = links[before]!)
          gram[place * SUPPORT + places[before]!]!++;
        if (++link === links.length) [places, links] = [doubled(places), doubled(links)];
        places[link] = place;
        links[link] = heads[user]!;
        heads[user] = link;
      }
      gram[place * SUPPORT + place] = likes(item);
    }
    for (const item of support)
      for (let at = likers.offsets[item]!; at < likers.offsets[item + 1]!; at++) heads[likers.users[at]!] = 0;
  }

  return {
    nearest(item) {
      const length = count(item);
      const own = likes(item);
      for (let i = 0; i < length; i++) {
        const common = counts[touched[i]!]!;
        const cosine = common / Math.sqrt(own * likes(touched[i]!));
        // The item itself is no neighbour.
        similarities[i] = touched[i] === item ? 0 : (cosine * common) / (common + SHRINKAGE);
      }
      forget(length);
      return largest(touched.subarray(0, length), similarities, SUPPORT);
    },
    fit(item, support) {
      const length = count(item);
      for (let i = 0; i < support.length; i++) target[i] = counts[support[i]!]!;
      forget(length);
      countPairs(support);
      for (let i = 0; i < support.length; i++)
        gram[i * SUPPORT + i] = gram[i * SUPPORT + i]! * diagonal + options.ridge;
      solve(gram, target, support.length, SUPPORT);
      return target.subarray(0, support.length);
    },
  };
}

function doubled<T extends Uint8Array | Uint32Array>(column: T): T {
  const larger = new (column.constructor as new (length: number) => T)(2 * column.length);
  larger.set(column);
  return larger;
}
