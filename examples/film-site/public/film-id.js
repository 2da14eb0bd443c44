// @ts-check

/**
 * The id that most films have: title and year as a path segment. Films that would share one have their own.
 *
 * @param {string} title
 * @param {number} year
 */
export function filmId(title, year) {
  const plain = title
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');
  return `${plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}-${year}`;
}
