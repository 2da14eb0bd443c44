import type { Guard, KeyedInteraction, Outgoing, SyncAnswer, SyncRequest } from '../core/contract.js';

/** Where requests come from and answers go to: the journal. */
export interface Outbox {
  flush(): Promise<void>;
  next(limit: number): Promise<(Outgoing & { pending: number }) | undefined>;
  settle(
    outgoing: Outgoing,
    answer: SyncAnswer,
    offset: number,
  ): Promise<{ applied: boolean; refused: KeyedInteraction[] }>;
  quarantine(guard: Guard, writer: string, seq: number): Promise<KeyedInteraction | undefined>;
}

/** How a request failed. */
export type Failure =
  /** Worth another try, not before `after` ms. */
  | { failed: 'retry'; after?: number; cause: unknown }
  /** The request itself can't be taken. */
  | { failed: 'refused'; cause: unknown }
  /** The credentials are not accepted. */
  | { failed: 'auth'; cause: unknown };

/** Carries one request to a server. Never throws; gives up after its time-out. */
export interface Transport {
  send(
    request: SyncRequest,
    options: { token?: string | undefined; keepalive?: boolean },
  ): Promise<SyncAnswer | Failure>;
}
