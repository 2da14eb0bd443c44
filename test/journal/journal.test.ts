import { assert } from 'chai';
import { affinityOf, growth, INTERACTIONS, type Interaction, type SyncAnswer } from '../../src/core/index.js';
import type { JournalStorage } from '../../src/journal/contract.js';
import { createJournal, type Journal } from '../../src/journal/journal.js';
import { createMemoryStorage } from '../../src/journal/memory.js';
import { openIndexedDb } from '../../src/journal/indexed-db.js';
import { withFallback } from '../../src/journal/with-fallback.js';

const NOW = Date.UTC(2026, 5, 1);
let serial = 0;

const click = (itemId: string, feature = 'genre:Drama'): Interaction => ({
  type: 'click',
  itemId,
  at: NOW,
  features: [feature],
});

/** A second tab where `storage` is shared. */
async function open(
  storage: JournalStorage,
  local = false,
  onChange: () => void = () => undefined,
): Promise<Journal> {
  const journal = createJournal({
    storage,
    table: INTERACTIONS,
    now: () => NOW,
    random: () => String(++serial).padStart(22, '0'),
    local,
    onChange,
    onStored: () => undefined,
  });
  await journal.opened;
  return journal;
}

const drama = (journal: Journal) => affinityOf(journal.profile, 'genre:Drama', NOW);

/** The answer of a server that stores everything it is sent at once. */
function answerTo(request: Awaited<ReturnType<Journal['next']>>, more: Partial<SyncAnswer> = {}): SyncAnswer {
  const { batches, cursor } = request!.request;
  const rows = batches.flatMap((batch) =>
    batch.rows.map((row, i) => ({ ...row, writer: batch.writer, seq: batch.from + i, weight: 0.1 })),
  );
  return {
    identity: 'a_1',
    epoch: 0,
    now: NOW,
    hw: Object.fromEntries(batches.map((it) => [it.writer, it.from + it.rows.length - 1])),
    refused: [],
    cursor: { position: (cursor?.position ?? 0) + rows.length, stamp: `s${++serial}` },
    rows,
    more: false,
    ...more,
  };
}

async function exchange(journal: Journal, more: Partial<SyncAnswer> = {}) {
  const outgoing = (await journal.next(200))!;
  return journal.settle(outgoing, answerTo(outgoing, more), 0);
}

const EMPTY = { sums: [], registers: [], undone: [], history: [], folded: {} };

describe('the journal', () => {
  it('counts an interaction at once and still after it was opened again', async () => {
    const name = `journal-${Date.now()}`;
    const first = await open(await openIndexedDb(name));
    first.record(click('a'), 0.1);
    assert.closeTo(drama(first), 0.1, 1e-9);
    await first.flush();
    first.close();
    const second = await open(await openIndexedDb(name));
    assert.closeTo(drama(second), 0.1, 1e-9);
    second.close();
  });

  it('tells of every change of the profile, also of those made in place', async () => {
    let changes = 0;
    const journal = await open(createMemoryStorage(), false, () => changes++);
    const changed = async (work: () => unknown) => {
      const before = changes;
      await work();
      return changes > before;
    };
    assert.isTrue(await changed(() => exchange(journal, { snapshot: EMPTY })));
    assert.isTrue(await changed(() => journal.record(click('a'), 0.1)));
    journal.record(click('b'), 0.1, true);
    let told = 0;
    const amended = journal.amend(() => {
      told = changes;
      return ['genre:Comedy'];
    });
    assert.isAbove(changes, told, 'before anybody can have looked');
    await amended;
    // Refused, they leave the profile, and nothing else comes.
    const refused = (await journal.next(200))!.request.batches.map((it) => [it.writer, it.from] as const);
    assert.isTrue(await changed(() => exchange(journal, { rows: [], refused })));
    assert.closeTo(drama(journal), 0, 1e-9);
  });

  it('shows one tab what another has stored', async () => {
    const storage = createMemoryStorage();
    const [one, two] = [await open(storage), await open(storage)];
    one.record(click('a'), 0.1);
    two.record(click('b'), 0.1);
    await Promise.all([one.flush(), two.flush()]);
    await Promise.all([one.catchUp(), two.catchUp()]);
    assert.closeTo(drama(one), 0.2, 1e-9);
    assert.closeTo(drama(two), 0.2, 1e-9);
  });

  it('asks for an identity without rows, then sends them, and nothing twice', async () => {
    const journal = await open(createMemoryStorage());
    journal.record(click('a'), 0.1);
    await journal.flush();
    const minting = (await journal.next(200))!;
    assert.isNull(minting.request.identity);
    assert.match(minting.request.nonce ?? '', /^[\w-]{22}$/);
    assert.deepEqual(minting.request.batches, []);
    await journal.settle(minting, answerTo(minting, { snapshot: EMPTY }), 0);
    const sending = (await journal.next(200))!;
    assert.lengthOf(sending.request.batches[0]!.rows, 1);
    assert.notProperty(sending.request.batches[0]!.rows[0], 'weight');
    await journal.settle(sending, answerTo(sending), 0);
    assert.equal((await journal.next(200))!.pending, 0);
    assert.closeTo(drama(journal), 0.1, 1e-9);
  });

  it('counts a row of its own once when the log brings it back with another weight', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    const { writer, seq } = journal.record(click('a'), 0.1);
    await journal.flush();
    await exchange(journal, { rows: [{ ...click('a'), writer, seq, weight: 0 }] });
    assert.closeTo(drama(journal), 0, 1e-9);
  });

  it('keeps a row that was acknowledged but not yet read back counted', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    journal.record(click('a'), 0.1);
    await journal.flush();
    await exchange(journal, { rows: [], more: true });
    assert.equal((await journal.next(200))!.pending, 0);
    assert.closeTo(drama(journal), 0.1, 1e-9);
  });

  it('drops an answer to a request that another tab has overtaken', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    const late = (await journal.next(200))!;
    await exchange(journal, { cursor: { position: 7, stamp: 'x' } });
    const refused = await journal.settle(
      late,
      answerTo(late, { rows: [{ ...click('z'), writer: 'z'.repeat(22), seq: 1, weight: 0.1 }] }),
      0,
    );
    assert.isUndefined(refused);
    assert.closeTo(drama(journal), 0, 1e-9);
  });

  it('takes refused rows out and names the hole as a skip', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    const bad = journal.record(click('bad'), 0.1);
    await journal.flush();
    const refused = await exchange(journal, { rows: [], refused: [[bad.writer, bad.seq]] });
    assert.deepEqual(
      refused?.map((row) => row.itemId),
      ['bad'],
    );
    assert.closeTo(drama(journal), 0, 1e-9);
    const doomed = journal.record(click('doomed'), 0.1);
    journal.record(click('good'), 0.1);
    await journal.flush();
    await journal.quarantine((await journal.next(200))!.guard, [doomed.writer, doomed.seq]);
    const [batch] = (await journal.next(200))!.request.batches;
    assert.deepEqual([batch?.skip, batch?.from, batch?.rows.length], [[2, 2], 3, 1]);
  });

  it('sends acknowledged rows again when the server has lost them', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    journal.record(click('a'), 0.1);
    await journal.flush();
    await exchange(journal);
    assert.equal((await journal.next(200))!.pending, 0);
    await exchange(journal, { snapshot: EMPTY, cursor: { position: 0, stamp: '' } });
    assert.closeTo(drama(journal), 0.1, 1e-9);
    assert.equal((await journal.next(200))!.pending, 1);
  });

  it('sends rows in the order of their numbers, also those that were read back', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    for (let i = 0; i < 5; i++) journal.record(click(`item-${i}`), 0.1);
    await journal.flush();
    const sent = (await journal.next(200))!;
    // Tracked while those five are on their way: stored before they are read back.
    journal.record(click('late'), 0.1);
    await journal.flush();
    await journal.settle(sent, answerTo(sent), 0);
    await exchange(journal, { rows: [], hw: {}, snapshot: EMPTY });
    const { batches } = (await journal.next(200))!.request;
    assert.deepEqual(
      batches.map(({ from, skip, rows }) => [from, skip, rows.length]),
      [[1, undefined, 6]],
    );
  });

  it('lets a refused row leave the profile of the page too', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    journal.record(click('good'), 0.1);
    await journal.flush();
    await exchange(journal);
    const { writer, seq } = journal.record(click('bad'), 5);
    await journal.flush();
    await exchange(journal, { rows: [], refused: [[writer, seq]] });
    assert.closeTo(drama(journal), 0.1, 1e-9);
  });

  it('lets a frozen tab read everything again after others have folded rows away', async () => {
    const storage = createMemoryStorage();
    const [one, two, frozen] = [
      await open(storage, true),
      await open(storage, true),
      await open(storage, true),
    ];
    for (const journal of [one, two])
      for (let round = 0; round < 2; round++) {
        for (let i = 0; i < 200; i++) journal.record(click(`item-${i}`), 0.01);
        await journal.flush();
        await journal.catchUp();
        await journal.flush();
      }
    await frozen.catchUp();
    assert.closeTo(drama(frozen), 8, 1e-9);
  });

  it('goes on in memory when the browser takes its storage away, and still follows the server', async () => {
    const inner = createMemoryStorage();
    let lost = false;
    const storage = withFallback({
      open: () =>
        Promise.resolve({
          kind: 'indexed-db' as const,
          transact: (mode, work) =>
            lost ? Promise.reject(new DOMException('lost', 'UnknownError')) : inner.transact(mode, work),
          close: () => undefined,
        }),
      fallback: createMemoryStorage,
      onFallback: () => undefined,
    });
    const journal = await open(storage);
    await exchange(journal, { snapshot: EMPTY });
    for (let i = 0; i < 20; i++) journal.record(click(`item-${i}`), 0.1);
    await journal.flush();
    await exchange(journal);
    lost = true;
    journal.record(click('in memory'), 0.1);
    await journal.flush();
    assert.closeTo(drama(journal), 2.1, 1e-9);
    const all = { ...EMPTY, sums: [['genre:Drama', 2 * growth(NOW)]] as [string, number][] };
    await exchange(journal, { snapshot: all });
    await exchange(journal, {
      hw: {},
      rows: [{ ...click('elsewhere'), writer: 'o'.repeat(22), seq: 1, weight: 1 }],
    });
    assert.closeTo(drama(journal), 3.1, 1e-9);
  });

  it('holds rows back until the catalog has said what they are about', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    journal.record({ ...click('early'), features: [] }, 0.1, true);
    journal.record(click('after'), 0.1);
    await journal.flush();
    assert.equal((await journal.next(200))!.sent, 0);
    await journal.amend(() => ['genre:Drama']);
    assert.closeTo(drama(journal), 0.2, 1e-9);
    assert.deepEqual((await journal.next(200))!.request.batches[0]?.rows[0]?.features, ['genre:Drama']);
  });

  it('wipes what was known and takes a new writer when the identity was erased elsewhere', async () => {
    const journal = await open(createMemoryStorage());
    await exchange(journal, { snapshot: EMPTY });
    const before = journal.record(click('a'), 0.1);
    await journal.flush();
    await exchange(journal, { epoch: 1 });
    assert.closeTo(drama(journal), 0, 1e-9);
    assert.equal((await journal.next(200))!.pending, 0);
    assert.notEqual(journal.record(click('b'), 0.1).writer, before.writer);
  });

  it('reads the base record again after another tab has folded rows into it', async () => {
    const storage = createMemoryStorage();
    const [one, two] = [await open(storage, true), await open(storage, true)];
    for (let i = 0; i < 400; i++) one.record(click(`item-${i}`), 0.01);
    await one.flush();
    await one.catchUp();
    one.record(click('last'), 0.01);
    await one.flush();
    assert.isBelow((await storage.transact('readonly', (tx) => tx.rows(0))).length, 10);
    await two.catchUp();
    assert.closeTo(drama(two), 4.01, 1e-9);
    assert.closeTo(drama(await open(storage, true)), 4.01, 1e-9);
  });
});
