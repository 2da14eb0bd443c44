import { keyOf } from '../core/contract.js';
import type { JournalStorage, JournalTransaction, StoredRow } from './contract.js';

/** Storage that lasts as long as the page: where the browser refuses anything else. */
export function createMemoryStorage(): JournalStorage {
  let records = new Map<string, unknown>();
  let rows: StoredRow[] = [];
  let last = 0;
  let tail: Promise<unknown> = Promise.resolve();

  async function run<T>(mode: string, work: (tx: JournalTransaction) => Promise<T>): Promise<T> {
    const draft = { records: new Map(records), rows: [...rows] };
    const write = async (change: () => unknown) => {
      if (mode === 'readonly') throw new DOMException('The transaction is read-only', 'ReadOnlyError');
      change();
    };
    const result = await work({
      // Values are copied, as IndexedDB would: nobody can change what is stored by keeping a reference.
      get: async (key) => structuredClone(draft.records.get(key)) as never,
      put: (key, value) => write(() => draft.records.set(key, structuredClone(value))),
      rows: async (after) => structuredClone(draft.rows.filter((row) => row.n > after)),
      addRow: async (row) => {
        await write(() => {
          if (draft.rows.some((it) => it.owner === row.owner && keyOf(it) === keyOf(row)))
            throw new DOMException('The row is stored already', 'ConstraintError');
          draft.rows.push(structuredClone({ ...row, n: ++last }));
        });
        return last;
      },
      removeRow: (n) => write(() => (draft.rows = draft.rows.filter((row) => row.n !== n))),
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
