import { assert } from 'chai';
import {
  restoreProfile,
  INTERACTIONS,
  type Batch,
  type Cursor,
  type Interaction,
  type SyncAnswer,
} from '../../src/core/index.js';
import { closedFormula, differences } from './closed-formula.js';
import { createRandom } from './random.js';
import { sqliteStore } from './sqlite-store.js';
import { A, B, jsonOf, NOW, testAdapter } from './test-adapter.js';

type Adapter = Awaited<ReturnType<typeof testAdapter>>;
type Random = ReturnType<typeof createRandom>;

const DAY = 86400000;
const FIRST_SEED = Number(process.env.SEED ?? 1);
const ROUNDS = process.env.SEED ? 1 : 1200;

/** What one device did: ratings of one item above all, and undoing, also the other's and what will not come. */
function deed(random: Random): Interaction {
  const at = NOW - random.pick([0, 1, 2, 1000, 29 * DAY, 31 * DAY, -DAY]) + random.whole(-2, 2);
  const features = random.pick([['genre:Drama'], ['genre:Drama', 'decade:1990'], []]);
  if (random.chance(0.3))
    return { type: 'undo', at, features: [], target: [random.pick([A, B]), random.whole(1, 7)] };
  if (random.chance(0.2)) return { type: random.pick(['click', 'dismiss']), itemId: '1', at, features };
  if (random.chance(0.05)) return { type: 'rate', itemId: '1', at, features, value: 9 };
  return { type: 'rate', itemId: '1', at, features, value: random.whole(1, 5) };
}

/** A part of what a device has, as some request may bring it: overlapping, ahead, or after a skip. */
function part(random: Random, writer: string, deeds: readonly Interaction[]): Batch {
  const from = random.whole(1, deeds.length);
  const rows = deeds.slice(from - 1, random.whole(from, deeds.length));
  if (from > 1 && random.chance(0.1))
    return { writer, from, rows, skip: [random.whole(1, from - 1), from - 1] };
  return { writer, from, rows };
}

async function race(seed: number, adapters: readonly Adapter[]): Promise<void> {
  const random = createRandom(seed);
  const { identity, Cookie } = await adapters[0]!.visit(`race-race-race-race-${seed}`.padEnd(24, 'x'));
  const devices = [A, B].map((writer) => ({
    writer,
    deeds: Array.from({ length: random.whole(1, 6) }, () => deed(random)),
  }));
  const send = (batches: readonly Batch[], cursor: Cursor | null = { position: 0, stamp: '' }) => {
    const request = { identity, epoch: 0, cursor, batches };
    return jsonOf<SyncAnswer>(random.pick(adapters).post('/api/sync/', request, { Cookie }));
  };

  // Answers of these are lost: whoever sent them sends all of it again below.
  const requests = Array.from({ length: random.whole(2, 6) }, () => {
    const parts = devices
      .filter(() => random.chance(0.7))
      .map(({ writer, deeds }) => part(random, writer, deeds));
    return parts;
  });
  await Promise.all(
    requests.map(async (batches) => {
      for (let pause = random.whole(0, 3); pause > 0; pause--)
        await (random.chance(0.5) ? null : new Promise((resolve) => setImmediate(resolve)));
      await send(batches);
      if (random.chance(0.3)) await send(batches);
    }),
  );
  await Promise.all(devices.map(({ writer, deeds }) => send([{ writer, from: 1, rows: deeds }])));

  const { rows, cursor, hw, refused } = await send(
    devices.map(({ writer, deeds }) => ({ writer, from: 1, rows: deeds })),
  );
  const { snapshot } = await send([], null);
  assert.isDefined(snapshot);
  assert.deepEqual(
    hw,
    Object.fromEntries(devices.map(({ writer, deeds }) => [writer, deeds.length])),
    'everything is taken',
  );
  assert.equal(cursor.position, rows.length, 'positions have no gap');
  const keys = rows.map(({ writer, seq }) => `${writer}:${seq}`);
  assert.equal(new Set(keys).size, keys.length, 'nothing twice');
  assert.isEmpty(
    keys.filter((key) => refused.some(([writer, seq]) => key === `${writer}:${seq}`)),
    'refused',
  );
  const expected = closedFormula(rows);
  const stored = restoreProfile(INTERACTIONS, snapshot).sums;
  assert.deepEqual(differences(stored, expected, NOW), [], 'sums');
}

describe('two adapters on one database', () => {
  it(`agree with the formula after ${ROUNDS} races of two devices`, async () => {
    const store = await sqliteStore('OFF');
    const adapters = [
      await testAdapter({ backend: await store.open() }),
      await testAdapter({ backend: await store.open() }),
    ];
    // Several visitors at once, so that writes of different identities share commits.
    for (let first = FIRST_SEED; first < FIRST_SEED + ROUNDS; first += 8) {
      const seeds = Array.from({ length: Math.min(8, FIRST_SEED + ROUNDS - first) }, (_, i) => first + i);
      await Promise.all(
        seeds.map((seed) =>
          race(seed, adapters).catch((error: unknown) => {
            throw new Error(`SEED=${seed} fails: ${String(error)}`, { cause: error });
          }),
        ),
      );
    }
    for (const { backend } of adapters) await backend.close();
    await store.remove();
  });
});
