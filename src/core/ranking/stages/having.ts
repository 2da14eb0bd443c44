import type { Filter } from '../contract.js';

/** Admits only items that have a feature. */
export function having(feature: string): Filter {
  return {
    name: 'having',
    prepare({ catalog }) {
      const wanted = catalog.featureIndexOf(feature);
      return (index) =>
        catalog.values.subarray(catalog.offsets[index], catalog.offsets[index + 1]).includes(wanted);
    },
  };
}
