/** Tells this origin's other tabs that there is something to read. Messages are hints, never data. */
export interface Tabs {
  announce(): void;
  close(): void;
}

/** @param onHint another tab has stored something */
export function connectTabs(name: string, onHint: () => unknown): Tabs {
  const channel = new BroadcastChannel(name);
  channel.onmessage = onHint;
  return {
    announce: () => {
      channel.postMessage(0);
    },
    close: () => {
      channel.close();
    },
  };
}
