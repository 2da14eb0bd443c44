// A process of its own that, told to start on its input, sends ratings and undos of one visitor to a database that others write to as well.
import { INTERACTIONS, type Interaction } from '../../src/core/index.js';
import { sqliteBackend } from '../../server-adapter/backends/sqlite.js';
import { createRandom } from './random.js';
import { NOW } from './test-adapter.js';

const [path = '', identity = '', writer = '', other = '', seed = '1'] = process.argv.slice(2);
const random = createRandom(Number(seed));
const backend = await sqliteBackend({ path, synchronous: 'OFF' });
console.log('ready');
await new Promise((resolve) => process.stdin.once('data', resolve));
let seq = 0;
for (let round = 0; round < 80; round++) {
  const rows = Array.from({ length: random.whole(1, 4) }, (): { row: Interaction } => {
    const at = NOW + random.whole(-1000, 1000);
    if (random.chance(0.3))
      return {
        row: { type: 'undo', at, features: [], target: [random.pick([writer, other]), random.whole(1, 200)] },
      };
    return { row: { type: 'rate', itemId: '1', at, value: random.whole(1, 5), features: ['genre:Drama'] } };
  });
  const batches = [{ writer, from: seq + 1, rows }];
  const request = { table: INTERACTIONS, receipt: NOW, epoch: 0, batches };
  // Without a pause one may be through before the other gets its turn.
  await new Promise((resolve) => setTimeout(resolve, random.whole(0, 5)));
  const answers = await Promise.all([backend.append(identity, request), backend.append(identity, request)]);
  seq += rows.length;
  if (answers.some(({ hw }) => hw[writer] !== seq)) throw new Error(`${writer} is not at ${seq}`);
}
await backend.close();
console.log(seq);
process.stdin.destroy();
