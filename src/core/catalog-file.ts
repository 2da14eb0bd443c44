import { createCatalog, type Catalog, type CatalogProblem } from './catalog.js';

/**
 * A catalog as sent to browsers: JSON in columns, a third smaller after compression than a list of items.
 * A column that no item fills is left out.
 */
export interface CatalogFile {
  format: 'attune-catalog/1';
  version: string;
  /** Ids as the source wrote them: numbers where they were. */
  ids: (string | number)[];
  titles: string[];
  years?: number[];
  averageRatings?: number[];
  popularity?: number[];
  /** A list, or one text with `{id}` in it where all follow that pattern. */
  urls?: (string | null)[] | string;
  images?: (string | null)[] | string;
  /** Lists of texts (genres, cast…): the distinct texts, and for each item the rows of its own. */
  lists: Record<string, { texts: string[]; rows: number[][] }>;
  /** Attributes that are no lists of texts, by item. */
  attributes?: (Record<string, unknown> | null)[];
}

export function encodeCatalog(catalog: Catalog): CatalogFile {
  const items = Array.from({ length: catalog.size }, (_, index) => catalog.item(index));
  const lists = new Map<string, Record<number, readonly string[]>>();
  const rest = items.map((item, index) => {
    const others: [string, unknown][] = [];
    const fields: [string, unknown][] = Object.entries(item.attributes ?? {});
    if (item.genres) fields.unshift(['genres', item.genres]);
    for (const [name, value] of fields) {
      if (!isTexts(value)) others.push([name, value]);
      else lists.set(name, Object.assign(lists.get(name) ?? {}, { [index]: value }));
    }
    return others.length ? Object.fromEntries(others) : null;
  });
  const file: CatalogFile = {
    format: 'attune-catalog/1',
    version: catalog.version,
    ids: items.map((_, index) => catalog.sourceId(index)),
    titles: items.map((item) => item.title),
    lists: Object.fromEntries([...lists].map(([name, values]) => [name, encodeLists(values, items.length)])),
  };
  if (items.some((item) => item.year !== undefined)) file.years = items.map((item) => item.year ?? 0);
  if (items.some((item) => item.averageRating !== undefined))
    file.averageRatings = items.map((item) => item.averageRating ?? 0);
  if (items.some((item) => item.popularity !== undefined))
    file.popularity = items.map((item) => item.popularity ?? 0);
  if (items.some((item) => item.url !== undefined)) file.urls = encodeUrls(items, 'url');
  if (items.some((item) => item.image !== undefined)) file.images = encodeUrls(items, 'image');
  if (rest.some((attributes) => attributes)) file.attributes = rest;
  return file;
}

/** Reads what `encodeCatalog` wrote, or a plain list of items; problems are reported, never thrown. */
export function decodeCatalog(source: unknown, onProblem?: (problem: CatalogProblem) => void): Catalog {
  if (Array.isArray(source)) return createCatalog(source, onProblem);
  const file = source as Partial<CatalogFile> & { items?: unknown };
  if (Array.isArray(file.items)) return createCatalog(file.items, onProblem);
  if (file.format !== 'attune-catalog/1' || !Array.isArray(file.ids))
    throw new TypeError('A catalog is a JSON list of items, or a file of format attune-catalog/1');
  const { ids, titles, years, averageRatings, popularity, attributes, lists = {} } = file;
  const columns = Object.entries(lists);
  const items = ids.map((id, index) => {
    const own: Record<string, unknown> = { ...attributes?.[index] };
    const item: Record<string, unknown> = { id, title: titles?.[index], attributes: own };
    if (years?.[index]) item['year'] = years[index];
    if (averageRatings?.[index]) item['averageRating'] = averageRatings[index];
    if (popularity?.[index]) item['popularity'] = popularity[index];
    const url = decodeUrl(file.urls, index, id);
    if (url !== undefined) item['url'] = url;
    const image = decodeUrl(file.images, index, id);
    if (image !== undefined) item['image'] = image;
    for (const [name, { texts, rows }] of columns) {
      const values = rows[index]?.map((row) => texts[row]);
      if (values?.length) (name === 'genres' ? item : own)[name] = values;
    }
    return item;
  });
  return createCatalog(items, onProblem, file.version);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function encodeLists(values: Record<number, readonly string[]>, size: number) {
  const places = new Map<string, number>();
  const rows = Array.from({ length: size }, (_, index) =>
    (values[index] ?? []).map((text) => {
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    }),
  );
  return { texts: [...places.keys()], rows };
}

function encodeUrls(items: readonly { id: string; url?: string; image?: string }[], field: 'url' | 'image') {
  const first = items[0];
  const pattern = first?.[field]?.replace(encodeURIComponent(first.id), '{id}');
  const fits = pattern?.includes('{id}') && items.every((item) => item[field] === fill(pattern, item.id));
  return fits && pattern ? pattern : items.map((item) => item[field] ?? null);
}

function fill(pattern: string, id: string | number): string {
  return pattern.replace('{id}', () => encodeURIComponent(id));
}

function decodeUrl(urls: CatalogFile['urls'], index: number, id: string | number): string | undefined {
  return typeof urls === 'string' ? fill(urls, id) : (urls?.[index] ?? undefined);
}
