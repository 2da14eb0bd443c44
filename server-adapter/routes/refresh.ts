import type { AdapterParts, AdapterRequest } from '../adapter-context.js';

/** `POST refresh`: the visitor's next answers are made anew. */
export function refresh({ answers }: AdapterParts) {
  return (c: AdapterRequest) => {
    if (c.var.identity !== null) answers.drop(c.var.identity);
    return c.json({ success: true, message: 'Recommendations refreshed successfully' });
  };
}
