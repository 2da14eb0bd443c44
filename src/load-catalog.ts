import { decodeCatalog } from './core/catalog-file.js';
import type { Catalog } from './core/catalog.js';
import { createKeptFile, type Files } from './kept-file.js';
import type { Report } from './report.js';

/** Where items come from: an address (a list of items, or what an adapter serves), a list, or a ready catalog. */
export type CatalogSource = string | readonly unknown[] | Catalog;

export interface LoadCatalogOptions {
  source: CatalogSource;
  files: Files;
  /** Called once or twice: with what was kept, and with what the server has now where that differs. */
  onCatalog: (catalog: Catalog) => void;
  report: Report;
  /** What is kept is not used before: so that lists need not move when this comes. */
  after: Promise<unknown>;
}

/** Loads a catalog; resolves when there is one to start with, or none to be had. */
export async function loadCatalog({
  source,
  files,
  onCatalog,
  report,
  after,
}: LoadCatalogOptions): Promise<void> {
  if (typeof source !== 'string') {
    onCatalog(Array.isArray(source) ? read(source, report) : (source as Catalog));
    return;
  }
  const { kept, fresh } = createKeptFile({
    url: source,
    files,
    after,
    bodyOf: (response) => response.text(),
    use: (body) => {
      onCatalog(read(JSON.parse(body), report));
    },
    onFailure: (cause) => {
      report('catalog-unavailable', `The catalog ${source} can't be read: it must be JSON`, cause);
    },
  });
  if (!(await kept)) await fresh;
}

function read(source: unknown, report: Report): Catalog {
  const problems: string[] = [];
  const catalog = decodeCatalog(source, ({ entry, message }) => problems.push(`entry ${entry} ${message}`));
  const [first, ...more] = problems;
  const others = more.length ? ` (and ${more.length} more problems)` : '';
  if (first) report('invalid-catalog', `In the catalog, ${first}${others}`);
  return catalog;
}
