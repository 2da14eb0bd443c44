import { assert } from 'chai';
import { cookieOf, jsonOf, NOW, testAdapter } from './test-adapter.js';

interface Movie {
  id: unknown;
  title: string;
  plot: string;
  release_year: number;
  poster_url: string;
  genres: string[];
  average_rating: number;
  score: number;
  reason: string;
}
interface Answer {
  success: boolean;
  message: string;
  interaction_id: number;
  recommendations: Movie[];
  carousels: { title: string; subtitle: string; genre: string; weight: number; movies: Movie[] }[];
  count: number;
  insights: Record<string, unknown>;
  error: string;
}

describe('POST /api/track/', () => {
  let adapter: Awaited<ReturnType<typeof testAdapter>>;
  before(async () => {
    adapter = await testAdapter();
  });
  after(() => adapter.backend.close());
  const track = (body: unknown, headers: Record<string, string> = {}, path = '/api/track/') =>
    adapter.post(path, body, headers);
  const rate = { movie_id: 1, interaction_type: 'rate', rating_value: 5 };

  it('answers success, a message and an id', async () => {
    const response = await track({ ...rate, context: { page: 'home', source: 'personalized' } });
    assert.equal(response.status, 200);
    const { message, ...rest } = await jsonOf<{ message: string }>(response);
    assert.deepEqual<object>(rest, { success: true, interaction_id: 1 });
    assert.isNotEmpty(message);
  });

  it('takes ids as number or text, with and without the slash at the end', async () => {
    for (const movie_id of [1, '1', 'two', '__proto__'])
      for (const path of ['/api/track', '/api/track/'])
        assert.equal((await track({ ...rate, movie_id }, {}, path)).status, 200, `${path} ${movie_id}`);
  });

  it('takes halves, every documented type, and nulls where there is nothing', async () => {
    assert.equal((await track({ ...rate, rating_value: 3.5 })).status, 200);
    const types = [
      'click',
      'view_detail',
      'watchlist_add',
      'watchlist_remove',
      'search',
      'recommendation_click',
    ];
    for (const interaction_type of types) {
      const context = { page: null, source: null, session_id: null, timestamp: null };
      const response = await track({ movie_id: 4, interaction_type, rating_value: null, context });
      assert.equal(response.status, 200, interaction_type);
    }
  });

  it('stores context and the time the page says, if that can be', async () => {
    const { Cookie, identity } = await adapter.visit('stores-context-and-time');
    const session_id = 's1';
    for (const timestamp of [new Date(NOW - 5000).toISOString(), NOW - 4000, NOW + 9000, 'yesterday'])
      await track({ ...rate, context: { page: 'home', source: 'x', session_id, timestamp } }, { Cookie });
    const { rows } = await adapter.backend.read(identity, { position: 0, stamp: '' }, NOW);
    assert.deepEqual(
      rows.map((row) => row.at),
      [NOW - 5000, NOW - 4000, NOW, NOW],
    );
    assert.deepEqual(rows[0]?.context, { page: 'home', source: 'x', session: 's1' });
    assert.deepEqual(rows[0]?.features, ['genre:Drama', 'decade:1980']);
    assert.deepEqual([rows[0]?.itemId, rows[0]?.value, rows[0]?.weight], ['1', 5, 0.7]);
  });

  const refused: [string, unknown, number, RegExp][] = [
    ['no JSON', '{', 400, /not valid JSON/],
    ['nothing', '', 400, /not valid JSON/],
    ['a list', [], 400, /movie_id is missing|body/i],
    ['null', null, 400, /The body/],
    ['no movie_id', { interaction_type: 'click' }, 400, /^movie_id is missing: pass the id/],
    ['a movie_id that is an object', { ...rate, movie_id: {} }, 400, /^movie_id is not valid: pass the id/],
    ['a movie_id with a fraction', { ...rate, movie_id: 1.5 }, 400, /^movie_id is not valid/],
    ['an empty movie_id', { ...rate, movie_id: '' }, 400, /^movie_id is not valid/],
    ['a movie_id with NUL', { ...rate, movie_id: 'a\0' }, 400, /^movie_id is not valid/],
    ['no interaction_type', { movie_id: 1 }, 400, /^interaction_type is missing/],
    [
      'an unknown type',
      { ...rate, interaction_type: 'hack' },
      400,
      /^interaction_type is not valid: .*click/,
    ],
    ['a type of no item', { ...rate, interaction_type: 'undo' }, 400, /^interaction_type is not valid/],
    ['a type of the prototype', { ...rate, interaction_type: '__proto__' }, 400, /^interaction_type/],
    ['no rating', { movie_id: 1, interaction_type: 'rate' }, 400, /^rating_value is missing: pass a number/],
    [
      'a rating of 0',
      { ...rate, rating_value: 0 },
      400,
      /^rating_value is not valid: pass a number from 1 to 5/,
    ],
    ['a rating of 6', { ...rate, rating_value: 6 }, 400, /^rating_value is not valid/],
    [
      'a rating of 1e999',
      '{"movie_id":1,"interaction_type":"rate","rating_value":1e999}',
      400,
      /^rating_value/,
    ],
    ['a rating in words', { ...rate, rating_value: 'five' }, 400, /^rating_value is not valid/],
    ['a context that is text', { ...rate, context: 'home' }, 400, /^context is not valid/],
    ['a page that is a number', { ...rate, context: { page: 7 } }, 400, /^context.page is not valid/],
    ['an unknown item', { ...rate, movie_id: 999 }, 404, /^movie_id is not in the catalog/],
    [
      'an item of the prototype',
      { ...rate, movie_id: 'constructor' },
      404,
      /^movie_id is not in the catalog/,
    ],
  ];
  for (const [what, body, status, error] of refused) {
    it(`answers ${status} to ${what}`, async () => {
      const response = await track(body);
      assert.equal(response.status, status);
      const answer = await jsonOf<Answer>(response);
      assert.match(answer.error, error);
      assert.deepEqual(Object.keys(answer), ['error']);
      assert.equal(cookieOf(response), '', 'makes no identity');
    });
  }

  it('never repeats what was sent', async () => {
    const evil = '<script>evil</script>';
    for (const body of [
      { ...rate, movie_id: evil },
      { ...rate, interaction_type: evil },
      { ...rate, rating_value: evil },
      { ...rate, context: evil },
      { ...rate, context: { page: { [evil]: evil } } },
      evil,
    ])
      assert.notInclude(await (await track(body)).text(), 'evil');
  });

  it('answers 413 to a body of 1 MB', async () => {
    const response = await track({ ...rate, context: { page: 'x'.repeat(1e6) } });
    assert.equal(response.status, 413);
    assert.match((await jsonOf<Answer>(response)).error, /262144 bytes/);
  });

  it('answers 415 to anything but JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/json', '']) {
      const response = await track(rate, { 'Content-Type': type });
      assert.equal(response.status, 415, type);
    }
    assert.equal((await track(rate, { 'Content-Type': 'application/json; charset=utf-8' })).status, 200);
  });

  it('stores one row and gives one answer for an idempotency key of one identity', async () => {
    const { Cookie, identity } = await adapter.visit('idempotent-idempotent1');
    const other = await adapter.visit('idempotent-idempotent2');
    const headers = { Cookie, 'Idempotency-Key': 'k1' };
    const [first, again] = await Promise.all([track(rate, headers), track(rate, headers)]);
    assert.equal(await first.text(), await again.text());
    assert.equal((await adapter.backend.head(identity)).position, 1);
    await track(rate, { ...headers, Cookie: other.Cookie });
    assert.equal((await adapter.backend.head(other.identity)).position, 1);
    const bad = await track(rate, { ...headers, 'Idempotency-Key': 'x'.repeat(256) });
    assert.equal(bad.status, 400);
  });
});

describe('GET /api/realtime-recommendations/', () => {
  let adapter: Awaited<ReturnType<typeof testAdapter>>;
  before(async () => {
    adapter = await testAdapter();
  });
  after(() => adapter.backend.close());
  const recommendations = (query = '', Cookie = '') =>
    adapter.get(`/api/realtime-recommendations/${query}`, { Cookie });

  it('answers the documented shape to a new visitor, without making an identity', async () => {
    const response = await recommendations();
    assert.equal(response.status, 200);
    assert.isNull(response.headers.get('Set-Cookie'));
    const { success, recommendations: movies, count } = await jsonOf<Answer>(response);
    assert.isTrue(success);
    assert.equal(count, 20);
    assert.equal(movies.length, 20);
    for (const movie of movies) {
      assert.hasAllKeys(movie, [
        'id',
        'title',
        'plot',
        'release_year',
        'poster_url',
        'genres',
        'average_rating',
        'score',
        'reason',
      ]);
      assert.isNotEmpty(movie.reason);
    }
  });

  it('gives ids back as the catalog has them, plots cut and ratings rounded', async () => {
    const { recommendations: movies } = await jsonOf<Answer>(recommendations('?limit=100'));
    const movie = (title: string) => movies.find((it) => it.title === title);
    assert.deepInclude(movie('Film 1'), {
      id: 1,
      plot: `${'x'.repeat(200)}…`,
      poster_url: '/1.jpg',
      average_rating: 4.3,
      release_year: 1980,
      genres: ['Drama'],
    });
    assert.deepInclude(movie('Film 2'), { id: 'two', plot: 'Short.', poster_url: '', average_rating: 0 });
    assert.deepInclude(movie('Film 3'), { id: '__proto__', plot: '' });
  });

  it('takes limit from 1 to 100', async () => {
    for (const [limit, count] of [
      ['1', 1],
      ['100', 40],
    ] as const)
      assert.equal((await jsonOf<Answer>(recommendations(`?limit=${limit}`))).count, count);
    for (const limit of ['0', '101', '-1', '1.5', 'ten', '', '1e2', '99999999999999999999']) {
      const response = await recommendations(`?limit=${limit}`);
      assert.equal(response.status, 400, limit);
      assert.match(
        (await jsonOf<Answer>(response)).error,
        /^limit is not valid: pass a whole number from 1 to 100/,
      );
    }
  });

  it('follows what the visitor does at once, in spite of the cache', async () => {
    const { Cookie } = await adapter.visit('follows-what-visitors-do');
    const first = await jsonOf<Answer>(recommendations('', Cookie));
    assert.include(JSON.stringify(first), 'Film 4');
    await adapter.post('/api/track/', { movie_id: 4, interaction_type: 'rate', rating_value: 5 }, { Cookie });
    const { recommendations: movies } = await jsonOf<Answer>(recommendations('', Cookie));
    assert.notInclude(
      movies.map(({ title }) => title),
      'Film 4',
      'rated',
    );
    assert.include(movies[0]?.genres ?? [], 'Action');
  });

  it('keeps an answer for five minutes, or until it is bypassed or refreshed', async () => {
    let ranked = 0;
    const counting = { name: 'count', exclude: () => ranked++ };
    const own = await testAdapter({ ranking: { filters: [counting], scorers: [], rerankers: [] } });
    const { Cookie } = await own.visit();
    const get = (query = '') => own.get(`/api/realtime-recommendations${query}`, { Cookie });
    await get();
    await get();
    assert.equal(ranked, 1, 'kept');
    await get('?limit=5');
    assert.equal(ranked, 2, 'other parameters');
    await get('?use_cache=false');
    assert.equal(ranked, 3, 'bypassed');
    await own.post('/api/refresh/', {}, { Cookie });
    await get();
    assert.equal(ranked, 4, 'refreshed');
    own.clock.now += 299_000;
    await get();
    assert.equal(ranked, 4, 'kept for 299 s');
    own.clock.now += 2000;
    await get();
    assert.equal(ranked, 5, 'too old');
    await own.post('/api/track/', { movie_id: 1, interaction_type: 'click' }, { Cookie });
    await get();
    assert.equal(ranked, 6, 'the visitor did something');
    await own.backend.close();
  });

  it('answers with the default ranking where the operator’s own throws, and says so in the log', async () => {
    const own = await testAdapter({
      ranking: () => {
        throw new Error('broken');
      },
    });
    const { recommendations: movies } = await jsonOf<Answer>(own.get('/api/realtime-recommendations/'));
    assert.lengthOf(movies, 20);
    assert.match(String(own.log), /ranking option throws: the default ranking is used instead.*broken/);
    await own.backend.close();
  });

  it('keeps answers out of shared caches', async () => {
    const { headers } = await recommendations();
    assert.equal(headers.get('Cache-Control'), 'private, no-store');
    const vary = headers.get('Vary')?.split(/, */) ?? [];
    assert.includeMembers(vary, ['Cookie', 'Authorization', 'Origin']);
  });
});

describe('GET /api/dynamic-carousels/', () => {
  let adapter: Awaited<ReturnType<typeof testAdapter>>;
  let Cookie: string;
  before(async () => {
    adapter = await testAdapter();
    ({ Cookie } = await adapter.visit());
    await adapter.post('/api/track/', { movie_id: 4, interaction_type: 'rate', rating_value: 5 }, { Cookie });
  });
  after(() => adapter.backend.close());

  it('answers the documented shape', async () => {
    const { success, carousels, count } = await jsonOf<Answer>(
      adapter.get('/api/dynamic-carousels', { Cookie }),
    );
    assert.isTrue(success);
    assert.equal(count, carousels.length);
    const [first] = carousels;
    assert.equal(first?.title, 'More Action Movies for You');
    assert.equal(first?.subtitle, 'Based on your preferences (Score: 0.9)');
    assert.equal(first?.genre, 'action');
    assert.equal(first?.weight, 0.9427);
    assert.equal(first?.movies.length, 8);
    assert.hasAllKeys(first, ['title', 'subtitle', 'genre', 'weight', 'movies']);
    for (const movie of first?.movies ?? []) assert.include(movie.genres, 'Action');
  });

  it('takes max_genres from 1 to 20', async () => {
    const { count } = await jsonOf<Answer>(adapter.get('/api/dynamic-carousels/?max_genres=1', { Cookie }));
    assert.equal(count, 1);
    for (const max of ['0', '21', 'x']) {
      const response = await adapter.get(`/api/dynamic-carousels/?max_genres=${max}`);
      assert.equal(response.status, 400);
      assert.match((await jsonOf<Answer>(response)).error, /^max_genres is not valid: .* from 1 to 20/);
    }
  });

  it('answers a new visitor too', async () => {
    const { success, carousels } = await jsonOf<Answer>(adapter.get('/api/dynamic-carousels/'));
    assert.isTrue(success);
    assert.isNotEmpty(carousels);
  });
});

describe('GET /api/user-insights/', () => {
  let adapter: Awaited<ReturnType<typeof testAdapter>>;
  before(async () => {
    adapter = await testAdapter();
  });
  after(() => adapter.backend.close());

  it('says that a visitor is new', async () => {
    const nobody = await jsonOf<object>(adapter.get('/api/user-insights/'));
    assert.deepEqual(nobody, { success: true, insights: { user_id: null, new_user: true } });
    const { Cookie, identity } = await adapter.visit('new-new-new-new-new-new');
    const known = await jsonOf<Answer>(adapter.get('/api/user-insights', { Cookie }));
    assert.deepEqual(known.insights, { user_id: identity, new_user: true });
  });

  it('answers the documented fields', async () => {
    const { Cookie, identity } = await adapter.visit();
    const track = (movie_id: unknown, interaction_type: string, rating_value?: number) =>
      adapter.post('/api/track/', { movie_id, interaction_type, rating_value }, { Cookie });
    await track(1, 'rate', 5);
    await track(4, 'rate', 3.5);
    await track('two', 'rate', 3.5);
    await track('two', 'click');
    const { insights } = await jsonOf<Answer>(adapter.get('/api/user-insights/', { Cookie }));
    const preference = (affinity: number) => Number((1 / (1 + Math.exp(-4 * affinity))).toFixed(4));
    const genre_preferences = {
      Drama: preference(0.7),
      Action: preference(0.3),
      'Sci-Fi': preference(0.2),
    };
    assert.deepEqual(insights, {
      user_id: identity,
      genre_preferences,
      recent_interactions: { rate: 3, click: 1 },
      average_rating: 4,
      total_ratings: 3,
      last_updated: new Date(NOW).toISOString(),
      preference_diversity: 3,
      engagement_score: insights.engagement_score,
    });
    const sum = Object.values(genre_preferences).reduce((a, b) => a + b);
    assert.closeTo(Number(insights.engagement_score), sum, 1e-3);
  });
});

describe('POST /api/refresh/', () => {
  it('answers success and a message, with and without an identity', async () => {
    const adapter = await testAdapter();
    for (const path of ['/api/refresh', '/api/refresh/']) {
      const answer = await jsonOf<Answer>(adapter.post(path, {}));
      assert.isTrue(answer.success);
      assert.isNotEmpty(answer.message);
      assert.equal((await adapter.app.request(path, { method: 'POST' })).status, 200, 'without a body');
    }
    await adapter.backend.close();
  });
});
