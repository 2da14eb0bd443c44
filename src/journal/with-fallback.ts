import type { JournalStorage } from './contract.js';

/** How long opening may take before storage counts as refused, in ms. */
const OPEN_TIMEOUT = 1000;

export interface FallbackOptions {
  open: () => Promise<JournalStorage>;
  fallback: () => JournalStorage;
  /** Told once, when the fallback takes over. */
  onFallback: (cause: unknown) => void;
}

/**
 * Storage that opens on first use, opens again once when its connection is lost, and from then on keeps
 * everything in the fallback: what is tracked counts at least as long as the page lives.
 */
export function withFallback({ open, fallback, onFallback }: FallbackOptions): JournalStorage {
  let opened: Promise<JournalStorage> | undefined;
  let current: JournalStorage | undefined;
  let closed = false;

  const connect = () =>
    (opened ??= attempt()
      .catch(attempt)
      .catch(fall)
      .then((storage) => (current = storage)));

  function attempt(): Promise<JournalStorage> {
    const opening = open();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Storage did not open within ${OPEN_TIMEOUT} ms`));
        // Should it open after all, nobody wants it any more.
        opening.then(
          (late) => {
            late.close();
          },
          () => undefined,
        );
      }, OPEN_TIMEOUT);
      opening.then(resolve, reject).finally(() => {
        clearTimeout(timer);
      });
    });
  }

  function fall(cause: unknown): JournalStorage {
    onFallback(cause);
    return fallback();
  }

  return {
    get kind() {
      return current?.kind ?? 'indexed-db';
    },
    async transact(mode, work) {
      for (let reopened = false; ; reopened = true) {
        const storage = await connect();
        try {
          return await storage.transact(mode, work);
        } catch (error) {
          if (closed || storage.kind === 'memory' || !isBrowsers(error)) throw error;
          if (current !== storage) continue;
          storage.close();
          current = reopened ? fall(error) : undefined;
          opened = current && Promise.resolve(current);
        }
      }
    },
    close() {
      closed = true;
      current?.close();
    },
  };
}

/** Whether the browser failed (connection lost, disk full), not the work that was asked for. */
function isBrowsers(error: unknown): boolean {
  return error instanceof DOMException && !/^(Constraint|ReadOnly|Data)/.test(error.name);
}
