import { assert } from 'chai';
import fc from 'fast-check';
import {
  bindModel,
  createCatalog,
  createProfile,
  decodeModel,
  encodeModel,
  fold,
  hashBytes,
  INTERACTIONS,
  recommend,
  type BoundTable,
  type ItemTable,
  type LevelledModel,
  type LevelledTable,
} from '../../src/core/index.js';

const table = (
  rows: readonly (readonly [target: number, code: number][])[],
  levels: number[],
): LevelledTable => {
  const sorted = rows.map((row) => [...row].sort((a, b) => a[0] - b[0]));
  const flat = sorted.flat();
  const offsets = new Uint32Array(rows.length + 1);
  for (const [i, row] of sorted.entries()) offsets[i + 1] = offsets[i]! + row.length;
  return {
    offsets,
    targets: Uint32Array.from(flat, ([target]) => target),
    codes: Uint8Array.from(flat, ([, code]) => code),
    levels,
  };
};

/** Tables of any shape: up to 300 items, so that differences need two bytes, with 1 to 256 levels. */
const models = fc
  .record({
    size: fc.integer({ min: 1, max: 300 }),
    levels: fc.integer({ min: 1, max: 256 }),
    seed: fc.nat(),
  })
  .map(({ size, levels, seed }): LevelledModel => {
    let state = seed;
    const draw = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const make = () =>
      table(
        Array.from({ length: size }, () => {
          const targets = new Set(Array.from({ length: draw(6) }, () => draw(size)));
          return [...targets].map((target): [number, number] => [target, draw(levels)]);
        }),
        Array.from({ length: levels }, (_, level) => Math.fround((level - 3) / 7)),
      );
    return { ids: Array.from({ length: size }, (_, i) => `é\n"${i}`), neighbours: make(), sequence: make() };
  });

const weightsOf = ({ codes, levels }: LevelledTable) => Float32Array.from(codes, (code) => levels[code]!);

const two: LevelledModel = {
  ids: ['a', 'b'],
  neighbours: table([[[1, 0]], [[0, 1]]], [0.5, 0.25]),
  sequence: table([[], []], [0]),
};

describe('an item model', () => {
  it('is the same after it went through a file', () => {
    fc.assert(
      fc.property(models, (model) => {
        const read = decodeModel(encodeModel(model));
        assert.deepEqual(read.ids, model.ids);
        for (const name of ['neighbours', 'sequence'] as const) {
          const { offsets, targets } = model[name];
          assert.deepEqual(read[name], {
            offsets,
            targets,
            weights: weightsOf(model[name]),
          } satisfies ItemTable);
        }
      }),
    );
  });

  it('has a version that its content gives', () => {
    const version = (model: LevelledModel) => decodeModel(encodeModel(model)).version;
    assert.equal(version(two), version({ ...two }));
    assert.notEqual(version(two), version({ ...two, ids: ['a', 'c'] }));
  });

  it('is refused where its file is cut off, changed in any byte, or something else', () => {
    const bytes = encodeModel(two);
    for (let length = 0; length < bytes.length; length++)
      assert.throws(() => decodeModel(bytes.slice(0, length)), TypeError, /no item model|damaged/);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 0x10;
      assert.throws(() => decodeModel(changed), TypeError, /no item model|damaged/);
    }
    assert.throws(
      () => decodeModel(new TextEncoder().encode('<!doctype html><title>404</title>')),
      /no item model/,
    );
  });

  it('is refused where a newer version made it', () => {
    const text = new TextDecoder('latin1').decode(encodeModel(two));
    const newer = Uint8Array.from(text.replace('attune-model/1', 'attune-model/9'), (it) => it.charCodeAt(0));
    new DataView(newer.buffer).setUint32(4, hashBytes(newer.subarray(8)), true);
    assert.throws(() => decodeModel(newer), TypeError, 'of format attune-model/9, not attune-model/1');
  });

  it('may lie anywhere in a buffer', () => {
    const bytes = encodeModel(two);
    const buffer = new Uint8Array(bytes.length + 7);
    buffer.set(bytes, 7);
    assert.deepEqual(decodeModel(buffer.subarray(7)), decodeModel(bytes));
  });

  it('speaks of the items a catalog has, whatever their order, and of no others', () => {
    const file = decodeModel(
      encodeModel({
        ids: ['a', 'b', 'c'],
        neighbours: table(
          [
            [
              [1, 0],
              [2, 1],
            ],
            [[0, 1]],
            [
              [0, 0],
              [1, 1],
            ],
          ],
          [0.5, 0.25],
        ),
        sequence: table([[[2, 0]], [], []], [1]),
      }),
    );
    const bound = bindModel(
      file,
      createCatalog([
        { id: 'c', title: 'c' },
        { id: 'new', title: 'n' },
        { id: 'a', title: 'a' },
      ]),
    );
    const said = (table: BoundTable, index: number) => {
      const scores = new Float64Array(3);
      table.spread([{ index }], () => 2, scores);
      return [...scores];
    };
    assert.deepEqual(said(bound.neighbours, 0), [0, 0, 1]);
    assert.deepEqual(said(bound.neighbours, 1), [0, 0, 0]);
    assert.deepEqual(said(bound.neighbours, 2), [0.5, 0, 0]);
    assert.deepEqual(said(bound.sequence, 2), [2, 0, 0]);
    const speakers = [{ index: 1 }, { index: 2 }];
    assert.equal(
      bound.neighbours.loudest(speakers, () => 1, 0),
      speakers[1],
    );
    assert.isUndefined(bound.neighbours.loudest(speakers, () => 1, 2));
    assert.deepEqual([...bound.liked], [1, 0, 1]);
    assert.lengthOf(bindModel(file, createCatalog([])).liked, 0);
  });

  it('brings what goes with the history to the front, and says because of what', () => {
    const catalog = createCatalog(
      ['liked', 'other', 'friend'].map((id, i) => ({ id, title: id, popularity: 9 - i })),
    );
    const file = decodeModel(
      encodeModel({
        ids: catalog.ids,
        neighbours: table([[[2, 0]], [], []], [0.5]),
        sequence: table([[], [], []], [0]),
      }),
    );
    const profile = createProfile(INTERACTIONS);
    const context = () => ({ catalog, profile, now: 2, model: bindModel(file, catalog) });
    assert.deepEqual(
      recommend(context()).map(({ item }) => item.id),
      ['liked', 'other', 'friend'],
    );
    fold(profile, {
      type: 'rate',
      value: 5,
      itemId: 'liked',
      at: 1,
      weight: 0.7,
      features: [],
      writer: 'w'.repeat(22),
      seq: 1,
    });
    const [first] = recommend(context());
    assert.deepEqual(
      [first?.item.id, first?.reason],
      ['friend', { kind: 'item', itemId: 'liked', text: 'Because you rated liked' }],
    );
    assert.isAbove(first!.contributions.neighbours!, 0);
  });
});
