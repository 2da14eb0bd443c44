import { hashBytes } from '../hash.js';
import { MAGIC, MODEL_FORMAT, PREFIX, TABLES, type ModelHeader, type TableHeader } from './format.js';
import type { ItemTable, ModelFile } from './item-model.js';

/**
 * Reads an item model's file (`format.ts`).
 *
 * @throws TypeError for what is no such file, is of another version, or was cut off or changed on its way
 */
export function decodeModel(bytes: Uint8Array): ModelFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < PREFIX || view.getUint32(0, true) !== MAGIC)
    throw new TypeError('It is no item model: make one with attune train');
  const hash = hashBytes(bytes.subarray(8));
  const end = PREFIX + view.getUint32(8, true);
  if (view.getUint32(4, true) !== hash || end > bytes.length)
    throw new TypeError('The item model is damaged or cut off: load or train it again');
  const header = readHeader(bytes.subarray(PREFIX, end));
  const { format, ids, liked } = header;
  if (format !== MODEL_FORMAT)
    throw new TypeError(`The item model is of format ${format}, not ${MODEL_FORMAT}: train it again`);
  let at = end;
  const [neighbours, sequence] = TABLES.map((name) => {
    const { counts, targets, weights } = header[name];
    const stream = bytes.subarray(at, (at += counts + targets + weights));
    return decodeTable(stream, header[name], ids.length);
  });
  return { version: hash.toString(36), ids, liked, neighbours: neighbours!, sequence: sequence! };
}

function readHeader(bytes: Uint8Array): ModelHeader {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return JSON.parse(text) as ModelHeader;
}

function decodeTable(stream: Uint8Array, header: TableHeader, size: number): ItemTable {
  const { levels, counts } = header;
  let at = 0;
  const next = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = stream[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const offsets = new Uint32Array(size + 1);
  for (let item = 0; item < size; item++) offsets[item + 1] = offsets[item]! + next();
  if (offsets[size]! > header.targets)
    throw new TypeError('The item model contradicts itself: train it again');
  const targets = new Uint32Array(offsets[size]!);
  const weights = new Float32Array(targets.length);
  at = counts;
  for (let item = 0; item < size; item++) {
    let target = 0;
    for (let place = offsets[item]!; place < offsets[item + 1]!; place++) {
      target += next();
      if (target >= size) throw new TypeError('The item model names items it does not have: train it again');
      targets[place] = target;
    }
  }
  at = counts + header.targets;
  for (let place = 0; place < weights.length; place++) {
    const code =
      levels.length > 16 ? stream[at + place]! : (stream[at + (place >> 1)]! >> (4 * (place & 1))) & 15;
    weights[place] = levels[code] ?? 0;
  }
  return { offsets, targets, weights };
}
