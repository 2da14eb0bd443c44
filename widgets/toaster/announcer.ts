// A live region must have stood for a moment before browsers tell screen readers what it says.
const DELAY_MS = 100;

/** Tells screen readers what happened, once and without interrupting. */
export interface Announcer {
  say(text: string): void;
  stop(): void;
}

/** Puts a live region into the page itself: one in a shadow root or a hidden popover stays silent in places. */
export function createAnnouncer(): Announcer {
  const region = document.createElement('div');
  region.role = 'status';
  Object.assign(region.style, {
    position: 'absolute',
    insetInlineStart: '0',
    insetBlockStart: '0',
    inlineSize: '1px',
    blockSize: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  });
  document.body.append(region);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // A new node is announced even where the text is the one before.
        const line = document.createElement('div');
        line.textContent = text;
        region.replaceChildren(line);
      }, DELAY_MS);
    },
    stop() {
      clearTimeout(timer);
      region.remove();
    },
  };
}
