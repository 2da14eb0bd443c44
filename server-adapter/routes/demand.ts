import type { Context } from 'hono';
import type { AdapterParts } from '../adapter-context.js';
import { createVersionedFile } from '../versioned-file.js';

/** `GET demand`: what this site's visitors did, the same for everybody. */
export function demand({ demand }: AdapterParts) {
  const answer = createVersionedFile('application/json; charset=UTF-8', 'public, max-age=60');
  return (c: Context) => {
    const { version, text } = demand.current();
    return answer(c, { version, content: () => text });
  };
}
