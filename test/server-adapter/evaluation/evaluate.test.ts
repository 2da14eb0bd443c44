import { assert } from 'chai';
import { evaluate } from '../../../server-adapter/evaluation/evaluate.js';
import type { Ratings } from '../../../server-adapter/training/ratings.js';
import { createCatalog } from '../../../src/core/index.js';
import { madeUpLikes } from '../training/made-up.js';

const likes = madeUpLikes({ users: 240, items: 120, each: 14 });
const ratings: Ratings = {
  userIds: Array.from({ length: likes.userCount }, (_, user) => `user-${user}`),
  itemIds: likes.itemIds,
  users: likes.users,
  items: likes.items,
  values: new Float32Array(likes.users.length).fill(4.5),
  times: likes.times,
};
const items = createCatalog(likes.itemIds.map((id, i) => ({ id, title: id, genres: [`Genre ${i % 7}`] })));

describe('evaluation', () => {
  for (const protocol of ['next-item', 'new-visitor'] as const)
    it(`finds that what is shipped beats its baselines (${protocol})`, async () => {
      const { models } = await evaluate(ratings, items, { protocol, threads: 0 });
      const key = protocol === 'next-item' ? 'ndcg10' : 'ndcg100';
      for (const baseline of ['random', 'popular', 'genre-preferences'])
        assert.isAbove(models.default![key], models[baseline]![key], baseline);
      assert.isAbove(models.default![key], models['without-model']![key]);
      for (const { hr10, ild10, coverage10, kb } of Object.values(models)) {
        assert.isTrue(
          hr10 >= 0 && hr10 <= 1 && ild10 >= 0 && ild10 <= 1 && coverage10 > 0 && coverage10 <= 1,
        );
        assert.isAtLeast(kb, 0);
      }
      assert.isAbove(models.default!.kb, 0);
      assert.equal(models.popular!.kb, 0);
    });

  it('tells how far it is', async () => {
    const told: string[] = [];
    await evaluate(ratings, items, {
      protocol: 'next-item',
      validation: true,
      threads: 0,
      onTrial: (done, total) => told.push(`${done}/${total}`),
    });
    assert.deepEqual(told, ['0/1', '1/1']);
  });
});
