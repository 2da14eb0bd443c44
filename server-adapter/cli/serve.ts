import { existsSync } from 'node:fs';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Catalog } from '../../src/core/index.js';
import { createAdapter, type AdapterOptions } from '../app.js';
import { sqliteBackend } from '../backends/sqlite.js';
import { createItemModel, type ItemModelHolder } from '../item-model.js';
import { duration } from './duration.js';
import { listen } from './listen.js';
import { parseOptions } from './parse-options.js';
import { readCatalog } from './read-catalog.js';
import { readModel } from './read-model.js';
import { secretFile } from './secret-file.js';
import { scheduledModelPath, scheduleTraining, type TrainSchedule } from './train-schedule.js';
import { UsageError } from './usage-error.js';

export interface ServeOptions extends Omit<AdapterOptions, 'backend' | 'catalog' | 'model' | 'secret'> {
  /** Folder for the database and the secret; made where missing. */
  data: string;
  /** Path of a catalog file, or a catalog. */
  catalog: string | Catalog;
  /** Path of an item model's file, or a holder of one. */
  model?: string | ItemModelHolder;
  /** Trains the item model from what is stored whenever it is older than this, in ms; kept in the data folder. */
  trainEvery?: number;
  /** 8787 by default; where it is taken, the next free one. 0 takes any. */
  port?: number;
  /** 127.0.0.1 by default: this machine only. */
  host?: string;
  /** Folder of static files to serve besides. */
  site?: string;
  /** The environment's ATTUNE_SECRET by default, else a random one kept in the data folder. */
  secret?: string;
  /** Adds routes of one's own, before the static files. */
  routes?: (app: Hono) => void;
  /** Told in one line what was wrong with the catalog; standard error by default. */
  report?: (line: string) => void;
}

/** A server that runs. */
export interface Served {
  /** Ends in a slash. */
  url: string;
  /** Answers what has been asked, then closes server and database. */
  close(): Promise<void>;
}

/** Serves an adapter with the embedded backend; SIGINT and SIGTERM close it and end the process. */
export async function serve(options: ServeOptions): Promise<Served> {
  const {
    data,
    port = 8787,
    host = '127.0.0.1',
    site,
    routes,
    trainEvery,
    report = console.error,
    ...rest
  } = options;
  const catalog =
    typeof options.catalog === 'string' ? await readCatalog(options.catalog, report) : options.catalog;
  await mkdir(data, { recursive: true }).catch((cause: unknown) => {
    throw new UsageError(`The folder ${data} can't be made: pass another one, or make it.`, { cause });
  });
  const root = site !== undefined && (await realpath(site).catch(() => undefined));
  if (root === undefined) throw new UsageError(`The folder ${site} of --site can't be read: check its path.`);
  if (root && isWithin(await realpath(data), root))
    throw new UsageError(
      `The folder ${data} lies within ${site}, which everybody can read: pass another one to --data.`,
    );
  const secret = options.secret ?? process.env.ATTUNE_SECRET ?? (await secretFile(data));
  if (secret.length < 32)
    throw new UsageError('The secret is too short: put at least 32 random characters into ATTUNE_SECRET.');
  const model = await modelFor(options);
  const backend = await sqliteBackend({ path: join(data, 'attune.db') });
  let training: TrainSchedule | undefined;
  try {
    const app = new Hono();
    app.route('/', createAdapter({ ...rest, backend, catalog, model, secret }));
    routes?.(app);
    if (site !== undefined) app.use('*', serveStatic({ root: site }));
    const server = await listen(app.fetch, host, port);
    if (trainEvery !== undefined)
      training = scheduleTraining({ every: trainEvery, data, catalog, model, report });
    const close = once(async () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      await training?.close();
      await server.close();
      await backend.close();
    });
    const stop = () => void close().finally(() => process.exit(0));
    process.on('SIGINT', stop).on('SIGTERM', stop);
    return { url: server.url, close };
  } catch (error) {
    await backend.close();
    throw error;
  }
}

/** The model that is passed; else, where one is trained on a schedule, the one that was trained last. */
async function modelFor({
  model,
  trainEvery,
  data,
  report = console.error,
}: ServeOptions): Promise<ItemModelHolder> {
  if (typeof model === 'string') return readModel(model);
  if (model || trainEvery === undefined) return model ?? createItemModel();
  try {
    return await readModel(scheduledModelPath(data));
  } catch (error) {
    // The first time there is none yet; a damaged one is trained anew.
    if (existsSync(scheduledModelPath(data))) {
      report((error as Error).message);
      await rm(scheduledModelPath(data));
    }
    return createItemModel();
  }
}

function isWithin(folder: string, other: string): boolean {
  const path = relative(other, folder);
  return !path.startsWith('..') && !isAbsolute(path);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}

/** ms */
const LEAST_TRAIN_EVERY = 60_000;

const HELP = `attune serve: serves the adapter with an embedded database

  --catalog FILE   items as a JSON list (required)
  --model FILE     item model, as attune train writes it
  --train-every T  trains a model from what is stored whenever it is older than T: 30m, 24h, 7d
  --data DIR       folder for the database and the secret (attune-data)
  --port N         8787; the next free one where it is taken
  --host NAME      127.0.0.1: this machine only
  --origin URL     a page of another site that may use it; may be repeated
  --site DIR       static files to serve besides

ATTUNE_SECRET in the environment signs visitors' tokens instead of the secret in the data folder.`;

/** Runs `attune serve`. */
export async function run(args: string[]): Promise<void> {
  const values = parseOptions('serve', args, {
    catalog: { type: 'string' },
    model: { type: 'string' },
    'train-every': { type: 'string' },
    data: { type: 'string', default: 'attune-data' },
    port: { type: 'string', default: '8787' },
    host: { type: 'string', default: '127.0.0.1' },
    origin: { type: 'string', multiple: true, default: [] },
    site: { type: 'string' },
    help: { type: 'boolean', default: false },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  if (values.catalog === undefined)
    throw new UsageError('--catalog is missing: pass the path of a JSON file with your items.');
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535)
    throw new UsageError('--port is not valid: pass a whole number from 0 to 65535.');
  const trainEvery = duration('--train-every', values['train-every']);
  if (trainEvery !== undefined && trainEvery < LEAST_TRAIN_EVERY)
    throw new UsageError('--train-every is too short: pass at least 1m, better 24h.');
  if (trainEvery !== undefined && values.model !== undefined)
    throw new UsageError(
      '--model and --train-every exclude each other: a trained model would replace the file’s.',
    );
  const { url } = await serve({
    catalog: values.catalog,
    data: values.data,
    port,
    host: values.host,
    origins: values.origin,
    ...(values.model !== undefined && { model: values.model }),
    ...(trainEvery !== undefined && { trainEvery }),
    ...(values.site !== undefined && { site: values.site }),
  });
  console.log(`Attune listens on ${url}`);
}
