import type { Sensor } from '../contract.js';
import { markedItem } from '../marked-item.js';

/** `data-attune-track="watchlist_add"` on a control of an item; `data-attune-value` goes with a rating. */
export const actions: Sensor = ({ root, track, signal }) => {
  root.addEventListener(
    'click',
    ({ target }) => {
      const control = target instanceof Element ? target.closest('[data-attune-track]') : null;
      const item = control && markedItem(control);
      if (!item) return;
      const value = control.getAttribute('data-attune-value');
      track(control.getAttribute('data-attune-track') ?? '', item.id, {
        ...item.sensed,
        ...(value !== null && { value: Number(value) }),
      });
    },
    { signal, passive: true, capture: true },
  );
};
