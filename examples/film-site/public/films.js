// @ts-check
import { byId, element } from './element.js';
import { filmCard } from './film-card.js';
import { createSearch } from './film-search.js';
import { filmsAddress } from './route.js';

const PAGE = 60;
const GENRES = [
  'Drama',
  'Comedy',
  'Thriller',
  'Horror',
  'Science Fiction',
  'Romance',
  'Western',
  'Noir',
  'Animated',
  'Documentary',
];

/**
 * The searchable grid of all films.
 *
 * @param {import('attune').Attune} attune
 */
export function createFilms(attune) {
  const grid = byId('films-grid');
  const more = byId('films-more');
  const count = byId('films-count');
  const links = GENRES.map((genre) => element('a', { class: 'chip', href: filmsAddress(genre) }, genre));
  byId('films-genres').append(...links);

  /** @type {ReturnType<typeof createSearch> | undefined} */
  let search;
  /** @type {number[]} */
  let found = [];
  let shown = '';

  more.addEventListener('click', () => {
    const next = grid.childElementCount;
    append();
    grid.children[next]?.querySelector('a')?.focus();
  });
  grid.addEventListener('click', (event) => {
    const card = /** @type {Element} */ (event.target).closest('li');
    if (!card || !(/** @type {Element} */ (event.target).closest('a'))) return;
    const position = [...grid.children].indexOf(card);
    const row = found[position];
    const id = row === undefined ? undefined : attune.catalog.ids[row];
    if (id) attune.track('click', id, { source: shown ? 'search' : 'films', position });
  });

  function append() {
    const from = grid.childElementCount;
    grid.append(...found.slice(from, from + PAGE).map((row) => filmCard(attune.catalog.item(row))));
    more.hidden = grid.childElementCount >= found.length;
  }

  return {
    /** @param {string} query */
    show(query) {
      // The same list keeps its place and what was unfolded.
      if (search && query === shown) return;
      search ??= createSearch(attune.catalog);
      shown = query;
      found = search(query);
      grid.replaceChildren();
      append();
      const films = `${found.length.toLocaleString('en')} ${found.length === 1 ? 'film' : 'films'}`;
      count.textContent = query
        ? found.length
          ? `${films} for “${query}”`
          : `No film for “${query}”`
        : films;
      for (const link of links) {
        if (link.textContent?.toLowerCase() === query.toLowerCase())
          link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    },
  };
}
