import { atom, type ReadableAtom } from 'nanostores';
import type { Change } from '../attune.js';
import { isUrgent, type InteractionTable } from '../core/interactions.js';
import type { Updatable } from './frame.js';

/** How soon after a click the page that it opens belongs to it, in ms. */
const ONE_GESTURE = 2000;

/** What happened last through this page, told with the frame that shows what it did. */
export interface Changes extends Updatable {
  readonly $change: ReadableAtom<Change | undefined>;
  /** Takes a change in; a burst is told once. */
  add(change: Change): void;
}

/** @param now in ms */
export function createChanges(table: InteractionTable, now: () => number): Changes {
  const $change = atom<Change | undefined>();
  let change: Change | undefined;
  let changedAt = 0;
  const observed = ({ type }: Change) => !isUrgent(table.get(type)!);
  return {
    $change,
    add(next) {
      const isOne = change?.item && change.item === next.item && now() - changedAt < ONE_GESTURE;
      // A click and the page it opens are taken back together.
      const before = isOne && change && observed(change) && observed(next) ? change.keys : [];
      change = { ...next, keys: [...before, ...next.keys] };
      changedAt = now();
    },
    update() {
      if (change !== $change.get()) $change.set(change);
    },
  };
}
