import { openDB } from 'idb';
import type { JournalStorage, StoredRow } from './contract.js';
import type { JournalSchema } from './schema.js';

/** Opens the journal's database; rejects where the browser refuses storage. */
export async function openIndexedDb(name: string): Promise<JournalStorage> {
  const db = await openDB<JournalSchema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('rows', { keyPath: 'n', autoIncrement: true }).createIndex(
        'key',
        ['owner', 'writer', 'seq'],
        { unique: true },
      );
      db.createObjectStore('records');
    },
    // A page that holds on to its connection would block the deletion or upgrade another one waits for.
    blocking: () => {
      db.close();
    },
  });
  return {
    kind: 'indexed-db',
    async transact(mode, work) {
      const tx = db.transaction(['rows', 'records'], mode);
      // Without a handler a failed transaction would surface as an unhandled rejection beside our own.
      tx.done.catch(() => undefined);
      const rows = tx.objectStore('rows');
      const records = tx.objectStore('records');
      try {
        const result = await work({
          get: (key) => records.get(key) as never,
          put: async (key, value) => {
            await records.put!(value, key);
          },
          rows: (after) => rows.getAll(IDBKeyRange.lowerBound(after, true)),
          addRow: ({ n: _n, ...row }) => rows.add!(row as StoredRow),
          removeRow: (n) => rows.delete!(n),
        });
        await tx.done;
        return result;
      } catch (error) {
        try {
          tx.abort();
        } catch {
          // It has ended by itself.
        }
        throw error;
      }
    },
    close: () => {
      db.close();
    },
  };
}
