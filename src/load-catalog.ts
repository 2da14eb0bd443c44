import { decodeCatalog } from './core/catalog-file.js';
import type { Catalog } from './core/catalog.js';
import type { Journal } from './journal/journal.js';
import type { Report } from './report.js';

/** Where items come from: an address (a list of items, or what an adapter serves), a list, or a ready catalog. */
export type CatalogSource = string | readonly unknown[] | Catalog;

export interface LoadCatalogOptions {
  source: CatalogSource;
  /** Keeps what an address answered. */
  files: Pick<Journal, 'file' | 'keepFile'>;
  /** Called once or twice: with what was kept, and with what the server has now where that differs. */
  onCatalog: (catalog: Catalog) => void;
  report: Report;
}

/** How long an answer may take, in ms. */
const TIMEOUT = 60_000;

/** Loads a catalog, after the first paint; from what was kept at once, so that it works offline. */
export async function loadCatalog({ source, files, onCatalog, report }: LoadCatalogOptions): Promise<void> {
  if (typeof source !== 'string') {
    onCatalog(Array.isArray(source) ? read(source, report) : (source as Catalog));
    return;
  }
  const use = (body: string) => {
    onCatalog(read(JSON.parse(body), report));
  };
  const kept = await files.file(source).catch(() => undefined);
  if (kept) use(kept.body as string);
  const fetchFresh = async () => {
    await afterPaint();
    const response = await fetch(source, { cache: 'no-cache', signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const version = response.headers.get('etag') ?? '';
    if (version && version === kept?.version) return;
    const body = await response.text();
    if (body === kept?.body) return;
    use(body);
    await files.keepFile(source, { version, body }).catch(() => undefined);
  };
  const fresh = fetchFresh().catch((cause: unknown) => {
    // Offline with a kept catalog is not a failure.
    if (!kept) report('catalog-unavailable', `The catalog ${source} can't be read: it must be JSON`, cause);
  });
  // What was kept is good enough to start with.
  if (!kept) await fresh;
}

function read(source: unknown, report: Report): Catalog {
  const problems: string[] = [];
  const catalog = decodeCatalog(source, ({ entry, message }) => problems.push(`entry ${entry} ${message}`));
  const [first, ...more] = problems;
  const others = more.length ? ` (and ${more.length} more problems)` : '';
  if (first) report('invalid-catalog', `In the catalog, ${first}${others}`);
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
