import type { Context } from 'hono';
import { interactionTableHash, type Capabilities } from '../../src/core/index.js';
import type { AdapterParts } from '../adapter-context.js';

/** `GET capabilities`: tells a client that this is more than the documented contract. */
export function capabilities({ table, catalog, model }: AdapterParts) {
  const answer: Omit<Capabilities, 'model'> = {
    version: 1,
    sync: true,
    interactions: interactionTableHash(table),
    catalog: catalog.version,
  };
  return (c: Context) => {
    c.header('Cache-Control', 'no-cache');
    return c.json({ ...answer, model: model.version } satisfies Capabilities);
  };
}
