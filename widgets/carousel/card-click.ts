import type { Attune } from '../../src/attune.js';
import type { Item } from '../../src/core/catalog.js';

/** `detail` of `attune-select`. */
export interface CardSelection {
  item: Item;
  /** 0-based place in the list. */
  position: number;
  source: string;
}

/**
 * Takes a click inside a carousel: the watchlist button toggles, a card's link is announced as `attune-select`
 * and tracked. A click the site has taken for itself (`preventDefault`) is left alone, and so is one on a
 * control that the page tracks.
 */
export function onCardClick(
  event: MouseEvent,
  host: HTMLElement & { source: string; label?: string | undefined },
  list: Element,
  client: Attune | undefined,
): void {
  const target = event.target as Element;
  const card = target.closest('[data-attune-item]');
  if (event.defaultPrevented || event.button > 1 || card?.parentNode !== list) return;
  if (target.closest('[data-attune-track]')) return;
  const id = card.getAttribute('data-attune-item')!;
  const { source, label } = host;
  const position = [...list.children].indexOf(card);
  const details = { source, position, ...(label && { list: label }) };

  if (target.closest('.attune-save')) {
    client?.track(client.stateOf(id).saved ? 'watchlist_remove' : 'watchlist_add', id, details);
  } else if (target.closest('a[href], .attune-link')) {
    // Who asks for a new tab gets one, not the site's dialog.
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const detail: CardSelection = { item: client?.item(id) ?? { id, title: id }, position, source };
    const selection = new CustomEvent('attune-select', {
      detail,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    const taken = plain && !host.dispatchEvent(selection);
    client?.track('recommendation_click', id, details);
    if (taken) event.preventDefault();
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'attune-select': CustomEvent<CardSelection>;
  }
}
