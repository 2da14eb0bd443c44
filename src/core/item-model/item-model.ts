import type { Catalog } from '../catalog.js';

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

/** A trained item model whose items are rows of a catalog. */
export interface ItemModel {
  readonly version: string;
  /** 1 for the rows of items that have likes; what it says of others it takes from their features. */
  readonly liked: Uint8Array;
  readonly neighbours: ItemTable;
  readonly sequence: ItemTable;
}

/** The model with a catalog's rows for its items; items the catalog lacks are left out. */
export function bindModel(file: ModelFile, catalog: Catalog): ItemModel {
  const rows = Int32Array.from(file.ids, (id) => catalog.indexOf(id));
  const liked = new Uint8Array(catalog.size);
  for (const row of rows.subarray(0, file.liked)) if (row >= 0) liked[row] = 1;
  return {
    version: file.version,
    liked,
    neighbours: bindTable(file.neighbours, rows, catalog.size),
    sequence: bindTable(file.sequence, rows, catalog.size),
  };
}

function bindTable({ offsets, targets, weights }: ItemTable, rows: Int32Array, size: number): ItemTable {
  const bound = new Uint32Array(size + 1);
  const known = (place: number) => rows[targets[place]!]! >= 0;
  for (let item = 0; item < rows.length; item++) {
    const row = rows[item]!;
    if (row < 0) continue;
    for (let place = offsets[item]!; place < offsets[item + 1]!; place++) if (known(place)) bound[row + 1]!++;
  }
  for (let row = 0; row < size; row++) bound[row + 1]! += bound[row]!;
  const boundTargets = new Uint32Array(bound[size]!);
  const boundWeights = new Float32Array(bound[size]!);
  for (let item = 0; item < rows.length; item++) {
    if (rows[item]! < 0) continue;
    let next = bound[rows[item]!]!;
    for (let place = offsets[item]!; place < offsets[item + 1]!; place++) {
      if (!known(place)) continue;
      boundTargets[next] = rows[targets[place]!]!;
      boundWeights[next++] = weights[place]!;
    }
  }
  return { offsets: bound, targets: boundTargets, weights: boundWeights };
}
