import type { StoredFile } from '../../src/journal/contract.js';
import { openIndexedDb } from '../../src/journal/indexed-db.js';

/** One request, as the page made it. */
export interface Asked {
  path: string;
  credentials: RequestCredentials | undefined;
}

/** A network in which only some addresses answer; the test's own modules are not fetched this way. */
export interface Served {
  /** By path. What is not here does not answer, as without network. */
  readonly answers: Map<string, () => Response | Promise<Response>>;
  readonly asked: Asked[];
  stop(): void;
}

export function createServed(): Served {
  const { fetch } = window;
  const served: Served = {
    answers: new Map(),
    asked: [],
    stop: () => {
      window.fetch = fetch;
    },
  };
  window.fetch = async (input, init) => {
    const path = input instanceof Request ? input.url : String(input);
    served.asked.push({ path, credentials: init?.credentials });
    const answer = served.answers.get(path);
    if (!answer) throw new TypeError('There is no network');
    return answer();
  };
  return served;
}

/** An answer that comes when it is let go. */
export function held(response: Response): { answer: () => Promise<Response>; letGo: () => void } {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  return { answer: () => gate.then(() => response.clone()), letGo: () => letGo() };
}

/** Resolves once a visitor's browser keeps something of an address, of that version if one is named. */
export async function untilKept(name: string, url: string, version?: string): Promise<StoredFile> {
  for (;;) {
    const file = await keptOf(name, url);
    if (file && [undefined, file.version].includes(version)) return file;
  }
}

/** What a visitor's browser keeps of an address. */
export async function keptOf(name: string, url: string): Promise<StoredFile | undefined> {
  const storage = await openIndexedDb(name);
  try {
    return await storage.transact('readonly', (tx) => tx.get(`file:${url}`));
  } finally {
    storage.close();
  }
}

/** Lets a visitor's browser keep something of an address, as an earlier page would have. */
export async function keep(name: string, url: string, file: StoredFile): Promise<void> {
  const storage = await openIndexedDb(name);
  await storage.transact('readwrite', (tx) => tx.put(`file:${url}`, file));
  storage.close();
}
