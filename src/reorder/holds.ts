/** How long a card stays in place after it was let go, in ms. */
export const SETTLE_MS = 400;
const SCROLL_END_MS = 150;

/** What a visitor is holding on to in a list. */
export interface Holds {
  /** A pointer is down on the list, or it is being scrolled: nothing may move. */
  busy(): boolean;
  /** Cards that keep their place, the one that matters most first: focused, pressed, hovered. */
  cards(): Element[];
}

/**
 * Watches focus, pointer and scrolling of a list until `signal`; `onRelease` is called once things have been let
 * go and are calm.
 */
export function watchHolds(list: Element, onRelease: () => void, signal: AbortSignal): Holds {
  const document = list.ownerDocument;
  let hovered: Element | null = null;
  let pressed: Element | null = null;
  let pointerDown = false;
  let scrolling = false;
  let pointer = '';
  let settleTimer: ReturnType<typeof setTimeout> | undefined;
  let scrollTimer: ReturnType<typeof setTimeout> | undefined;

  const listen = (target: EventTarget, types: string[], listener: (event: PointerEvent) => void) => {
    for (const type of types)
      target.addEventListener(type, listener as EventListener, {
        signal,
        passive: true,
        capture: target === document,
      });
  };
  const cardOf = (target: unknown) => {
    let node = target as Node | null;
    while (node && node.parentNode !== list) node = node.parentNode;
    return node as Element | null;
  };
  const letGo = () => {
    clearTimeout(settleTimer);
    settleTimer = setTimeout(onRelease, SETTLE_MS);
  };
  const scroll = ({ target }: Event) => {
    if (!(target as Node).contains(list)) return;
    scrolling = true;
    clearTimeout(scrollTimer);
    // `scrollend` is not in every browser yet, and is not sent where a scroll is cut off.
    scrollTimer = setTimeout(() => {
      scrolling = false;
      onRelease();
    }, SCROLL_END_MS);
  };

  listen(list, ['pointerdown'], (event) => {
    pointerDown = true;
    pressed = cardOf(event.target);
  });
  listen(document, ['pointerup', 'pointercancel'], () => {
    if (pointerDown) letGo();
    pointerDown = false;
    pressed = null;
  });
  listen(list, ['pointermove', 'pointerover', 'pointerleave'], (event) => {
    // A finger hovers over nothing, and its last place would be held for ever. A pointer at rest keeps its card
    // when others glide through under it.
    const rests = pointer === (pointer = `${event.clientX} ${event.clientY}`);
    if (event.pointerType === 'touch' || (rests && hovered?.parentNode === list)) return;
    const card = cardOf(event.target);
    if (card !== hovered) letGo();
    hovered = card;
  });
  listen(list, ['focusout'], letGo);
  // Scroll events don't leave a shadow root, so the list is listened to as well.
  for (const scroller of [list, document]) listen(scroller, ['scroll'], scroll);

  return {
    busy: () => pointerDown || scrolling,
    cards: () => {
      const { activeElement } = list.getRootNode() as Document;
      const held = [cardOf(activeElement), pressed, hovered];
      return [...new Set(held)].filter((card) => card?.parentNode === list) as Element[];
    },
  };
}
