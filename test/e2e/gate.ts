import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy in front of a server, which can cut off part of it as a lost network would. */
export interface Gate {
  readonly url: string;
  /** Paths that begin with it get no answer; undefined lets all through. */
  cut: string | undefined;
  close(): Promise<void>;
}

export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target);
  const gate = {
    url: '',
    cut: undefined as string | undefined,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server: Server = createServer((incoming, outgoing) => {
    if (gate.cut !== undefined && incoming.url?.startsWith(gate.cut)) {
      incoming.socket.destroy();
      return;
    }
    const { method, headers, url: path } = incoming;
    const onward = request({ hostname, port, method, headers, path }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  gate.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return gate;
}
