import type { Context } from 'hono';
import { encodeCatalog } from '../../src/core/index.js';
import type { AdapterParts } from '../adapter-context.js';
import { createVersionedFile } from '../versioned-file.js';

/** `GET catalog`: the whole catalog in columns. */
export function catalog({ catalog }: AdapterParts) {
  const answer = createVersionedFile('application/json; charset=UTF-8', 'no-cache');
  const content = () => JSON.stringify(encodeCatalog(catalog));
  return (c: Context) => answer(c, { version: catalog.version, content });
}
