// @ts-check
import { hash32 } from './hash.js';
import { createDice } from './poster/dice.js';
import { motifsOf } from './poster/motifs.js';
import { mainGenre, palettesOf } from './poster/palettes.js';
import { setTitle } from './poster/title.js';

/**
 * Draws a film's poster: the same facts give the same picture in page, service worker and server.
 *
 * It stands alone (no network, no fonts to load, no ids or styles of the page) and is meant for an image
 * element or an `image/svg+xml` answer.
 *
 * @param {{ title: string, year?: number, genres?: readonly string[] }} film
 * @returns {string} SVG text, 300 × 450
 */
export function poster({ title, year, genres = [] }) {
  const dice = createDice(hash32(JSON.stringify([title, year ?? null, genres])));
  const genre = mainGenre(genres);
  const palette = dice.pick(palettesOf(genre));
  const motif = dice.pick(motifsOf(genre));
  const { lines, size } = setTitle(legible(title));
  const leading = Math.round(size * 1.12);
  const foot = 418;
  const lastLine = foot - 26;
  const top = lastLine - (lines.length - 1) * leading - size;
  // Dark enough where the first line begins, so that white reads on the palest ground.
  const offset = (105 / (550 - top)).toFixed(2);
  const text = lines
    .map(
      (line, i) => `<tspan x="24" y="${lastLine - (lines.length - 1 - i) * leading}">${escape(line)}</tspan>`,
    )
    .join('');
  const facts = legible([year, genre ?? genres[0]].filter(Boolean).join(' · '));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="450" viewBox="0 0 300 450">` +
    `<defs><linearGradient id="s" x1="0" y1="${top - 100}" x2="0" y2="450" gradientUnits="userSpaceOnUse">` +
    `<stop stop-color="${palette.deep}" stop-opacity="0"/><stop offset="${offset}" stop-color="${palette.deep}" stop-opacity=".6"/>` +
    `<stop offset="1" stop-color="${palette.deep}" stop-opacity=".88"/></linearGradient></defs>` +
    `<path fill="${palette.ground}" d="M0 0h300v450H0z"/>` +
    motif(dice, palette) +
    `<path fill="url(#s)" d="M0 ${top - 100}h300V450H0z"/>` +
    `<g fill="#fff" font-family="Inter,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif">` +
    `<text font-size="${size}" font-weight="700" letter-spacing="-.5">${text}</text>` +
    (facts
      ? `<text x="24" y="${foot}" font-size="16" fill-opacity=".8">${escape(shortFacts(facts))}</text>`
      : '') +
    `</g></svg>`
  );
}

/** @param {string} facts */
function shortFacts(facts) {
  return facts.length > 32 ? `${facts.slice(0, 31)}…` : facts;
}

// eslint-disable-next-line no-control-regex -- control characters are what it is about
const ILLEGIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Without the code points that XML forbids: one of them would make the whole picture unreadable.
 *
 * @param {string} text
 */
function legible(text) {
  return text.replace(ILLEGIBLE, '');
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
