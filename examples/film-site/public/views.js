// @ts-check
import { byId } from './element.js';

/** @typedef {import('./route.js').Route} Route */

/** Shows one view at a time, with scroll and focus as on pages of their own. */
export function createViews() {
  /** @type {Map<string, number>} scroll position by address */
  const left = new Map();
  let address = location.hash;
  let current = '';
  let clicked = false;
  history.scrollRestoration = 'manual';
  addEventListener('scroll', () => left.set(address, scrollY), { passive: true });
  // A link leads to the top of a page, going back to where one was.
  addEventListener('click', (event) => {
    clicked = event.target instanceof Element && event.target.closest('a[href^="#/"]') !== null;
  });

  const main = byId('main');
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    // Its address is no view's.
    event.preventDefault();
    main.focus();
  });

  return {
    /** @param {Route} route */
    show(route) {
      const name = route.view === 'film' ? `film ${route.id}` : route.view;
      const first = current === '';
      const moved = name !== current;
      address = location.hash;
      current = name;
      for (const view of document.querySelectorAll('.view')) {
        /** @type {HTMLElement} */ (view).hidden = view.id !== `view-${route.view}`;
      }
      for (const link of document.querySelectorAll('.top nav a')) {
        if (link.getAttribute('href') === `#/${route.view === 'home' ? '' : route.view}`)
          link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
      if (first || !moved) return;
      byId(`view-${route.view}`).querySelector('h1')?.focus({ preventScroll: true });
      scrollTo({ top: clicked || route.view === 'film' ? 0 : (left.get(address) ?? 0), behavior: 'instant' });
      clicked = false;
    },
  };
}
