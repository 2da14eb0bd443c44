import { SUPPORT } from './item-weights.js';

const GB = 1e9;

/** Node itself, and what is small. */
const BASE = 0.15 * GB;

/** Columns of the likes, sorted copies of them, who liked each item. */
const PER_LIKE = 48;

/** Room for support, followers and content neighbours, the tables made from them, ids and features. */
const PER_ITEM = SUPPORT * 8 + 24 * 8 + 8 * 8 + 1200;

/** Counters of each thread. */
const PER_ITEM_AND_THREAD = 40;

/** Bytes that training takes at most, by experience. */
export function estimateMemory(size: { items: number; likes: number; threads: number }): number {
  return BASE + size.likes * PER_LIKE + size.items * (PER_ITEM + (size.threads + 1) * PER_ITEM_AND_THREAD);
}

/** Bytes that can be had on this machine. */
export function availableMemory(): number {
  return process.availableMemory();
}

export function gigabytes(bytes: number): string {
  return `${(bytes / GB).toFixed(1)} GB`;
}
