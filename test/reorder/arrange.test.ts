import { assert } from 'chai';
import fc from 'fast-check';
import { arrange } from '../../src/reorder/arrange.js';
import { longestIncreasingSubsequence } from '../../src/reorder/longest-increasing-subsequence.js';

describe('arrange', () => {
  const orders = fc
    .nat(12)
    .chain((size) => fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }));

  it('gives the wanted order with the fewest moves', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const { list, cards } = listOf(order.length);
        const target = order.map((index) => cards[index]!);
        const moves = arrange(list, target);
        assert.deepEqual([...list.children], target);
        assert.equal(moves, order.length - longestIncreasingSubsequence(order).length);
      }),
    );
  });

  it('never touches the anchor, with and without moveBefore', () => {
    fc.assert(
      fc.property(orders, fc.nat(11), fc.boolean(), (order, at, withMoveBefore) => {
        const { list, cards } = listOf(order.length);
        if (!withMoveBefore) Object.assign(list, { moveBefore: undefined });
        const anchor = cards[at];
        const watched = new MutationObserver(() => undefined);
        watched.observe(list, { childList: true });
        const target = order.map((index) => cards[index]!);
        arrange(list, target, anchor);
        assert.deepEqual([...list.children], target);
        const touched = watched.takeRecords().flatMap((it) => [...it.addedNodes, ...it.removedNodes]);
        if (anchor) assert.notInclude(touched, anchor);
        watched.disconnect();
      }),
    );
  });

  it('puts new children in and stays in front of what follows the last one', () => {
    const { list, cards } = listOf(2);
    const marker = document.createComment('end');
    list.append(marker);
    const fresh = document.createElement('li');
    assert.equal(arrange(list, [cards[1]!, fresh, cards[0]!]), 2);
    assert.deepEqual([...list.childNodes], [cards[1]!, fresh, cards[0]!, marker]);
  });
});

function listOf(size: number) {
  const list = document.createElement('ul');
  const cards = Array.from({ length: size }, () => document.createElement('li'));
  list.append(...cards);
  return { list, cards };
}
