import { assert } from 'chai';
import fc from 'fast-check';
import {
  affinityScorer,
  boost,
  bury,
  carouselsOf,
  createCatalog,
  createProfile,
  DEFAULT_STAGES,
  demandOf,
  diversity,
  featuresOf,
  fold,
  genreCarouselsOf,
  insightsOf,
  INTERACTIONS,
  pin,
  popularity,
  rank,
  rankIds,
  recommend,
  seasonal,
  weightOf,
  without,
  type Catalog,
  type Profile,
  type Ranker,
  type RankingContext,
  type Scorer,
  type Stages,
} from '../../src/core/index.js';

const NOW = Date.UTC(2026, 5, 1);
const GENRES = ['Drama', 'Comedy', 'Action', 'Horror'];
const CATALOG = createCatalog(
  Array.from({ length: 60 }, (_, i) => ({
    id: `film-${i}`,
    title: `Film ${i}`,
    genres: [GENRES[i % 4]],
    year: 1960 + i,
    popularity: 1000 - i,
  })),
);

let seq = 0;
function act(
  profile: Profile,
  type: string,
  itemId: string,
  value?: number,
  catalog: Catalog = CATALOG,
): void {
  fold(profile, {
    type,
    itemId,
    value,
    at: NOW - 1000 + ++seq,
    weight: weightOf(INTERACTIONS, type, value),
    features: featuresOf(catalog.item(catalog.indexOf(itemId))),
    writer: 'w'.repeat(22),
    seq,
  });
}

const context = (profile = createProfile(INTERACTIONS), catalog = CATALOG): RankingContext => ({
  catalog,
  profile,
  now: NOW,
});
const ids = (list: readonly { item: { id: string } }[]) => list.map(({ item }) => item.id);

describe('ranking', () => {
  it('shows popular items of several genres to somebody new', () => {
    const list = recommend(context(), { limit: 8 });
    assert.equal(list[0]?.item.id, 'film-0');
    assert.equal(new Set(list.map(({ item }) => item.genres?.[0])).size, 4);
  });

  it('shows the newest first where no item has a count', () => {
    const catalog = createCatalog([
      { id: 'old', title: 'old', year: 1970 },
      { id: 'new', title: 'new', year: 2020 },
    ]);
    assert.deepEqual(ids(recommend(context(undefined, catalog))), ['new', 'old']);
  });

  it('answers for no items, one item and more than there are', () => {
    const none = createCatalog([]);
    assert.deepEqual(recommend(context(undefined, none)), []);
    assert.deepEqual(carouselsOf(context(undefined, none)), []);
    const one = createCatalog([{ id: 'x', title: 'x' }]);
    assert.deepEqual(ids(recommend(context(undefined, one), { limit: 5 })), ['x']);
    assert.lengthOf(recommend(context(), { limit: 500 }), 60);
    assert.lengthOf(recommend(context(), { limit: 0 }), 0);
  });

  it('keeps out what was rated, saved or dismissed, and muted features', () => {
    const profile = createProfile(INTERACTIONS);
    act(profile, 'rate', 'film-0', 5);
    act(profile, 'watchlist_add', 'film-1');
    act(profile, 'dismiss', 'film-2');
    fold(profile, {
      type: 'mute',
      features: ['genre:Horror'],
      at: NOW,
      weight: 0,
      writer: 'm'.repeat(22),
      seq: 1,
    });
    const list = recommend(context(profile), { limit: 60 });
    assert.notIncludeMembers(ids(list), ['film-0', 'film-1', 'film-2']);
    assert.isFalse(list.some(({ item }) => item.genres?.includes('Horror')));
    act(profile, 'watchlist_remove', 'film-1');
    assert.include(ids(recommend(context(profile), { limit: 60 })), 'film-1');
  });

  it('gives true reasons: the item that raised a feature, or that it is popular', () => {
    const profile = createProfile(INTERACTIONS);
    act(profile, 'rate', 'film-3', 5);
    const [first] = recommend(context(profile));
    assert.deepEqual([first?.item.genres?.[0], first?.reason.text], ['Horror', 'Because you rated Film 3']);
    assert.equal(recommend(context())[0]?.reason.kind, 'popular');
    act(profile, 'click', 'film-7');
    const itself = recommend(context(profile), { limit: 60 }).find(({ item }) => item.id === 'film-7');
    assert.notInclude(itself?.reason.text, 'Film 7');
    assert.equal(recommend(context(), { source: 'similar:film-3' })[0]?.reason.text, 'Like Film 3');
  });

  it('offers rows for preferred genres first and says which are only popular', () => {
    const profile = createProfile(INTERACTIONS);
    act(profile, 'rate', 'film-3', 5);
    const rows = genreCarouselsOf(context(profile), { max: 3 });
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['More Horror Movies for You', 'Popular Action Movies', 'Popular Comedy Movies'],
    );
    assert.equal(rows[0]?.subtitle, 'Based on your preferences (Score: 0.9)');
    act(profile, 'rate', 'film-2', 1);
    assert.isFalse(genreCarouselsOf(context(profile), { max: 9 }).some(({ genre }) => genre === 'Action'));
  });

  it('re-orders a given list without leaving anything out', () => {
    const profile = createProfile(INTERACTIONS);
    act(profile, 'rate', 'film-3', 5);
    assert.deepEqual(rankIds(context(profile), ['film-0', 'nowhere', 'film-7', 'film-3']), [
      'film-3',
      'film-7',
      'film-0',
      'nowhere',
    ]);
  });

  it('takes a scorer of a site’s own', () => {
    const backwards: Scorer = {
      name: 'backwards',
      score(_, scores) {
        for (const row of scores.keys()) scores[row] = row === 5 ? NaN : row;
        return 1;
      },
      reason: () => undefined,
    };
    const stages = { filters: [], scorers: [[backwards, [1, 1, 1]] as const], rerankers: [] };
    const list = rank(context(), { limit: 2, stages });
    assert.deepEqual(ids(list), ['film-59', 'film-58']);
    assert.equal(list[0]?.reason.kind, 'listed');
    assert.equal(list[0]?.contributions.backwards, 1);
  });

  it('finds the same best items as sorting everything, ties by id', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 20 }),
        (counts, limit) => {
          const catalog = createCatalog(
            counts.map((popularity, i) => ({ id: `i${i}`, title: 't', popularity })),
          );
          const list = recommend(context(undefined, catalog), { source: 'popular', limit });
          const sorted = counts
            .map((count, i) => ({ count, id: `i${i}` }))
            .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
            .slice(0, limit);
          assert.deepEqual(
            ids(list),
            sorted.map(({ id }) => id),
          );
        },
      ),
    );
  });

  it('keeps the order of a list that is varied by itself, and makes others as varied as needed', () => {
    const plain: Stages = { filters: [], scorers: [[affinityScorer, [1, 1, 1]]], rerankers: [] };
    const profile = createProfile(INTERACTIONS);
    for (const id of ['film-3', 'film-7', 'film-2']) act(profile, 'rate', id, 5);
    const list = (least: number) =>
      rank(context(profile), { limit: 12, stages: { ...plain, rerankers: [diversity(least)] } });
    const horrors = (entries: ReturnType<typeof list>) =>
      entries.slice(0, 9).filter(({ item }) => item.genres?.[0] === 'Horror').length;
    // Up to the tenth, which may not be of the same genre again.
    assert.deepEqual(ids(list(0)).slice(0, 9), ids(rank(context(profile), { limit: 9, stages: plain })));
    assert.isBelow(horrors(list(0.9)), horrors(list(0)));
  });

  it('never lists ten in a row of one genre while there are others', () => {
    const horror = Array.from({ length: 300 }, (_, i) => ({
      id: `horror-${i}`,
      title: 'Scream',
      genres: ['Horror'],
      popularity: 1000 + i,
    }));
    const catalog = createCatalog([...horror, { id: 'love', title: 'Love', genres: ['Romance'] }]);
    const profile = createProfile(INTERACTIONS);
    for (let i = 0; i < 60; i++) act(profile, 'rate', `horror-${i}`, 5, catalog);
    assert.include(ids(recommend(context(profile, catalog), { limit: 10 })), 'love');
    // Where there are no others the list is full all the same.
    assert.lengthOf(recommend(context(profile, createCatalog(horror)), { limit: 30 }), 30);
    assert.lengthOf(recommend(context(profile, catalog), { source: 'genre:Horror', limit: 30 }), 30);
  });

  it('shows known items again, and says so, where everything was acted on', () => {
    const profile = createProfile(INTERACTIONS);
    for (const [i, id] of CATALOG.ids.entries())
      act(profile, (['rate', 'watchlist_add', 'dismiss'] as const)[i % 3]!, id, i % 3 ? undefined : 5);
    for (const source of ['for-you', 'popular', 'new', 'trending'] as const) {
      const list = recommend(context(profile), { source, limit: 12 });
      assert.lengthOf(list, 12, source);
      assert.isTrue(list.every(({ reason }) => reason.kind === 'again'));
    }
    // A site's own rule stands, whatever is left.
    const stages = { ...DEFAULT_STAGES, filters: [...DEFAULT_STAGES.filters, without(() => true)] };
    assert.isEmpty(recommend(context(profile), { ranking: stages }));
  });

  it('stands a hundred thousand items that are all alike', () => {
    const catalog = createCatalog(
      Array.from({ length: 100_000 }, (_, i) => ({
        id: String(i),
        title: 't',
        genres: ['One'],
        popularity: 1,
      })),
    );
    const profile = createProfile(INTERACTIONS);
    act(profile, 'rate', '7', 5, catalog);
    assert.lengthOf(new Set(ids(recommend(context(profile, catalog), { limit: 50 }))), 50);
    assert.lengthOf(recommend(context(profile, catalog), { source: 'similar:7' }), 20);
  });

  it('takes a ranking of a site’s own, which sees only what may enter', () => {
    const byTitle: Ranker = ({ catalog }, candidates, limit) =>
      [...candidates, 4000, candidates[0]!]
        .map((index) => ({ index, score: catalog.ids[index]?.length ?? 99 }))
        .sort((a, b) => b.score - a.score)
        .slice(0, limit + 3);
    const profile = createProfile(INTERACTIONS);
    act(profile, 'dismiss', 'film-10');
    const list = recommend(context(profile), { ranking: byTitle, limit: 3 });
    assert.deepEqual(ids(list), ['film-11', 'film-12', 'film-13']);
    assert.deepEqual(list[0]?.reason.kind, 'listed');
    assert.deepEqual(rankIds(context(profile), ['film-1', 'film-10', 'no'], byTitle), [
      'film-10',
      'film-1',
      'no',
    ]);
    // Lists that are defined by their order keep it.
    assert.equal(recommend(context(profile), { ranking: byTitle, source: 'popular' })[0]?.item.id, 'film-0');
  });

  it('falls back to the default where a ranking of a site’s own throws', () => {
    const broken = { ...DEFAULT_STAGES, filters: [{ name: 'broken', exclude: () => assert.fail('broken') }] };
    const told: unknown[] = [];
    const now = { ...context(), onFailure: (cause: unknown) => told.push(cause) };
    const expected = ids(recommend(context()));
    assert.deepEqual(ids(recommend(now, { ranking: broken })), expected);
    assert.deepEqual(ids(recommend(now, { ranking: () => assert.fail('broken') })), expected);
    assert.deepEqual(rankIds(now, ['film-2', 'film-1'], broken), ['film-1', 'film-2']);
    assert.isNotEmpty(carouselsOf(now, { ranking: broken }));
    assert.isAbove(told.length, 3);
    assert.throws(() => recommend(context(), { ranking: broken }), 'broken');
  });

  it('follows rules: boosted, buried, pinned and in season', () => {
    const stages = (more: Partial<Stages>): Stages => ({ ...DEFAULT_STAGES, rerankers: [], ...more });
    const first = (ranking: Stages) => recommend(context(), { ranking, limit: 3 });
    const old = boost(({ year }) => year === 1960 + 59, 'Our choice');
    const [boosted] = first(stages({ scorers: [...DEFAULT_STAGES.scorers, [old, [1, 1, 1]]] }));
    assert.deepEqual([boosted?.item.id, boosted?.reason.text], ['film-59', 'Our choice']);
    const buried = bury(({ id }) => id === 'film-0');
    assert.notEqual(
      first(stages({ scorers: [...DEFAULT_STAGES.scorers, [buried, [1, 1, 1]]] }))[0]?.item.id,
      'film-0',
    );
    const pinned = first(stages({ rerankers: [pin({ 1: 'film-40', 2: 'nowhere' })] }));
    assert.deepEqual([pinned[1]?.item.id, pinned[1]?.reason.kind, pinned.length], ['film-40', 'pinned', 3]);
    const june = seasonal([{ name: 'summer', from: '05-20', to: '08-31', features: ['genre:Comedy'] }]);
    const [inSeason] = first(stages({ scorers: [[june, [1, 1, 1]]] }));
    assert.deepEqual([inSeason?.item.genres?.[0], inSeason?.reason.text], ['Comedy', 'For summer']);
    const winter = seasonal([{ name: 'winter', from: '12-01', to: '02-28', features: ['genre:Comedy'] }]);
    assert.equal(winter.score(context(), new Float64Array(60)), 0);
    assert.equal(winter.score({ ...context(), now: Date.UTC(2026, 0, 5) }, new Float64Array(60)), 1);
  });

  it('lists what is trending, on the watchlist, and because of an item', () => {
    const profile = createProfile(INTERACTIONS);
    act(profile, 'watchlist_add', 'film-9');
    act(profile, 'watchlist_add', 'film-8');
    act(profile, 'rate', 'film-8', 4);
    const others = [51, 52, 53, 54].map((i) => [`film-${i}`, 20, 2] as const);
    const demand = demandOf(CATALOG, { items: [['film-50', 30, 12.5], ['gone', 9, 9], ...others] });
    assert.lengthOf(
      recommend({ ...context(profile), demand }, { source: 'trending' }),
      5,
      'and nothing else',
    );
    const few = { ...context(profile), demand: demandOf(CATALOG, { items: [['film-50', 30, 12.5]] }) };
    assert.isFalse(carouselsOf(few, { max: 9 }).some(({ source }) => source === 'trending'));
    assert.lengthOf(recommend(few, { source: 'trending', limit: 9 }), 9);
    const now = { ...context(profile), demand };
    const [hot] = recommend(now, { source: 'trending' });
    assert.deepEqual([hot?.item.id, hot?.reason.text], ['film-50', 'Trending now']);
    assert.deepEqual(ids(recommend(now, { source: 'watchlist' })), ['film-9']);
    assert.notInclude(ids(recommend(now, { source: 'because:film-8', limit: 60 })), 'film-8');
    const titles = carouselsOf(now, { max: 9 }).map(({ title }) => title);
    assert.includeMembers(titles, [
      'Because you rated Film 8',
      'Continue from your watchlist',
      'Trending',
      'New',
    ]);
    assert.equal(titles[0], 'Because you rated Film 8');
    assert.lengthOf(new Set(titles), titles.length);
  });

  it('does not speak of what was opened and then disliked', () => {
    for (const [type, value] of [
      ['rate', 1],
      ['dismiss', undefined],
    ] as const) {
      const profile = createProfile(INTERACTIONS);
      act(profile, 'view_detail', 'film-3');
      assert.include(carouselsOf(context(profile))[0]?.title, 'Film 3');
      act(profile, type, 'film-3', value);
      const said = [
        ...carouselsOf(context(profile), { max: 9 }).map(({ title }) => title),
        ...recommend(context(profile), { limit: 60 }).map(({ reason }) => reason.text),
      ];
      assert.isFalse(said.some((text) => text.includes('Film 3')));
    }
  });

  it('computes what lists of one moment have in common once', () => {
    let asked = 0;
    const counting: Scorer = {
      ...popularity,
      score: (it, scores) => (asked++, popularity.score(it, scores)),
    };
    const stages: Stages = { ...DEFAULT_STAGES, scorers: [[counting, [1, 1, 1]]] };
    const moment = context();
    for (const source of ['for-you', 'genre:Drama', 'genre:Comedy'] as const)
      recommend(moment, { source, ranking: stages });
    rankIds(moment, ['film-1', 'film-2'], stages);
    assert.equal(asked, 1);
    recommend(context(), { ranking: stages });
    assert.equal(asked, 2);
  });
});

describe('insights', () => {
  it('count ratings, recent interactions and preferences', () => {
    const profile = createProfile(INTERACTIONS);
    act(profile, 'rate', 'film-3', 5);
    act(profile, 'rate', 'film-3', 4);
    act(profile, 'rate', 'film-7', 3);
    act(profile, 'watchlist_add', 'film-1');
    const insights = insightsOf(profile, NOW);
    assert.equal(insights.totalRatings, 2);
    assert.equal(insights.averageRating, 3.5);
    assert.deepEqual(insights.recentInteractions, { rate: 3, watchlist_add: 1 });
    assert.deepEqual(insights.watchlist, ['film-1']);
    assert.equal(insights.diversity, 2);
    assert.equal(insights.preferences[0]?.feature, 'decade:1960');
    assert.closeTo(insights.engagement, 1 / (1 + Math.exp(-2.4)) + 1 / (1 + Math.exp(-1.6)), 1e-3);
    assert.isNull(insightsOf(createProfile(INTERACTIONS), NOW).lastUpdated);
  });
});
