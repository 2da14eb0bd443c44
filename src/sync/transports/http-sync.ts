import type { SyncAnswer } from '../../core/contract.js';
import type { Transport } from '../contract.js';

/** How long an answer may take, in ms. */
const TIMEOUT = 10_000;

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
  return {
    async send(request, { token, keepalive = false }) {
      try {
        const response = await fetch(`${endpoint}sync/`, {
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
        const { status } = response;
        const cause = new Error(`${endpoint}sync/ answered ${status}`);
        if (status === 401 || status === 403) return { failed: 'auth', cause };
        if (status === 400 || status === 413 || status === 422) return { failed: 'refused', cause };
        const answer: unknown = response.ok ? await response.json() : undefined;
        if (isSyncAnswer(answer)) return answer;
        return { failed: 'retry', cause, ...retryAfter(response) };
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

function retryAfter({ headers }: Response): { after?: number } {
  const value = headers.get('retry-after');
  if (value === null) return {};
  const after = Number(value) * 1000 || Date.parse(value) - Date.now();
  return after > 0 ? { after } : {};
}
