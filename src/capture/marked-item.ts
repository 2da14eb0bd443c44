import type { Sensed } from './contract.js';

/** The item that an element stands in: the nearest `data-attune-item`, with what the page says of it. */
export function markedItem(element: Element): { id: string; element: Element; sensed: Sensed } | undefined {
  const card = element.closest('[data-attune-item]');
  const id = card?.getAttribute('data-attune-item');
  if (!card || !id) return undefined;
  const genres = card.getAttribute('data-attune-genres')?.split('|').filter(Boolean) ?? [];
  const source = card.closest('[data-attune-source]')?.getAttribute('data-attune-source');
  return {
    id,
    element: card,
    sensed: {
      ...(genres.length && { features: genres.map((genre) => `genre:${genre}`) }),
      ...(source && { source }),
    },
  };
}
