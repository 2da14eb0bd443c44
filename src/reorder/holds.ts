/** How long a card stays in place after it was let go, in ms. */
export const SETTLE_MS = 400;
const SCROLL_END_MS = 150;

/** What a visitor is holding on to in a list. */
export interface Holds {
  /** A pointer is down on the list, or it is being scrolled: nothing may move. */
  busy(): boolean;
  /** Cards that keep their place, the one that matters most first: focused, pressed, hovered. */
  cards(): Element[];
  stop(): void;
}

/** Watches focus, pointer and scrolling of a list; `onRelease` is called once things have been let go and are calm. */
export function watchHolds(list: Element, onRelease: () => void): Holds {
  const stopped = new AbortController();
  const listening = { signal: stopped.signal, passive: true };
  const capturing = { ...listening, capture: true };
  const document = list.ownerDocument;
  let hovered: Element | undefined;
  let pressed: Element | undefined;
  let pointerDown = false;
  let scrolling = false;
  let settleTimer: ReturnType<typeof setTimeout> | undefined;
  let scrollTimer: ReturnType<typeof setTimeout> | undefined;

  const cardOf = (target: EventTarget | null) => {
    let node = target instanceof Node ? target : null;
    while (node && node.parentNode !== list) node = node.parentNode;
    return node instanceof Element ? node : undefined;
  };
  const letGo = () => {
    clearTimeout(settleTimer);
    settleTimer = setTimeout(onRelease, SETTLE_MS);
  };
  let pointer = '';
  const hover = (event: Event, card: Element | undefined) => {
    const { pointerType, clientX, clientY } = event as PointerEvent;
    // A finger hovers over nothing, and its last place would be held for ever. A pointer at rest keeps its card
    // when others glide through under it.
    const rests = pointer === (pointer = `${clientX} ${clientY}`);
    if (pointerType === 'touch' || card === hovered || (rests && hovered?.parentNode === list)) return;
    hovered = card;
    letGo();
  };
  const lift = () => {
    if (!pointerDown) return;
    pointerDown = false;
    pressed = undefined;
    letGo();
  };
  const scroll = (event: Event) => {
    if (!(event.target instanceof Node) || !event.target.contains(list)) return;
    scrolling = true;
    clearTimeout(scrollTimer);
    // `scrollend` is not in every browser yet, and is not sent where a scroll is cut off.
    scrollTimer = setTimeout(() => {
      scrolling = false;
      onRelease();
    }, SCROLL_END_MS);
  };

  list.addEventListener(
    'pointerdown',
    (event) => {
      pointerDown = true;
      pressed = cardOf(event.target);
    },
    listening,
  );
  for (const type of ['pointerup', 'pointercancel']) document.addEventListener(type, lift, capturing);
  list.addEventListener('pointermove', (event) => hover(event, cardOf(event.target)), listening);
  list.addEventListener('pointerover', (event) => hover(event, cardOf(event.target)), listening);
  list.addEventListener('pointerleave', (event) => hover(event, undefined), listening);
  list.addEventListener('focusout', letGo, listening);
  // Scroll events don't leave a shadow root, so the list is listened to as well.
  list.addEventListener('scroll', scroll, listening);
  document.addEventListener('scroll', scroll, capturing);

  return {
    busy: () => pointerDown || scrolling,
    cards: () => [
      ...new Set(
        [list.querySelector(':scope > :focus-within'), pressed, hovered].filter(
          (card) => card?.parentNode === list,
        ) as Element[],
      ),
    ],
    stop: () => {
      stopped.abort();
      clearTimeout(settleTimer);
      clearTimeout(scrollTimer);
    },
  };
}
