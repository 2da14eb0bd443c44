import type { JournalStorage, JournalTransaction, StoredRow } from './contract.js';

/** Storage that lasts as long as the page: where the browser refuses anything else. */
export function createMemoryStorage(): JournalStorage {
  let records = new Map<string, unknown>();
  let rows: StoredRow[] = [];
  let last = 0;
  let tail: Promise<unknown> = Promise.resolve();

  async function run<T>(mode: string, work: (tx: JournalTransaction) => Promise<T>): Promise<T> {
    const draft = { records: new Map(records), rows: [...rows] };
    const writable = () => {
      if (mode === 'readonly') throw new DOMException('The transaction is read-only', 'ReadOnlyError');
    };
    const result = await work({
      // Values are copied, as IndexedDB would: nobody can change what is stored by keeping a reference.
      get: (key) => Promise.resolve(structuredClone(draft.records.get(key)) as never),
      put: async (key, value) => {
        writable();
        draft.records.set(key, structuredClone(value));
      },
      rows: (after) => Promise.resolve(structuredClone(draft.rows.filter((row) => row.n > after))),
      addRow: async (row) => {
        writable();
        if (draft.rows.some((it) => it.owner === row.owner && it.writer === row.writer && it.seq === row.seq))
          throw new DOMException('The row is stored already', 'ConstraintError');
        draft.rows.push(structuredClone({ ...row, n: ++last }));
        return last;
      },
      removeRow: async (n) => {
        writable();
        draft.rows = draft.rows.filter((it) => it.n !== n);
      },
    });
    ({ records, rows } = draft);
    return result;
  }

  return {
    kind: 'memory',
    transact(mode, work) {
      const result = tail.then(() => run(mode, work));
      tail = result.catch(() => undefined);
      return result;
    },
    close: () => undefined,
  };
}
