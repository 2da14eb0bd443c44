// @ts-check
import { area, disc, polygon, ring, round } from './shapes.js';

/** @typedef {import('./motifs.js').Motif} Motif */

/** One eye, or a column of them. @type {Motif} */
export function eye(dice, { deep, a, b, c, light }) {
  const many = dice.chance(0.35);
  const rows = many ? [90, 180, 270] : [170];
  const w = many ? dice.int(70, 92) : 118;
  const h = w * (many ? 0.55 : 0.68);
  const slit = dice.chance(0.35);
  const look = dice.int(-14, 14);
  let out = many ? '' : ring(150, 170, 132, c, 14) + ring(150, 170, 160, c, 5);
  for (const [i, y] of rows.entries()) {
    const iris = h * 0.52;
    const x = 150 + look * (i % 2 ? -1 : 1);
    out += area(
      `M${150 - w} ${y}Q150 ${round(y - h * 1.5)} ${150 + w} ${y}Q150 ${round(y + h * 1.5)} ${150 - w} ${y}z`,
      light,
    );
    out += disc(x, y, iris, a) + ring(x, y, iris * 0.74, b, 3);
    out += slit
      ? `<ellipse cx="${x}" cy="${y}" rx="${round(iris * 0.16)}" ry="${round(iris * 0.82)}" fill="${deep}"/>`
      : disc(x, y, iris * 0.46, deep);
    out += disc(x + iris * 0.28, y - iris * 0.3, iris * 0.15, '#fff');
  }
  return out;
}

/** Petals around a heart. @type {Motif} */
export function flower(dice, { deep, a, b, c, light }) {
  const count = dice.pick([6, 8, 10, 12]);
  const long = dice.int(100, 122);
  const wide = (long * 2.3) / count;
  const petal = `M150 165C${round(150 - wide)} ${165 - long * 0.5} ${round(150 - wide * 0.6)} ${165 - long} 150 ${165 - long}S${round(150 + wide)} ${165 - long * 0.5} 150 165z`;
  let out = dice.chance(0.6)
    ? area(`M145 165h10v285h-10zM150 400q60-70 110-60-20 70-110 70z`, c)
    : disc(150, 165, long + 18, c);
  for (let i = 0; i < count; i++) {
    out += `<path d="${petal}" fill="${i % 2 ? b : a}" transform="rotate(${round((i * 360) / count)} 150 165)"/>`;
  }
  return out + disc(150, 165, 30, light) + disc(150, 165, 15, deep);
}

/** A beam of light with a small figure in it. @type {Motif} */
export function beam(dice, { deep, a, b, c, light }) {
  const x = dice.int(60, 240);
  const foot = dice.int(120, 180);
  const two = dice.chance(0.4);
  const cone = (/** @type {number} */ from, /** @type {string} */ fill, /** @type {number} */ opacity) =>
    area(polygon(from - 10, -10, from + 10, -10, foot + 92, 330, foot - 92, 330), fill, opacity);
  return (
    (two ? cone(300 - x, b, 0.75) : area(`M0 330h300V0z`, c, 0.5)) +
    cone(x, a, 0.95) +
    `<ellipse cx="${foot}" cy="330" rx="92" ry="22" fill="${light}"/>` +
    area(`M${foot - 15} 332v-58a15 15 0 0 1 30 0v58z`, deep) +
    disc(foot, 243, 12, deep) +
    area(`M0 380h300v70H0z`, deep, 0.6)
  );
}

/** A heart, whole or halved. @type {Motif} */
export function heart(dice, { a, b, c, light }) {
  const y = dice.int(-6, 14);
  const d = `M150 ${292 + y}C${60} ${222 + y} 42 ${170 + y} 42 ${132 + y}C42 ${82 + y} 112 ${62 + y} 150 ${120 + y}C188 ${62 + y} 258 ${82 + y} 258 ${132 + y}C258 ${170 + y} 240 ${222 + y} 150 ${292 + y}z`;
  const halved = dice.chance(0.5);
  return (
    disc(150, 175 + y, dice.int(140, 156), c) +
    area(d, a) +
    (halved
      ? area(
          `M150 ${292 + y}C240 ${222 + y} 258 ${170 + y} 258 ${132 + y}C258 ${82 + y} 188 ${62 + y} 150 ${120 + y}z`,
          b,
        )
      : disc(150, 180 + y, 26, b)) +
    (dice.chance(0.5) ? disc(dice.pick([100, 200]), 130 + y, 12, light) : '')
  );
}

/** A lonely house with one lit window. @type {Motif} */
export function house(dice, { deep, a, b, c, light }) {
  const x = dice.int(90, 170);
  const lit = dice.pick([a, light]);
  return (
    disc(x + dice.int(-10, 60), dice.int(150, 190), dice.int(82, 108), dice.pick([a, b])) +
    area(`M0 330Q${x + 30} ${dice.int(230, 260)} 300 335V450H0z`, c) +
    area(`M${x - 14} 290v-70l-12 6 56-62 56 62-12-6v70z`, deep) +
    area(`M${x + 52} 190v-40h14v54zM${x - 40} 292v-34h26v34z`, deep) +
    area(`M${x + 8} 228h16v20h-16z`, lit) +
    (dice.chance(0.5) ? area(`M${x + 38} 228h16v20h-16z`, lit) : '') +
    area(`M0 360Q120 ${dice.int(300, 330)} 300 372V450H0z`, deep, 0.7)
  );
}
