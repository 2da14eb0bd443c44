/**
 * The file of an item model: 12 bytes (`ATTM`, hash of all that follows, length of the header; both little-endian),
 * a JSON header in ASCII, then the tables. A table is three streams, which compress better apart: how many
 * targets each item has, their ascending numbers as differences (both LEB128), and for each target the level
 * that its weight was rounded to, two in a byte where there are at most 16 levels.
 */
export const MODEL_FORMAT = 'attune-model/1';

/** `ATTM` */
export const MAGIC = 0x4d545441;

/** Bytes before the header. */
export const PREFIX = 12;

export const TABLES = ['neighbours', 'sequence'] as const;

export interface TableHeader {
  /** The weights that levels stand for, at most 256. */
  levels: readonly number[];
  /** Lengths of the streams in bytes. */
  counts: number;
  targets: number;
  weights: number;
}

export interface ModelHeader extends Record<(typeof TABLES)[number], TableHeader> {
  format: string;
  /** The items that have likes come first. */
  ids: readonly string[];
  /** How many of them have likes; the others are known by their features only. */
  liked: number;
}
