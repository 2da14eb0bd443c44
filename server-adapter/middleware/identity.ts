import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { DAY } from '../../src/core/index.js';
import type { AdapterEnv, AdapterRequest } from '../adapter-context.js';
import { TOKEN_LIFETIME, type Tokens } from '../tokens.js';
import { isCrossSite } from './origin.js';

const COOKIE = 'attune';
/** A token older than this is replaced when its visitor syncs, ms. */
const RENEWAL = 30 * DAY;

/** Finds out whose request it is: by bearer token, else by cookie. Never makes an identity. */
export function identity(tokens: Tokens, now: () => number) {
  return createMiddleware<AdapterEnv>(async (c, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    const token = bearer ?? (isLoopback(c) ? getCookie(c, COOKIE) : getCookie(c, COOKIE, 'host'));
    const admission = token === undefined ? undefined : await tokens.verify(token, now());
    if (bearer !== undefined && !admission)
      throw new HTTPException(401, {
        message: 'The bearer token is not valid or has expired: get a new one from POST /api/sync/.',
      });
    c.set('identity', admission?.identity ?? null);
    c.set('stale', admission !== undefined && admission.issuedAt < now() - RENEWAL);
    await next();
  });
}

/**
 * Gives a visitor the token of an identity: as a cookie, or where the page is another site's, for the answer.
 *
 * @returns the token that the answer has to carry
 */
export async function admit(
  c: AdapterRequest,
  tokens: Tokens,
  identity: string,
  now: number,
): Promise<string | undefined> {
  const token = await tokens.issue(identity, now);
  if (isCrossSite(c)) return token;
  const options = { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: TOKEN_LIFETIME / 1000 } as const;
  if (isLoopback(c)) setCookie(c, COOKIE, token, options);
  else setCookie(c, COOKIE, token, { ...options, secure: true, prefix: 'host' });
  return undefined;
}

/** Plain http on this machine: browsers keep no secure cookie there. Elsewhere a proxy may speak https for us. */
function isLoopback(c: AdapterRequest): boolean {
  const { protocol, hostname } = new URL(c.req.url);
  return protocol === 'http:' && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
