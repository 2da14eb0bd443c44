import type { StoredFile } from './journal/contract.js';
import type { Journal } from './journal/journal.js';

/** How long an answer may take, in ms. */
const TIMEOUT = 60_000;

/** Where files are kept. */
export type Files = Pick<Journal, 'file' | 'keepFile'>;

export interface KeptFileOptions<Body> {
  url: string;
  files: Files;
  credentials?: RequestCredentials;
  /** What of an answer is kept. */
  bodyOf: (response: Response) => Promise<Body>;
  /** Uses a body, first the kept one, then what the server has instead; throws where it can't be read. */
  use: (body: Body) => void;
  /** What is kept is not used before. */
  after?: Promise<unknown> | undefined;
  /** The server is not asked before: something else is needed first, and a slow network carries one at a time. */
  behind?: Promise<unknown> | undefined;
  /** What the server answers can't be used, or it does not answer and nothing is kept. */
  onFailure?: (cause: unknown) => void;
}

/** A file of a server with the copy of it that this browser keeps. Nothing here rejects. */
export interface KeptFile {
  /** What was kept is used; whether there was anything to use. */
  readonly kept: Promise<boolean>;
  /** What the server has is used, if that is something else; asked for after the first paint. */
  readonly fresh: Promise<void>;
  /** Asks the server again. */
  renew(): Promise<void>;
}

/** Uses what was kept of a file at once, so that it works offline, and what the server has after the first paint. */
export function createKeptFile<Body>(options: KeptFileOptions<Body>): KeptFile {
  const { url, files, credentials, bodyOf, use, after, behind, onFailure } = options;
  let held: StoredFile | undefined;

  async function open(): Promise<boolean> {
    try {
      const stored = await files.file(url);
      if (!stored) return false;
      await after;
      use(stored.body as Body);
      held = stored;
      return true;
    } catch {
      // A copy that can't be read is no copy.
      return false;
    }
  }

  async function renew(): Promise<void> {
    let answered = false;
    try {
      const signal = AbortSignal.timeout(TIMEOUT);
      const response = await fetch(url, { credentials, cache: 'no-cache', signal });
      const { ok, status, headers } = response;
      const version = headers.get('etag') ?? '';
      // 204: there is none yet.
      if (status === 204 || (ok && version && version === held?.version)) return;
      const body = await bodyOf(response);
      answered = true;
      if (!ok) throw new Error(`It answered ${status}`);
      if (body === held?.body) return;
      use(body);
      held = { version, body };
      await files.keepFile(url, held).catch(() => undefined);
    } catch (cause) {
      // Offline with a copy is not a failure.
      if (answered || !held) onFailure?.(cause);
    }
  }

  const kept = open();
  return {
    kept,
    fresh: kept
      .then(() => behind)
      .then(afterPaint)
      .then(renew),
    renew,
  };
}

function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'hidden') resolve();
    else
      requestAnimationFrame(() => {
        setTimeout(resolve);
      });
  });
}
