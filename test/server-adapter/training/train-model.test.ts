import { assert } from 'chai';
import { createLikes } from '../../../server-adapter/training/likes.js';
import { trainModel } from '../../../server-adapter/training/train-model.js';
import { trainingDataOf } from '../../../server-adapter/training/training-data.js';
import { createCatalog, decodeModel, type ItemTable, type ModelFile } from '../../../src/core/index.js';
import { groupOf, madeUpLikes } from './made-up.js';

/** The made-up items and some that nobody liked yet. */
const CATALOG = createCatalog(
  Array.from({ length: 70 }, (_, i) => ({
    id: `item-${i}`,
    title: `Item ${i}`,
    genres: [`Group ${i % 4}`],
    attributes: { cast: [`Actor ${i % 20}`] },
  })),
);

async function train(likes = madeUpLikes(), catalog = CATALOG, options = {}): Promise<ModelFile> {
  return decodeModel(await trainModel(trainingDataOf(catalog, likes), { threads: 0, ...options }));
}

function targetsOf({ ids }: ModelFile, table: ItemTable, id: string): [id: string, weight: number][] {
  const item = ids.indexOf(id);
  return [...table.targets.subarray(table.offsets[item], table.offsets[item + 1])]
    .map((target, i): [string, number] => [ids[target]!, table.weights[table.offsets[item]! + i]!])
    .sort((a, b) => b[1] - a[1]);
}

describe('training', () => {
  it('finds what is liked together', async () => {
    const model = await train();
    for (const id of ['item-0', 'item-5', 'item-10']) {
      const best = targetsOf(model, model.neighbours, id).slice(0, 5);
      assert.isAbove(best.length, 2);
      for (const [other] of best) assert.equal(groupOf(other), groupOf(id), `${other} for ${id}`);
    }
  });

  it('finds what comes next', async () => {
    const model = await train();
    const [first] = targetsOf(model, model.sequence, 'item-12');
    assert.equal(first?.[0], 'item-16');
  });

  it('keeps as many weights as it is told, on average', async () => {
    const model = await train(madeUpLikes(), createCatalog([]), { entries: 3 });
    assert.isAtMost(model.neighbours.targets.length, 60 * 3);
    assert.isAbove(model.neighbours.targets.length, 60 * 2);
  });

  it('gives items without history their likes by features, in both directions', async () => {
    const model = await train();
    const alike = targetsOf(model, model.neighbours, 'item-65');
    assert.isNotEmpty(alike);
    for (const [other] of alike)
      assert.isTrue(groupOf(other) === 1 || other === 'item-5' || other === 'item-25');
    assert.isTrue(targetsOf(model, model.neighbours, alike[0]![0]).some(([id]) => id === 'item-65'));
  });

  it('needs no likes at all', async () => {
    const model = await train(createLikes().build());
    assert.lengthOf(model.ids, 70);
    const [[best]] = targetsOf(model, model.neighbours, 'item-0') as [[string, number]];
    // The same group and the same actor.
    assert.include(['item-20', 'item-40', 'item-60'], best);
  });

  it('needs no items either', async () => {
    assert.deepEqual((await train(createLikes().build(), createCatalog([]))).ids, []);
  });

  it('makes the same file of the same likes', async () => {
    assert.equal((await train()).version, (await train()).version);
    assert.notEqual((await train()).version, (await train(madeUpLikes({ seed: 2 }))).version);
  });

  it('tells how far it is', async () => {
    const told: string[] = [];
    await trainModel(trainingDataOf(CATALOG, madeUpLikes()), {
      threads: 0,
      onProgress: (step, done, total) => told.push(`${step} ${done}/${total}`),
    });
    assert.deepEqual(told, ['choose 60/60', 'refit 60/60', 'follow 60/60', 'compare 10/10']);
  });
});
