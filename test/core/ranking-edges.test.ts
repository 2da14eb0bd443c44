import { assert } from 'chai';
import {
  affinityScorer,
  bindModel,
  carouselsOf,
  createCatalog,
  createProfile,
  decodeModel,
  DEFAULT_STAGES,
  demandOf,
  diversity,
  encodeModel,
  featuresOf,
  fold,
  hashBytes,
  INTERACTIONS,
  neighbours,
  pin,
  rank,
  recommend,
  seasonal,
  sequence,
  trending,
  weightOf,
  type Catalog,
  type LevelledTable,
  type Profile,
  type RankingContext,
  type Reranker,
  type Scorer,
  type Stages,
} from '../../src/core/index.js';

const NOW = Date.UTC(2026, 5, 1);
const GENRES = ['Drama', 'Comedy', 'Action', 'Horror'];
const films = (size: number) =>
  createCatalog(
    Array.from({ length: size }, (_, i) => ({
      id: `film-${i}`,
      title: `Film ${i}`,
      genres: [GENRES[i % 4]],
      popularity: 1000 - i,
    })),
  );
const CATALOG = films(60);
let seq = 0;
function act(
  profile: Profile,
  type: string,
  itemId: string,
  value?: number,
  at = NOW - 1000 + ++seq,
  catalog: Catalog = CATALOG,
) {
  fold(profile, {
    type,
    itemId,
    value,
    at,
    weight: weightOf(INTERACTIONS, type, value),
    features: featuresOf(catalog.item(catalog.indexOf(itemId))),
    writer: 'w'.repeat(22),
    seq: ++seq,
  });
}
const context = (profile = createProfile(INTERACTIONS), catalog = CATALOG): RankingContext => ({
  catalog,
  profile,
  now: NOW,
});
const ids = (list: readonly { item: { id: string } }[]) => list.map(({ item }) => item.id);
const by = (name: string, scoreOf: (row: number) => number, sure = 1): Scorer => ({
  name,
  score(_, scores) {
    for (const row of scores.keys()) scores[row] = scoreOf(row);
    return sure;
  },
  reason: () => undefined,
});
const only = (...scorers: Scorer[]): Stages => ({
  filters: [],
  scorers: scorers.map((it) => [it, [1, 1, 1]] as const),
  rerankers: [],
});
const table = (rows: [number, number][][], levels: number[]): LevelledTable => {
  const flat = rows.flat();
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (offsets[i + 1] = offsets[i]! + row.length));
  return {
    offsets,
    targets: Uint32Array.from(flat, ([it]) => it),
    codes: Uint8Array.from(flat, ([, it]) => it),
    levels,
  };
};

describe('ranking, at its edges', () => {
  it('gives rerankers three candidates for each result, and sixty at least', () => {
    const offered: number[] = [];
    const spy: Reranker = {
      name: 'spy',
      rerank: (_, best, limit) => (offered.push(best.length), best.slice(0, limit)),
    };
    for (const limit of [1, 30, 100])
      rank(context(undefined, films(500)), { limit, stages: { ...DEFAULT_STAGES, rerankers: [spy] } });
    assert.deepEqual(offered, [60, 90, 300]);
  });
  it('blends by how much is known: fewer than 5 interactions, fewer than 50, more', () => {
    const stages: Stages = {
      filters: [],
      rerankers: [],
      scorers: (['few', 'some', 'many'] as const).map(
        (name, i) => [by(name, (row) => row), [Number(i === 0), Number(i === 1), Number(i === 2)]] as const,
      ),
    };
    const profile = createProfile(INTERACTIONS);
    const speaks: Record<number, string | undefined> = {};
    for (let known = 0; known <= 50; known++) {
      const [best] = rank(context(profile), { limit: 1, stages });
      speaks[known] = Object.entries(best!.contributions).find(([, it]) => it > 0)?.[0];
      act(profile, 'click', `film-${known}`);
    }
    assert.deepEqual(
      [speaks[0], speaks[4], speaks[5], speaks[49], speaks[50]],
      ['few', 'few', 'some', 'some', 'many'],
    );
  });
  it('takes nothing half done for the answer where a stage has thrown', () => {
    let fails = false;
    const fragile: Scorer = {
      ...by('fragile', (row) => -row),
      score(_, scores) {
        if (fails) throw new Error('no');
        for (const row of scores.keys()) scores[row] = -row;
        return 1;
      },
    };
    const stages = only(
      by('first', (row) => row / 10),
      fragile,
    );
    const before = context();
    const list = rank(before, { limit: 3, stages });
    fails = true;
    assert.throws(() => rank(context(), { limit: 3, stages }), 'no');
    fails = false;
    assert.deepEqual(rank(before, { limit: 3, stages }), list);
  });
  it('gives no scorer more than its share, however sure it is', () => {
    const [best] = rank(context(), {
      limit: 1,
      stages: only(
        by('shouts', (row) => row, 7),
        by('other', () => 0),
      ),
    });
    assert.equal(best?.contributions.shouts, 0.5);
  });
  it('takes an infinite score for none', () => {
    assert.deepEqual(
      ids(rank(context(), { limit: 2, stages: only(by('odd', (row) => (row === 5 ? Infinity : row))) })),
      ['film-59', 'film-58'],
    );
  });
  it('takes scores that differ by less than 1e-9 for equal, wherever they stand in the catalog', () => {
    const catalog = createCatalog(['b', 'a', 'c'].map((id) => ({ id })));
    const stages = only(by('near', (row) => [1, 1 - 1e-10, 0][row]!));
    assert.deepEqual(ids(rank(context(undefined, catalog), { limit: 1, stages })), ['a']);
    assert.equal(rank(context(undefined, catalog), { limit: 1, stages })[0]?.score, 1);
  });
  it('finds who speaks loudest for each stage by its own fading', () => {
    const catalog = createCatalog(['old', 'new', 'x'].map((id) => ({ id })));
    const file = decodeModel(
      encodeModel({
        ids: catalog.ids,
        neighbours: table([[[2, 0]], [[2, 1]], []], [0.5, 0.4]),
        sequence: table([[], [], []], [0]),
      }),
    );
    const profile = createProfile(INTERACTIONS);
    act(profile, 'rate', 'old', 5, NOW - 2, catalog);
    act(profile, 'rate', 'new', 5, NOW - 1, catalog);
    const now = { ...context(profile, catalog), model: bindModel(file, catalog) };
    const [forgetful, loyal] = [neighbours({ halfLife: 1, least: 0 }), neighbours({ halfLife: 1e9 })];
    for (const _ of [1, 2])
      assert.deepEqual([forgetful.reason(now, 2)?.itemId, loyal.reason(now, 2)?.itemId], ['new', 'old']);
  });
  it('names the one item that was liked, however its numbers are rounded', () => {
    for (let n = 0; n < 300; n++) {
      const catalog = createCatalog([
        { id: 'liked', genres: ['A'], cast: ['c'] },
        { id: 'next', genres: ['A'], cast: ['d'] },
        { id: 'more', genres: ['B'], cast: ['c'] },
      ]);
      const profile = createProfile(INTERACTIONS);
      act(profile, 'rate', 'liked', 5, NOW - n * 7_654_321, catalog);
      for (const row of [1, 2])
        assert.equal(affinityScorer.reason(context(profile, catalog), row)?.kind, 'item', `${n}`);
    }
  });
  it('asks only once for others where all are of one genre', () => {
    let asked = 0;
    const best = Array.from({ length: 60 }, (_, index) => ({ index, score: 1 - index / 100 }));
    const catalog = createCatalog(
      Array.from({ length: 60 }, (_, i) => ({ id: `h${i}`, genres: ['Horror'] })),
    );
    diversity(0).rerank(context(undefined, catalog), best, 60, () => (asked++, []));
    assert.equal(asked, 1);
  });
  it('pins each item at its place, whatever their scores', () => {
    const stages = { ...DEFAULT_STAGES, rerankers: [pin({ 0: 'film-50', 3: 'film-10' })] };
    const list = ids(recommend(context(), { ranking: stages, limit: 6 }));
    assert.deepEqual([list[0], list[3]], ['film-50', 'film-10']);
  });
  it('has a season to its last day', () => {
    const day = (from: string, to: string) =>
      seasonal([{ name: 's', from, to, features: ['genre:Drama'] }]).score(context(), new Float64Array(60));
    assert.deepEqual(
      [day('05-01', '06-01'), day('06-01', '06-01'), day('06-02', '05-31'), day('12-01', '06-01')],
      [1, 1, 0, 1],
    );
  });
  it('takes the logarithm of what trends', () => {
    const scores = new Float64Array(60);
    trending.score({ ...context(), demand: demandOf(CATALOG, { items: [['film-1', 1, 12.5]] }) }, scores);
    assert.deepEqual([scores[0], scores[1]], [0, Math.log1p(12.5)]);
  });
  it('says less of what comes next the more was done at the newest moment', () => {
    const file = decodeModel(
      encodeModel({
        ids: CATALOG.ids,
        neighbours: table(
          CATALOG.ids.map(() => []),
          [0],
        ),
        sequence: table(
          CATALOG.ids.map((_, i) => (i ? [] : [[5, 0]])),
          [0.5],
        ),
      }),
    );
    const sure = (count: number) => {
      const profile = createProfile(INTERACTIONS);
      for (let i = 0; i < count; i++) act(profile, 'rate', `film-${i}`, 5, NOW);
      return sequence().score({ ...context(profile), model: bindModel(file, CATALOG) }, new Float64Array(60));
    };
    assert.deepEqual([sure(1), sure(10), sure(40)], [1, 1, 1 / 4]);
  });
  it('makes a row of its own only for what was clearly liked', () => {
    const profile = createProfile(INTERACTIONS);
    act(profile, 'click', 'film-3');
    assert.isFalse(carouselsOf(context(profile)).some(({ source }) => source.startsWith('because:')));
  });
  it('has a row for each preferred genre, all before the merely popular ones', () => {
    const profile = createProfile(INTERACTIONS);
    for (const id of ['film-0', 'film-1', 'film-2']) act(profile, 'rate', id, 5);
    const titles = carouselsOf(context(profile), { max: 9 })
      .map(({ title }) => title)
      .filter((it) => it.includes('Movies'));
    assert.deepEqual(
      titles.map((it) => it.split(' ')[0]),
      ['More', 'More', 'More', 'Popular'],
    );
  });
  it('adds what a server counted to the counts of the catalog', () => {
    const { popularity } = demandOf(CATALOG, { items: [['film-2', 30, 0]] });
    assert.deepEqual([...popularity.slice(0, 3)], [1000, 999, 1028]);
  });
  for (const [what, change, error] of [
    ['that has more targets than it says', [3, 0], /contradicts itself/],
    ['that names items it does not have', [1, 0], /names items it does not have/],
  ] as const)
    it(`refuses a file ${what}`, () => {
      const bytes = encodeModel({
        ids: ['a', 'b'],
        neighbours: table([[[1, 0]], []], [0.5]),
        sequence: table([[], []], [0]),
      });
      const header = new DataView(bytes.buffer).getUint32(8, true);
      bytes.set(change, 12 + header);
      if (change[0] === 1) bytes[12 + header + 2] = 9;
      new DataView(bytes.buffer).setUint32(4, hashBytes(bytes.subarray(8)), true);
      assert.throws(() => decodeModel(bytes), TypeError, error);
    });
  it('knows which items have likes', () => {
    const file = decodeModel(
      encodeModel({
        ids: ['a', 'b', 'c'],
        liked: 2,
        neighbours: table([[], [], []], [0]),
        sequence: table([[], [], []], [0]),
      }),
    );
    assert.deepEqual(
      [...bindModel(file, createCatalog([{ id: 'c' }, { id: 'b' }, { id: 'x' }, { id: 'a' }])).liked],
      [0, 1, 0, 1],
    );
  });
  it('takes any limit', () => {
    for (const [limit, length] of [
      [-1, 0],
      [NaN, 0],
      [2.5, 2],
      [Infinity, 60],
    ] as const)
      for (const source of ['for-you', 'popular'] as const)
        assert.lengthOf(recommend(context(), { limit, source }), length, `${limit} ${source}`);
  });
  it('is never empty where everything was acted on, whoever ranks and whatever trends', () => {
    const profile = createProfile(INTERACTIONS);
    for (const id of CATALOG.ids) act(profile, 'rate', id, 4);
    const demand = demandOf(CATALOG, { items: CATALOG.ids.slice(0, 5).map((id) => [id, 1, 1] as const) });
    assert.lengthOf(recommend({ ...context(profile), demand }, { source: 'trending' }), 20);
    const first = recommend(context(profile), {
      ranking: (_, candidates, limit) =>
        [...candidates.slice(0, limit)].map((index) => ({ index, score: 1 })),
    });
    assert.lengthOf(first, 20);
  });
});
