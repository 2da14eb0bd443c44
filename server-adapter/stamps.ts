import { base64url } from './base64url.js';

const BYTES = 9;

/** Makes random texts of 72 bits that tell a row from the one a restored log has in its place. */
export function createStamps(): () => string {
  // One call for many: each costs more than the bytes do.
  const pool = new Uint8Array(BYTES * 256);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      crypto.getRandomValues(pool);
      used = 0;
    }
    return base64url(pool.subarray(used, (used += BYTES)));
  };
}
