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
  region.style.cssText =
    'position: absolute; inset: 0 auto auto 0; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%)';
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
