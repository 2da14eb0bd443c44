// @ts-check

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} fill
 * @param {number} [opacity]
 */
export function disc(x, y, r, fill, opacity = 1) {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${fill}"${faint(opacity)}/>`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} color
 * @param {number} width
 * @param {number} [opacity]
 */
export function ring(x, y, r, color, width, opacity = 1) {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="none" stroke="${color}" stroke-width="${round(width)}"${faint(opacity)}/>`;
}

/**
 * @param {string} d
 * @param {string} fill
 * @param {number} [opacity]
 */
export function area(d, fill, opacity = 1) {
  return `<path d="${d}" fill="${fill}"${faint(opacity)}/>`;
}

/**
 * @param {string} d
 * @param {string} color
 * @param {number} width
 * @param {string} [more] further attributes
 */
export function stroke(d, color, width, more = '') {
  return `<path d="${d}" fill="none" stroke="${color}" stroke-width="${round(width)}"${more}/>`;
}

/**
 * A polygon's path.
 *
 * @param {...number} xy
 */
export function polygon(...xy) {
  return `M${xy.map(round).join(' ')}z`;
}

/**
 * @param {import('./dice.js').Dice} dice
 * @param {string} color
 * @param {number} count
 * @param {number} [lowest] y
 */
export function stars(dice, color, count, lowest = 260) {
  let d = '';
  for (let i = 0; i < count; i++) d += `M${dice.int(8, 292)} ${dice.int(8, lowest)}h0`;
  return stroke(d, color, dice.pick([2.5, 3.5]), ' stroke-linecap="round" stroke-opacity=".8"');
}

/** @param {number} n */
export function round(n) {
  return Math.round(n * 10) / 10;
}

/** @param {number} opacity */
function faint(opacity) {
  return opacity < 1 ? ` opacity="${opacity}"` : '';
}
