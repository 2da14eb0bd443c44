import type { Places } from './glide.js';

const SHIELD_MS = 300;

/**
 * Sends a click that lands just after a re-order to what was under the pointer before it, until `signal`: people
 * aim before they press, and within 300 ms of a re-order they mean the card that was there.
 *
 * @returns to be called at a re-order, with the places from before it
 */
export function createClickShield(list: Element, signal: AbortSignal): (before: Places) => void {
  let until = 0;
  let places: Places = new Map();

  const onClick = (event: MouseEvent) => {
    // `detail` is 0 for clicks made by keyboard or script, which name their target themselves.
    if (!event.detail || event.timeStamp > until) return;
    const { clientX: x, clientY: y } = event;
    for (const [card, was] of places) {
      if (card.parentNode !== list || x < was.left || x >= was.right || y < was.top || y >= was.bottom)
        continue;
      if (card.contains(event.target as Node)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const now = card.getBoundingClientRect();
      const root = list.getRootNode() as Document | ShadowRoot;
      const hit = root.elementFromPoint(x - was.left + now.left, y - was.top + now.top);
      const target = hit && card.contains(hit) ? hit : (card.querySelector('a[href], button') ?? card);
      // An event has all that a new one is made from.
      target.dispatchEvent(new MouseEvent('click', event));
      return;
    }
  };
  list.addEventListener('click', onClick as EventListener, { signal, capture: true });

  return (before) => {
    until = performance.now() + SHIELD_MS;
    places = before;
  };
}
