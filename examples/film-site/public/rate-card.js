// @ts-check
import { byId, element } from './element.js';
import { posterImage } from './film-card.js';
import { filmAddress } from './route.js';
import { createStars } from './stars.js';

const OPENED = 'reelhouse-opened';

/**
 * Asks for a rating of the film that was opened last; of a popular one before any was.
 *
 * @param {import('attune').Attune} attune
 */
export function createRateCard(attune) {
  const card = byId('rate');
  let id = sessionStorage.getItem(OPENED) ?? '';
  let update = () => {};
  attune.$profile.subscribe(() => update());

  /** @param {string} question */
  function show(question) {
    const item = attune.item(id);
    if (!item) return;
    const stars = createStars(`Rate ${item.title}`, (value) => {
      attune.track('rate', item.id, { value, source: 'rate-card' });
    });
    update = () => stars.set(attune.stateOf(item.id).rating);
    update();
    const title = element('a', { href: filmAddress(item.id) }, item.title);
    card.replaceChildren(
      posterImage(item),
      element(
        'div',
        {},
        element('h2', { id: 'rate-title' }, `${question} `, title, '?'),
        element('p', { class: 'muted' }, 'Your rating changes the rows at once.'),
        stars.element,
      ),
    );
  }

  void attune.ready.then(() => {
    if (attune.item(id)) show('How was');
    else {
      id = attune.recommend({ source: 'popular', limit: 1 })[0]?.item.id ?? '';
      show('Have you seen');
    }
  });

  return {
    /** @param {string} opened */
    ask(opened) {
      id = opened;
      sessionStorage.setItem(OPENED, id);
      show('How was');
    },
  };
}
