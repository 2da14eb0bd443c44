/**
 * A well-mixed 32-bit hash of a text: FNV-1a over UTF-16 code units, finished with MurmurHash3's fmix32.
 * The same in every engine; used for tie-breaks, versions and simulated figures, never for secrets.
 *
 * @returns an unsigned 32-bit integer
 */
export function hash32(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return finish(h);
}

/** The same over bytes. */
export function hashBytes(bytes: Uint8Array): number {
  let h = 2166136261;
  // By index: an iterator takes several times as long.
  for (let i = 0, end = bytes.length; i < end; i++) h = Math.imul(h ^ bytes[i]!, 16777619);
  return finish(h);
}

/** MurmurHash3's fmix32. */
function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
