import type { Sensor } from '../contract.js';
import { markedItem } from '../marked-item.js';

/** A click on a link in a marked item. Controls with an action of their own and Attune's own lists say it themselves. */
export const clicks: Sensor = ({ root, track, signal }) => {
  root.addEventListener(
    'click',
    ({ target }) => {
      if (!(target instanceof Element) || !target.closest('a[href]')) return;
      if (target.closest('[data-attune-track], attune-carousel')) return;
      const item = markedItem(target);
      if (item) track('click', item.id, item.sensed);
    },
    { signal, passive: true, capture: true },
  );
};
