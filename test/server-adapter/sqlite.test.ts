import { assert } from 'chai';
import { bindable, openDatabase } from '../../server-adapter/backends/sqlite/driver.js';
import { prepareDatabase } from '../../server-adapter/backends/sqlite/schema.js';
import { sqliteBackend } from '../../server-adapter/backends/sqlite.js';
import { backendSuite } from '../suites/backend.js';
import { sqliteStore } from './sqlite-store.js';

backendSuite('sqlite', () => sqliteStore());

describe('a SQLite database', () => {
  it('takes texts, finite numbers and null into a statement and nothing else', () => {
    assert.deepEqual(bindable(['', 0, -1.5, null]), ['', 0, -1.5, null]);
    for (const value of [true, undefined, NaN, Infinity, 1n, {}, [], new Uint8Array(1), Symbol('x')])
      assert.throws(() => bindable(['x', value]), /^A statement takes .*: value 2 is/);
  });

  it('is set up for durability and for several processes', async () => {
    const store = await sqliteStore();
    const db = await openDatabase(store.path);
    await prepareDatabase(db, 'FULL');
    const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    assert.equal(pragma('journal_mode'), 'wal');
    assert.equal(pragma('synchronous'), 2);
    assert.isAtLeast(Number(pragma('busy_timeout')), 5000);
    db.close();
    await store.remove();
  });

  it('finds every row by an index', async () => {
    const store = await sqliteStore();
    const db = await openDatabase(store.path);
    await prepareDatabase(db, 'OFF');
    const plan = (sql: string, ...values: string[]) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...values)
        .map((row) => String(row.detail))
        .join('; ');
    const from = 'SELECT * FROM interactions WHERE identity = ?';
    const named = from.replace('WHERE', 'INDEXED BY interactions_by_subject WHERE');
    assert.include(plan(`${from} AND writer = ? AND seq = 1`, 'a', 'b'), 'interactions_by_key');
    assert.include(
      plan(`${named} AND register = ? AND subject = ?`, 'a', 'b', 'c'),
      'interactions_by_subject',
    );
    assert.include(plan(`${from} AND register IS NULL AND at >= 1`, 'a'), 'interactions_by_time');
    assert.notInclude(plan(`${from} AND position > 1 ORDER BY position`, 'a'), 'TEMP B-TREE');
    db.close();
    await store.remove();
  });

  it('can be kept in memory', async () => {
    const backend = await sqliteBackend({ path: ':memory:' });
    assert.equal((await backend.head('nobody')).position, 0);
    await backend.close();
  });

  it('says what to do where it can not be opened', async () => {
    let message = '';
    await sqliteBackend({ path: '/nowhere/at/all.db' }).catch((error: unknown) => (message = String(error)));
    assert.match(message, /can't be opened: check that its folder exists/);
  });

  it('refuses a file of a newer version', async () => {
    const store = await sqliteStore();
    const db = await openDatabase(store.path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    let message = '';
    await store.open().catch((error: unknown) => (message = String(error)));
    assert.match(message, /made by a newer Attune/);
    await store.remove();
  });
});
