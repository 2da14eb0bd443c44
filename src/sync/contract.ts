import type { Guard, Key, KeyedInteraction, Outgoing, SyncAnswer, SyncRequest } from '../core/contract.js';

/** Where requests come from and answers go to: the journal. */
export interface Outbox {
  flush(): Promise<void>;
  next(limit: number): Promise<(Outgoing & { pending: number }) | undefined>;
  /** Applies an answer; returns the rows it refused, or undefined where the answer came too late. */
  settle(outgoing: Outgoing, answer: SyncAnswer, offset: number): Promise<KeyedInteraction[] | undefined>;
  quarantine(guard: Guard, key: Key): Promise<KeyedInteraction | undefined>;
}

/** How a request failed. */
export interface Failure {
  /**
   * `retry`: worth another try. `refused`: the request itself can't be taken. `auth`: the credentials are not
   * accepted.
   */
  failed: 'retry' | 'refused' | 'auth';
  /** How long to wait at least, in ms. */
  after?: number | undefined;
  cause: unknown;
}

/** Carries one request to a server. Never throws; gives up after its time-out. */
export interface Transport {
  send(
    request: SyncRequest,
    options: { token?: string | undefined; keepalive?: boolean },
  ): Promise<SyncAnswer | Failure>;
}
