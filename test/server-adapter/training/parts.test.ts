import { assert } from 'chai';
import fc from 'fast-check';
import { createContent } from '../../../server-adapter/training/content.js';
import { createTable } from '../../../server-adapter/training/item-table.js';
import { largest, nthLargest } from '../../../server-adapter/training/largest.js';
import { roundToLevels } from '../../../server-adapter/training/levels.js';
import { likersOf, MOST_PER_USER, positivesOf } from '../../../server-adapter/training/positives.js';
import { createSequences } from '../../../server-adapter/training/sequences.js';

const numbers = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 200 });

describe('the parts of training', () => {
  it('find the n-th largest value as sorting does', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 220 }), (values, n) => {
        const sorted = [...values].sort((a, b) => b - a);
        assert.equal(nthLargest(Float64Array.from(values), n), sorted[n - 1] ?? -Infinity);
      }),
    );
  });

  it('choose the items of the largest values, of equal ones the first', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 50 }), (values, count) => {
        const items = Uint32Array.from(values, (_, i) => 3 * i);
        const expected = values
          .map((value, i) => ({ value, item: 3 * i }))
          .filter(({ value }) => value > 0)
          .sort((a, b) => b.value - a.value || a.item - b.item)
          .slice(0, count)
          .map(({ item }) => item)
          .sort((a, b) => a - b);
        assert.deepEqual([...largest(items, Float64Array.from(values), count)], expected);
      }),
    );
  });

  it('round each weight to its nearest level, exactly where there are few', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (weights) => {
          const table = {
            offsets: Uint32Array.of(0, weights.length),
            targets: Uint32Array.from(weights.keys()),
            weights: Float32Array.from(weights),
          };
          const { codes, levels } = roundToLevels(table, 16);
          assert.isAtMost(levels.length, 16);
          for (const [i, weight] of weights.entries()) {
            const error = Math.abs(levels[codes[i]!]! - weight);
            assert.closeTo(error, Math.min(...levels.map((level) => Math.abs(level - weight))), 1e-9);
          }
        },
      ),
    );
    const few = roundToLevels(
      {
        offsets: Uint32Array.of(0, 4),
        targets: Uint32Array.of(0, 1, 2, 3),
        weights: Float32Array.of(0.5, -0.25, 0.5, 0),
      },
      16,
    );
    assert.deepEqual(
      Array.from(few.codes, (code) => few.levels[code]),
      [0.5, -0.25, 0.5, 0],
    );
  });

  it('gather likes by user and time, each once, of a tireless user the newest', () => {
    const many = MOST_PER_USER + 5;
    const likes = {
      itemIds: [],
      userCount: 2,
      users: Uint32Array.from([1, 1, 1, ...new Array<number>(many).fill(0)]),
      items: Uint32Array.from([7, 3, 7, ...new Array<number>(many).keys()]),
      times: Float64Array.from([5, 4, 6, ...new Array<number>(many).keys()]),
    };
    const { offsets, items } = positivesOf(
      likes,
      Uint32Array.from({ length: many }, (_, i) => i),
      many,
    );
    assert.deepEqual([...offsets], [0, MOST_PER_USER, MOST_PER_USER + 2]);
    assert.equal(items[0], 5);
    assert.deepEqual([...items.slice(-2)], [3, 7]);
  });

  it('count what follows, nearer ones more', () => {
    const likes = {
      itemIds: [],
      userCount: 2,
      users: Uint32Array.of(0, 0, 0, 1, 1),
      items: Uint32Array.of(2, 0, 1, 2, 1),
      times: Float64Array.of(1, 2, 3, 1, 2),
    };
    const positives = positivesOf(likes, Uint32Array.of(0, 1, 2), 3);
    const { items, weightOf } = createSequences(positives, likersOf(positives)).next(2, 5);
    assert.deepEqual([...items], [0, 1]);
    // After item 2: item 0 once directly; item 1 once directly and once at distance 2.
    assert.closeTo(weightOf(1) / weightOf(0), 1.5, 1e-9);
  });

  it('compare items by their features, rare ones counting more', () => {
    // Items 0 and 1 share a rare feature, 0 and 2 a common one, 3 has none.
    const content = createContent({
      count: 2,
      offsets: Uint32Array.of(0, 2, 3, 4, 4, 5, 6),
      values: Uint32Array.of(0, 1, 0, 1, 1, 1),
      importance: Float64Array.of(1, 1),
    });
    const { items, cosineOf } = content.alike(0, 9);
    assert.deepEqual([...items], [1, 2, 4, 5]);
    assert.isAbove(cosineOf(1), cosineOf(2));
    assert.isAtMost(cosineOf(1), 1);
    assert.lengthOf(content.alike(3, 9).items, 0);
    assert.deepEqual([...content.alike(0, 1).items], [1]);
  });

  it('put entries into a table, of a pair given twice the first', () => {
    const table = createTable(3, 4);
    for (const [source, target, weight] of [
      [2, 1, 0.5],
      [0, 2, 0.25],
      [2, 0, 1],
      [2, 1, 9],
    ] as const)
      table.add(source, target, weight);
    const { offsets, targets, weights } = table.build();
    assert.deepEqual(
      [[...offsets], [...targets], [...weights]],
      [
        [0, 1, 1, 3],
        [2, 0, 1],
        [0.25, 1, 0.5],
      ],
    );
  });
});
