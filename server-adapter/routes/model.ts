import type { Context } from 'hono';
import type { AdapterParts } from '../adapter-context.js';
import { createVersionedFile } from '../versioned-file.js';

/** `GET model`: the item model's file; no content while there is none, which is no failure. */
export function model({ model }: AdapterParts) {
  const answer = createVersionedFile('application/octet-stream', 'no-cache');
  return (c: Context) => {
    const { version, bytes } = model;
    if (version !== null && bytes) return answer(c, { version, content: () => bytes });
    c.header('Cache-Control', 'no-cache');
    return c.body(null, 204);
  };
}
