import type { Context } from 'hono';
import type { AdapterParts } from '../adapter-context.js';
import { createVersionedFile } from '../versioned-file.js';

/** `GET model`: the item model's file, where there is one. */
export function model({ model }: AdapterParts) {
  const answer = createVersionedFile('application/octet-stream', 'no-cache');
  return (c: Context) => {
    const { version, bytes } = model;
    if (version !== null && bytes) return answer(c, { version, content: () => bytes });
    c.header('Cache-Control', 'no-cache');
    return c.json(
      { error: 'There is no item model here: make one with attune train and pass it to the adapter.' },
      404,
    );
  };
}
