/**
 * A sparse item-to-item table (CSR): item i speaks for the items `targets[offsets[i]]` to
 * `targets[offsets[i + 1] - 1]`, each with its weight.
 */
export interface ItemTable {
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: Float32Array;
}

/** A trained item model as its file has it: items by their place in `ids`. */
export interface ModelFile {
  /** A hash of the content. */
  readonly version: string;
  /** The items that have likes first. */
  readonly ids: readonly string[];
  /** How many of them have likes; the others are known by their features only. */
  readonly liked: number;
  /** How much having liked one item speaks for another (EASE^R weights, pruned and refitted). */
  readonly neighbours: ItemTable;
  /** How often an item comes next after another. */
  readonly sequence: ItemTable;
}

/** An item that speaks for others. */
export interface Speaker {
  /** Its catalog row. */
  readonly index: number;
}

/** How loudly a speaker speaks; 0 silences it. */
export type Loudness<S extends Speaker> = (speaker: S) => number;

/** A table whose items are rows of a catalog. */
export interface BoundTable {
  /** Adds what the speakers say of each row to its score. @returns whether they say anything, 0 or 1 */
  spread<S extends Speaker>(speakers: readonly S[], loudness: Loudness<S>, scores: Float64Array): 0 | 1;
  /** The speaker that speaks loudest for a row. */
  loudest<S extends Speaker>(speakers: readonly S[], loudness: Loudness<S>, index: number): S | undefined;
}

/** A trained item model whose items are rows of a catalog. */
export interface ItemModel {
  readonly version: string;
  /** 1 for the rows of items that have likes; what it says of others it takes from their features. */
  readonly liked: Uint8Array;
  readonly neighbours: BoundTable;
  readonly sequence: BoundTable;
}
