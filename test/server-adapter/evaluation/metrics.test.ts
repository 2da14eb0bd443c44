import { assert } from 'chai';
import { qualityOf } from '../../../server-adapter/evaluation/metrics.js';

const facts = {
  genres: [['A'], ['A', 'B'], ['C'], []],
  likes: [8, 4, 2, 1],
  userCount: 8,
};

describe('the metrics', () => {
  it('are those of the definitions, for one wanted item', () => {
    const { hr10, ndcg10, mrr10, recall20, ndcg100 } = qualityOf([2, 1, 0], [1], facts);
    assert.deepEqual([hr10, mrr10, recall20], [1, 1 / 2, 1]);
    assert.closeTo(ndcg10, 1 / Math.log2(3), 1e-12);
    assert.equal(ndcg100, ndcg10);
  });

  it('are those of the definitions, for several', () => {
    const list = Array.from({ length: 100 }, (_, i) => i);
    const { hr10, ndcg10, ndcg100, recall20, recall50, mrr10 } = qualityOf(list, [15, 40, 70, 200], facts);
    assert.deepEqual([hr10, ndcg10, mrr10, recall20, recall50], [0, 0, 0, 1 / 4, 2 / 4]);
    const gain = (place: number) => 1 / Math.log2(place + 2);
    assert.closeTo(
      ndcg100,
      (gain(15) + gain(40) + gain(70)) / (gain(0) + gain(1) + gain(2) + gain(3)),
      1e-12,
    );
  });

  it('count recall against what can be reached', () => {
    const targets = Array.from({ length: 30 }, (_, i) => i);
    assert.equal(qualityOf(targets.slice(0, 20), targets, facts).recall20, 1);
  });

  it('measure variety by genres and novelty by likes', () => {
    const { ild10, novelty10 } = qualityOf([0, 1, 2], [9], facts);
    assert.closeTo(ild10, (1 - 1 / 2 + 1 + 1) / 3, 1e-12);
    assert.closeTo(novelty10, (0 + 1 + 2) / 3, 1e-12);
  });
});
