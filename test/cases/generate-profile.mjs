// Writes profile.json: interactions and what they come to, computed by the definition, not by the library.
// The numbers are drawn from a fixed sequence, so that running it again writes the same file.
import { writeFileSync } from 'node:fs';

const DAY = 86400000;
const HALF_LIFE = (Math.log(2) / -Math.log(0.95)) * DAY;
const NOW = Date.UTC(2026, 0, 1);
const COUNT = 10000;

const WEIGHTS = {
  click: () => 0.1,
  view_detail: () => 0.2,
  watchlist_add: () => 0.4,
  watchlist_remove: () => -0.2,
  search: () => 0.1,
  recommendation_click: () => 0.3,
  rate: (value) => (value < 3 ? -0.3 : value < 4 ? 0.1 : value < 5 ? 0.5 : 0.7),
  impression: () => 0,
  dismiss: () => -0.3,
  undo: () => 0,
};
const REGISTERS = {
  watchlist_add: 'watchlist',
  watchlist_remove: 'watchlist',
  rate: 'rating',
  dismiss: 'dismissed',
};
const TYPES = Object.keys(WEIGHTS);
const GENRES = ['Action', 'Comedy', 'Crime', 'Drama', 'Horror', 'Romance', 'Western'];

let state = 20260101;
const draw = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

// A row: [type, item, at in minutes before NOW, writer, value in halves | number of the row undone]
const rows = [];
const next = [0, 0, 0];
const numbers = [];
for (let i = 0; i < COUNT; i++) {
  const type = draw(TYPES.length);
  const writer = draw(3);
  numbers.push(++next[writer]);
  const extra = TYPES[type] === 'rate' ? [2 + draw(9)] : TYPES[type] === 'undo' ? [draw(COUNT)] : [];
  rows.push([type, draw(400), draw(90 * 24 * 60), writer, ...extra]);
}

const at = (row) => NOW - row[2] * 60000;
const features = (item) => [
  `genre:${GENRES[item % 7]}`,
  `genre:${GENRES[(item * 3 + 1) % 7]}`,
  `decade:${1970 + (item % 6) * 10}`,
];
const isUndone = rows.map(() => false);
for (const row of rows)
  if (TYPES[row[0]] === 'undo' && at(row) - at(rows[row[4]]) <= 30 * DAY) isUndone[row[4]] = true;

const newest = new Map();
const later = (a, b) => at(rows[a]) - at(rows[b]) || rows[a][3] - rows[b][3] || numbers[a] - numbers[b];
rows.forEach((row, i) => {
  const register = REGISTERS[TYPES[row[0]]];
  if (!register || isUndone[i]) return;
  const subject = `${register} ${row[1]}`;
  if (!newest.has(subject) || later(i, newest.get(subject)) > 0) newest.set(subject, i);
});

const affinities = new Map();
const ratings = {};
rows.forEach((row, i) => {
  const type = TYPES[row[0]];
  const register = REGISTERS[type];
  if (isUndone[i] || type === 'undo' || (register && newest.get(`${register} ${row[1]}`) !== i)) return;
  const weight = WEIGHTS[type](row[4] / 2) * 2 ** ((at(row) - NOW) / HALF_LIFE);
  for (const feature of new Set(features(row[1])))
    affinities.set(feature, (affinities.get(feature) ?? 0) + weight);
  if (type === 'rate') ratings[`item-${row[1]}`] = row[4] / 2;
});

const body = {
  version: 1,
  about:
    'Rows: [type, item, minutes before now, writer, half stars of a rating | row an undo names]. Numbers count up per writer.',
  now: NOW,
  types: TYPES,
  genres: GENRES,
  rows,
  affinities: Object.fromEntries([...affinities].sort()),
  ratings,
};
const json = JSON.stringify(body).replace('"rows":[[', '"rows":[\n[').replaceAll('],[', '],\n[');
writeFileSync(new URL('profile.json', import.meta.url), `${json}\n`);
