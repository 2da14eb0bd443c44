import { UsageError } from '../cli/usage-error.js';
import { createColumn, createNumbering } from './likes.js';
import type { Ratings } from './ratings.js';
import { readCsv } from './read-csv.js';

const COLUMNS = [
  ['userId', 'user_id', 'user'],
  ['movieId', 'itemId', 'movie_id', 'item_id', 'item'],
  ['rating', 'value'],
  ['timestamp', 'time', 'at'],
] as const;

/** What is below this is in seconds, as MovieLens has it; what is above in ms. */
const SECONDS_END = 1e11;

/**
 * Reads ratings as MovieLens writes them: CSV with userId, movieId, rating, timestamp.
 *
 * @param report is told in one line where lines could not be taken
 */
export async function readRatings(path: string, report: (line: string) => void): Promise<Ratings> {
  const users = createNumbering();
  const items = createNumbering();
  const userColumn = createColumn(Uint32Array);
  const itemColumn = createColumn(Uint32Array);
  const values = createColumn(Float32Array);
  const times = createColumn(Float64Array);
  let line = 1;
  let bad = 0;
  let firstBad = 0;
  for await (const [user, item, rating, timestamp] of readCsv(path, COLUMNS)) {
    line++;
    const value = Number(rating);
    const time = Number(timestamp);
    if (!user || !item || !rating || !Number.isFinite(value) || !timestamp || !Number.isFinite(time)) {
      bad++;
      firstBad ||= line;
      continue;
    }
    userColumn.push(users.of(user));
    itemColumn.push(items.of(item));
    values.push(value);
    times.push(time < SECONDS_END ? time * 1000 : time);
  }
  if (bad)
    report(
      `${path}: ${bad} of ${line - 1} lines lack a user, an item, or a number as rating or time, and are left out; the first is line ${firstBad}.`,
    );
  if (!users.texts.length) throw new UsageError(`The file ${path} has no ratings: pass one with some.`);
  return {
    userIds: users.texts,
    itemIds: items.texts,
    users: userColumn.values(),
    items: itemColumn.values(),
    values: values.values(),
    times: times.values(),
  };
}
