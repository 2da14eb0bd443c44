/**
 * Sends the outbox and reads what others did, one request at a time for the whole browser.
 *
 *              nudge(), pull()        timer, lock granted
 *      idle ──────────────────► waiting ───────────────► sending ──► idle
 *       ▲                        ▲   ▲                   │  │
 *       │         lock is held   │   └───── more to do ──┘  │ retry
 *       │         by another tab └───────────────────────── │
 *    online                                                 ▼
 *       └──────── offline ◄─── navigator.onLine ────── backing-off ──► waiting
 */
import { MAX_ROWS_UP, type KeyedInteraction, type Outgoing } from '../core/contract.js';
import { createClockOffset } from './clock-offset.js';
import type { Failure, Outbox, Transport } from './contract.js';

export type SyncState = 'idle' | 'waiting' | 'sending' | 'offline' | 'backing-off';

/** Quiet that rows without urgency wait for, in ms. */
const QUIET = 2000;
/** Least time between the starts of two requests, in ms. */
const SPACING = 250;
/** How soon to look again when another tab is sending, in ms; and when to take the lock from it. */
const LOCKED = 500;
const STALE_LOCK = 15_000;
const LEAST_BACKOFF = 500;
const MOST_BACKOFF = 300_000;
/** The longest a timer can wait, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

export interface SyncLoopOptions {
  outbox: Outbox;
  transport: Transport;
  /** Names the lock that tabs share. */
  name: string;
  /** ms */
  now: () => number;
  /** 0 ≤ x < 1 */
  random: () => number;
  onState: (state: SyncState, pending: number) => void;
  onRefused: (row: KeyedInteraction) => void;
  /** A failure that another try won't mend. */
  onFailure: (cause: unknown) => void;
}

export interface SyncLoop {
  /** There are new rows; urgent ones do not wait for quiet. */
  nudge(urgent: boolean): void;
  /** Reads what other devices did, and sends what there is. Resolves after one attempt. */
  pull(): Promise<void>;
  /** The page is being left: one last request, which may outlive it. */
  leave(): Promise<void>;
  close(): void;
}

export function createSyncLoop(options: SyncLoopOptions): SyncLoop {
  const { outbox, transport } = options;
  // Waits are not moved by somebody who sets the clock.
  const now = () => performance.now();
  const clock = createClockOffset(options.now);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Infinity;
  let running: Promise<void> | undefined;
  let wanted = true;
  let failures = 0;
  let notBefore = 0;
  /** The server has asked for quiet until then. */
  let quietUntil = 0;
  let lastStart = 0;
  let lockedSince = 0;
  let limit = MAX_ROWS_UP;
  let pending = 0;
  let refusedToken = false;
  let closed = false;

  const state = (next: SyncState) => {
    options.onState(next, pending);
  };

  function schedule(delay: number, replace = false): void {
    if (closed) return;
    const at = Math.max(now() + delay, notBefore, quietUntil);
    if (at >= due && !replace) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(
      () => {
        due = Infinity;
        run().catch(options.onFailure);
      },
      Math.min(at - now(), LONGEST_TIMER),
    );
    if (!running) state('waiting');
  }

  function run(keepalive = false): Promise<void> {
    if (closed) return Promise.resolve();
    if (now() < quietUntil) {
      schedule(0);
      return Promise.resolve();
    }
    if (!navigator.onLine && !keepalive) return count().then(() => state('offline'));
    return (running ??= locked(() => send(keepalive)).finally(() => {
      running = undefined;
    }));
  }

  async function count(): Promise<void> {
    pending = (await outbox.next(0))?.pending ?? 0;
  }

  async function locked(work: () => Promise<void>): Promise<void> {
    const locks = (navigator as Partial<Navigator>).locks;
    // Overlap costs a wasted request, nothing else: so without locks it just sends.
    if (!locks) return work();
    const steal = lockedSince > 0 && now() - lockedSince > STALE_LOCK;
    let asked = false;
    const worked = await locks
      .request(options.name, steal ? { steal } : { ifAvailable: true }, async (lock) => {
        asked = true;
        lockedSince = lock ? 0 : lockedSince || now();
        if (lock) await work();
        return lock;
      })
      .catch(async (error: unknown) => {
        // A sandboxed frame has no locks to give.
        if (!asked) await work();
        else if ((error as Error).name !== 'AbortError') throw error;
        return !asked;
      });
    // Stolen by a tab that took this one for dead, or held by another: the rows are still in the journal.
    if (!worked) schedule(LOCKED);
  }

  async function send(keepalive: boolean): Promise<void> {
    let sent = 0;
    await outbox.flush();
    for (;;) {
      const outgoing = await outbox.next(limit);
      if (!outgoing || closed) return;
      const { request, nonce, token } = outgoing;
      const stuck = sent > 0 && outgoing.pending >= pending;
      pending = outgoing.pending;
      if (!wanted && outgoing.sent === 0) break;
      // It answers well and takes nothing: asking again at once would be a storm.
      if (stuck) {
        backOff({ failed: 'retry', cause: undefined });
        return;
      }
      const spacing = lastStart + SPACING - now();
      if (spacing > 0 && !keepalive) await new Promise((resolve) => setTimeout(resolve, spacing));
      state('sending');
      lastStart = now();
      const answer = await transport.send(
        refusedToken ? { ...request, nonce } : request,
        refusedToken ? { keepalive } : { keepalive, token },
      );
      if ('failed' in answer) {
        if (await isMended(answer, outgoing)) continue;
        backOff(answer);
        return;
      }
      const refused = await outbox.settle(outgoing, answer, clock.offset(answer.now, lastStart));
      refused?.forEach(options.onRefused);
      refusedToken = false;
      sent = outgoing.sent;
      failures = notBefore = 0;
      limit = MAX_ROWS_UP;
      wanted = !refused || answer.more || answer.identity !== (request.identity ?? answer.identity);
      if (keepalive) break;
    }
    state('idle');
  }

  /** Halves a request that can't be taken, down to the row it is because of, which is taken out. */
  async function isMended({ failed }: Failure, { guard, request, sent }: Outgoing): Promise<boolean> {
    const batch = request.batches.find((it) => it.rows.length > 0);
    if (failed !== 'refused' || !batch) return false;
    limit = Math.ceil(sent / 2);
    if (sent > 1) return true;
    const row = await outbox.quarantine(guard, [batch.writer, batch.from]);
    if (row) options.onRefused(row);
    return row !== undefined;
  }

  function backOff({ failed, after = 0, cause }: Failure): void {
    if (failed !== 'retry' && failures === 0) options.onFailure(cause);
    // Next time the nonce proves who asks: cookies get lost, tokens expire.
    refusedToken = failed === 'auth';
    const most = Math.min(MOST_BACKOFF, LEAST_BACKOFF * 2 ** failures++);
    notBefore = now() + most * options.random();
    quietUntil = now() + after;
    schedule(0, true);
    state('backing-off');
  }

  return {
    nudge(urgent) {
      pending++;
      // Quiet starts again with every row; what is urgent goes now and takes the rest along.
      if (urgent) schedule(0);
      else if (due - now() > SPACING) schedule(QUIET, true);
    },
    pull() {
      wanted = true;
      notBefore = 0;
      return run();
    },
    leave: () => outbox.flush().then(() => (pending > 0 ? run(true) : undefined)),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
