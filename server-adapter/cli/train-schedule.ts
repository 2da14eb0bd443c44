import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeCatalog, type Catalog } from '../../src/core/index.js';
import type { ItemModelHolder } from '../item-model.js';

/** How long a timer may be: a longer one would go off at once. */
const LONGEST_WAIT = 2 ** 31 - 1;

export interface TrainScheduleOptions {
  /** How old a model may get, in ms. */
  every: number;
  /** The folder with the database; the model is kept there too, as `model.bin`. */
  data: string;
  catalog: Catalog;
  /** Gets each new model, whole. */
  model: ItemModelHolder;
  /** Told in one line what went wrong. */
  report: (line: string) => void;
}

export interface TrainSchedule {
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** Where a scheduled model is kept. */
export function scheduledModelPath(data: string): string {
  return join(data, 'model.bin');
}

/**
 * Trains the item model from the store again and again, in a process of its own with low priority, so that no
 * request waits for it. A model that is written but not read, or not written, leaves the one before in place.
 */
export function scheduleTraining({
  every,
  data,
  catalog,
  model,
  report,
}: TrainScheduleOptions): TrainSchedule {
  const path = scheduledModelPath(data);
  let timer: NodeJS.Timeout | undefined;
  let child: ChildProcess | undefined;
  let closed = false;

  async function due(): Promise<number> {
    const made = await stat(path).catch(() => undefined);
    // A clock that was set back must not stop it for longer than usual.
    return made ? Math.min(made.mtimeMs + every - Date.now(), every) : 0;
  }

  async function train(): Promise<void> {
    const items = join(data, 'items.json');
    await writeFile(items, JSON.stringify(encodeCatalog(catalog)));
    const command = fileURLToPath(new URL('./attune.js', import.meta.url));
    const args = ['train', '--from-store', data, '--items', items, '--out', path, '--threads', '0'];
    if (closed) return;
    child = spawn(process.execPath, [...loaders(process.execArgv), command, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await finished(child);
    model.publish(await readFile(path));
  }

  async function check(): Promise<void> {
    let wait = every;
    try {
      if ((await due()) <= 0) await train();
      wait = Math.max(await due(), 1000);
    } catch (error) {
      if (!closed) report(`The item model could not be trained: ${(error as Error).message}`);
    }
    child = undefined;
    if (!closed) timer = setTimeout(begin, Math.min(wait, LONGEST_WAIT)).unref();
  }

  let current: Promise<void>;
  function begin(): void {
    current = check();
  }
  begin();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      child?.kill();
      await current;
    },
  };
}

/** Of this process's own flags only those that say how modules are found: `-e CODE` would run the site again. */
function loaders(flags: readonly string[]): string[] {
  const wanted = ['--import', '--loader', '--experimental-loader', '--conditions', '-C', '--require', '-r'];
  return flags.flatMap((flag, i) => {
    if (wanted.some((name) => flag.startsWith(`${name}=`))) return [flag];
    return wanted.includes(flag) ? [flag, flags[i + 1] ?? ''] : [];
  });
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(said.trim().split('\n').at(-1) ?? `it ended with ${code ?? signal}`));
    });
    try {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    } catch {
      // Not every system lets a process be humble.
    }
  });
}
