import { assert } from 'chai';
import {
  createCatalog,
  decodeCatalog,
  encodeCatalog,
  featuresOf,
  MAX_FEATURE_LENGTH,
  MAX_FEATURES,
  queryFeatures,
} from '../../src/core/index.js';

const ITEMS = [
  {
    id: 603,
    title: 'The Matrix',
    genres: ['Action', 'Science Fiction'],
    year: 1999,
    url: '/film/603',
    cast: ['Keanu Reeves'],
  },
  {
    id: 11,
    title: 'Star Wars',
    genres: ['Science Fiction'],
    url: '/film/11',
    popularity: 12,
    attributes: { plot: 'Far away' },
  },
  {
    id: 862,
    title: 'Toy Story',
    url: '/film/862',
    averageRating: 4.1,
    image: 'https://pictures.example/862.jpg',
  },
];

describe('a catalog', () => {
  it('is the same after it went through a file', () => {
    const catalog = createCatalog(ITEMS);
    const file = JSON.parse(JSON.stringify(encodeCatalog(catalog))) as unknown;
    const read = decodeCatalog(file);
    assert.equal(read.version, catalog.version);
    assert.deepEqual(
      read.ids.map((_, i) => JSON.parse(JSON.stringify(read.item(i))) as unknown),
      catalog.ids.map((_, i) => JSON.parse(JSON.stringify(catalog.item(i))) as unknown),
    );
    assert.deepEqual([0, 1, 2].map(read.sourceId), [603, 11, 862]);
    assert.deepEqual(read.features, catalog.features);
  });

  it('finds items by id, whatever kind of id the source had', () => {
    const catalog = createCatalog([
      ...ITEMS,
      { id: '__proto__', title: 'x' },
      { id: 'constructor', title: 'y' },
    ]);
    assert.equal(catalog.item(catalog.indexOf('603')).title, 'The Matrix');
    assert.equal(catalog.item(catalog.indexOf('__proto__')).title, 'x');
    assert.equal(catalog.indexOf('toString'), -1);
    assert.equal(decodeCatalog(encodeCatalog(catalog)).indexOf('__proto__'), 3);
  });

  it('names bad entries, leaves out what has no id of its own, and keeps the rest', () => {
    const problems: [number, string][] = [];
    const catalog = createCatalog(
      [
        ITEMS[0],
        null,
        'text',
        { title: 'no id' },
        { id: 1.5 },
        { id: '' },
        ITEMS[0],
        { id: 1 },
        { id: 2, title: 'x', year: 'old' },
      ],
      ({ entry, message }) => problems.push([entry, message]),
    );
    assert.deepEqual([...catalog.ids], ['603', '1', '2']);
    assert.deepEqual(
      problems.map(([entry]) => entry),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
    assert.equal(catalog.item(1).title, '1');
    assert.isUndefined(catalog.item(2).year);
    assert.include(problems[5]?.[1], '603');
    assert.include(problems[7]?.[1], 'year');
  });

  it('takes numbers that are none for missing ones', () => {
    const catalog = createCatalog([
      { id: 'a', title: 'a', popularity: NaN, year: Infinity },
      { id: 'b', title: 'b', popularity: -1, averageRating: '4' },
    ]);
    assert.deepEqual([...catalog.popularity], [0, 0]);
    assert.deepEqual([...catalog.years], [0, 0]);
  });

  it('refuses a file that is neither a list nor its own format', () => {
    for (const source of [{}, { format: 'other' }, { items: 3 }])
      assert.throws(() => decodeCatalog(source), /JSON list of items/);
  });

  it('gives an item features from genres, decade and lists of texts, within their limits', () => {
    assert.deepEqual(featuresOf(createCatalog(ITEMS).item(0)), [
      'genre:Action',
      'genre:Science Fiction',
      'decade:1990',
      'cast:Keanu Reeves',
    ]);
    const many = { id: 'x', title: 'x', cast: Array.from({ length: 40 }, (_, i) => `${i}`.repeat(80)) };
    const features = featuresOf(createCatalog([many]).item(0));
    assert.lengthOf(features, MAX_FEATURES);
    assert.isTrue(features.every((key) => key.length <= MAX_FEATURE_LENGTH));
  });

  it('knows which features a search names', () => {
    const catalog = createCatalog(ITEMS);
    assert.sameMembers(queryFeatures(catalog, 'keanu REEVES in some science-fiction'), [
      'cast:Keanu Reeves',
      'genre:Science Fiction',
    ]);
    assert.deepEqual(queryFeatures(catalog, 'reeves'), []);
    assert.deepEqual(queryFeatures(catalog, '  …  '), []);
  });
});
