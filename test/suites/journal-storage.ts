import { assert } from 'chai';
import type { JournalStorage, StoredRow } from '../../src/journal/contract.js';

const WRITER = 'w'.repeat(22);

function row(seq: number, more: Partial<StoredRow> = {}): Omit<StoredRow, 'n'> {
  return {
    owner: 'me',
    own: true,
    place: 'overlay',
    type: 'click',
    itemId: 'x',
    at: 1,
    weight: 0.1,
    features: ['genre:Drama'],
    writer: WRITER,
    seq,
    ...more,
  };
}

async function rejects(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  assert.fail('it should have been rejected');
}

/**
 * What every journal storage promises.
 *
 * @param open opens the same storage again each time, as another tab would, where it is shared at all
 */
export function journalStorageSuite(name: string, open: () => Promise<JournalStorage>): void {
  describe(`journal storage: ${name}`, () => {
    let storage: JournalStorage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => {
      storage.close();
    });

    it('numbers rows in the order they were added and never twice', async () => {
      const first = await storage.transact('readwrite', async (tx) => {
        const n = await tx.addRow(row(1));
        await tx.addRow(row(2));
        await tx.removeRow(n + 1);
        return n;
      });
      const next = await storage.transact('readwrite', (tx) => tx.addRow(row(3)));
      assert.isAbove(next, first + 1);
      const rows = await storage.transact('readonly', (tx) => tx.rows(0));
      assert.deepEqual(
        rows.map(({ n, seq }) => [n, seq]),
        [
          [first, 1],
          [next, 3],
        ],
      );
      assert.deepEqual(await storage.transact('readonly', (tx) => tx.rows(first)), rows.slice(1));
    });

    it('keeps all of a transaction or nothing', async () => {
      const failed = await rejects(
        storage.transact('readwrite', async (tx) => {
          await tx.addRow(row(1));
          await tx.put('base', { sums: [], registers: [], undone: [], history: [], folded: {} });
          throw new RangeError('stop');
        }),
      );
      assert.instanceOf(failed, RangeError);
      const after = await storage.transact('readonly', async (tx) => [
        await tx.rows(0),
        await tx.get('base'),
      ]);
      assert.deepEqual(after, [[], undefined]);
    });

    it('refuses a second row of the same owner, writer and number', async () => {
      await storage.transact('readwrite', (tx) => tx.addRow(row(1)));
      const error = await rejects(storage.transact('readwrite', (tx) => tx.addRow(row(1))));
      assert.equal((error as DOMException).name, 'ConstraintError');
      await storage.transact('readwrite', (tx) => tx.addRow(row(1, { owner: 'you' })));
      assert.lengthOf(await storage.transact('readonly', (tx) => tx.rows(0)), 2);
    });

    it('hands out copies', async () => {
      const mine = row(1);
      const n = await storage.transact('readwrite', (tx) => tx.addRow(mine));
      mine.itemId = 'changed';
      const [read] = await storage.transact('readonly', (tx) => tx.rows(0));
      assert.equal(read?.itemId, 'x');
      read!.itemId = 'changed';
      const [again] = await storage.transact('readonly', (tx) => tx.rows(n - 1));
      assert.equal(again?.itemId, 'x');
    });

    it('runs write transactions one after another', async () => {
      const url = 'file:count' as const;
      const count = () =>
        storage.transact('readwrite', async (tx) => {
          const body = ((await tx.get(url))?.body as number | undefined) ?? 0;
          await tx.put(url, { version: '', body: body + 1 });
        });
      await Promise.all(Array.from({ length: 20 }, count));
      assert.equal((await storage.transact('readonly', (tx) => tx.get(url)))?.body, 20);
    });

    it('refuses writes in a read transaction', async () => {
      const error = await rejects(storage.transact('readonly', (tx) => tx.addRow(row(1))));
      assert.equal((error as DOMException).name, 'ReadOnlyError');
    });
  });
}
