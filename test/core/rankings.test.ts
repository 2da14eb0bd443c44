import { assert } from 'chai';
import golden from '../cases/rankings.json' with { type: 'json' };
import { CASES, rankingOf, type GoldenRanking } from '../cases/ranking-world.js';

describe('the golden rankings', () => {
  it(`are the same ${CASES} lists with the same reasons in every engine`, () => {
    assert.lengthOf(golden, CASES);
    for (const [number, expected] of golden.entries())
      assert.deepEqual(rankingOf(number), expected as unknown as GoldenRanking, `case ${number}`);
  });
});
