import { demandOf, hash32, type Catalog, type Demand, type DemandAnswer } from '../src/core/index.js';
import type { Log } from './adapter-context.js';
import type { Backend } from './backend.js';
import { rounded } from './movie.js';

/** How old what was read may become, ms. */
const LIFETIME = 60_000;

/** What the visitors of this site did, as it was last read. */
export interface ReadDemand {
  /** By catalog row; undefined before the first reading. */
  readonly demand: Demand | undefined;
  /** A `DemandAnswer` as JSON. */
  readonly text: string;
  /** A hash of the text. */
  readonly version: string;
}

export interface DemandHolder {
  /** What is there, at once; where it has become old, it is read anew meanwhile. */
  current(): ReadDemand;
}

/** Reads demand from a backend, now and whenever it is asked for and has become old. */
export function createDemand(backend: Backend, catalog: Catalog, now: () => number, log: Log): DemandHolder {
  let read: ReadDemand = { ...textOf([]), demand: undefined };
  let askedAt = -Infinity;

  async function refresh(): Promise<void> {
    const at = now();
    // A clock that was set back must not stop it.
    if (at >= askedAt && at < askedAt + LIFETIME) return;
    askedAt = at;
    try {
      const items = (await backend.demand(at))
        // Others are whatever visitors have sent, and not for everybody to read.
        .filter(([id]) => catalog.indexOf(id) >= 0)
        .map(([id, count, trending]) => [id, count, rounded(trending, 3)] as const);
      read = { ...textOf(items), demand: demandOf(catalog, { items }) };
    } catch (error) {
      log('The demand could not be read: the last one stays.', error);
    }
  }

  void refresh();
  return {
    current() {
      void refresh();
      return read;
    },
  };
}

function textOf(items: DemandAnswer['items']) {
  const text = JSON.stringify({ items } satisfies DemandAnswer);
  return { text, version: hash32(text).toString(36) };
}
