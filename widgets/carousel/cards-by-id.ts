/** Cards of a list, by item id; a site may show an item twice. */
export function cardsById(list: Element): Map<string, Element[]> {
  const cards = new Map<string, Element[]>();
  for (const card of list.children) {
    const id = card.getAttribute('data-attune-item');
    if (id !== null) cards.set(id, [...(cards.get(id) ?? []), card]);
  }
  return cards;
}
