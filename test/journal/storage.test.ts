import { assert } from 'chai';
import type { JournalStorage } from '../../src/journal/contract.js';
import { openIndexedDb } from '../../src/journal/indexed-db.js';
import { createMemoryStorage } from '../../src/journal/memory.js';
import { withFallback } from '../../src/journal/with-fallback.js';
import { journalStorageSuite } from '../suites/journal-storage.js';

let count = 0;
const fresh = () => `journal-storage-${Date.now()}-${++count}`;

journalStorageSuite('memory', () => Promise.resolve(createMemoryStorage()));
journalStorageSuite('IndexedDB', () => openIndexedDb(fresh()));
journalStorageSuite('IndexedDB with fallback', () => {
  const name = fresh();
  return Promise.resolve(
    withFallback({
      open: () => openIndexedDb(name),
      fallback: createMemoryStorage,
      onFallback: (cause) => assert.fail(String(cause)),
    }),
  );
});
journalStorageSuite('refused IndexedDB with fallback', () =>
  Promise.resolve(
    withFallback({
      open: () => Promise.reject(new DOMException('denied', 'SecurityError')),
      fallback: createMemoryStorage,
      onFallback: () => undefined,
    }),
  ),
);

describe('storage with a fallback', () => {
  const read = (storage: JournalStorage) => storage.transact('readonly', (tx) => tx.rows(0));

  it('gives up on a database that does not open, after trying twice, and says so once', async () => {
    const causes: unknown[] = [];
    let tries = 0;
    const storage = withFallback({
      open: () => {
        tries++;
        return new Promise<never>(() => undefined);
      },
      fallback: createMemoryStorage,
      onFallback: (cause) => causes.push(cause),
    });
    await Promise.all([read(storage), read(storage)]);
    assert.equal(storage.kind, 'memory');
    assert.equal(tries, 2);
    assert.lengthOf(causes, 1);
  });

  it('opens a lost connection again and runs the transaction once more', async () => {
    const name = fresh();
    const connections: JournalStorage[] = [];
    const storage = withFallback({
      open: async () => {
        const connection = await openIndexedDb(name);
        connections.push(connection);
        return connection;
      },
      fallback: createMemoryStorage,
      onFallback: (cause) => assert.fail(String(cause)),
    });
    await read(storage);
    connections[0]!.close();
    await storage.transact('readwrite', (tx) => tx.put('file:a', { version: '1', body: 'kept' }));
    assert.equal(storage.kind, 'indexed-db');
    assert.lengthOf(connections, 2);
    storage.close();
    await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  });

  it('passes on what the work itself throws, without touching the connection', async () => {
    const name = fresh();
    const storage = withFallback({
      open: () => openIndexedDb(name),
      fallback: createMemoryStorage,
      onFallback: (cause) => assert.fail(String(cause)),
    });
    const failed = await storage
      .transact('readwrite', () => Promise.reject(new RangeError('mine')))
      .catch((error: unknown) => error);
    assert.instanceOf(failed, RangeError);
    storage.close();
  });
});
