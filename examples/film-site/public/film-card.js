// @ts-check
import { element } from './element.js';
import { filmAddress } from './route.js';

/** @typedef {import('attune').Attune} Attune */
/** @typedef {NonNullable<ReturnType<Attune['item']>>} Item */

/**
 * A film as a card of a grid.
 *
 * @param {Item} item
 * @param {Node} [action]
 */
export function filmCard(item, action) {
  const link = element(
    'a',
    { href: filmAddress(item.id) },
    posterImage(item),
    element('span', { class: 'film-title' }, item.title),
    element('span', { class: 'film-facts' }, factsOf(item)),
  );
  return element('li', { class: 'film-card' }, link, action);
}

/**
 * Its title always stands beside it, so there is nothing to say again.
 *
 * @param {Item} item
 * @param {string} [loading]
 */
export function posterImage(item, loading = 'lazy') {
  return element('img', {
    class: 'poster',
    src: item.image,
    alt: '',
    width: 300,
    height: 450,
    loading,
    decoding: 'async',
  });
}

/** @param {Item} item */
export function factsOf({ year, genres = [] }) {
  return [year, ...genres.slice(0, 2)].filter(Boolean).join(' · ');
}
