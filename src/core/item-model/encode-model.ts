import { hashBytes } from '../hash.js';
import { MAGIC, MODEL_FORMAT, PREFIX, TABLES, type ModelHeader, type TableHeader } from './format.js';

/** An item-to-item table whose weights are rounded to levels. */
export interface LevelledTable {
  readonly offsets: Uint32Array;
  /** Ascending within each item. */
  readonly targets: Uint32Array;
  /** Places in `levels`. */
  readonly codes: Uint8Array;
  /** At most 256 weights. */
  readonly levels: readonly number[];
}

export interface LevelledModel extends Record<(typeof TABLES)[number], LevelledTable> {
  /** The items that have likes first. */
  readonly ids: readonly string[];
  /** How many of them have likes; all by default. */
  readonly liked?: number;
}

/** Writes an item model's file (`format.ts`). */
export function encodeModel(model: LevelledModel): Uint8Array<ArrayBuffer> {
  const [neighbours, sequence] = [encodeTable(model.neighbours), encodeTable(model.sequence)];
  const header: ModelHeader = {
    format: MODEL_FORMAT,
    ids: model.ids,
    liked: model.liked ?? model.ids.length,
    neighbours: neighbours.header,
    sequence: sequence.header,
  };
  const parts = [ascii(JSON.stringify(header)), ...neighbours.streams, ...sequence.streams];
  const bytes = new Uint8Array(PREFIX + parts.reduce((sum, { length }) => sum + length, 0));
  let at = PREFIX;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, parts[0]!.length, true);
  view.setUint32(4, hashBytes(bytes.subarray(8)), true);
  return bytes;
}

function encodeTable({ offsets, targets, codes, levels }: LevelledTable) {
  const counts = createStream(offsets.length);
  const differences = createStream(targets.length);
  for (let item = 0; item + 1 < offsets.length; item++) {
    counts.push(offsets[item + 1]! - offsets[item]!);
    let before = 0;
    for (let place = offsets[item]!; place < offsets[item + 1]!; place++) {
      differences.push(targets[place]! - before);
      before = targets[place]!;
    }
  }
  const streams = [counts.bytes(), differences.bytes(), levels.length > 16 ? codes : halves(codes)];
  const [first, second, third] = streams.map(({ length }) => length);
  const header: TableHeader = { levels, counts: first!, targets: second!, weights: third! };
  return { header, streams };
}

/** Whole numbers as LEB128. */
function createStream(count: number) {
  // Five bytes hold any 32-bit number.
  const stream = new Uint8Array(5 * count);
  let length = 0;
  return {
    push(value: number) {
      for (; value > 127; value >>>= 7) stream[length++] = (value & 127) | 128;
      stream[length++] = value;
    },
    bytes: () => stream.subarray(0, length),
  };
}

/** Two codes below 16 in a byte, the first one low. */
function halves(codes: Uint8Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil(codes.length / 2));
  for (let i = 0; i < codes.length; i++) packed[i >> 1]! |= codes[i]! << (4 * (i & 1));
  return packed;
}

function ascii(text: string): Uint8Array {
  const escaped = text.replace(
    /[\u0080-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Uint8Array.from(escaped, (char) => char.charCodeAt(0));
}
