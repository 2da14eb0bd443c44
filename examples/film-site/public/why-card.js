// @ts-check
import { byId, element } from './element.js';

const MOST = 5;
const LEAST = 4;
/** Affinities that have all but decayed away are no reason for anything. */
const NOTICEABLE = 0.01;

/**
 * Shows what the rows are built from.
 *
 * @param {import('attune').Attune} attune
 */
export function showWhy(attune) {
  const list = byId('why-bars');
  /** @type {Map<string, ReturnType<typeof createBar>>} */
  const bars = new Map();

  attune.$profile.subscribe(({ preferences }) => {
    const liked = preferences
      .filter(({ affinity }) => affinity > NOTICEABLE)
      .sort(
        (a, b) =>
          Math.round((b.affinity - a.affinity) * 1e3) || tellingness(a.feature) - tellingness(b.feature),
      )
      .slice(0, MOST);
    const strongest = liked[0]?.affinity ?? 1;
    const wanted = new Set(liked.map(({ feature }) => feature));
    for (const [feature, bar] of bars) {
      if (wanted.has(feature)) continue;
      bar.element.remove();
      bars.delete(feature);
    }
    for (const [i, { feature, affinity, preference }] of liked.entries()) {
      const bar = bars.get(feature) ?? createBar(feature);
      bars.set(feature, bar);
      if (list.children[i] !== bar.element) list.insertBefore(bar.element, list.children[i] ?? null);
      bar.set(preference, affinity / strongest);
    }
    byId('why-nothing').hidden = liked.length > 0;

    const disliked = preferences
      .filter(({ affinity }) => affinity < -NOTICEABLE)
      .slice(-LEAST)
      .reverse();
    byId('why-less').hidden = disliked.length === 0;
    byId('why-less-list').replaceChildren(
      ...disliked.map(({ feature }) => element('li', { class: 'chip' }, wordsOf(feature))),
    );
  });
}

/**
 * One film gives all its features the same: then its genres say most.
 *
 * @param {string} feature
 */
function tellingness(feature) {
  return feature.startsWith('genre:') ? 0 : 1;
}

/** @param {string} feature */
function createBar(feature) {
  const share = element('span', { class: 'bar-share' });
  const fill = element('span', { class: 'bar-fill' });
  const bar = element(
    'li',
    { class: 'bar' },
    element('span', { class: 'bar-name' }, wordsOf(feature)),
    share,
    element('span', { class: 'bar-track', 'aria-hidden': 'true' }, fill),
  );
  return {
    element: bar,
    /**
     * @param {number} preference from 0 to 1
     * @param {number} part of the strongest, from 0 to 1
     */
    set(preference, part) {
      share.textContent = `${Math.round(preference * 100)}%`;
      fill.style.setProperty('scale', `${part.toFixed(3)} 1`);
    },
  };
}

/**
 * @param {string} feature `namespace:value`
 */
function wordsOf(feature) {
  const colon = feature.indexOf(':');
  const value = feature.slice(colon + 1);
  return feature.startsWith('decade:') ? `The ${value}s` : value;
}
