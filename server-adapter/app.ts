import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { interactionTable, type Catalog, type InteractionType, type Ranking } from '../src/core/index.js';
import type { AdapterEnv, AdapterParts, Log } from './adapter-context.js';
import { createAnswerCache } from './answer-cache.js';
import type { Backend } from './backend.js';
import { createDemand } from './demand.js';
import { createItemModel, type ItemModelHolder } from './item-model.js';
import { identity } from './middleware/identity.js';
import { guardWrites } from './middleware/origin.js';
import { privateAnswers } from './middleware/private-answers.js';
import { createProfiles } from './profiles.js';
import { capabilities } from './routes/capabilities.js';
import { catalog as catalogRoute } from './routes/catalog.js';
import { demand } from './routes/demand.js';
import { dynamicCarousels } from './routes/dynamic-carousels.js';
import { model as modelRoute } from './routes/model.js';
import { realtimeRecommendations } from './routes/realtime-recommendations.js';
import { refresh } from './routes/refresh.js';
import { sync } from './routes/sync.js';
import { track } from './routes/track.js';
import { userInsights } from './routes/user-insights.js';
import { createTokens } from './tokens.js';

/** Whether a whole domain speaks https is for its site to say, not for an adapter below it. */
const HEADERS = { strictTransportSecurity: false };

/** Bytes of one request. */
const BODY_LIMIT = 256 * 1024;

export interface AdapterOptions {
  /** Where interactions are stored. */
  backend: Backend;
  catalog: Catalog;
  /** Signs visitors' tokens; at least 32 random characters, the same on every instance. */
  secret: string;
  /** The site's own interaction types and weights; the same as in the browser. */
  interactions?: Readonly<Record<string, InteractionType>>;
  /** Another ranking than the default pipeline. */
  ranking?: Ranking;
  /** The trained item model, which may be swapped while the adapter runs; without one it ranks by the rest. */
  model?: ItemModelHolder | undefined;
  /** Origins of other sites' pages that may use this adapter, for example `https://shop.example`. */
  origins?: readonly string[];
  /** Where the routes are; `/api` by default. */
  basePath?: string;
  /** Seconds that answers are kept; RECOMMENDATION_CACHE_TIMEOUT is 300, GENRE_CAROUSEL_CACHE_TIMEOUT 600. */
  cacheTimeouts?: { recommendations?: number; carousels?: number };
  /** The clock, ms. */
  now?: () => number;
  /** Told of failures inside; the console by default. */
  log?: Log;
}

/** Makes the adapter: a Hono app to serve, or to mount in another one. */
export function createAdapter(options: AdapterOptions): Hono<AdapterEnv> {
  const { backend, catalog, origins = [], basePath = '/api', cacheTimeouts, ranking } = options;
  const { model = createItemModel(), now = Date.now, log = console.error } = options;
  const table = interactionTable(options.interactions);
  const parts: AdapterParts = {
    backend,
    catalog,
    table,
    ranking,
    model,
    tokens: createTokens(options.secret),
    demand: createDemand(backend, catalog, now, log),
    log,
    profiles: createProfiles(backend, table),
    answers: createAnswerCache(now),
    recommendationCacheTimeout: cacheTimeouts?.recommendations ?? 300,
    genreCarouselCacheTimeout: cacheTimeouts?.carousels ?? 600,
    now,
  };

  const visitor = new Hono<AdapterEnv>()
    .use(privateAnswers, identity(parts.tokens, now))
    .on('POST', both('/track'), track(parts))
    .on('POST', both('/sync'), sync(parts))
    .on('POST', both('/refresh'), refresh(parts))
    .on('GET', both('/realtime-recommendations'), realtimeRecommendations(parts))
    .on('GET', both('/dynamic-carousels'), dynamicCarousels(parts))
    .on('GET', both('/user-insights'), userInsights(parts));

  const app = new Hono<AdapterEnv>();
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
    log('A request failed.', error);
    return c.json({ error: 'The adapter failed: try again later.' }, 500);
  });
  app.on('GET', both('/healthz'), (c) => c.json({ status: 'ok' }));
  app.use(`${basePath}/*`, secureHeaders(HEADERS), crossOrigin(origins), limit(), guardWrites(origins));
  app.on('GET', both(`${basePath}/catalog`), catalogRoute(parts));
  app.on('GET', both(`${basePath}/model`), modelRoute(parts));
  app.on('GET', both(`${basePath}/demand`), demand(parts));
  app.on('GET', both(`${basePath}/capabilities`), capabilities(parts));
  app.route(basePath, visitor);
  app.all(`${basePath}/*`, (c) =>
    c.json({ error: 'There is no such path here, or not for this method: see the documentation.' }, 404),
  );
  return app;
}

/** The contract's paths end in a slash; they are answered without it too. */
function both(path: string): string[] {
  return [path, `${path}/`];
}

function crossOrigin(origins: readonly string[]) {
  return cors({
    origin: [...origins],
    credentials: true,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-CSRFToken'],
    exposeHeaders: ['ETag', 'Retry-After'],
    maxAge: 600,
  });
}

function limit() {
  return bodyLimit({
    maxSize: BODY_LIMIT,
    onError: () => {
      throw new HTTPException(413, { message: `The body is too large: send at most ${BODY_LIMIT} bytes.` });
    },
  });
}
