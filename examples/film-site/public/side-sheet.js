// @ts-check
import { byId } from './element.js';

/** Where there is no room for the side column, its cards live in a sheet behind a button. */
export function placeSide() {
  const sheet = /** @type {HTMLDialogElement} */ (byId('sheet'));
  const cards = byId('side-cards');
  const narrow = matchMedia('(max-width: 899px)');

  function place() {
    if (!narrow.matches) sheet.close();
    (narrow.matches ? sheet : byId('side')).append(cards);
  }
  narrow.addEventListener('change', place);
  place();

  byId('why-button').addEventListener('click', () => sheet.showModal());
  sheet.addEventListener('click', (event) => {
    // On the backdrop the dialog itself is the target; a link leads away from the sheet.
    const target = /** @type {Element} */ (event.target);
    if (target === sheet || target.closest('a')) sheet.close();
  });
}
