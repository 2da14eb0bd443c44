// @ts-check
import { byId } from './element.js';

/**
 * Where there is no room for the side column, its cards live in a sheet behind a button: a popover and no modal
 * dialog, so that a toast about a rating made in it can be reached.
 */
export function placeSide() {
  const sheet = byId('sheet');
  const cards = byId('side-cards');
  const narrow = matchMedia('(max-width: 899px)');

  function place() {
    if (sheet.matches(':popover-open')) sheet.hidePopover();
    (narrow.matches ? sheet : byId('side')).append(cards);
  }
  narrow.addEventListener('change', place);
  place();

  sheet.addEventListener('click', (event) => {
    // A link leads away from the sheet.
    if (/** @type {Element} */ (event.target).closest('a')) sheet.hidePopover();
  });
}
