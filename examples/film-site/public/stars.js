// @ts-check
import { element } from './element.js';

const NAMES = ['1 star', '2 stars', '3 stars', '4 stars', '5 stars'];
let groups = 0;

/**
 * A rating as native radio buttons that look like stars.
 *
 * @param {string} legend what is rated
 * @param {(value: number) => void} onrate
 */
export function createStars(legend, onrate) {
  const group = `stars-${++groups}`;
  const radios = NAMES.map((_, i) =>
    element('input', { type: 'radio', name: group, value: i + 1, id: `${group}-${i + 1}`, class: 'unseen' }),
  );
  const stars = element('fieldset', { class: 'stars' }, element('legend', { class: 'unseen' }, legend));
  for (const [i, radio] of radios.entries()) {
    const name = element('span', { class: 'unseen' }, /** @type {string} */ (NAMES[i]));
    stars.append(radio, element('label', { for: radio.id, title: NAMES[i] }, name));
  }
  stars.addEventListener('change', (event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    onrate(Number(value));
  });
  return {
    element: stars,
    /** @param {number | undefined} value */
    set(value) {
      // Half stars count as the star they reach into.
      for (const [i, radio] of radios.entries())
        radio.checked = value !== undefined && Math.ceil(value) === i + 1;
    },
  };
}
