import { filmItems } from '../../examples/film-site/items.js';
import {
  createCatalog,
  createProfile,
  decodeCatalog,
  encodeCatalog,
  featuresOf,
  fold,
  INTERACTIONS,
  recommend,
  type Catalog,
  type KeyedInteraction,
} from '../../src/core/index.js';
import { figure, quantile, time, type Figure } from './figure.js';

const NOW = Date.UTC(2026, 5, 1);

/** Items with the film catalog's features under other names, as many as wanted. */
export function manyItems(count: number): unknown[] {
  const films = filmItems();
  return Array.from({ length: count }, (_, i) => ({ ...films[i % films.length], id: `item-${i}` }));
}

function history(catalog: Catalog, length: number): KeyedInteraction[] {
  return Array.from({ length }, (_, i) => {
    const item = catalog.item((i * 7919) % catalog.size);
    return {
      type: 'view_detail',
      itemId: item.id,
      at: NOW - i * 3_600_000,
      weight: 0.2,
      features: featuresOf(item),
      writer: 'w'.repeat(22),
      seq: i + 1,
    };
  });
}

export function coreBench(): Figure[] {
  const figures: Figure[] = [];
  for (const [size, budget] of [
    [1_000, undefined],
    [10_000, 0.6],
    [100_000, 5],
  ] as const) {
    const catalog = createCatalog(manyItems(size));
    const profile = createProfile(INTERACTIONS);
    for (const row of history(catalog, 300)) fold(profile, row);
    const spent = time(() => recommend({ catalog, profile, now: NOW }), size > 50_000 ? 20 : 100);
    const name = `rank ${size.toLocaleString('en')} items, 300 interactions, diversity, reasons: median`;
    figures.push(figure(name, quantile(spent, 0.5), 'ms', budget));
  }
  const catalog = createCatalog(filmItems());
  const file = JSON.stringify(encodeCatalog(catalog));
  const read = time(() => decodeCatalog(JSON.parse(file)), 10);
  figures.push(figure('read the catalog of 12,608 films: median', quantile(read, 0.5), 'ms'));
  const rows = history(catalog, 5000);
  const folds = time(() => {
    const profile = createProfile(INTERACTIONS);
    for (const row of rows) fold(profile, row);
  }, 10);
  figures.push(figure('fold one interaction: median', (quantile(folds, 0.5) / rows.length) * 1000, 'µs'));
  return figures;
}
