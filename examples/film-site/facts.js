// @ts-check
import { filmId } from './public/film-id.js';

/**
 * What the service worker needs to draw every poster by itself, as compact as JSON gets: genres once, and
 * ids only where they can't be told from title and year.
 *
 * @param {readonly { id: string, title: string, year: number, genres: readonly string[] }[]} films
 * @returns {{ genres: string[], films: [title: string, year: number, genres: number[], id?: string][] }}
 */
export function posterFacts(films) {
  const genres = [...new Set(films.flatMap((film) => film.genres))];
  const rows = new Map(genres.map((genre, row) => [genre, row]));
  return {
    genres,
    films: films.map(({ id, title, year, genres: own }) => {
      const codes = own.map((genre) => rows.get(genre) ?? 0);
      return id === filmId(title, year) ? [title, year, codes] : [title, year, codes, id];
    }),
  };
}
