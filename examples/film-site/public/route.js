// @ts-check

/**
 * A place in the site, as its address says it.
 *
 * @typedef {{ view: 'home' } | { view: 'films', query: string } | { view: 'list' } | { view: 'film', id: string }} Route
 */

/**
 * @param {string} hash
 * @returns {Route}
 */
export function readRoute(hash) {
  const [path = '', search] = hash.replace(/^#\/?/, '').split('?');
  const [view, id] = path.split('/');
  if (view === 'films') return { view, query: new URLSearchParams(search).get('q') ?? '' };
  if (view === 'list') return { view };
  if (view === 'film' && id) return { view, id: decoded(id) };
  return { view: 'home' };
}

/** @param {string} query */
export function filmsAddress(query) {
  return query ? `#/films?${new URLSearchParams({ q: query })}` : '#/films';
}

/** @param {string} id */
export function filmAddress(id) {
  return `#/film/${encodeURIComponent(id)}`;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
