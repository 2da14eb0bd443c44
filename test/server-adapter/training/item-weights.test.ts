import { assert } from 'chai';
import { createItemWeights } from '../../../server-adapter/training/item-weights.js';
import { likersOf, positivesOf } from '../../../server-adapter/training/positives.js';
import { madeUpLikes } from './made-up.js';

const ITEMS = 40;
const RIDGE = 3;

/** B = −P / diag(P), P = (XᵀX + λI)⁻¹: the whole of EASE^R by Gauss–Jordan elimination. */
function easeDense(likes: ReturnType<typeof madeUpLikes>): number[][] {
  const gram = Array.from({ length: ITEMS }, () => new Array<number>(ITEMS).fill(0));
  for (let user = 0; user < likes.userCount; user++) {
    const own = [...likes.items].filter((_, i) => likes.users[i] === user);
    for (const a of own) for (const b of own) gram[a]![b]!++;
  }
  const rows = gram.map((row, i) => [
    ...row.map((count, j) => count + (i === j ? RIDGE : 0)),
    ...row.map((_, j) => (i === j ? 1 : 0)),
  ]);
  for (let i = 0; i < ITEMS; i++) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let j = 0; j < ITEMS; j++)
      if (j !== i) {
        const factor = rows[j]![i]!;
        rows[j] = rows[j]!.map((value, k) => value - factor * rows[i]![k]!);
      }
  }
  const inverse = rows.map((row) => row.slice(ITEMS));
  return inverse.map((row, i) => row.map((value, j) => (i === j ? 0 : -value / inverse[j]![j]!)));
}

describe('weights of items', () => {
  const likes = madeUpLikes({ items: ITEMS });
  const positives = positivesOf(
    likes,
    Uint32Array.from({ length: ITEMS }, (_, i) => i),
    ITEMS,
  );
  const likers = likersOf(positives);

  it('are those of EASE^R where every item is in the support', () => {
    const dense = easeDense(likes);
    const { fit } = createItemWeights(positives, likers, { ridge: RIDGE, dropout: 0 });
    for (let item = 0; item < ITEMS; item++) {
      const support = Uint32Array.from({ length: ITEMS }, (_, i) => i).filter((other) => other !== item);
      const weights = fit(item, support);
      for (const [i, source] of support.entries())
        assert.closeTo(weights[i]!, dense[source]![item]!, 1e-9, `${source} for ${item}`);
    }
  });

  it('shrink where likes are taken as forgotten', () => {
    const amount = (dropout: number) => {
      const { fit, nearest } = createItemWeights(positives, likers, { ridge: RIDGE, dropout });
      return fit(0, nearest(0)).reduce((sum, weight) => sum + Math.abs(weight), 0);
    };
    assert.isBelow(amount(0.5), amount(0));
  });

  it('come from the nearest items, never from the item itself', () => {
    const { nearest } = createItemWeights(positives, likers, { ridge: RIDGE, dropout: 0 });
    for (let item = 0; item < ITEMS; item++) {
      const support = [...nearest(item)];
      assert.notInclude(support, item);
      assert.deepEqual(
        support,
        [...new Set(support)].sort((a, b) => a - b),
      );
    }
  });
});
