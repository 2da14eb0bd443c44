// @ts-check
import { readFileSync } from 'node:fs';
import { simulatedPopularity } from './popularity.js';

/** A style sheet that was scraped into one title, and with it into that film's id. */
const SCRAPED_STYLES = /\s*\.mw-parser-output.*\}/u;
const SCRAPED_STYLES_IN_ID = /-mw-parser-output-.*-width-1px/u;

/**
 * The film facts as catalog items, for `serve` and `createCatalog`.
 *
 * @param {readonly import('./popularity.js').Film[]} [films]
 */
export function filmItems(films = readFilms()) {
  const popularity = simulatedPopularity(films);
  return films.map(({ id: rawId, title, year, genres, cast }) => {
    const id = rawId.replace(SCRAPED_STYLES_IN_ID, '');
    return {
      id,
      title: title.replace(SCRAPED_STYLES, ' ').trim(),
      year,
      genres,
      attributes: { cast },
      popularity: popularity.get(rawId) ?? 1,
      url: `/#/film/${id}`,
      image: `/posters/${id}.svg`,
    };
  });
}

/** @returns {import('./popularity.js').Film[]} */
function readFilms() {
  return JSON.parse(readFileSync(new URL('films.json', import.meta.url), 'utf8'));
}
