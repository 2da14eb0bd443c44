import {
  bindModel,
  createCatalog,
  createProfile,
  decodeModel,
  encodeModel,
  featuresOf,
  fold,
  hash32,
  INTERACTIONS,
  LANDMARK,
  recommend,
  weightOf,
  type Interaction,
  type LevelledTable,
  type ListSource,
  type RankingContext,
} from '../../src/core/index.js';

/** A small made-up site, the same in every engine: what the golden rankings are about. */
export const NOW = LANDMARK + 400 * 86400000;
export const CASES = 200;

const SIZE = 400;
const GENRES = ['Action', 'Comedy', 'Crime', 'Drama', 'Family', 'Horror', 'Romance', 'Western'];
const SOURCES = [
  'popular',
  'new',
  'trending',
  'watchlist',
  'genre:Drama',
  'similar:film-7',
  'because:film-11',
];
const TYPES = [
  'click',
  'view_detail',
  'rate',
  'rate',
  'watchlist_add',
  'watchlist_remove',
  'dismiss',
  'recommendation_click',
];

/** A whole number below a limit that depends on a name alone. */
function draw(below: number, ...name: (string | number)[]): number {
  return hash32(name.join(' ')) % below;
}

export const CATALOG = createCatalog(
  Array.from({ length: SIZE }, (_, i) => ({
    id: `film-${i}`,
    title: `Film ${i}`,
    genres: [...new Set([GENRES[draw(8, 'genre', i)]!, GENRES[draw(8, 'other genre', i)]!])],
    year: 1960 + draw(64, 'year', i),
    popularity: draw(10, 'known', i) ? 10 ** draw(4, 'size', i) + draw(50, 'popularity', i) : 0,
    attributes: { cast: [`Actor ${draw(90, 'lead', i)}`, `Actor ${draw(90, 'second', i)}`] },
  })),
);

function table(name: string, most: number): LevelledTable {
  const offsets = new Uint32Array(SIZE + 1);
  const targets: number[] = [];
  for (let i = 0; i < SIZE; i++) {
    const own = new Set(
      Array.from({ length: draw(most, name, 'count', i) }, (_, n) => draw(SIZE, name, i, n)),
    );
    own.delete(i);
    targets.push(...[...own].sort((a, b) => a - b));
    offsets[i + 1] = targets.length;
  }
  return {
    offsets,
    targets: Uint32Array.from(targets),
    codes: Uint8Array.from(targets, (target, n) => draw(16, name, target, n)),
    levels: Array.from({ length: 16 }, (_, level) => (level - 3) / 40),
  };
}

export const MODEL_BYTES = encodeModel({
  // In another order than the catalog, and with items that it lacks.
  ids: Array.from({ length: SIZE }, (_, i) => `film-${(i * 5) % (SIZE + 13)}`),
  neighbours: table('neighbours', 25),
  sequence: table('sequence', 15),
});

const MODEL = bindModel(decodeModel(MODEL_BYTES), CATALOG);

/** What the visitor of a case did in the last 20 days, oldest first. */
export function interactionsOf(number: number): Interaction[] {
  const count = [0, 1, 3, 8, 40, 120][number % 6]!;
  return Array.from({ length: count }, (_, i): Interaction => {
    const type = TYPES[draw(TYPES.length, number, i, 'type')]!;
    const item = CATALOG.item(draw(SIZE, number, i, 'item'));
    return {
      type,
      itemId: item.id,
      ...(type === 'rate' && { value: 1 + draw(9, number, i, 'value') / 2 }),
      // Some things happen at one moment.
      at: NOW - (1 + Math.floor((count - i) / (1 + (number % 2)))) * 10_000_000,
      features: featuresOf(item),
    };
  });
}

export function contextOf(number: number): RankingContext {
  const profile = createProfile(INTERACTIONS);
  for (const [i, it] of interactionsOf(number).entries())
    fold(profile, {
      ...it,
      weight: weightOf(INTERACTIONS, it.type, it.value),
      writer: 'w'.repeat(22),
      seq: i + 1,
    });
  return { catalog: CATALOG, profile, now: NOW, model: MODEL };
}

export type GoldenRanking = readonly [
  forYou: readonly (readonly [id: string, reason: string])[],
  other: string,
];

/** What a case comes to: the list for the visitor with its reasons, and one other list. */
export function rankingOf(number: number): GoldenRanking {
  const context = contextOf(number);
  const list = (source: ListSource) => recommend(context, { source, limit: 12 });
  return [
    list('for-you').map(({ item, reason }) => [item.id, reason.text] as const),
    list(SOURCES[number % SOURCES.length] as ListSource)
      .map(({ item }) => item.id)
      .join(' '),
  ];
}
