import { createCatalog, isTexts, type Catalog, type CatalogProblem } from './catalog.js';

/** One field of all items: their values; one text with `{id}` in it that all follow; or lists of texts. */
export type Column = string | unknown[] | { texts: string[]; rows: number[][] };

/**
 * A catalog as sent to browsers: JSON in columns, a third smaller after compression than a list of items.
 * Ids are as the source wrote them: numbers where they were. A missing value is null.
 */
export interface CatalogFile {
  format: 'attune-catalog/1';
  version: string;
  ids: (string | number)[];
  /** By field; fields that no item has of its own are attributes. */
  columns: Record<string, Column>;
}

export function encodeCatalog(catalog: Catalog): CatalogFile {
  const columns = new Map<string, unknown[]>();
  const set = (field: string, index: number, value: unknown) => {
    let column = columns.get(field);
    if (!column) columns.set(field, (column = new Array(catalog.size).fill(null)));
    column[index] = value;
  };
  for (let index = 0; index < catalog.size; index++) {
    const { id: _id, attributes, ...fields } = catalog.item(index);
    for (const [field, value] of Object.entries(fields)) set(field, index, value);
    for (const [name, value] of Object.entries(attributes ?? {}))
      if (!(name in fields)) set(name, index, value);
  }
  return {
    format: 'attune-catalog/1',
    version: catalog.version,
    ids: catalog.ids.map((_, index) => catalog.sourceId(index)),
    columns: Object.fromEntries(
      [...columns].map(([field, values]) => [field, encodeColumn(values, catalog.ids)]),
    ),
  };
}

/** Reads what `encodeCatalog` wrote, or a plain list of items; problems are reported, never thrown. */
export function decodeCatalog(source: unknown, onProblem?: (problem: CatalogProblem) => void): Catalog {
  const {
    format,
    items = source,
    version,
    ids,
    columns,
  } = source as Omit<CatalogFile, 'format'> & {
    format?: string;
    items?: unknown;
  };
  if (Array.isArray(items)) return createCatalog(items, onProblem);
  if (format !== 'attune-catalog/1')
    throw new TypeError('A catalog is a JSON list of items, or of format attune-catalog/1');
  // An item is made of plain assignments, which one name would turn into something else.
  const entries = Object.entries(columns).filter(([field]) => field !== '__proto__');
  const made = ids.map((id, index) => {
    const item: Record<string, unknown> = {};
    for (const [field, column] of entries) item[field] = valueAt(column, index, id);
    item.id = id;
    return item;
  });
  return createCatalog(made, onProblem, version);
}

function valueAt(column: Column, index: number, id: string | number): unknown {
  if (typeof column === 'string') return fill(column, id);
  if (Array.isArray(column)) return column[index];
  const texts = column.rows[index]?.map((row) => column.texts[row]);
  return texts?.length ? texts : undefined;
}

function fill(pattern: string, id: string | number): string {
  return pattern.replace('{id}', encodeURIComponent(id));
}

function encodeColumn(values: unknown[], ids: readonly string[]): Column {
  const [first] = values;
  if (typeof first === 'string') {
    const pattern = first.replace(encodeURIComponent(ids[0]!), '{id}');
    if (pattern !== first && values.every((value, index) => value === fill(pattern, ids[index]!)))
      return pattern;
  }
  if (!values.every((value) => value === null || isTexts(value))) return values;
  const places = new Map<string, number>();
  const rows = values.map((texts) =>
    (texts ?? []).map((text) => {
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    }),
  );
  return { texts: [...places.keys()], rows };
}
