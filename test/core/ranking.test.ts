import { assert } from 'chai';
import fc from 'fast-check';
import {
  carouselsOf,
  createCatalog,
  createProfile,
  DEFAULT_STAGES,
  diversity,
  featuresOf,
  fold,
  insightsOf,
  INTERACTIONS,
  rank,
  rankIds,
  recommend,
  weightOf,
  type Catalog,
  type Profile,
  type RankingContext,
  type Scorer,
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
    const rows = carouselsOf(context(profile), { max: 3 });
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['More Horror Movies for You', 'Popular Action Movies', 'Popular Comedy Movies'],
    );
    assert.equal(rows[0]?.subtitle, 'Based on your preferences (Score: 0.9)');
    act(profile, 'rate', 'film-2', 1);
    assert.isFalse(carouselsOf(context(profile), { max: 9 }).some(({ genre }) => genre === 'Action'));
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
      score: (_, candidates, scores) =>
        candidates.forEach((index, i) => (scores[i] = index === 5 ? NaN : index)),
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

  it('trades a little score for variety', () => {
    const plain = { ...DEFAULT_STAGES, rerankers: [] };
    const profile = createProfile(INTERACTIONS);
    for (const id of ['film-3', 'film-7']) act(profile, 'rate', id, 5);
    const variety = (list: ReturnType<typeof recommend>) =>
      new Set(list.map(({ item }) => item.year)).size +
      new Set(list.flatMap(({ item }) => item.genres ?? [])).size;
    const narrow = rank(context(profile), { limit: 12, stages: plain });
    const varied = rank(context(profile), { limit: 12, stages: { ...plain, rerankers: [diversity(0.5)] } });
    assert.isAtLeast(variety(varied), variety(narrow));
    assert.notDeepEqual(ids(varied), ids(narrow));
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
