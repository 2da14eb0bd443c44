import type { Catalog } from '../catalog.js';

/** Computes something once for each catalog, for as long as that catalog is in use. */
export function perCatalog<T extends object>(compute: (catalog: Catalog) => T): (catalog: Catalog) => T {
  const known = new WeakMap<Catalog, T>();
  return (catalog) => {
    let value = known.get(catalog);
    if (!value) known.set(catalog, (value = compute(catalog)));
    return value;
  };
}
