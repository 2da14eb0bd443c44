const GLIDE_MS = 280;
const STAGGER_MS = 12;
const FADE_MS = 120;
const EASING = 'cubic-bezier(0.2, 0, 0, 1)';

/** Where every child of a list was on screen, in client pixels. */
export type Places = ReadonlyMap<Element, DOMRect>;

/** Where every child is seen now, gliding included. */
export function placesOf(list: Element): Places {
  return new Map(Array.from(list.children, (child) => [child, child.getBoundingClientRect()]));
}

/** Lets cards glide from where they were to where they are. */
export interface Glider {
  /** Ends what glides, so that `placesOf` reads the layout; `gliding` tells what did. */
  rest(): void;
  gliding(card: Element): boolean;
  /** Starts gliding. Cards that have no place in `before` fade in. */
  glide(before: Places, after: Places): void;
}

/** Animates cards in view only, by `translate` only: no layout and no main-thread work per frame. */
export function createGlider(list: Element): Glider {
  const running = new Map<Element, Animation>();

  const animate = (card: Element, keyframes: PropertyIndexedKeyframes, options: KeyframeAnimationOptions) => {
    const animation = card.animate(keyframes, { easing: EASING, fill: 'backwards', ...options });
    running.set(card, animation);
    animation.onfinish = () => {
      if (running.get(card) === animation) running.delete(card);
    };
  };

  return {
    rest() {
      for (const animation of running.values()) animation.cancel();
      running.clear();
    },
    gliding: (card) => running.has(card),
    glide(before, after) {
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      const view = viewOf(list);
      let moved = 0;
      for (const [card, to] of after) {
        const from = before.get(card);
        if (!from) {
          if (before.size && overlaps(to, view)) animate(card, { opacity: [0, 1] }, { duration: FADE_MS });
          continue;
        }
        if (!overlaps(from, view) && !overlaps(to, view)) continue;
        // From far outside it would race through the row; from the edge it slides in.
        const x = clamp(from.left, view.left - from.width, view.right) - to.left;
        const y = clamp(from.top, view.top - from.height, view.bottom) - to.top;
        if (Math.abs(x) < 0.5 && Math.abs(y) < 0.5) continue;
        const start = `translate(${x}px, ${y}px)`;
        // Even an instant re-order is drawn in its old place for one frame: browsers count any card that
        // changes place between two frames as a layout shift, and a transform that ends as none.
        animate(
          card,
          { transform: still ? [start, start] : [start, 'none'] },
          still ? { duration: 1 } : { duration: GLIDE_MS, delay: STAGGER_MS * moved++ },
        );
      }
    },
  };
}

type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

function viewOf(list: Element): Box {
  const { left, top, right, bottom } = list.getBoundingClientRect();
  const { clientWidth, clientHeight } = list.ownerDocument.documentElement;
  return {
    left: Math.max(left, 0),
    top: Math.max(top, 0),
    right: Math.min(right, clientWidth),
    bottom: Math.min(bottom, clientHeight),
  };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
