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
  /** Styles an element until the gliding that follows has ended, leaving its attributes alone. */
  set(element: Element, style: Keyframe): void;
  /** Starts gliding. Cards that have no place in `before` fade in. */
  glide(before: Places, after: Places): void;
}

/** Animates cards in view only, by `transform` and `opacity` only: no layout and no main-thread work per frame. */
export function createGlider(list: Element): Glider {
  const running = new Map<Element, Animation>();
  let styles: Animation[] = [];

  const rest = () => {
    for (const animation of [...running.values(), ...styles]) animation.cancel();
    running.clear();
    styles = [];
  };

  return {
    rest,
    gliding: (card) => running.has(card),
    set(element, style) {
      const animation = element.animate([style, style], 1);
      // Paused, it costs nothing per frame.
      animation.pause();
      styles.push(animation);
    },
    glide(before, after) {
      const view = viewOf(list);
      const moves: [card: Element, start: Keyframe, duration: number][] = [];
      for (const [card, to] of after) {
        const from = before.get(card);
        if (!overlaps(to, view) && !(from && overlaps(from, view))) continue;
        if (from) {
          // From far outside it would race through the row; from the edge it slides in.
          const x = clamp(from.left, view.left - from.width, view.right) - to.left;
          const y = clamp(from.top, view.top - from.height, view.bottom) - to.top;
          if (Math.abs(x) > 0.5 || Math.abs(y) > 0.5)
            moves.push([card, { transform: `translate(${x}px, ${y}px)` }, GLIDE_MS]);
        } else if (before.size) {
          moves.push([card, { opacity: 0 }, FADE_MS]);
        }
      }
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      // All animations have one length, the stagger being in their keyframes: each end wakes the main thread.
      const total = GLIDE_MS + STAGGER_MS * moves.length;
      for (const [card, start, duration] of moves) {
        const begin = STAGGER_MS * running.size;
        const end = 'opacity' in start ? { opacity: 1 } : { transform: 'none' };
        const moving = [
          start,
          { ...start, offset: begin / total, easing: EASING },
          { ...end, offset: (begin + duration) / total },
          end,
        ];
        // Even an instant re-order is drawn in its old place for one frame: browsers count any card that
        // changes place between two frames as a layout shift, and a transform that ends as none.
        running.set(card, still ? card.animate([start, start], 1) : card.animate(moving, total));
      }
      const last = [...running.values()].at(-1);
      if (last) last.onfinish = rest;
      else rest();
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
