// @ts-check
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { serveStatic } from '@hono/node-server/serve-static';
import { posterFacts } from './facts.js';
import { filmItems } from './items.js';
import { poster } from './public/poster.js';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/**
 * The site's own routes, beside the adapter's: pages, the package's script build, posters.
 *
 * @param {object} [options]
 * @param {ReturnType<typeof filmItems>} [options.items]
 * @param {string} [options.dist] folder of the script build
 * @returns {(app: import('hono').Hono) => void}
 */
export function filmSite({ items = filmItems(), dist = builtScripts() } = {}) {
  const films = new Map(items.map((item) => [item.id, item]));
  const pages = serveStatic({ root: fileURLToPath(new URL('public', import.meta.url)) });
  const scripts = serveStatic({
    root: dist,
    precompressed: true,
    rewriteRequestPath: (path) => path.slice('/dist'.length),
  });
  /** @type {{ plain: string, brotli: Uint8Array<ArrayBuffer> } | undefined} */
  let facts;

  return (app) => {
    app.get('/posters/:file{.+\\.svg}', (c) => {
      const film = films.get(c.req.param('file').slice(0, -'.svg'.length));
      if (!film) return c.notFound();
      return c.body(poster(film), 200, {
        'Content-Type': 'image/svg+xml; charset=utf-8',
        'Cache-Control': 'public, max-age=31536000, immutable',
        // A picture opened as a page of its own must not be able to do more than a picture.
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
      });
    });

    app.get('/films-facts.json', (c) => {
      facts ??= packed(JSON.stringify(posterFacts(items)));
      const brotli = /\bbr\b/.test(c.req.header('Accept-Encoding') ?? '');
      return c.body(brotli ? facts.brotli : facts.plain, 200, {
        'Content-Type': 'application/json',
        'Cache-Control': 'no-cache',
        Vary: 'Accept-Encoding',
        ...(brotli && { 'Content-Encoding': 'br' }),
      });
    });

    app.get('/dist/*', guarded(scripts));
    app.get('*', guarded(pages));
  };
}

/**
 * A file's answer with the site's security headers; other routes' answers stay as they are.
 *
 * @param {ReturnType<typeof serveStatic>} files
 * @returns {import('hono').MiddlewareHandler}
 */
function guarded(files) {
  return async (c, next) => {
    const answer = await files(c, next);
    if (!answer) return;
    answer.headers.set('Content-Security-Policy', POLICY);
    answer.headers.set('X-Content-Type-Options', 'nosniff');
    answer.headers.set('Referrer-Policy', 'same-origin');
    answer.headers.set('Cache-Control', 'no-cache');
    return answer;
  };
}

/** @param {string} plain */
function packed(plain) {
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
  return { plain, brotli: new Uint8Array(brotli) };
}

function builtScripts() {
  return fileURLToPath(new URL('.', import.meta.resolve('attune/script')));
}
