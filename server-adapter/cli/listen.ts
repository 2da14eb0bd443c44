import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { UsageError } from './usage-error.js';

/** How many ports are tried. */
const ATTEMPTS = 100;

/** How long requests under way may take after the end was asked for, ms. */
const PATIENCE = 3000;

/** Serves an app on a port, or where it is taken on the next free one. */
export async function listen(
  fetch: (request: Request, env: never) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createAdaptorServer({ fetch: fetch as never }) as Server;
  for (let attempt = 0; ; attempt++) {
    try {
      await bind(server, host, port === 0 ? 0 : port + attempt);
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && port + attempt < 65535 && attempt + 1 < ATTEMPTS) continue;
      throw new UsageError(`Port ${port} of ${host} can't be listened on (${code}): pass others.`, {
        cause: error,
      });
    }
  }
  const { port: found } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${found}/`,
    close: () =>
      new Promise((resolve) => {
        const impatient = setTimeout(() => server.closeAllConnections(), PATIENCE);
        server.close(() => {
          clearTimeout(impatient);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
