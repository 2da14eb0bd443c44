import { createCatalog, type Catalog, type Item } from '../../src/core/index.js';
import { readCatalog } from '../cli/read-catalog.js';
import { readCsv } from './read-csv.js';

const COLUMNS = [
  ['movieId', 'itemId', 'movie_id', 'item_id', 'id'],
  ['title', 'name'],
  ['genres', 'categories'],
] as const;

/** Reads items: a catalog file, or CSV as MovieLens writes it (movieId, title with the year behind it, genres). */
export async function readItems(path: string, report: (line: string) => void): Promise<Catalog> {
  if (!/\.csv$/i.test(path)) return readCatalog(path, report);
  const items: Item[] = [];
  for await (const [id = '', title = '', genres = ''] of readCsv(path, COLUMNS)) {
    const year = /\((\d{4})\)\s*$/.exec(title)?.[1];
    items.push({
      id,
      title: title.replace(/\s*\(\d{4}\)\s*$/, '') || title,
      ...(year && { year: Number(year) }),
      genres: genres.split('|').filter((genre) => genre && genre !== '(no genres listed)'),
    });
  }
  const problems: string[] = [];
  const catalog = createCatalog(items, ({ entry, message }) => problems.push(`entry ${entry} ${message}`));
  if (problems.length) report(`${path}: ${problems.length} problems, the first: ${problems[0]}.`);
  return catalog;
}
