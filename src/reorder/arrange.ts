import { longestIncreasingSubsequence } from './longest-increasing-subsequence.js';

/**
 * Brings the children of `list` into the order of `target`, which names each of them once and may name new
 * ones, with the fewest DOM moves that leave `anchor` where it is. Without an anchor: the fewest there are.
 *
 * @returns how many children were moved or inserted
 */
export function arrange(list: Element, target: readonly Element[], anchor?: Element): number {
  const places = new Map(target.map((child, place) => [child, place]));
  const current = [...list.children].filter((child) => places.has(child));
  const still = staying(current, places, anchor);
  // Frameworks keep markers behind the last child: what comes last stays in front of them.
  let next: Node | null = list.lastElementChild?.nextSibling ?? null;
  let moves = 0;
  for (const child of target.toReversed()) {
    if (!still.has(child)) {
      place(list, child, next);
      moves++;
    }
    next = child;
  }
  return moves;
}

function staying(
  current: readonly Element[],
  places: ReadonlyMap<Element, number>,
  anchor: Element | undefined,
): Set<Element> {
  const anchorPlace = anchor && places.get(anchor);
  const anchorIndex = anchor ? current.indexOf(anchor) : -1;
  const fitting = current.filter(
    (child, index) =>
      anchorPlace === undefined ||
      anchorIndex < 0 ||
      Math.sign(index - anchorIndex) === Math.sign(places.get(child)! - anchorPlace),
  );
  const kept = longestIncreasingSubsequence(fitting.map((child) => places.get(child)!));
  return new Set(kept.map((index) => fitting[index]!));
}

/** The state-preserving move, which not every browser has. */
interface Mover {
  moveBefore?(child: Element, next: Node | null): void;
}

function place(list: Element, child: Element, next: Node | null): void {
  const mover: Mover = list;
  if (child.parentNode === list && mover.moveBefore) mover.moveBefore(child, next);
  else list.insertBefore(child, next);
}
