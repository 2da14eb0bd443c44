/** The site's own list inside a carousel: a `ul` with cards that is not `made`, the one made by the carousel. */
export function ownerListOf(host: Element, made: Element | undefined): Element | undefined {
  return [...host.children].find(
    (child) =>
      child !== made && child.localName === 'ul' && child.querySelector(':scope > [data-attune-item]'),
  );
}

/** Whether the parser has passed the element's end, so that what it lacks now is not just still to come. */
export function parsed(element: Element): boolean {
  if (document.readyState !== 'loading') return true;
  for (let node: Node | null = element; node; node = node.parentNode) if (node.nextSibling) return true;
  return false;
}

/** Cards of a list, by item id; a site may show an item twice. */
export function cardsById(list: Element): Map<string, Element[]> {
  const cards = new Map<string, Element[]>();
  for (const card of list.children) {
    const id = card.getAttribute('data-attune-item');
    if (id !== null) cards.set(id, [...(cards.get(id) ?? []), card]);
  }
  return cards;
}
