// @ts-check
import { hash32 } from './public/hash.js';

/**
 * @typedef {object} Film a line of films.json: bare facts
 * @property {string} id
 * @property {string} title
 * @property {number} year
 * @property {string[]} genres
 * @property {string[]} cast
 */

/**
 * Simulated popularity: the film facts come without any counts, and lists for a first-time visitor need some.
 *
 * Not a measurement of anything. Luck drawn from the film's id gives the heavy tail that real demand has
 * (Pareto, so counts over ranks follow Zipf's law), players with a long filmography and a recent year push
 * mildly. The same films give the same numbers.
 *
 * @param {readonly Film[]} films
 * @returns {Map<string, number>} pretended views by film id, whole numbers from 1
 */
export function simulatedPopularity(films) {
  /** @type {Map<string, number>} */
  const appearances = new Map();
  for (const { cast } of films)
    for (const name of cast) appearances.set(name, (appearances.get(name) ?? 0) + 1);
  return new Map(
    films.map((film) => {
      const luck = (hash32(`popularity ${film.id}`) + 1) / 4294967297;
      const fame = film.cast.reduce((sum, name) => sum + (appearances.get(name) ?? 0), 0) / 100;
      const newness = Math.min(Math.max((film.year - 1970) / 53, 0), 1);
      const views = 900 * luck ** -0.55 * (0.3 + fame) ** 1.6 * (1 + newness);
      return [film.id, Math.max(1, Math.round(views))];
    }),
  );
}
