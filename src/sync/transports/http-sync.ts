import type { SyncAnswer } from '../../core/contract.js';
import type { Failure, Transport } from '../contract.js';

/** How long an answer may take, in ms. */
const TIMEOUT = 10_000;

/** What is not worth another try by itself. */
const FAILURES: ReadonlyMap<number, Failure['failed']> = new Map([
  [401, 'auth'],
  [403, 'auth'],
  [400, 'refused'],
  [413, 'refused'],
  [422, 'refused'],
]);

export interface HttpSyncOptions {
  /** Base address of the adapter, `/api/`. */
  endpoint: string;
  fetch?: typeof fetch;
}

/** Sends batches to an adapter's `POST sync/`. */
export function httpSync({
  endpoint,
  fetch = globalThis.fetch.bind(globalThis),
}: HttpSyncOptions): Transport {
  const url = `${endpoint}sync/`;
  return {
    async send(request, { token, keepalive = false }) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          credentials: 'include',
          keepalive,
          headers: {
            'content-type': 'application/json',
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(request),
          signal: AbortSignal.timeout(TIMEOUT),
        });
        const { ok, status, headers } = response;
        const answer = (await response.json().catch(() => null)) as { error?: unknown } | null;
        if (ok && isSyncAnswer(answer)) return answer;
        const cause = new Error(`${url} answered ${status}`);
        // A proxy's 400 or 403 says nothing about the rows: only our own errors do.
        const failed = typeof answer?.error === 'string' ? FAILURES.get(status) : undefined;
        return { failed: failed ?? 'retry', after: retryAfter(headers), cause };
      } catch (cause) {
        return { failed: 'retry', cause };
      }
    },
  };
}

/** Whether it is ours: a captive portal or proxy may answer 200 with anything. */
function isSyncAnswer(value: unknown): value is SyncAnswer {
  const answer = value as Partial<SyncAnswer> | null | undefined;
  return (
    typeof answer?.identity === 'string' &&
    [answer.epoch, answer.now, answer.cursor?.position].every(Number.isFinite) &&
    typeof answer.hw === 'object' &&
    Array.isArray(answer.rows) &&
    Array.isArray(answer.refused)
  );
}

function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  // A number of seconds, or a date.
  return Number(value) * 1000 || Date.parse(value) - Date.now() || undefined;
}
