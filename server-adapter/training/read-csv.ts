import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { UsageError } from '../cli/usage-error.js';

/**
 * Reads a CSV file with a header line, record by record, in constant memory.
 *
 * @param columns names by which the header may call each column, in the order wanted; the first is told where
 *   none is there
 */
export async function* readCsv(
  path: string,
  columns: readonly (readonly string[])[],
): AsyncGenerator<readonly string[]> {
  const records = parse({ bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  // An error of the file ends the reading below.
  pipeline(createReadStream(path), records, () => undefined);
  let places: number[] | undefined;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      if (places) yield places.map((place) => record[place] ?? '');
      else places = placesOf(path, record, columns);
    }
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`The file ${path} can't be read as CSV: check its path and quotes.`, { cause });
  }
}

function placesOf(
  path: string,
  header: readonly string[],
  columns: readonly (readonly string[])[],
): number[] {
  const names = header.map((name) => name.trim().toLowerCase());
  return columns.map((wanted) => {
    const place = names.findIndex((name) => wanted.some((it) => it.toLowerCase() === name));
    if (place < 0)
      throw new UsageError(
        `The file ${path} has no column ${wanted[0]}: begin it with a header line that names its columns.`,
      );
    return place;
  });
}
