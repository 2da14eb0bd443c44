// @ts-check
import { byId, element } from './element.js';

/** How many of the visitor's own rows are shown: more would push what everybody sees out of reach. */
const OWN_ROWS = 4;

/** After the visitor's own rows, and all there is for a first-time visitor. */
const LAST = [
  { source: 'popular', label: 'Popular now' },
  { source: 'new', label: 'New releases' },
];

/** On touch screens `:hover` stays with what was tapped last. The first row never moves. */
const IN_USE = matchMedia('(hover: hover)').matches
  ? ':scope > attune-carousel:is(:hover, :has(:focus-visible)):not(:first-child)'
  : ':scope > attune-carousel:has(:focus-visible):not(:first-child)';

/**
 * The rows of the home page: for you, those that say most to the visitor, then what everybody sees.
 *
 * @param {import('attune').Attune} attune
 */
export function showRows(attune) {
  const rows = byId('rows');
  const first = /** @type {Element} */ (rows.firstElementChild);
  /** @type {Map<string, HTMLElement>} */
  const made = new Map();
  let wanted = carousels();
  let held = false;

  function carousels() {
    const own = attune.$carousels
      .get()
      .slice(0, OWN_ROWS)
      .map(({ source, title, subtitle }) => ({ source, label: title, subtitle }));
    const sources = new Set(own.map(({ source }) => String(source)));
    // None is there twice.
    return [...own, ...LAST.filter(({ source }) => !sources.has(source))];
  }

  /** @param {(typeof wanted)[number] & { subtitle?: string }} row */
  function rowFor({ source, label, subtitle }) {
    const row = made.get(source) ?? element(/** @type {any} */ ('attune-carousel'), { source });
    made.set(source, row);
    row.setAttribute('label', label);
    if (subtitle) row.setAttribute('subtitle', subtitle);
    else row.removeAttribute('subtitle');
    return row;
  }

  function arrange() {
    // Nothing moves under a pointer or the keyboard's focus; it does when that is gone.
    held = rows.querySelector(IN_USE) !== null;
    if (held) return;
    const order = [first, ...wanted.map(rowFor)];
    for (const child of [...rows.children]) {
      if (order.includes(/** @type {HTMLElement} */ (child))) continue;
      child.remove();
      if (child instanceof HTMLElement) made.delete(child.getAttribute('source') ?? '');
    }
    let before = /** @type {Element | null} */ (rows.firstElementChild);
    for (const row of order) {
      if (row === before) before = row.nextElementSibling;
      else place(rows, row, before);
    }
  }

  function release() {
    if (held) setTimeout(arrange, 400);
  }
  rows.addEventListener('pointerout', release);
  rows.addEventListener('focusout', release);

  // All rows come at once, in place of boxes of their size: none of them pushes another down.
  void attune.ready.then(() => {
    attune.$carousels.subscribe(() => {
      wanted = carousels();
      arrange();
    });
  });
}

/**
 * @param {Element} parent
 * @param {Element} child
 * @param {Element | null} before
 */
function place(parent, child, before) {
  // Unlike insertBefore it keeps scroll position and state of what it moves.
  if (child.parentNode === parent && 'moveBefore' in parent) {
    /** @type {any} */ (parent).moveBefore(child, before);
  } else parent.insertBefore(child, before);
}
