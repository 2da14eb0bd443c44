import { filmItems } from '../../examples/film-site/items.js';
import * as core from '../../src/core/index.js';
import { createCatalog, decodeCatalog, encodeCatalog } from '../../src/core/index.js';
import { figure, quantile, time, type Figure } from './figure.js';
import { measureRanking, RANK_BUDGETS, type RankTimes } from './rank.js';

/** Items with the film catalog's features under other names, as many as wanted. */
export function manyItems(count: number): unknown[] {
  const films = filmItems();
  return Array.from({ length: count }, (_, i) => ({ ...films[i % films.length], id: `item-${i}` }));
}

export function coreBench(): Figure[] {
  const figures = rankFigures(measureRanking(core, filmItems()));
  const file = JSON.stringify(encodeCatalog(createCatalog(filmItems())));
  const read = time(() => decodeCatalog(JSON.parse(file)), 10);
  return [...figures, figure('read the catalog of 12,608 films: median', quantile(read, 0.5), 'ms')];
}

/** Ranking takes a 300-item history, item model, demand, variety and reasons into account. */
export function rankFigures(times: RankTimes): Figure[] {
  return Object.entries(times).map(([name, ms]) => figure(`${name}: median`, ms, 'ms', RANK_BUDGETS[name]));
}
