// @ts-check

/** @typedef {import('attune').Attune['catalog']} Catalog */

/**
 * Finds films by parts of title, cast, genre or year.
 *
 * @param {Catalog} catalog
 * @returns {(query: string) => number[]} catalog rows: titles that begin with the query first, then by popularity
 */
export function createSearch(catalog) {
  const byPopularity = Array.from({ length: catalog.size }, (_, row) => row).sort(
    (a, b) => (catalog.popularity[b] ?? 0) - (catalog.popularity[a] ?? 0),
  );
  /** @type {{ title: string, all: string }[] | undefined} built when first asked for: most visits never search */
  let texts;

  return (query) => {
    const words = plain(query).split(' ').filter(Boolean);
    if (!words.length) return byPopularity;
    texts ??= Array.from({ length: catalog.size }, (_, row) => {
      const { title, year, genres = [], attributes } = catalog.item(row);
      const cast = Array.isArray(attributes?.['cast']) ? attributes['cast'] : [];
      return { title: plain(title), all: plain([title, year, ...genres, ...cast].join(' ')) };
    });
    const phrase = words.join(' ');
    /** @type {[number[], number[], number[]]} */
    const tiers = [[], [], []];
    for (const row of byPopularity) {
      const text = texts[row];
      if (!text || !words.every((word) => text.all.includes(word))) continue;
      tiers[text.title.startsWith(phrase) ? 0 : text.title.includes(phrase) ? 1 : 2].push(row);
    }
    return tiers.flat();
  };
}

/** @param {string} text */
function plain(text) {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');
}
