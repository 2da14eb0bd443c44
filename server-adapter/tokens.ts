import { DAY } from '../src/core/index.js';
import { base64url, fromBase64url } from './base64url.js';
import { putNewest } from './put-newest.js';

/** How long a token admits, ms: as long as browsers keep a cookie. */
export const TOKEN_LIFETIME = 400 * DAY;

/** How many tokens are remembered as genuine: a signature takes longer to check than all else about a request. */
const MAX_GENUINE = 5000;

/** What a valid token says. */
export interface Admission {
  identity: string;
  /** ms */
  issuedAt: number;
}

export interface Tokens {
  /** The anonymous identity of a nonce: always the same, so retries, tabs and clones share it. */
  identityOf(nonce: string): Promise<string>;
  issue(identity: string, now: number): Promise<string>;
  /** @returns undefined where the token is forged or expired */
  verify(token: string, now: number): Promise<Admission | undefined>;
  /** The writer under which the server itself stores interactions of an identity. */
  writerOf(identity: string): Promise<string>;
}

/**
 * Signed tokens that need no storage: `identity.issuedAt.signature`, HMAC-SHA256.
 *
 * @param secret at least 32 characters; who has it can be anybody, and with another one all visitors start anew
 */
export function createTokens(secret: string): Tokens {
  if (secret.length < 32) throw new RangeError('secret is too short: pass at least 32 random characters.');
  const encoder = new TextEncoder();
  const genuine = new Map<string, Admission>();
  let key: Promise<CryptoKey> | undefined;
  const imported = () =>
    (key ??= crypto.subtle.importKey(
      'raw',
      encoder.encode(secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign', 'verify'],
    ));
  const mac = async (text: string) =>
    base64url(new Uint8Array(await crypto.subtle.sign('HMAC', await imported(), encoder.encode(text))));

  /** What a genuine token says, whatever its age. */
  async function read(token: string): Promise<Admission | undefined> {
    const match = /^(([\w-]{3,64})\.([0-9a-z]{1,11}))\.([\w-]{43})$/.exec(token);
    if (!match) return undefined;
    const [, claim = '', identity = '', issued = '', signature = ''] = match;
    // verify() compares in constant time.
    const isGenuine = await crypto.subtle.verify(
      'HMAC',
      await imported(),
      fromBase64url(signature),
      encoder.encode(`token:${claim}`),
    );
    return isGenuine ? { identity, issuedAt: parseInt(issued, 36) } : undefined;
  }

  return {
    // 22 characters are 132 bits.
    identityOf: async (nonce) => `a_${(await mac(`identity:${nonce}`)).slice(0, 22)}`,
    writerOf: async (identity) => (await mac(`writer:${identity}`)).slice(0, 22),
    async issue(identity, now) {
      const claim = `${identity}.${Math.floor(now).toString(36)}`;
      return `${claim}.${await mac(`token:${claim}`)}`;
    },
    async verify(token, now) {
      const admission = genuine.get(token) ?? (await read(token));
      if (!admission) return undefined;
      putNewest(genuine, token, admission, MAX_GENUINE);
      return admission.issuedAt > now - TOKEN_LIFETIME ? admission : undefined;
    },
  };
}
