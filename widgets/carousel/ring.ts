const RING_MS = 2000;

/** Draws a ring around a card that fades after two seconds, without touching its attributes. */
export function ring(card: Element): void {
  const target = card.querySelector('.attune-poster') ?? card;
  const drawn = { outline: '2px solid var(--_accent)', outlineOffset: '3px' };
  target.animate([drawn, { ...drawn, offset: 0.85 }, { ...drawn, outlineColor: 'transparent' }], RING_MS);
}
