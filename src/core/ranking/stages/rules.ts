import type { Item } from '../../catalog.js';
import type { Filter, Scorer } from '../contract.js';

/** Says of an item whether a rule means it. */
export type Test = (item: Item) => boolean;

/** A site's rule: items that are never listed, such as what is sold out. */
export function without(test: Test): Filter {
  return {
    name: 'without',
    exclude({ catalog }, out) {
      for (let row = 0; row < out.length; row++) if (test(catalog.item(row))) out[row] = 1;
    },
  };
}

/** A site's rule: items that come sooner, by the share this scorer is given; `text` is the reason shown. */
export function boost(test: Test, text: string): Scorer {
  return {
    name: 'boost',
    score({ catalog }, scores) {
      for (let row = 0; row < scores.length; row++) if (test(catalog.item(row))) scores[row] = 1;
      return 1;
    },
    reason: ({ catalog }, index) => (test(catalog.item(index)) ? { kind: 'rule', text } : undefined),
  };
}

/** A site's rule: items that come later, by the share this scorer is given. */
export function bury(test: Test): Scorer {
  return { ...boost((item) => !test(item), ''), name: 'bury', reason: () => undefined };
}
