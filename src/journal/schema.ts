import type { DBSchema } from 'idb';
import type { JournalRecords, StoredRow } from './contract.js';

/** Another shape is another database name: an older page keeps its own and nothing is ever blocked. */
export const DATABASE_NAME = 'attune-1';

export interface JournalSchema extends DBSchema {
  rows: { key: number; value: StoredRow; indexes: { key: [string, string, number] } };
  records: { key: string; value: JournalRecords[keyof JournalRecords] };
}
