// @ts-check
import { byId, element } from './element.js';
import { posterImage } from './film-card.js';
import { filmsAddress } from './route.js';
import { createStars } from './stars.js';

/** @typedef {import('attune').Attune} Attune */

/**
 * The page of one film.
 *
 * @param {Attune} attune
 */
export function createFilm(attune) {
  const view = byId('view-film');
  /** @type {Map<string, ReturnType<Attune['track']>>} dismissals of this visit, which can be taken back */
  const dismissals = new Map();
  let update = () => {};
  attune.$profile.subscribe(() => update());

  /** @param {string} id */
  function dismiss(id) {
    const key = dismissals.get(id);
    // The toast may have taken it back meanwhile.
    if (!attune.stateOf(id).dismissed) dismissals.set(id, attune.track('dismiss', id, { source: 'detail' }));
    else if (key) attune.undo(key);
  }

  return {
    /**
     * @param {string} id
     * @returns {string | undefined} its title; undefined where there is no such film
     */
    show(id) {
      const item = attune.item(id);
      if (!item) {
        update = () => {};
        view.replaceChildren(
          element('h1', { tabindex: -1 }, 'No such film'),
          element(
            'p',
            { class: 'note' },
            'It may have been taken down. ',
            element('a', { href: '#/films' }, 'Browse films'),
          ),
        );
        return undefined;
      }
      const cast = Array.isArray(item.attributes?.['cast']) ? item.attributes['cast'].map(String) : [];
      const stars = createStars(`Your rating of ${item.title}`, (value) => {
        attune.track('rate', id, { value, source: 'detail' });
      });
      const save = element(
        'button',
        {
          class: 'button',
          type: 'button',
          onclick: () =>
            attune.track(attune.stateOf(id).saved ? 'watchlist_remove' : 'watchlist_add', id, {
              source: 'detail',
            }),
        },
        'My list',
      );
      const hide = element(
        'button',
        { class: 'button quiet', type: 'button', onclick: () => dismiss(id) },
        'Not interested',
      );

      view.replaceChildren(
        element(
          'article',
          { class: 'film' },
          posterImage(item, 'eager'),
          element(
            'div',
            { class: 'film-text' },
            element('p', { class: 'muted' }, String(item.year ?? '')),
            element('h1', { tabindex: -1 }, item.title),
            element('ul', { class: 'tags' }, ...(item.genres ?? []).map(tag)),
            cast.length > 0 &&
              element('p', {}, element('span', { class: 'muted' }, 'With '), ...castLinks(cast)),
            element(
              'div',
              { class: 'film-rating' },
              element('span', { 'aria-hidden': 'true' }, 'Your rating'),
              stars.element,
            ),
            element('div', { class: 'actions' }, save, hide),
          ),
        ),
        element(/** @type {any} */ ('attune-carousel'), { source: `similar:${id}`, label: 'More like this' }),
      );
      update = () => {
        const { rating, saved, dismissed } = attune.stateOf(id);
        stars.set(rating);
        save.setAttribute('aria-pressed', String(saved));
        hide.setAttribute('aria-pressed', String(dismissed));
        // One from an earlier visit can no longer be taken back here.
        hide.setAttribute('aria-disabled', String(dismissed && !dismissals.get(id)));
      };
      update();
      return item.title;
    },
  };
}

/** @param {string} genre */
function tag(genre) {
  return element('li', {}, element('a', { class: 'chip', href: filmsAddress(genre) }, genre));
}

/** @param {string[]} names */
function castLinks(names) {
  return names.flatMap((name, i) => [i ? ', ' : '', element('a', { href: filmsAddress(name) }, name)]);
}
