// @ts-check
/// <reference lib="webworker" />
import { filmId } from './film-id.js';
import { poster } from './poster.js';

/**
 * Makes the site work without its server. It stays away from `/api/`: what is sent and kept there is the
 * SDK's business, which has its own journal.
 *
 * Posters are drawn, not stored: one file of facts (about 130 kB sent) replaces 12,608 pictures, and unlike
 * facts in the posters' addresses it costs nothing to visitors' first paint, since a worker is installed
 * after it.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const CACHE = 'reelhouse-1';
const FACTS = '/films-facts.json';

/** All of the page itself. A test holds it equal to the folder. */
const SHELL = [
  '/',
  '/element.js',
  '/film-card.js',
  '/film-id.js',
  '/film-search.js',
  '/film.js',
  '/films.js',
  '/hash.js',
  '/home.js',
  '/icon.svg',
  '/manifest.webmanifest',
  '/my-list.js',
  '/offline.js',
  '/poster.js',
  '/rate-card.js',
  '/route.js',
  '/side-sheet.js',
  '/signs.js',
  '/site.css',
  '/site.js',
  '/stars.js',
  '/views.js',
  '/when-attune.js',
  '/why-card.js',
  '/poster/abstract.js',
  '/poster/dice.js',
  '/poster/figures.js',
  '/poster/motifs.js',
  '/poster/palettes.js',
  '/poster/scenes.js',
  '/poster/shapes.js',
  '/poster/title.js',
];

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([...SHELL, FACTS, '/dist/attune.min.js']))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldCaches().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) return;
  const id = /^\/posters\/(.+)\.svg$/.exec(pathname)?.[1];
  if (id) event.respondWith(fetch(request).catch(() => drawn(id)));
  else if (SHELL.includes(pathname) || pathname.startsWith('/dist/'))
    event.respondWith(networkFirst(request));
});

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function networkFirst(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch {
    return (await cache.match(request.url, { ignoreSearch: true })) ?? Response.error();
  }
}

/**
 * @param {string} id
 * @returns {Promise<Response>}
 */
async function drawn(id) {
  const film = (await films()).get(decodeURIComponent(id));
  if (!film) return Response.error();
  return new Response(poster(film), { headers: { 'Content-Type': 'image/svg+xml' } });
}

/** @type {Promise<Map<string, { title: string, year: number, genres: string[] }>> | undefined} */
let read;

function films() {
  read ??= readFacts();
  // Where it could not be read, the next poster tries again.
  read.catch(() => (read = undefined));
  return read;
}

async function readFacts() {
  const answer = await caches.match(FACTS);
  const { genres, films: rows } = /** @type {ReturnType<typeof import('../facts.js').posterFacts>} */ (
    await (answer ?? Response.error()).json()
  );
  return new Map(
    rows.map(([title, year, codes, id]) => [
      id ?? filmId(title, year),
      { title, year, genres: codes.map((code) => genres[code] ?? '') },
    ]),
  );
}

async function dropOldCaches() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}
