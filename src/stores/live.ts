import { atom, type ReadableAtom } from 'nanostores';

/** A store with what brings it up to date while somebody looks at it. */
export interface Live<T> {
  readonly $store: ReadableAtom<T>;
  update(): void;
}

/** A store whose value is computed only while somebody looks at it; an identical value is no change. */
export function createLive<T>(compute: () => T, before: T): Live<T> {
  const $store = atom(before);
  const { listen } = $store;
  // Every way to look at a store begins with listening; without listeners it has not been kept up to date.
  $store.listen = (listener) => {
    if (!$store.lc) $store.set(compute());
    return listen(listener);
  };
  return {
    $store,
    update() {
      if ($store.lc) $store.set(compute());
    },
  };
}
