import { assert } from 'chai';
import { sqliteBackend } from '../../server-adapter/index.js';
import { createProfiles } from '../../server-adapter/profiles.js';
import { HISTORY_LENGTH, INTERACTIONS, RETENTION } from '../../src/core/index.js';
import { A, click, NOW } from './test-adapter.js';

const DAY = 86400000;

describe('profiles held in memory', () => {
  it('forget what neither undo nor ranking can need, a day late at most', async () => {
    const backend = await sqliteBackend({ path: ':memory:' });
    const profiles = createProfiles(backend, INTERACTIONS);
    const rows = Array.from({ length: HISTORY_LENGTH + 20 }, () => ({ row: click }));
    const batches = [{ writer: A, from: 1, rows }];
    await backend.append('a_visitor', { table: INTERACTIONS, receipt: NOW, epoch: 0, batches });
    const held = async (now: number) => {
      const { profile } = await profiles.of('a_visitor', now);
      return [profile.rows.size, profile.history.length];
    };
    const all = [rows.length, rows.length];
    // In steps: a profile is looked through once a day.
    for (let now = NOW; now <= NOW + RETENTION; now += DAY / 3) assert.deepEqual(await held(now), all);
    assert.deepEqual(await held(NOW + RETENTION + DAY), [HISTORY_LENGTH, HISTORY_LENGTH]);
    await backend.close();
  });
});
