import type { Attune, ListEntry } from '../../src/attune.js';

/** The one mark a card shows for what the visitor has done with its item. */
export function actedOf(state: ReturnType<Attune['stateOf']>): ListEntry['acted'] {
  if (state.dismissed) return 'dismissed';
  if (state.rating !== undefined) return 'rated';
  return state.saved ? 'saved' : undefined;
}
