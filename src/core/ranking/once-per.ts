/** Computes something once for each key (a catalog, a context), for as long as that is in use. */
export function oncePer<K extends object, T extends object>(compute: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, T>();
  return (key) => {
    let value = known.get(key);
    if (!value) known.set(key, (value = compute(key)));
    return value;
  };
}
