import { assert } from 'chai';
import {
  bindModel,
  createCatalog,
  createProfile,
  decodeModel,
  DEFAULT_STAGES,
  demandOf,
  featuresOf,
  fold,
  INTERACTIONS,
  rank,
  type Catalog,
  type Filter,
  type ItemModel,
  type RankingContext,
  type Reranker,
  type Scorer,
} from '../../src/core/index.js';
import { CATALOG, contextOf, MODEL_BYTES, NOW } from '../cases/ranking-world.js';

export type Stage = Filter | Scorer | Reranker;

/** A profile that likes and dislikes items of a catalog, as far as there are any. */
function profileOf(catalog: Catalog, count: number) {
  const profile = createProfile(INTERACTIONS);
  for (let i = 0; i < Math.min(count, catalog.size); i++) {
    const item = catalog.item((i * 3) % catalog.size);
    const [type, weight] = (
      [
        ['view_detail', 0.2],
        ['dismiss', -0.3],
        ['watchlist_add', 0.4],
      ] as const
    )[i % 3]!;
    fold(profile, {
      type,
      itemId: item.id,
      at: NOW - i * 1000,
      weight,
      features: featuresOf(item),
      writer: 'w'.repeat(22),
      seq: i + 1,
    });
  }
  return profile;
}

function contextFor(items: readonly unknown[], history: number, model?: ItemModel): RankingContext {
  const catalog = createCatalog(items);
  return { catalog, profile: profileOf(catalog, history), now: NOW, model };
}

const one = { id: 'only', title: 'Only', genres: ['Drama'], year: 2000, popularity: 3 };
const odd = [NaN, Infinity, -Infinity, 1e308, -0, 0, 5].map((number, i) => ({
  id: `odd-${i}`,
  title: `Odd ${i}`,
  year: number,
  popularity: number,
  genres: ['__proto__', ''],
  averageRating: number,
}));

/** The situations that every stage must be right in. */
function situations(): Map<string, RankingContext> {
  const foreign = bindModel(decodeModel(MODEL_BYTES), createCatalog([]));
  const equal = Array.from({ length: 30 }, (_, i) => ({ ...one, id: `equal-${i}` }));
  const broken: RankingContext = contextFor(odd, 4);
  const demand = demandOf(broken.catalog, { items: [['odd-1', Infinity, NaN]] });
  return new Map<string, RankingContext>([
    ['an empty catalog', contextFor([], 0)],
    ['one item', contextFor([one], 0)],
    ['one item that was acted on', contextFor([one], 1)],
    ['items that are all equal', contextFor(equal, 3)],
    ['a new visitor', contextOf(0)],
    ['a visitor with much history', contextOf(5)],
    [
      'a model for another catalog',
      contextFor([one, ...equal], 3, bindModel(decodeModel(MODEL_BYTES), createCatalog([one, ...equal]))),
    ],
    ['a model bound to no item', { ...contextFor([], 0), model: foreign }],
    ['numbers that are none', { ...broken, demand }],
    [
      'demand',
      {
        ...contextOf(4),
        demand: demandOf(CATALOG, {
          items: [
            ['film-1', 9, 3],
            ['nowhere', 1, 1],
          ],
        }),
      },
    ],
  ]);
}

/** Holds a stage of the pipeline to its contract. */
export function rankingStageSuite(name: string, stage: Stage): void {
  describe(`the stage ${name}`, () => {
    for (const [situation, context] of situations())
      it(`keeps its promises with ${situation}`, () => {
        if ('exclude' in stage) filterKeeps(stage, context);
        else if ('score' in stage) scorerKeeps(stage, context);
        else rerankerKeeps(stage, context);
      });
  });
}

function filterKeeps(filter: Filter, context: RankingContext): void {
  const exclude = (value: 0 | 1) => {
    const out = new Uint8Array(context.catalog.size).fill(value);
    filter.exclude(context, out);
    return out;
  };
  const out = exclude(0);
  assert.isTrue(out.every((mark) => mark <= 1));
  assert.deepEqual(exclude(0), out, 'the same again');
  assert.isTrue(exclude(1).every(Boolean), 'nothing that is out comes back');
  assert.lengthOf(out, context.catalog.size);
  assert.isUndefined((out as unknown as Record<string, unknown>)['-1'], 'no row is made up');
}

function scorerKeeps(scorer: Scorer, context: RankingContext): void {
  const score = () => {
    const scores = new Float64Array(context.catalog.size);
    const sure = scorer.score(context, scores);
    return { sure, scores: [...scores] };
  };
  const { sure, scores } = score();
  assert.isTrue(sure >= 0 && sure <= 1, `${sure} is a share`);
  assert.deepEqual(score(), { sure, scores }, 'the same again');
  if (sure === 0)
    assert.isTrue(
      scores.every((it) => it === 0),
      'who has nothing to say scores nothing',
    );
  for (const row of scores.keys()) {
    const reason = scorer.reason(context, row);
    if (reason) assert.isNotEmpty(reason.text);
    assert.deepEqual(scorer.reason(context, row), reason, 'the same reason again');
  }
}

function rerankerKeeps(reranker: Reranker, context: RankingContext): void {
  const { catalog } = context;
  const stages = { ...DEFAULT_STAGES, rerankers: [] };
  const all = rank(context, { limit: catalog.size, stages }).map(({ item, score }) => ({
    index: catalog.indexOf(item.id),
    score,
  }));
  for (const limit of [0, 1, 12, 1000]) {
    const pool = all.slice(0, 3 * limit);
    const list = reranker.rerank(context, pool, limit, (count, admits) =>
      all.filter(({ index }) => admits(index)).slice(0, count),
    );
    assert.lengthOf(new Set(list.map(({ index }) => index)), list.length, 'nothing twice');
    assert.isAtLeast(list.length, Math.min(limit, pool.length), 'as many as there are');
    assert.isTrue(
      list.every(({ index }) => all.some((it) => it.index === index)),
      'nothing made up',
    );
  }
}
