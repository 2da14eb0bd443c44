/** Puts an entry into a map as its newest and lets go of the oldest ones beyond `most`. */
export function putNewest<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  // A map keeps the order of insertion: the first is the oldest.
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
