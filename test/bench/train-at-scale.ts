// npm run bench:train: trains on 100,000 items and 10 million generated likes with the built command, and prints
// how long it took and how much memory. Takes about ten minutes on two cores.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { items: { type: 'string', default: '100000' }, likes: { type: 'string', default: '10000000' } },
});
const ITEMS = Number(values.items);
const LIKES = Number(values.likes);
/** Likes of a user on average; a few have many times as many. */
const EACH = 100;
/** Users like items of a few of these. */
const TASTES = 60;

let state = 20260601;
/** 0 ≤ x < 1, from a fixed sequence. */
function draw(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  // The low bits of such a sequence repeat soon.
  return ((state >>> 8) ^ (Math.imul(state, 2246822519) >>> 24)) / 2 ** 24;
}

async function writeRatings(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('userId,movieId,rating,timestamp\n');
  let written = 0;
  for (let user = 0; written < LIKES; user++) {
    const count = Math.min(
      2000,
      Math.max(5, Math.round(EACH * 0.6 * Math.exp(1.0 * (draw() + draw() + draw() - 1.5) * 2))),
    );
    const tastes = [Math.floor(draw() * TASTES), Math.floor(draw() * TASTES), Math.floor(draw() * TASTES)];
    const liked = new Set<number>();
    let lines = '';
    for (let i = 0; i < count; i++) {
      // Popularity falls off like that of films: the first hundredth of a taste has about a third of its likes.
      const place = Math.floor((ITEMS / TASTES) * draw() ** 4);
      const item = place * TASTES + (draw() < 0.85 ? tastes[i % 3]! : Math.floor(draw() * TASTES));
      if (item >= ITEMS || liked.has(item)) continue;
      liked.add(item);
      lines += `${user},${item},5,${1_500_000_000 + user + i}\n`;
    }
    written += liked.size;
    if (!file.write(lines)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  console.log(`${written.toLocaleString('en')} likes written`);
}

const folder = await mkdtemp(join(tmpdir(), 'attune-train-'));
try {
  const ratings = join(folder, 'ratings.csv');
  const items = join(folder, 'items.json');
  await writeRatings(ratings);
  await writeFile(
    items,
    JSON.stringify(
      Array.from({ length: ITEMS }, (_, i) => ({
        id: String(i),
        title: `Item ${i}`,
        genres: [`Taste ${i % TASTES}`],
      })),
    ),
  );
  const command = fileURLToPath(new URL('../../dist/server-adapter/cli/attune.js', import.meta.url));
  const args = ['train', '--ratings', ratings, '--items', items, '--out', join(folder, 'model.bin')];
  const child = spawn(process.execPath, [command, ...args], { stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
