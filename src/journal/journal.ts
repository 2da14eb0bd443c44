import type { Guard, Interaction, Key, KeyedInteraction, Outgoing, SyncAnswer } from '../core/contract.js';
import type { InteractionTable } from '../core/interactions.js';
import type { Profile } from '../core/profile.js';
import { addLog, addOwn, createReplica } from '../core/replica.js';
import { fitRow } from '../core/row-size.js';
import type { JournalMeta, JournalState, JournalStorage, StoredFile } from './contract.js';
import {
  amendRows,
  appendRows,
  bare,
  compactJournal,
  isSame,
  openJournal,
  quarantineRow,
  readJournal,
  readOutbox,
  settleAnswer,
} from './transactions.js';

/** Rows in the log, or beyond the base without a server, before they are folded into the base record. */
const LONGEST_TAIL = 300;

export interface JournalOptions {
  storage: JournalStorage;
  table: InteractionTable;
  /** ms */
  now: () => number;
  /** 128 random bits as base64url. */
  random: () => string;
  /** There is no server: the log is what this browser did. */
  local: boolean;
  /** The profile has changed, in place or for another. */
  onChange: () => void;
  /** Rows were committed: other tabs may read them. */
  onStored: () => void;
}

/** The local log of interactions with the profile it folds to. */
export interface Journal {
  /** Base and overlay, unstored rows included. */
  readonly profile: Profile;
  /** Undefined until opened. */
  readonly meta: JournalMeta | undefined;
  readonly storage: JournalStorage;
  /** Resolves when what was stored counts in `profile`. */
  readonly opened: Promise<void>;
  /**
   * Folds an interaction in at once; it is stored with the next `flush`.
   *
   * @param isEarly its features are not known yet: it is not sent before `amend`
   */
  record(interaction: Interaction, weight: number, isEarly?: boolean): KeyedInteraction;
  /** Gives rows recorded as `early`, on this page or one before, the features they carry. */
  amend(featuresFor: (row: KeyedInteraction) => readonly string[]): Promise<void>;
  /** Stores what is not yet stored, in one transaction. */
  flush(): Promise<void>;
  /** Reads what other tabs have stored. */
  catchUp(): Promise<void>;
  /** The next request of the outbox, with how many rows are unacknowledged. */
  next(limit: number): Promise<(Outgoing & { pending: number }) | undefined>;
  /** Applies an answer; returns the rows it refused, or undefined where the answer came too late. */
  settle(outgoing: Outgoing, answer: SyncAnswer, offset: number): Promise<KeyedInteraction[] | undefined>;
  quarantine(guard: Guard, key: Key): Promise<KeyedInteraction | undefined>;
  file(url: string): Promise<StoredFile | undefined>;
  keepFile(url: string, file: StoredFile): Promise<void>;
  close(): void;
}

export function createJournal(options: JournalOptions): Journal {
  const { storage, table, random, local } = options;
  let replica = createReplica(table);
  let meta: JournalMeta | undefined;
  let writer = random();
  let seq = 0;
  /** Number of the last row read; rows of our own come back with the next read and change nothing. */
  let last = 0;
  let tail = 0;
  let unstored: KeyedInteraction[] = [];
  const early = new Set<KeyedInteraction>();
  let flushing: Promise<void> | undefined;
  let reading: Promise<void> = Promise.resolve();

  const opened = openJournal(storage, random).then(absorb);

  function absorb(state: JournalState): void {
    // What was recorded under another owner or epoch must not be carried over.
    if (meta && !isSame(meta, state.meta)) [writer, seq, unstored] = [random(), 0, []];
    meta = state.meta;
    if (state.base) {
      replica = createReplica(table, state.base);
      tail = 0;
    }
    const rows = state.rows.filter((row) => row.owner === state.meta.owner);
    for (const row of rows) if (row.place === 'overlay') addOwn(replica, bare(row));
    const log = rows.filter((row) => row.place === 'log').map(bare);
    // The log may have passed own rows without bringing them: refused or skipped, they leave the overlay.
    const passed =
      !local && Object.entries(meta.folded).some(([by, number]) => number > (replica.folded[by] ?? 0));
    if (log.length || state.base || passed) addLog(replica, log, local ? {} : meta.folded);
    for (const row of unstored) addOwn(replica, row);
    tail += local ? rows.length : log.length;
    last = Math.max(state.base ? 0 : last, state.rows.at(-1)?.n ?? 0);
    if (rows.length || state.base || passed) options.onChange();
  }

  async function flush(): Promise<void> {
    await opened;
    while (unstored.length && meta) {
      const rows = [...unstored];
      const kind = storage.kind;
      if (await appendRows(storage, meta, rows, early)) {
        unstored.splice(0, rows.length);
        options.onStored();
      } else {
        const state = await openJournal(storage, random);
        // The browser took its storage away: go on in memory with what this page knows.
        if (storage.kind !== kind || kind === 'memory') [meta, last] = [state.meta, 0];
        else absorb(state);
      }
    }
    if (meta && tail > LONGEST_TAIL) {
      tail = 0;
      await compactJournal(storage, meta, table, { now: options.now(), local });
    }
  }

  const flushed = () =>
    (flushing ??= flush().finally(() => {
      flushing = undefined;
    }));

  function catchUp(): Promise<void> {
    const next = async () => {
      await opened;
      const state = await readJournal(storage, meta, last);
      if (state) absorb(state);
    };
    return (reading = reading.then(next, next));
  }

  return {
    get profile() {
      return replica.view;
    },
    get meta() {
      return meta;
    },
    storage,
    opened,
    record(interaction, weight, isEarly) {
      const row: KeyedInteraction = { ...interaction, writer, seq: ++seq, weight };
      addOwn(replica, row);
      unstored.push(row);
      if (isEarly) early.add(row);
      options.onChange();
      return row;
    },
    async amend(featuresFor) {
      // At once in memory, then in the journal, where a page that was closed too soon may have left some.
      for (const row of early)
        Object.assign(row, { context: undefined }, fitRow({ ...row, features: featuresFor(row) }));
      addLog(replica, []);
      options.onChange();
      await flushed();
      if (meta && (await amendRows(storage, meta, featuresFor))) {
        options.onStored();
        await catchUp();
      }
      early.clear();
    },
    flush: flushed,
    catchUp,
    next: (limit) => readOutbox(storage, limit),
    async settle(outgoing, answer, offset) {
      const refused = await settleAnswer(storage, outgoing, answer, offset);
      await catchUp();
      return refused;
    },
    quarantine: (guard, key) => quarantineRow(storage, guard, key),
    file: (url) => storage.transact('readonly', (tx) => tx.get(`file:${url}`)),
    keepFile: (url, file) => storage.transact('readwrite', (tx) => tx.put(`file:${url}`, file)),
    close() {
      storage.close();
    },
  };
}
