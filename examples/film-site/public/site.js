// @ts-check
import { byId } from './element.js';
import { createFilm } from './film.js';
import { createFilms } from './films.js';
import { showRows } from './home.js';
import { showMyList } from './my-list.js';
import { workOffline } from './offline.js';
import { createRateCard } from './rate-card.js';
import { filmAddress, filmsAddress, readRoute } from './route.js';
import { placeSide } from './side-sheet.js';
import { showSigns } from './signs.js';
import { createViews } from './views.js';
import { whenAttune } from './when-attune.js';
import { showWhy } from './why-card.js';

placeSide();
const views = createViews();
views.show(readRoute(location.hash));

whenAttune().then(start, () => {
  const trouble = byId('trouble');
  trouble.hidden = false;
  trouble.textContent = 'The recommendations script did not load. Reload the page to try again.';
});
if (document.readyState === 'complete') void workOffline();
else addEventListener('load', () => void workOffline(), { once: true });

/** @param {import('attune').Attune} attune */
async function start(attune) {
  showSigns(attune);
  showWhy(attune);
  showRows(attune);
  // Cards of a list are the SDK's; where they lead is the site's.
  document.addEventListener('attune-select', (event) => {
    const { item, source } = /** @type {CustomEvent} */ (event).detail;
    event.preventDefault();
    openedFrom = source;
    location.hash = filmAddress(item.id);
  });
  let openedFrom = '';

  await attune.ready;
  showMyList(attune);
  const films = createFilms(attune);
  const film = createFilm(attune);
  const rateCard = createRateCard(attune);
  const query = /** @type {HTMLInputElement} */ (byId('query'));

  function route() {
    const to = readRoute(location.hash);
    let title;
    if (document.activeElement !== query) query.value = to.view === 'films' ? to.query : '';
    if (to.view === 'films') {
      films.show(to.query);
      title = 'Films';
    } else if (to.view === 'list') title = 'My list';
    else if (to.view === 'film') {
      title = film.show(to.id);
      if (title !== undefined) {
        attune.track('view_detail', to.id, { source: openedFrom || 'detail' });
        rateCard.ask(to.id);
      }
    }
    openedFrom = '';
    document.title = title ? `${title} · Reelhouse` : 'Reelhouse';
    views.show(to);
  }
  addEventListener('hashchange', route);
  route();

  byId('search').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = query.value.trim();
    if (text) attune.track('search', undefined, { query: text });
    location.hash = filmsAddress(text);
  });
  query.addEventListener('input', () => {
    if (readRoute(location.hash).view !== 'films') return;
    // Typing is one visit of the page, not one for every letter.
    history.replaceState(null, '', filmsAddress(query.value.trim()));
    films.show(query.value.trim());
  });
}
