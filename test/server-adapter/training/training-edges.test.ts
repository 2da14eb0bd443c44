import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { estimateMemory } from '../../../server-adapter/training/estimate-memory.js';
import { createItemWeights } from '../../../server-adapter/training/item-weights.js';
import { roundToLevels } from '../../../server-adapter/training/levels.js';
import { likersOf, positivesOf } from '../../../server-adapter/training/positives.js';
import { likesOf } from '../../../server-adapter/training/read-interactions.js';
import { readItems } from '../../../server-adapter/training/read-items.js';
import { readRatings } from '../../../server-adapter/training/read-ratings.js';
import { createSequences } from '../../../server-adapter/training/sequences.js';
import { trainModel } from '../../../server-adapter/training/train-model.js';
import { trainingDataOf } from '../../../server-adapter/training/training-data.js';
import { createCatalog, decodeModel, LANDMARK, type KeyedInteraction } from '../../../src/core/index.js';
import { madeUpLikes } from './made-up.js';
let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'attune-edges-'))));
after(() => rm(folder, { recursive: true, maxRetries: 5 }));
const file = async (name: string, text: string) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const none = createCatalog([]);
const identity = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);
const train = async (likes = madeUpLikes(), catalog = none, options = {}) =>
  decodeModel(await trainModel(trainingDataOf(catalog, likes), { threads: 0, ...options }));

describe('training, at its edges', () => {
  it('trusts what few did less', () => {
    // Item 0 is liked by users 0 and 1; item 1 by user 0 alone; items 2 to 201 by both and three others.
    const pairs: [number, number][] = [
      [0, 0],
      [1, 0],
      [0, 1],
    ];
    for (let item = 2; item < 202; item++) for (const user of [0, 1, 2, 3, 4]) pairs.push([user, item]);
    const likes = {
      itemIds: [],
      userCount: 5,
      users: Uint32Array.from(pairs, ([user]) => user),
      items: Uint32Array.from(pairs, ([, item]) => item),
      times: new Float64Array(pairs.length),
    };
    const positives = positivesOf(likes, identity(202), 202);
    assert.notInclude(
      [...createItemWeights(positives, likersOf(positives), { ridge: 1, dropout: 0 }).nearest(0)],
      1,
    );
  });
  it('looks five places ahead, and says less where little is known', () => {
    const likes = {
      itemIds: [],
      userCount: 1,
      users: new Uint32Array(8),
      items: identity(8),
      times: Float64Array.from(identity(8)),
    };
    const positives = positivesOf(likes, identity(8), 8);
    const { items, weightOf } = createSequences(positives, likersOf(positives)).next(0, 9);
    assert.deepEqual([...items], [1, 2, 3, 4, 5]);
    assert.closeTo(weightOf(1), 1 / (1 + 10), 1e-12);
    assert.closeTo(weightOf(5), 1 / 5 / (1 + 10), 1e-12);
  });
  it('keeps large weights that speak against an item', async () => {
    const { neighbours } = await train(madeUpLikes(), none, { entries: 30 });
    assert.isAtLeast(neighbours.targets.length, 60 * 30);
  });
  it('lets likeness by features say less than likes', async () => {
    const catalog = createCatalog(
      Array.from({ length: 70 }, (_, i) => ({ id: `item-${i}`, genres: [`Group ${i % 4}`] })),
    );
    const {
      ids,
      liked,
      neighbours: { offsets, targets, weights },
    } = await train(madeUpLikes(), catalog);
    let byLikes = 0;
    let byFeatures = 0;
    for (let item = 0; item < ids.length; item++)
      for (let at = offsets[item]!; at < offsets[item + 1]!; at++)
        if (item < liked && targets[at]! < liked) byLikes = Math.max(byLikes, weights[at]!);
        else byFeatures = Math.max(byFeatures, weights[at]!);
    assert.isAbove(byFeatures, 0);
    assert.isBelow(byFeatures, byLikes / 2);
  });
  it('solves again on the weights it keeps', async () => {
    const data = trainingDataOf(none, madeUpLikes());
    const {
      neighbours: { offsets, targets, weights },
    } = decodeModel(await trainModel(data, { threads: 0, entries: 5, levels: 256 }));
    const { fit } = createItemWeights(data.positives, likersOf(data.positives), {
      ridge: 2 * Math.sqrt(200),
      dropout: 0.5,
    });
    for (const item of [0, 7, 20]) {
      const sources: number[] = [];
      const found: number[] = [];
      for (let source = 0; source < 60; source++)
        for (let at = offsets[source]!; at < offsets[source + 1]!; at++)
          if (targets[at] === item) {
            sources.push(source);
            found.push(weights[at]!);
          }
      for (const [i, weight] of fit(item, Uint32Array.from(sources)).entries())
        assert.closeTo(found[i]!, weight, 2e-3);
    }
  });
  it('holds weights back by the root of the number of users', async () => {
    const likes = madeUpLikes();
    const four = {
      ...likes,
      userCount: 800,
      users: Uint32Array.from(
        { length: 4 * likes.users.length },
        (_, i) => likes.users[i % likes.users.length]! + 200 * Math.floor(i / likes.users.length),
      ),
      items: Uint32Array.from(
        { length: 4 * likes.items.length },
        (_, i) => likes.items[i % likes.items.length]!,
      ),
      times: Float64Array.from(
        { length: 4 * likes.times.length },
        (_, i) => likes.times[i % likes.times.length]!,
      ),
    };
    const [once, fourfold] = [await train(likes, none, { ridge: 2 }), await train(four, none, { ridge: 4 })];
    assert.deepEqual(fourfold.neighbours, once.neighbours);
  });
  it('moves levels to where the weights are', () => {
    const weights = Float32Array.from([...new Array<number>(100).fill(0), 1, 10]);
    const { codes, levels } = roundToLevels(
      { offsets: Uint32Array.of(0, 102), targets: identity(102), weights },
      4,
    );
    assert.closeTo(levels[codes[101]!]!, 10, 5);
    assert.equal(levels[codes[0]!], 0);
  });
  it('numbers the most liked items first', async () => {
    const likes = madeUpLikes();
    const { ids, counts } = trainingDataOf(createCatalog([{ id: 'unliked' }]), likes);
    assert.deepEqual(
      [...counts],
      [...counts].sort((a, b) => b - a),
    );
    assert.equal(ids.at(-1), 'unliked');
  });
  it('reads times in seconds and in milliseconds', async () => {
    const { times } = await readRatings(
      await file('t.csv', 'userId,movieId,rating,timestamp\n1,1,5,964982703\n1,2,5,964982703001\n'),
      assert.fail,
    );
    assert.deepEqual([...times], [964982703000, 964982703001]);
  });
  it('does not take for liked what was dismissed or undone', async () => {
    let seq = 0;
    const row = (it: Partial<KeyedInteraction>) => ({
      identity: 'a',
      row: {
        at: LANDMARK + ++seq,
        writer: 'w',
        seq,
        weight: 0.7,
        features: [],
        type: 'rate',
        value: 5,
        ...it,
      } as KeyedInteraction,
    });
    const rows = [
      row({ itemId: 'liked' }),
      row({ itemId: 'dismissed' }),
      row({ itemId: 'dismissed', type: 'dismiss', weight: -0.3 }),
      row({ itemId: 'undone', type: 'view_detail', weight: 0.2 }),
      row({ type: 'undo', target: ['w', 4], weight: 0 }),
    ];
    const pages = (async function* () {
      yield rows;
    })();
    assert.deepEqual((await likesOf(pages)).itemIds, ['liked']);
  });
  it('knows no genre “(no genres listed)”', async () => {
    const catalog = await readItems(
      await file('i.csv', 'movieId,title,genres\n1,One (1999),(no genres listed)\n2,Two,Drama|Action\n'),
      assert.fail,
    );
    assert.deepEqual(catalog.features, ['decade:1990', 'genre:Drama', 'genre:Action']);
  });
  it('estimates more memory for more likes, items and threads', () => {
    const size = { items: 1000, likes: 1e6, threads: 1 };
    for (const more of [{ items: 1e6 }, { likes: 1e8 }, { threads: 1000 }])
      assert.isAbove(estimateMemory({ ...size, ...more }), estimateMemory(size) * 1.05);
  });
});
