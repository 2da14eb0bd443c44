import type { Served, ServeOptions } from './cli/serve.js';

/** Serves an adapter with the embedded backend from Node.js. Loads Node's parts only when it is called. */
export async function serve(options: ServeOptions): Promise<Served> {
  return (await import('./cli/serve.js')).serve(options);
}
