import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { AdapterEnv, AdapterRequest } from '../adapter-context.js';

/** Whether the page that asks is not on the host that it asks. */
export function isCrossSite(c: AdapterRequest): boolean {
  const origin = c.req.header('Origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== new URL(c.req.url).host;
}

/**
 * Lets only known pages write: those on this host and those of `origins`. A form can't send JSON and a foreign
 * page can't hide its origin, so no other site can write in a visitor's name. Without an origin (curl, a
 * server) there is no page to be abused.
 */
export function guardWrites(origins: readonly string[]) {
  return createMiddleware<AdapterEnv>(async (c, next) => {
    if (c.req.method === 'POST') {
      if (isCrossSite(c) && !origins.includes(c.req.header('Origin') ?? ''))
        throw new HTTPException(403, {
          message: 'This origin may not write here: add it to the `origins` option of the adapter.',
        });
      const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
      if (type !== 'application/json' && !(type === undefined && isWithoutBody(c)))
        throw new HTTPException(415, { message: 'Content-Type is not valid: send application/json.' });
    }
    await next();
  });
}

/** HTTP/1.1 announces every body by one of these. */
function isWithoutBody(c: AdapterRequest): boolean {
  return Number(c.req.header('Content-Length') ?? 0) === 0 && c.req.header('Transfer-Encoding') === undefined;
}
