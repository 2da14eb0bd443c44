// @ts-check
import { byId, element } from './element.js';
import { filmCard } from './film-card.js';

/**
 * The films on the watchlist.
 *
 * @param {import('attune').Attune} attune
 */
export function showMyList(attune) {
  const grid = byId('list-grid');
  /** @type {Map<string, HTMLElement>} */
  const cards = new Map();

  /** @param {string} id */
  function remove(id) {
    const card = cards.get(id);
    const next = card?.nextElementSibling ?? card?.previousElementSibling;
    attune.track('watchlist_remove', id, { source: 'my-list' });
    const focus = next?.querySelector('button') ?? byId('view-list').querySelector('h1');
    focus?.focus();
  }

  attune.$profile.subscribe(({ watchlist }) => {
    const wanted = new Set(watchlist);
    for (const [id, card] of cards) {
      if (wanted.has(id)) continue;
      card.remove();
      cards.delete(id);
    }
    for (const id of watchlist) {
      const item = cards.has(id) ? undefined : attune.item(id);
      if (!item) continue;
      const name = element('span', { class: 'unseen' }, ` ${item.title}`);
      const button = element(
        'button',
        { class: 'button quiet', type: 'button', onclick: () => remove(id) },
        'Remove',
        name,
      );
      const card = filmCard(item, button);
      cards.set(id, card);
      grid.append(card);
    }
    byId('list-count').textContent = cards.size ? `${cards.size} ${cards.size === 1 ? 'film' : 'films'}` : '';
    byId('list-empty').hidden = cards.size > 0;
  });
}
