import type * as Core from '../../src/core/index.js';

/** Medians in ms, by what was measured. */
export type RankTimes = Record<string, number>;

/**
 * Measures ranking, folding and reading of a model. It runs in Node and, as its own source text, in a page: so
 * it refers to nothing outside itself.
 *
 * @param films items whose features are used again under other names, until there are enough
 */
export function measureRanking(core: typeof Core, films: readonly object[]): RankTimes {
  const NOW = Date.UTC(2026, 5, 1);
  const HISTORY = 300;
  const times: RankTimes = {};

  /** The median of a call, of groups long enough for a coarse clock. */
  function median(calls: number, group: number, work: () => void): number {
    for (let i = 0; i < calls; i++) work();
    const spent: number[] = [];
    for (let i = 0; i < calls; i += group) {
      const begun = performance.now();
      for (let k = 0; k < group; k++) work();
      spent.push((performance.now() - begun) / group);
    }
    return spent.sort((a, b) => a - b)[spent.length >> 1]!;
  }

  /** Targets spread over all items, as many for each as a trained model has on average. */
  function table(size: number, each: number): Core.LevelledTable {
    const offsets = new Uint32Array(size + 1);
    const targets = new Uint32Array(size * each);
    for (let item = 0; item < size; item++) {
      offsets[item + 1] = (item + 1) * each;
      const own = targets.subarray(item * each, (item + 1) * each);
      for (let i = 0; i < each; i++) own[i] = (Math.imul(item * each + i + 1, 2654435761) >>> 0) % size;
      own.sort();
    }
    const codes = Uint8Array.from(targets, (_, i) => (i * 7) % 16);
    return { offsets, targets, codes, levels: Array.from({ length: 16 }, (_, i) => (i - 2) / 40) };
  }

  for (const size of [1000, 10_000, 100_000]) {
    const catalog = core.createCatalog(
      Array.from({ length: size }, (_, i) => ({
        ...films[i % films.length],
        id: `item-${i}`,
        popularity: core.hash32(`popularity ${i}`) % 5000,
      })),
    );
    const bytes = core.encodeModel({
      ids: catalog.ids,
      neighbours: table(size, 20),
      sequence: table(size, 16),
    });
    const model = core.bindModel(core.decodeModel(bytes), catalog);
    const demand = core.demandOf(catalog, {
      items: catalog.ids.slice(0, 2000).map((id, i) => [id, i, i % 50] as const),
    });
    const profile = core.createProfile(core.INTERACTIONS);
    const rows = Array.from({ length: HISTORY }, (_, i): Core.KeyedInteraction => {
      const item = catalog.item((i * 7919) % size);
      const features = core.featuresOf(item);
      return {
        type: 'view_detail',
        itemId: item.id,
        at: NOW - i * 3_600_000,
        weight: 0.2,
        features,
        writer: 'w'.repeat(22),
        seq: i + 1,
      };
    });
    for (const row of rows) core.fold(profile, row);
    // A new context each time: as after an interaction, nothing of the ranking before is used again.
    const context = (): Core.RankingContext => ({ catalog, profile, now: NOW, model, demand });
    const name = `${size.toLocaleString('en')} items`;
    times[`rank ${name}`] = median(size > 50_000 ? 60 : 400, size > 50_000 ? 2 : 10, () =>
      core.recommend(context()),
    );
    if (size !== 10_000) continue;
    const shared = context();
    times['another list in the same frame'] = median(400, 10, () =>
      core.recommend(shared, { source: 'genre:Drama' }),
    );
    times['read an item model of 10,000 items'] = median(20, 1, () =>
      core.bindModel(core.decodeModel(bytes), catalog),
    );
    times['fold one interaction'] =
      median(20, 1, () => {
        const fresh = core.createProfile(core.INTERACTIONS);
        for (const row of rows) core.fold(fresh, row);
      }) / HISTORY;
  }
  return times;
}

/** What the times are allowed to be, in ms. */
export const RANK_BUDGETS: Readonly<RankTimes> = { 'rank 10,000 items': 0.6, 'rank 100,000 items': 5 };
