// @ts-check
import { area, disc, polygon, ring, round, stroke } from './shapes.js';

/** @typedef {import('./motifs.js').Motif} Motif */

/** Concentric rings around a core. @type {Motif} */
export function rings(dice, { a, b, c, light }) {
  const x = dice.pick([150, 150, 60, 240]);
  const y = dice.int(150, 200);
  const step = dice.int(24, 34);
  const count = x === 150 ? 4 : 6;
  let out = '';
  for (let i = count; i > 0; i--)
    out += ring(x, y, 14 + i * step, i % 2 ? a : c, step * 0.56, i % 2 ? 0.9 : 1);
  return out + disc(x, y, 20, b) + disc(x, y, 10, light);
}

/** Rounded bars of different heights. @type {Motif} */
export function bars(dice, { a, b, c, light }) {
  const count = dice.int(4, 6);
  const gap = dice.int(10, 16);
  const width = (300 - 2 * 24 - gap * (count - 1)) / count;
  const hanging = dice.chance(0.2);
  const accent = dice.int(0, count - 1);
  const sunny = dice.chance(0.3) ? disc(dice.int(70, 230), dice.int(80, 120), dice.int(34, 52), light) : '';
  let out = hanging ? '' : sunny;
  let length = dice.int(200, 360);
  for (let i = 0; i < count; i++) {
    const x = 24 + i * (width + gap);
    const fill = i === accent && !sunny ? light : (i + accent) % 2 ? a : b;
    out += `<rect x="${round(x)}" y="${hanging ? -40 : 450 - length}" width="${round(width)}" height="${length + 40}" rx="${round(width / 2)}" fill="${fill}"/>`;
    length = 190 + ((length - 190 + dice.int(50, 130)) % 180);
  }
  return area(`M0 ${dice.int(240, 300)}h300V450H0z`, c, 0.5) + out;
}

/** A disc that slanted blades cut. @type {Motif} */
export function blades(dice, { ground, a, b, c, light }) {
  const x = dice.int(125, 175);
  const y = dice.int(150, 185);
  const r = dice.int(92, 116);
  const slant = dice.pick([-1, 1]) * dice.int(50, 110);
  const blade = (/** @type {number} */ at, /** @type {number} */ width, /** @type {string} */ fill) =>
    area(polygon(at + slant, -5, at + width + slant, -5, at + width - slant, 455, at - slant, 455), fill);
  const middle = x + (slant * (y - 225)) / 225;
  const sharp = dice.int(26, 48);
  return (
    blade(middle - r - 10, r * 0.7, c) +
    blade(middle + r * 0.5, r * 0.8, b) +
    disc(x, y, r, a) +
    blade(middle - sharp - 9, 9, ground) +
    blade(middle - sharp, sharp, dice.pick([light, b])) +
    blade(middle + dice.int(16, 40), dice.int(8, 14), ground)
  );
}

/** Two or three discs with their common parts. @type {Motif} */
export function overlap(dice, { ground, a, b, c, light }) {
  const r = dice.int(78, 96);
  const d = dice.int(44, 60);
  const upright = dice.chance(0.4);
  const [x1, y1, x2, y2] = upright ? [150, 165 - d, 150, 165 + d] : [150 - d, 165, 150 + d, 165];
  const half = Math.sqrt(r * r - d * d);
  const [px, py, qx, qy] = upright ? [150 - half, 165, 150 + half, 165] : [150, 165 - half, 150, 165 + half];
  const lens = `M${round(px)} ${round(py)}A${r} ${r} 0 0 1 ${round(qx)} ${round(qy)}A${r} ${r} 0 0 1 ${round(px)} ${round(py)}z`;
  return (
    ring(150, 165, r + d + 22, c, 3) +
    disc(x1, y1, r, a) +
    disc(x2, y2, r, b) +
    area(lens, dice.pick([light, ground])) +
    (dice.chance(0.4) ? disc(150, 165, 12, dice.pick([a, b])) : '')
  );
}

/** Nested arches, a doorway or a rainbow. @type {Motif} */
export function arches(dice, { ground, deep, a, b, c, light }) {
  const x = dice.pick([150, 150, 90, 210]);
  const top = dice.int(60, 110);
  const fills = dice.pick([
    [c, a, b, light],
    [a, ground, b, deep],
    [b, a, c, deep],
  ]);
  let out = '';
  for (const [i, fill] of fills.entries()) {
    const r = 118 - i * 29;
    out += area(`M${x - r} 450V${top + 118}a${r} ${r} 0 0 1 ${2 * r} 0V450z`, fill);
  }
  return out + (dice.chance(0.5) ? disc(x, top + 124, 14, fills[3] === light ? a : light) : '');
}

/** Quarter discs, halves and dots in a grid. @type {Motif} */
export function grid(dice, { ground, a, b, c, light }) {
  const columns = dice.pick([2, 3, 3]);
  const s = 300 / columns;
  /** @type {Map<string, string>} one path per colour keeps the picture small and free of seams */
  const paths = new Map();
  const add = (/** @type {string} */ color, /** @type {string} */ d) =>
    paths.set(color, (paths.get(color) ?? '') + d);
  let fronts = '';
  const pairs = [
    [c, a],
    [ground, b],
    [ground, a],
    [b, light],
    [c, light],
    [a, ground],
  ];
  for (let row = 0; row * s < 360; row++) {
    for (let column = 0; column < columns; column++) {
      const x = column * s;
      const y = row * s;
      const [back, front] = /** @type {[string, string]} */ (dice.pick(pairs));
      if (back !== ground) fronts += area(`M${x} ${y}h${s + 0.4}v${s + 0.4}h-${s + 0.4}z`, back);
      const shape = dice.int(0, 6);
      if (shape === 0) add(front, `M${x} ${y}h${s}a${s} ${s} 0 0 1-${s} ${s}z`);
      else if (shape === 1) add(front, `M${x + s} ${y}v${s}a${s} ${s} 0 0 1-${s}-${s}z`);
      else if (shape === 2) add(front, `M${x} ${y + s}v-${s}a${s} ${s} 0 0 1 ${s} ${s}z`);
      else if (shape === 3) add(front, `M${x + s} ${y + s}h-${s}a${s} ${s} 0 0 1 ${s}-${s}z`);
      else if (shape === 4) add(front, `M${x} ${y}h${s}l-${s} ${s}z`);
      else {
        const r = s * (shape === 5 ? 0.5 : 0.28);
        add(front, `M${x + s / 2 - r} ${y + s / 2}a${r} ${r} 0 0 1 ${2 * r} 0a${r} ${r} 0 0 1-${2 * r} 0z`);
      }
    }
  }
  for (const [color, d] of paths) fronts += area(d, color);
  return fronts;
}

/** A thick spiral. @type {Motif} */
export function spiral(dice, { a, b, c, light }) {
  const turns = dice.int(4, 6);
  const gap = dice.int(26, 34);
  const x = dice.int(130, 170);
  const y = dice.int(150, 185);
  const side = dice.pick([0, 1]);
  let d = `M${x} ${y}`;
  let at = x;
  for (let i = 1; i <= turns * 2; i++) {
    const r = (i * gap) / 2;
    at += (i % 2 ? 1 : -1) * 2 * r;
    d += `A${round(r)} ${round(r)} 0 0 ${side} ${round(at)} ${y}`;
  }
  return (
    disc(x, y, turns * gap * 0.62, c) +
    stroke(d, dice.pick([a, light]), gap * 0.4, ' stroke-linecap="round"') +
    disc(x, y, 13, b)
  );
}

/** A zigzag bolt before a disc. @type {Motif} */
export function bolt(dice, { a, b, c, light }) {
  const x = dice.int(-12, 12);
  const flip = dice.chance(0.5) ? ' transform="matrix(-1 0 0 1 300 0)"' : '';
  const d = polygon(
    188 + x,
    26,
    74 + x,
    214,
    142 + x,
    214,
    108 + x,
    372,
    238 + x,
    158,
    166 + x,
    158,
    214 + x,
    26,
  );
  return (
    disc(150, 170, dice.int(112, 128), c) +
    ring(150, 170, 138, b, dice.int(3, 12)) +
    `<path d="${d}" fill="${dice.pick([a, light])}"${flip}/>`
  );
}

/** Rows of scales. @type {Motif} */
export function scallops(dice, { a, b, c, light, ground }) {
  const r = dice.pick([37.5, 50, 50, 75]);
  const colors = dice.pick([
    [a, b, c],
    [c, a, light],
    [b, c, a],
  ]);
  let outer = '';
  let inner = '';
  for (let x = -2 * r; x < 300; x += 2 * r) {
    outer += `M${x} 0a${r} ${r} 0 0 0 ${2 * r} 0z`;
    inner += `M${x + r * 0.45} 0a${r * 0.55} ${r * 0.55} 0 0 0 ${r * 1.1} 0z`;
  }
  let rows = '';
  let row = 0;
  for (let y = 0; y < 450; y += r, row++) {
    // Higher rows lie over lower ones, so the lowest is drawn first.
    rows = `<use href="#r" x="${row % 2 ? 0 : r}" y="${y}" fill="${colors[row % 3]}"/>` + rows;
  }
  return `<defs><g id="r"><path d="${outer}"/>${area(inner, ground, 0.35)}</g></defs>${rows}`;
}

/** Rays from one point. @type {Motif} */
export function fan(dice, { a, b, c, light }) {
  const x = dice.pick([150, 150, 0, 300]);
  const y = dice.int(230, 320);
  const count = dice.pick([16, 20, 24]);
  const start = dice.next();
  let d = '';
  for (let i = 0; i < count; i += 2) {
    const from = ((i + start) / count) * 2 * Math.PI;
    const to = ((i + 1 + start) / count) * 2 * Math.PI;
    d += polygon(
      x,
      y,
      x + 520 * Math.cos(from),
      y + 520 * Math.sin(from),
      x + 520 * Math.cos(to),
      y + 520 * Math.sin(to),
    );
  }
  const r = dice.int(60, 90);
  return (
    area(d, c) +
    disc(x, y, r + 22, b) +
    disc(x, y, r, a) +
    (dice.chance(0.5) ? disc(x, y, r * 0.45, light) : '')
  );
}

/** Stairs to a small light. @type {Motif} */
export function ladder(dice, { deep, a, b, c, light }) {
  const steps = dice.int(5, 7);
  const w = 300 / steps;
  const h = dice.int(34, 44);
  const flip = dice.chance(0.5) ? ' transform="matrix(-1 0 0 1 300 0)"' : '';
  const base = 380;
  let treads = '';
  for (let i = 0; i < steps; i++) {
    treads += area(
      `M${round(i * w)} ${base - i * h}h${round(w + 0.5)}V450h-${round(w + 0.5)}z`,
      i % 2 ? c : b,
    );
  }
  const top = base - (steps - 1) * h;
  return (
    disc(dice.int(70, 110), dice.int(90, 130), dice.int(36, 54), a) +
    `<g${flip}>${treads}${area(`M${round(300 - w * 0.72)} ${top}v-58a${round(w * 0.24)} ${round(w * 0.24)} 0 0 1 ${round(w * 0.48)} 0v58z`, dice.pick([light, deep]))}</g>`
  );
}

/** Even lines that swell around a disc. @type {Motif} */
export function lines(dice, { a, b, c, light }) {
  const y = dice.int(140, 190);
  const r = dice.int(80, 108);
  const upright = dice.chance(0.35);
  let thin = '';
  for (let i = 0; i < 17; i++) thin += upright ? `M${9 + i * 17.6} 0v450` : `M0 ${14 + i * 20}h300`;
  let cut = '';
  for (let i = 1; i < 7; i++) {
    const at = -r + (i * 2 * r) / 7;
    const half = Math.sqrt(r * r - at * at);
    cut += upright
      ? `M${round(150 + at)} ${round(y - half)}V${round(y + half)}`
      : `M${round(150 - half)} ${round(y + at)}H${round(150 + half)}`;
  }
  return (
    stroke(thin, c, 5) +
    disc(150, y, r + 14, b) +
    disc(150, y, r, a) +
    stroke(cut, dice.pick([b, light]), dice.int(3, 7))
  );
}
