// @ts-check

/**
 * A well-mixed 32-bit hash of a text (FNV-1a, finished with MurmurHash3's fmix32), the same in every engine.
 *
 * @param {string} text
 * @returns {number} an unsigned integer
 */
export function hash32(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
