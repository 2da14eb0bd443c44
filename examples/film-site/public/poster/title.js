// @ts-check

const MARGIN = 24;
const WIDTH = 300 - 2 * MARGIN;
const MAX_LINES = 4;

/** From short titles to long ones, largest first. */
const SIZES = [35, 32, 29, 26, 23, 20];

/** SVG has no line breaking, so widths are estimated, in em, for the broadest of the usual bold fonts (DejaVu). */
const NARROW = /[iljtfrI.,:;'’|!()[\]\s-]/;
const BROAD = /[mwMW@%—]/;
const CAPITAL = /[A-Z0-9&?+=]/;
/** Scripts whose signs fill a square. */
const SQUARE = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\u{1f000}-\u{1faff}]/u;

/** @param {string} text */
function widthOf(text) {
  let em = 0;
  for (const sign of text) {
    if (NARROW.test(sign)) em += 0.39;
    else if (BROAD.test(sign)) em += 1;
    else if (CAPITAL.test(sign)) em += 0.77;
    else em += SQUARE.test(sign) ? 1 : 0.66;
  }
  return em;
}

/**
 * @param {string} title
 * @param {number} room in em
 */
function wrap(title, room) {
  const lines = [];
  let line = '';
  for (const word of title.split(' ')) {
    if (line && widthOf(`${line} ${word}`) > room) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  return lines;
}

/**
 * @param {string} text
 * @param {number} room in em
 */
function shorten(text, room) {
  if (widthOf(text) <= room) return text;
  const signs = Array.from(text);
  while (signs.length > 1 && widthOf(`${signs.join('')}…`) > room) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

/**
 * Breaks a title into at most four lines, set as large as they fit.
 *
 * @param {string} title
 * @returns {{ lines: string[], size: number }} size in units of the 300 × 450 poster
 */
export function setTitle(title) {
  // Beyond this nothing fits anyway, and a hostile title must not cost time.
  const text = Array.from(title.trim()).slice(0, 160).join('').replace(/\s+/g, ' ');
  for (const size of SIZES) {
    const room = WIDTH / size;
    const lines = wrap(text, room);
    // Four lines are for small type: a tall block of large type would hide the picture.
    const allowed = size > 30 ? 2 : size > 26 ? 3 : MAX_LINES;
    if (lines.length <= allowed && lines.every((line) => widthOf(line) <= room)) return { lines, size };
  }
  const size = /** @type {number} */ (SIZES.at(-1));
  const room = WIDTH / size;
  const lines = wrap(text, room);
  const kept = lines.slice(0, MAX_LINES);
  if (lines.length > MAX_LINES) kept[MAX_LINES - 1] += ' …';
  return { lines: kept.map((line) => shorten(line, room)), size };
}
