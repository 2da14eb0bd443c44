import type { Places } from './glide.js';

const SHIELD_MS = 300;

/** Sends a click that lands just after a re-order to what was under the pointer before it. */
export interface ClickShield {
  /** A re-order happened: the cards were at `before`. */
  raise(before: Places): void;
  stop(): void;
}

/** People aim before they press: within 300 ms of a re-order they mean the card that was there. */
export function createClickShield(list: Element): ClickShield {
  let until = 0;
  let places: Places = new Map();

  const onClick = (event: Event) => {
    // `detail` is 0 for clicks made by keyboard or script, which name their target themselves.
    if (!(event instanceof MouseEvent) || !event.detail || event.timeStamp > until) return;
    const { clientX: x, clientY: y } = event;
    const meant = [...places].find(
      ([card, at]) =>
        card.parentNode === list && x >= at.left && x < at.right && y >= at.top && y < at.bottom,
    );
    if (!meant || meant[0].contains(event.target as Node)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const [card, was] = meant;
    const now = card.getBoundingClientRect();
    const root = list.getRootNode() as Document | ShadowRoot;
    const hit = root.elementFromPoint(x - was.left + now.left, y - was.top + now.top);
    const target = hit && card.contains(hit) ? hit : (card.querySelector('a[href], button') ?? card);
    const { bubbles, cancelable, composed, view, button, ctrlKey, metaKey, shiftKey, altKey } = event;
    target.dispatchEvent(
      new MouseEvent('click', {
        ...{ bubbles, cancelable, composed, view, button, ctrlKey, metaKey, shiftKey, altKey },
      }),
    );
  };
  list.addEventListener('click', onClick, true);

  return {
    raise(before) {
      until = performance.now() + SHIELD_MS;
      places = before;
    },
    stop: () => list.removeEventListener('click', onClick, true),
  };
}
