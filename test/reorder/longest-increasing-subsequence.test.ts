import { assert } from 'chai';
import fc from 'fast-check';
import { longestIncreasingSubsequence } from '../../src/reorder/longest-increasing-subsequence.js';

describe('longestIncreasingSubsequence', () => {
  it('finds as many as trying every subset does', () => {
    const numbers = fc.array(fc.nat(9), { maxLength: 8 });
    fc.assert(
      fc.property(numbers, (values) => {
        const found = longestIncreasingSubsequence(values);
        assert.isTrue(increasing(found), 'indices ascend');
        assert.isTrue(increasing(found.map((index) => values[index]!)), 'values ascend');
        assert.lengthOf(found, longestByTrying(values));
      }),
    );
  });
});

function increasing(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || values[index - 1]! < value);
}

function longestByTrying(values: readonly number[]): number {
  let best = 0;
  for (let subset = 0; subset < 1 << values.length; subset++) {
    const chosen = values.filter((_, index) => subset & (1 << index));
    if (increasing(chosen)) best = Math.max(best, chosen.length);
  }
  return best;
}
