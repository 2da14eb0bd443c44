import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteBackend, type SqliteOptions } from '../../server-adapter/backends/sqlite.js';

/** A database in a folder of its own. */
export async function sqliteStore(synchronous: SqliteOptions['synchronous'] = 'NORMAL') {
  const folder = await mkdtemp(join(tmpdir(), 'attune-'));
  const path = join(folder, 'attune.db');
  return {
    folder,
    path,
    open: () => sqliteBackend({ path, synchronous }),
    remove: () => rm(folder, { recursive: true }),
  };
}
