import type { Attune, ListEntry } from '../../src/attune.js';
import type { Reorder } from '../../src/reorder/reorder.js';
import { createCard, type Card } from './card.js';
import type { CarouselStrings } from './strings.js';

/** A list of default cards in the light DOM, for carousels that the site gave no cards. */
export class MadeList {
  readonly element: HTMLUListElement;
  readonly #cards = new Map<string, Card>();

  constructor() {
    this.element = document.createElement('ul');
    this.element.className = 'attune-list';
  }

  /** Shows these entries: cards are kept by item, new ones made, others leave. */
  show(entries: readonly ListEntry[], strings: CarouselStrings, client: Attune, reorder: Reorder): void {
    const next = new Map<string, Element>();
    for (const entry of entries) {
      const { item } = entry;
      let card = this.#cards.get(item.id);
      if (!card) this.#cards.set(item.id, (card = createCard(item, strings)));
      card.show(entry);
      card.mark(client.stateOf(item.id));
      next.set(item.id, card.element);
    }
    const leaving: Element[] = [];
    for (const [id, { element }] of this.#cards) {
      if (next.has(id)) continue;
      // A held card leaves later, and is used again if its item comes back before.
      if (element.parentNode) leaving.push(element);
      else this.#cards.delete(id);
    }
    if (this.element.firstElementChild) reorder.order([...next.values()], leaving);
    else this.element.append(...next.values());
  }

  /** Shows what the visitor has done with each item. */
  mark(client: Attune): void {
    for (const [id, card] of this.#cards) card.mark(client.stateOf(id));
  }
}
