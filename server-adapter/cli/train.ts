import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { availableMemory, estimateMemory, gigabytes } from '../training/estimate-memory.js';
import { createLikes, type Likes } from '../training/likes.js';
import { likesOf, readInteractions } from '../training/read-interactions.js';
import { likesIn } from '../training/ratings.js';
import { readItems } from '../training/read-items.js';
import { readRatings } from '../training/read-ratings.js';
import type { Step } from '../training/jobs.js';
import { trainModel } from '../training/train-model.js';
import { trainingDataOf } from '../training/training-data.js';
import { parseOptions } from './parse-options.js';
import { createProgress } from './progress.js';
import { readStore } from './read-store.js';
import { UsageError } from './usage-error.js';
import { wholeNumber } from './whole-number.js';

const HELP = `attune train: trains an item model for the browser and the adapter

  --items FILE         items: a catalog as JSON, or CSV with movieId, title, genres (required)
  --out FILE           where the model goes (model.bin)
  --ratings FILE       CSV with userId, movieId, rating, timestamp
  --interactions FILE  JSON lines of interactions, each identity's together
  --from-store DIR     the data folder of attune serve
  --threads N          threads to train with; as many as there are cores by default, at most 64
  --memory GB          refuse to take more; by default what is free

Without ratings, interactions or store the model knows items by their features only.`;

const STEPS: Readonly<Record<Step, string>> = {
  choose: 'Finding neighbours',
  refit: 'Fitting weights',
  follow: 'Counting what follows',
  compare: 'Comparing features',
};

/** More threads than this only take memory. */
const MOST_THREADS = 64;

/** Bytes of one rating in a CSV file, at least. */
const RATING_BYTES = 16;

/** Runs `attune train`. */
export async function run(args: string[]): Promise<void> {
  const values = parseOptions('train', args, {
    items: { type: 'string' },
    out: { type: 'string', default: 'model.bin' },
    ratings: { type: 'string' },
    interactions: { type: 'string' },
    'from-store': { type: 'string' },
    threads: { type: 'string' },
    memory: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const threads = Math.min(wholeNumber('--threads', values.threads) ?? availableParallelism(), MOST_THREADS);
  const memory = values.memory === undefined ? availableMemory() : Number(values.memory) * 1e9;
  if (!(memory > 0)) throw new UsageError('--memory is not valid: pass a number of gigabytes.');
  const sources = [values.ratings, values.interactions, values['from-store']].filter(
    (it) => it !== undefined,
  );
  if (sources.length > 1)
    throw new UsageError('--ratings, --interactions and --from-store exclude one another: pass one.');
  if (values.items === undefined)
    throw new UsageError('--items is missing: pass the path of your catalog as JSON or CSV.');

  await checkOut(values.out);
  const catalog = await readItems(values.items, console.error);
  if (!catalog.size) throw new UsageError(`The catalog ${values.items} has no items: pass one with some.`);
  const size = values.ratings === undefined ? 0 : await sizeOf(values.ratings);
  const fits = (likes: number, items: number) => {
    const needed = estimateMemory({ items, likes, threads });
    if (needed > memory)
      throw new UsageError(
        `Training needs about ${gigabytes(needed)} of memory, and ${gigabytes(memory)} can be had: pass fewer ratings (the newest say most) or items, or raise --memory where there is more.`,
      );
    return needed;
  };
  console.error(`At most ${gigabytes(fits(size / RATING_BYTES, catalog.size))} of memory will be needed.`);
  const progress = createProgress();
  const begun = performance.now();
  const likes = await readLikes(values);
  fits(likes.items.length, Math.max(catalog.size, likes.itemIds.length));
  const known = likes.itemIds.filter((id) => catalog.indexOf(id) >= 0).length;
  if (likes.itemIds.length && !known)
    throw new UsageError(
      `None of the ${likes.itemIds.length} liked items is in ${values.items}: pass the catalog whose ids the likes have.`,
    );
  if (known < likes.itemIds.length)
    console.error(
      `${likes.itemIds.length - known} of ${likes.itemIds.length} liked items are not in ${values.items}.`,
    );
  const bytes = await trainModel(trainingDataOf(catalog, likes), {
    threads,
    onProgress: (step, done, total) => progress.show(STEPS[step], done, total),
  });
  progress.clear();
  await writeWhole(values.out, bytes);
  console.log(
    `${values.out}: ${likes.items.length.toLocaleString('en')} likes of ${likes.userCount.toLocaleString('en')} visitors, ` +
      `${catalog.size.toLocaleString('en')} items, ${Math.round(gzipSync(bytes).length / 1000)} kB gzip, ` +
      `${((performance.now() - begun) / 1000).toFixed(1)} s, ${gigabytes(process.resourceUsage().maxRSS * 1024)} of memory`,
  );
}

async function readLikes(sources: {
  ratings?: string | undefined;
  interactions?: string | undefined;
  'from-store'?: string | undefined;
}): Promise<Likes> {
  const { ratings, interactions, 'from-store': store } = sources;
  if (ratings !== undefined) return likesIn(await readRatings(ratings, console.error));
  if (interactions !== undefined) return likesOf(readInteractions(interactions));
  if (store !== undefined) return likesOf(readStore(store));
  return createLikes().build();
}

/** Before the work, not after it. */
async function checkOut(path: string): Promise<void> {
  const isFolder = async (name: string) => (await stat(name).catch(() => undefined))?.isDirectory() ?? false;
  if (path === '' || (await isFolder(path)))
    throw new UsageError(
      `--out is not valid: pass the path of a file, not ${path === '' ? 'nothing' : 'a folder'}.`,
    );
  if (!(await isFolder(dirname(path))))
    throw new UsageError(
      `The model can't be written to ${path}: make the folder ${dirname(path)}, or pass another one.`,
    );
}

/** A reader never sees half a model. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new UsageError(
      `The model can't be written to ${path}: check that its folder exists and is writable.`,
      {
        cause,
      },
    );
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new UsageError(`The file ${path} can't be read: check its path.`, { cause });
  }
}
