import type { Catalog } from '../catalog.js';
import type { BoundTable, ItemModel, ItemTable, Loudness, ModelFile, Speaker } from './item-model.js';

/** The model with a catalog's rows for its items; items the catalog lacks are left out. */
export function bindModel(file: ModelFile, catalog: Catalog): ItemModel {
  const rows = Int32Array.from(file.ids, (id) => catalog.indexOf(id));
  const liked = new Uint8Array(catalog.size);
  for (const row of rows.subarray(0, file.liked)) if (row >= 0) liked[row] = 1;
  return {
    version: file.version,
    liked,
    neighbours: createBoundTable(withRows(file.neighbours, rows, catalog.size)),
    sequence: createBoundTable(withRows(file.sequence, rows, catalog.size)),
  };
}

function withRows({ offsets, targets, weights }: ItemTable, rows: Int32Array, size: number): ItemTable {
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

function createBoundTable({ offsets, targets, weights }: ItemTable): BoundTable {
  /** For each row how loud the loudest speaker is, and its place + 1; 0 for nobody. */
  let most: Float64Array | undefined;
  let places: Uint16Array | undefined;
  let heard: readonly unknown[] = [];

  function spread<S extends Speaker>(
    speakers: readonly S[],
    loudness: Loudness<S>,
    scores: Float64Array,
  ): 0 | 1 {
    let said: 0 | 1 = 0;
    for (const speaker of speakers) {
      const share = loudness(speaker);
      const end = share && offsets[speaker.index + 1]!;
      for (let place = offsets[speaker.index]!; place < end; place++) {
        scores[targets[place]!]! += share * weights[place]!;
        said = 1;
      }
    }
    return said;
  }

  /** For all rows at once, because a list asks for many. */
  function listen<S extends Speaker>(speakers: readonly S[], loudness: Loudness<S>): Uint16Array {
    if (places && heard[0] === speakers && heard[1] === loudness) return places;
    most = most?.fill(0) ?? new Float64Array(offsets.length - 1);
    places = places?.fill(0) ?? new Uint16Array(offsets.length - 1);
    for (const [i, speaker] of speakers.entries()) {
      const share = loudness(speaker);
      const end = share && offsets[speaker.index + 1]!;
      for (let place = offsets[speaker.index]!; place < end; place++) {
        const loud = share * weights[place]!;
        const target = targets[place]!;
        if (loud <= most[target]!) continue;
        most[target] = loud;
        places[target] = i + 1;
      }
    }
    heard = [speakers, loudness];
    return places;
  }

  return { spread, loudest: (speakers, loudness, index) => speakers[listen(speakers, loudness)[index]! - 1] };
}
