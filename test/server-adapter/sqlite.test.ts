import { readFile } from 'node:fs/promises';
import { assert } from 'chai';
import { bindable, openDatabase } from '../../server-adapter/backends/sqlite/driver.js';
import { prepareDatabase } from '../../server-adapter/backends/sqlite/schema.js';
import { sqliteBackend } from '../../server-adapter/backends/sqlite.js';
import { INTERACTIONS, type Interaction } from '../../src/core/index.js';
import { backendSuite } from '../suites/backend.js';
import { sqliteStore } from './sqlite-store.js';
import { A, NOW } from './test-adapter.js';

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
    const all = 'SELECT * FROM interactions WHERE (identity, position) > (?, 1) ORDER BY identity, position';
    assert.match(plan(all, 'a'), /^SEARCH [^;]*PRIMARY KEY[^;]*$/);
    assert.equal(plan('SELECT item, sum(count) FROM demand GROUP BY item'), 'SCAN demand');
    db.close();
    await store.remove();
  });

  it('can be kept in memory', async () => {
    const backend = await sqliteBackend({ path: ':memory:' });
    assert.equal((await backend.head('nobody')).position, 0);
    await backend.close();
  });

  it('answers a visitor before it counts for everybody', async () => {
    const backend = await sqliteBackend({ path: ':memory:' });
    const order: string[] = [];
    const said = (what: string) => () => order.push(what);
    await Promise.all([
      backend.demand(NOW).then(said('demand')),
      backend.interactions()[Symbol.asyncIterator]().next().then(said('interactions')),
      backend.head('nobody').then(said('head')),
      backend.read('nobody', null, NOW).then(said('read')),
    ]);
    assert.deepEqual(order, ['head', 'read', 'demand', 'interactions']);
    await backend.close();
  });

  it('says what to do where it can not be opened', async () => {
    let message = '';
    await sqliteBackend({ path: '/nowhere/at/all.db' }).catch((error: unknown) => (message = String(error)));
    assert.match(message, /can't be opened: check that its folder exists/);
  });

  it('brings a file of version 1 up, with what is stored in it', async () => {
    const store = await sqliteStore();
    const old = await openDatabase(store.path);
    old.exec(await readFile(new URL('sqlite-version-1.sql', import.meta.url), 'utf8'));
    const DAY = 86400000;
    const insert = old.prepare(
      `INSERT INTO interactions (identity, position, stamp, writer, seq, type, at, weight, item, features)
       VALUES ('a_old', ?, ?, ?, ?, 'click', ?, ?, ?, '[]')`,
    );
    const stored = [
      [NOW, 0.1, 'film'],
      [NOW - 1, 0.1, 'film'],
      [NOW - 40 * DAY, 0.7, 'film'],
      [NOW, 0, 'film'],
      [NOW, -0.3, 'film'],
      [NOW, 0.1, null],
    ] as const;
    for (const [i, [at, weight, item]] of stored.entries())
      insert.run(i + 1, `stamp-${i + 1}`, A, i + 1, at, weight, item);
    old.exec("INSERT INTO identities (id, position, stamp) VALUES ('a_old', 6, 'stamp-6')");
    old.exec(`INSERT INTO writers VALUES ('a_old', '${A}', 6, ${NOW})`);
    old.close();

    const instances = await Promise.all([store.open(), store.open()]);
    for (const backend of instances)
      assert.deepEqual(await backend.demand(NOW), [['film', 3, 1 + 2 ** -0.5]]);
    const row: Interaction = { type: 'click', itemId: 'film', at: NOW, features: [] };
    const batches = [{ writer: A, from: 6, rows: [{ row }, { row }] }];
    const request = { table: INTERACTIONS, receipt: NOW, epoch: 0, batches };
    assert.deepEqual((await instances[0].append('a_old', request)).hw, { [A]: 7 });
    assert.deepEqual(await instances[1].demand(NOW), [['film', 4, 2 + 2 ** -0.5]]);
    const { rows } = await instances[0].read('a_old', { position: 5, stamp: 'stamp-5' }, NOW);
    assert.deepEqual(
      rows.map(({ seq }) => seq),
      [6, 7],
    );
    for (const backend of instances) await backend.close();

    const fresh = await sqliteStore();
    await (await fresh.open()).close();
    const tables = async (path: string) => {
      const db = await openDatabase(path);
      const found = db.prepare('SELECT type, name FROM sqlite_master ORDER BY name').all();
      const version = db.prepare('PRAGMA user_version').get()?.user_version;
      db.close();
      return [version, ...found.map(({ type, name }) => `${type} ${name}`)];
    };
    assert.deepEqual(await tables(store.path), await tables(fresh.path));
    await store.remove();
    await fresh.remove();
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
