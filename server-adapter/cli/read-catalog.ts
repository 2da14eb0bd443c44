import { readFile } from 'node:fs/promises';
import { decodeCatalog, type Catalog, type CatalogProblem } from '../../src/core/index.js';
import { UsageError } from './usage-error.js';

/**
 * Reads a catalog file: a JSON list of items, `{items: […]}`, or columns as `GET /api/catalog/` gives them.
 *
 * @param report is told in one line where items could not be taken as they are
 */
export async function readCatalog(path: string, report: (line: string) => void): Promise<Catalog> {
  let source: unknown;
  try {
    source = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const remedy =
      cause instanceof SyntaxError
        ? 'is not valid JSON: write a list of items'
        : "can't be read: check its path";
    throw new UsageError(`The catalog ${path} ${remedy}.`, { cause });
  }
  const problems: CatalogProblem[] = [];
  let catalog: Catalog;
  try {
    catalog = decodeCatalog(source, (problem) => problems.push(problem));
  } catch (cause) {
    throw new UsageError(`The catalog ${path} is of no known shape: write a JSON list of items.`, { cause });
  }
  const [first] = problems;
  if (first)
    report(`${path}: ${problems.length} problems, the first: entry ${first.entry} ${first.message}.`);
  return catalog;
}
