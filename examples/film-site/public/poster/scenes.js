// @ts-check
import { area, disc, polygon, ring, round, stars, stroke } from './shapes.js';

/** @typedef {import('./motifs.js').Motif} Motif */

/** Moon over waves. @type {Motif} */
export function tide(dice, { a, b, c, light }) {
  const x = dice.int(95, 205);
  const waves = dice.int(2, 3);
  const height = dice.int(22, 46);
  let out = dice.chance(0.3) ? stars(dice, light, 14, 150) : '';
  out += disc(x, dice.int(120, 165), dice.int(62, 88), a);
  const fills = [b, c, light];
  for (let i = 0; i < waves; i++) {
    const y = 262 + i * 52;
    const h = i % 2 ? -height : height;
    const thick = i === waves - 1 ? 200 : 70;
    out += area(
      `M0 ${y - h / 2}C75 ${y - h * 1.5} 105 ${y - h} 150 ${y}S240 ${y + h} 300 ${y - h / 3}v${thick}C240 ${y + h + thick} 195 ${y + h + thick} 150 ${y + thick}S75 ${y - h * 1.5 + thick} 0 ${y - h / 2 + thick}z`,
      /** @type {string} */ (fills[i]),
      i === 2 ? 0.35 : 1,
    );
  }
  return out;
}

/** Mountains before a small sun. @type {Motif} */
export function peaks(dice, { a, b, c, light }) {
  const x1 = dice.int(95, 150);
  const y1 = dice.int(80, 125);
  const x2 = x1 + dice.int(60, 100);
  const y2 = y1 + dice.int(60, 95);
  const w = dice.int(115, 165);
  const far = dice.int(-20, 60);
  return (
    disc(dice.pick([x2 + 20, x1 - 60, 60]), y1 + dice.int(-30, 10), dice.int(24, 36), light) +
    area(polygon(far, 210, far - 150, 450, far + 150, 450), c) +
    area(polygon(x1, y1, x1 - w, 450, x1 + w, 450), a) +
    area(
      polygon(
        x1,
        y1,
        x1 - w * 0.2,
        y1 + (450 - y1) * 0.2,
        x1 - 4,
        y1 + 48,
        x1 + w * 0.09,
        y1 + 70,
        x1 + w * 0.2,
        y1 + (450 - y1) * 0.2,
      ),
      light,
      0.9,
    ) +
    area(polygon(x2, y2, x2 - w * 0.8, 450, x2 + w * 0.8, 450), b, 0.88)
  );
}

/** A banded sun on the horizon. @type {Motif} */
export function sun(dice, { deep, ground, a, b, c, light }) {
  const y = dice.int(170, 210);
  const r = dice.int(86, 108);
  let bands = '';
  let gap = 4;
  for (let at = y - 10; at < y + r; at += 22, gap += 2.4) bands += `M0 ${round(at)}h300v${round(gap)}H0z`;
  const banded = dice.chance(0.6);
  return (
    (banded ? '' : disc(150, y, r + 42, c) + disc(150, y, r + 20, b, 0.7)) +
    disc(150, y, r, a) +
    (banded ? area(bands, ground) : '') +
    area(
      `M0 ${y + 70}Q80 ${y + dice.int(20, 55)} 165 ${y + 78}T300 ${y + 60}V450H0z`,
      banded ? b : light,
      banded ? 1 : 0.5,
    ) +
    area(`M0 ${y + 120}Q90 ${y + 130} 160 ${y + 98}T300 ${y + dice.int(90, 125)}V450H0z`, deep, 0.85)
  );
}

/** Skyline with lit windows. @type {Motif} */
export function city(dice, { deep, a, b, c, light }) {
  let far = '';
  for (let x = -6; x < 300;) {
    const w = dice.int(26, 48);
    const top = dice.int(120, 210);
    far += `M${x} 450V${top}h${w}V450z`;
    x += w;
  }
  let near = '';
  let windows = '';
  for (let x = -10; x < 300;) {
    const w = dice.int(44, 70);
    const top = dice.int(180, 290);
    near += `M${x} 450V${top}h${w}V450z`;
    if (dice.chance(0.4)) near += `M${x + w / 2 - 1.5} ${top}v-38h3v38z`;
    for (let wy = top + 16; wy < 340; wy += 22) {
      for (let wx = x + 10; wx < x + w - 12; wx += 16)
        if (dice.chance(0.38)) windows += `M${wx} ${wy}h7v10h-7z`;
    }
    x += w + dice.int(0, 10);
  }
  return (
    disc(dice.int(70, 230), dice.int(90, 130), dice.int(44, 66), a) +
    area(far, c) +
    area(near, deep) +
    area(windows, dice.pick([light, b, a]))
  );
}

/** A ringed planet. @type {Motif} */
export function planet(dice, { deep, a, b, c, light }) {
  const r = dice.int(70, 92);
  const y = dice.int(150, 180);
  const tilt = dice.pick([-24, -16, 18, 26]);
  const far = `M${-r * 1.75} 0a${r * 1.75} ${r * 0.42} 0 0 1 ${r * 3.5} 0`;
  const near = `M${-r * 1.75} 0a${r * 1.75} ${r * 0.42} 0 0 0 ${r * 3.5} 0`;
  return (
    stars(dice, light, dice.int(18, 30), 330) +
    `<g transform="translate(150 ${y}) rotate(${tilt})">${stroke(far, b, 9)}${disc(0, 0, r, a)}` +
    area(
      `M${round(-r * 0.95)} ${round(r * 0.3)}A${r} ${r} 0 0 0 ${round(r * 0.95)} ${round(r * 0.3)}Q0 ${round(r * 0.66)} ${round(-r * 0.95)} ${round(r * 0.3)}z`,
      deep,
      0.35,
    ) +
    area(
      `M${round(-r * 0.92)} ${round(-r * 0.4)}Q0 ${round(-r * 0.1)} ${round(r * 0.92)} ${round(-r * 0.4)}A${r} ${r} 0 0 0 ${round(r * 0.76)} ${round(-r * 0.65)}Q0 ${round(-r * 0.38)} ${round(-r * 0.76)} ${round(-r * 0.65)}A${r} ${r} 0 0 0 ${round(-r * 0.92)} ${round(-r * 0.4)}z`,
      light,
      0.35,
    ) +
    `${stroke(near, b, 9)}</g>` +
    disc(dice.pick([48, 250]), dice.int(50, 80), dice.int(12, 20), light) +
    area(`M0 400Q150 ${dice.int(320, 350)} 300 400V450H0z`, c)
  );
}

/** A road that runs to the horizon. @type {Motif} */
export function road(dice, { deep, a, b, c, light }) {
  const horizon = dice.int(225, 250);
  const x = dice.int(110, 190);
  const mesa = dice.int(10, 150);
  let dashes = '';
  for (let i = 0; i < 6; i++) {
    const y = horizon + 10 + i * i * 7;
    const w = 1 + i * 1.3;
    dashes += polygon(x - w / 2, y, x + w / 2, y, x + w * 0.7, y + 6 + i * 4, x - w * 0.7, y + 6 + i * 4);
  }
  return (
    disc(dice.int(70, 230), horizon - dice.int(60, 110), dice.int(40, 62), light) +
    area(`M${mesa} ${horizon}l14-56h70l14 56zM${mesa + 130} ${horizon}l8-92h44l8 92z`, b) +
    area(`M0 ${horizon}h300v250H0z`, a) +
    area(`M0 ${horizon}h300v14H0z`, c, 0.7) +
    area(polygon(x - 5, horizon, x + 5, horizon, 290, 450, 10, 450), deep) +
    area(dashes, light)
  );
}

/** Firs in rows. @type {Motif} */
export function forest(dice, { deep, a, b, c, light }) {
  let out = disc(dice.int(80, 220), dice.int(95, 140), dice.int(46, 72), dice.pick([a, light]));
  for (const [row, fill] of [c, b, deep].entries()) {
    let d = '';
    for (let x = dice.int(-30, 0); x < 320; x += dice.int(42, 62) - row * 2) {
      const top = 150 + row * 62 + dice.int(-24, 24);
      const w = 30 + row * 5;
      d += polygon(
        x,
        top,
        x + w * 0.62,
        top + 70,
        x + w * 0.4,
        top + 70,
        x + w,
        top + 150,
        x + w,
        450,
        x - w,
        450,
        x - w,
        top + 150,
        x - w * 0.4,
        top + 70,
        x - w * 0.62,
        top + 70,
      );
    }
    out += area(d, fill, row === 1 ? 0.85 : 1);
  }
  return out;
}

/** Phases of the moon. @type {Motif} */
export function moons(dice, { ground, a, b, c, light }) {
  if (dice.chance(0.5)) {
    // One large crescent: the ground's own colour bites into the disc.
    const r = dice.int(92, 112);
    const bite = dice.pick([-1, 1]) * dice.int(38, 58);
    return (
      stars(dice, light, dice.int(14, 26), 330) +
      ring(150, 170, r + 22, c, 3) +
      disc(150, 170, r, a) +
      disc(150 + bite, 150, r * 0.86, ground) +
      disc(150 + bite * 0.9, 150, dice.int(10, 22), dice.pick([b, light]))
    );
  }
  let out = ring(150, 170, 112, c, 2);
  const count = 8;
  const shadowed = dice.int(0, 7);
  for (let i = 0; i < count; i++) {
    const angle = (i / count) * 2 * Math.PI;
    const x = 150 + 112 * Math.cos(angle);
    const y = 170 + 112 * Math.sin(angle);
    const phase = (i + shadowed) % count;
    out += disc(x, y, 24, phase === 0 ? c : light);
    if (phase > 0 && phase !== 4) out += disc(x + (phase < 4 ? -1 : 1) * (phase % 4) * 9, y, 22, ground);
  }
  return out + disc(150, 170, 50, a) + disc(150, 170, 30, b);
}

/** Crossing orbits around a core. @type {Motif} */
export function orbit(dice, { a, b, c, light }) {
  const count = dice.int(3, 4);
  const start = dice.int(0, 60);
  let out = disc(150, 170, 136, c, 0.5);
  for (let i = 0; i < count; i++) {
    const angle = start + (i * 180) / count;
    const rad = (angle * Math.PI) / 180;
    out += `<ellipse cx="150" cy="170" rx="128" ry="46" fill="none" stroke="${i % 2 ? b : a}" stroke-width="7" transform="rotate(${angle} 150 170)"/>`;
    out += disc(150 + 128 * Math.cos(rad), 170 + 128 * Math.sin(rad), 10, light);
  }
  return out + disc(150, 170, 30, a) + disc(150, 170, 14, light);
}
