import { arrange } from './arrange.js';
import { createClickShield } from './click-shield.js';
import { createGlider, placesOf } from './glide.js';
import { watchHolds } from './holds.js';

export interface ReorderOptions {
  /** Called after children of the list have changed places. */
  onMove?: () => void;
}

/** Keeps one list in the order last asked for, without pulling anything from under the visitor. */
export interface Reorder {
  /**
   * Wants `next` in this order, new children included, and takes `leaving` out. Children named in neither keep
   * their index. Done before the next frame, or once the visitor lets go of the list; a later call replaces an
   * earlier one.
   */
  order(next: readonly Element[], leaving?: Iterable<Element>): void;
  /** Stops listening and animating; the list stays as it is. */
  stop(): void;
}

/**
 * Re-orders the children of `list` in place: never cloned, with the fewest moves, gliding to their places. A
 * focused, pressed or hovered card keeps its index and its pixels; it takes its place 400 ms after it is let
 * go, and is not removed before. Nothing moves while a pointer is down on the list or a scroll runs.
 */
export function createReorder(list: Element, options: ReorderOptions = {}): Reorder {
  const glider = createGlider(list);
  const stopped = new AbortController();
  const shield = createClickShield(list, stopped.signal);
  let wanted: { next: readonly Element[]; entering: Set<Element>; leaving: Set<Element> } | undefined;
  let queued = false;

  const enqueue = () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      apply();
    });
  };
  const holds = watchHolds(list, enqueue, stopped.signal);

  const apply = () => {
    if (!wanted || stopped.signal.aborted) return;
    const children = [...list.children];
    // The first fill takes nothing from anybody, and must not wait for a scroll to end.
    if (children.length && holds.busy()) return;
    const held = holds.cards();
    const target = targetOf(children, wanted, held);
    if (!held.length) wanted = undefined;
    if (target.length === children.length && target.every((child, index) => child === children[index]))
      return;

    const before = placesOf(list);
    const { scrollLeft, scrollTop } = list;
    const [anchor] = held;
    const calm = anchor && !glider.gliding(anchor);
    glider.rest();
    // With snapping on, browsers scroll after the card they had snapped to, wherever it goes.
    glider.set(list, { scrollSnapType: 'none' });
    // What glides past goes behind what is held.
    for (const card of held) glider.set(card, { zIndex: 1 });
    const staying = new Set(target);
    for (const child of children) if (!staying.has(child)) child.remove();
    arrange(list, target, anchor);
    wanted?.entering.clear();
    // So does scroll anchoring; the visitor's place is the offset.
    list.scrollTo({ left: scrollLeft, top: scrollTop, behavior: 'instant' });
    let after = placesOf(list);
    if (calm) {
      // Cards of unequal size: an equal index is not yet an equal place.
      const x = after.get(anchor)!.left - before.get(anchor)!.left;
      const y = after.get(anchor)!.top - before.get(anchor)!.top;
      if (x || y) {
        list.scrollBy({ left: x, top: y, behavior: 'instant' });
        after = placesOf(list);
      }
    }
    glider.glide(before, after);
    shield(before);
    options.onMove?.();
  };

  return {
    order(next, leaving = []) {
      const entering = new Set(next.filter((child) => child.parentNode !== list));
      wanted = { next: [...next], entering, leaving: new Set(leaving) };
      enqueue();
    },
    stop() {
      stopped.abort();
      glider.rest();
    },
  };
}

function targetOf(
  children: readonly Element[],
  wanted: { next: readonly Element[]; entering: ReadonlySet<Element>; leaving: ReadonlySet<Element> },
  held: readonly Element[],
): Element[] {
  const present = new Set(children);
  const moving = new Set(wanted.next);
  for (const card of held) moving.delete(card);
  // What its owner has taken out of the list since is not brought back.
  const target = [...moving].filter((child) => present.has(child) || wanted.entering.has(child));
  for (const [index, child] of children.entries()) {
    const keepsIndex = held.includes(child) || (!moving.has(child) && !wanted.leaving.has(child));
    if (keepsIndex) target.splice(Math.min(index, target.length), 0, child);
  }
  return target;
}
