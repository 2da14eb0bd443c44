import type { OnError } from './attune.js';
import { AttuneError, type AttuneErrorCode } from './core/error.js';

/** Says what went wrong: what and its remedy in the message. */
export type Report = (code: AttuneErrorCode, message: string, cause?: unknown) => void;

/** Tells the page what went wrong, each thing once, and never lets the page's own handler throw at us. */
export function createReport(onError: OnError | undefined, debug: boolean | undefined): Report {
  const told = new Set<string>();
  const log = (message: string, cause: unknown) => {
    if (debug) console.warn('[attune]', message, cause);
  };
  return (code, message, cause) => {
    if (told.has(message)) return;
    told.add(message);
    log(message, cause ?? '');
    try {
      onError?.(new AttuneError(code, message, cause));
    } catch (thrown) {
      log('onError itself failed', thrown);
    }
  };
}
