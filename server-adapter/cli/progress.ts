/** Tells how far a long command is. */
export interface Progress {
  show(what: string, done: number, total: number): void;
  /** Leaves no bar behind. */
  clear(): void;
}

const WIDTH = 30;

/** How often a line is written where lines stay, in ms. */
const LINE_EVERY = 10_000;

/** A bar on a terminal; elsewhere a line now and then. */
export function createProgress(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  now: () => number = Date.now,
): Progress {
  let last = '';
  let lastAt = 0;
  return {
    show(what, done, total) {
      const share = total ? done / total : 1;
      const percent = `${Math.floor(share * 100)} %`;
      if (stream.isTTY) {
        const full = Math.round(share * WIDTH);
        const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
        stream.write(`\r\u001b[K${what.padEnd(24)} ${bar} ${percent}`);
      } else if (what !== last || now() - lastAt >= LINE_EVERY) {
        stream.write(`${what} ${percent}\n`);
        [last, lastAt] = [what, now()];
      }
    },
    clear() {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}
