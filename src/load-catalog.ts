import { decodeCatalog } from './core/catalog-file.js';
import { createCatalog, type Catalog } from './core/catalog.js';
import { AttuneError } from './core/error.js';
import type { StoredFile } from './journal/contract.js';

/** Where items come from: an address (a list of items, or what an adapter serves), a list, or a ready catalog. */
export type CatalogSource = string | readonly unknown[] | Catalog;

export interface LoadCatalogOptions {
  source: CatalogSource;
  /** What was kept of an address before, and where to keep it. */
  kept: (url: string) => Promise<StoredFile | undefined>;
  keep: (url: string, file: StoredFile) => Promise<void>;
  /** Called once or twice: with what was kept, and with what the server has now where that differs. */
  onCatalog: (catalog: Catalog) => void;
  onError: (error: AttuneError) => void;
}

/** Loads a catalog, after the first paint; from what was kept at once, so that it works offline. */
export async function loadCatalog(options: LoadCatalogOptions): Promise<void> {
  const { source } = options;
  if (typeof source !== 'string') {
    options.onCatalog(Array.isArray(source) ? read(source, options) : (source as Catalog));
    return;
  }
  const kept = await options.kept(source).catch(() => undefined);
  if (kept) options.onCatalog(read(parse(kept.body), options));
  const fresh = fetchCatalog(source, kept, options);
  // What was kept is good enough to start with.
  if (!kept) await fresh;
}

async function fetchCatalog(
  url: string,
  kept: StoredFile | undefined,
  options: LoadCatalogOptions,
): Promise<void> {
  try {
    await afterPaint();
    const response = await fetch(url, { cache: 'no-cache' });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const version = response.headers.get('etag') ?? '';
    if (kept && version !== '' && version === kept.version) return;
    const body = await response.text();
    if (kept?.body === body) return;
    options.onCatalog(read(parse(body), options));
    await options.keep(url, { version, body }).catch(() => undefined);
  } catch (cause) {
    // Offline with a kept catalog is not a failure.
    if (kept) return;
    const message = `The catalog ${url} can't be read: check that the address answers with JSON`;
    options.onError(new AttuneError('catalog-unavailable', message, cause));
  }
}

function parse(body: unknown): unknown {
  return typeof body === 'string' ? JSON.parse(body) : body;
}

function read(source: unknown, { onError }: LoadCatalogOptions): Catalog {
  const problems: string[] = [];
  const add = ({ entry, message }: { entry: number; message: string }) =>
    problems.push(`entry ${entry} ${message}`);
  const catalog = Array.isArray(source) ? createCatalog(source, add) : decodeCatalog(source, add);
  if (problems[0] !== undefined) {
    const others = problems.length > 1 ? ` (and ${problems.length - 1} more problems)` : '';
    onError(new AttuneError('invalid-catalog', `The catalog's ${problems[0]}${others}`));
  }
  return catalog;
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
