import { assert } from 'chai';
import { createItemModel } from '../../server-adapter/index.js';
import type { SyncAnswer } from '../../src/core/index.js';
import golden from '../cases/rankings.json' with { type: 'json' };
import { CATALOG, interactionsOf, MODEL_BYTES, NOW } from '../cases/ranking-world.js';
import { cookieOf, jsonOf, testAdapter } from './test-adapter.js';

interface Answer {
  recommendations: { id: string; reason: string }[];
}

describe('the golden rankings', () => {
  it('come out of the adapter as they come out of the browser, reasons included', async () => {
    const { post, get, clock } = await testAdapter({ catalog: CATALOG, model: createItemModel(MODEL_BYTES) });
    clock.now = NOW;
    for (const [number, [expected]] of golden.entries()) {
      const nonce = String(number).padStart(22, 'n');
      const first = await post('/api/sync/', { identity: null, nonce, epoch: 0, cursor: null, batches: [] });
      const { identity, cursor } = await jsonOf<SyncAnswer>(first.clone());
      const headers = { Cookie: cookieOf(first) };
      const rows = interactionsOf(number);
      if (rows.length) {
        const batches = [{ writer: 'w'.repeat(22), from: 1, rows }];
        const { refused } = await jsonOf<SyncAnswer>(
          post('/api/sync/', { identity, epoch: 0, cursor, batches }, headers),
        );
        assert.deepEqual(refused, []);
      }
      const { recommendations } = await jsonOf<Answer>(
        get('/api/realtime-recommendations/?limit=12', headers),
      );
      assert.deepEqual(
        recommendations.map(({ id, reason }) => [id, reason]),
        expected as [string, string][],
        `case ${number}`,
      );
    }
  });
});
