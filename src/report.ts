import type { OnError } from './attune.js';
import type { AttuneError } from './core/error.js';

/** Tells the page what went wrong, each thing once, and never lets the page's own handler throw at us. */
export function createReport(onError: OnError | undefined, debug: boolean): OnError {
  const told = new Set<string>();
  return (error: AttuneError) => {
    if (told.has(error.message)) return;
    told.add(error.message);
    if (debug) console.warn('[attune]', error.message, error.cause ?? '');
    try {
      onError?.(error);
    } catch (cause) {
      if (debug) console.warn('[attune]', 'onError itself failed', cause);
    }
  };
}
