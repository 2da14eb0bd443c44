import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredInteraction } from '../backend.js';
import { sqliteBackend } from '../backends/sqlite.js';
import { UsageError } from './usage-error.js';

/** Every interaction in the data folder of `attune serve`, which may be running. */
export async function* readStore(folder: string): AsyncGenerator<readonly StoredInteraction[]> {
  const path = join(folder, 'attune.db');
  if (!existsSync(path))
    throw new UsageError(`There is no ${path}: pass the folder that attune serve got as --data.`);
  const backend = await sqliteBackend({ path });
  try {
    yield* backend.interactions();
  } finally {
    await backend.close();
  }
}
