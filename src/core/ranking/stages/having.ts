import type { Filter } from '../contract.js';

/** Admits only items that have a feature. */
export function having(feature: string): Filter {
  return {
    name: 'having',
    prepare({ catalog }) {
      const { offsets, values } = catalog;
      const wanted = catalog.featureIndexOf(feature);
      return (index) => {
        for (let i = offsets[index]!; i < offsets[index + 1]!; i++) if (values[i] === wanted) return true;
        return false;
      };
    },
  };
}
