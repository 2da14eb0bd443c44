/** How long a page that draws no frames waits, in ms. */
const WITHOUT_FRAMES = 100;
/** How long the stores may take of one frame, in ms; the rest follows in tasks of their own. */
const SLICE = 6;

/** Something that can be brought up to date. */
export interface Updatable {
  update(): void;
}

export interface Frame {
  request: () => void;
  /** Does all that was asked for and is not done yet, now. */
  flush: () => void;
  cancel: () => void;
}

/**
 * Brings stores up to date once before the next frame, however often it was asked for; in hidden pages, which
 * draw none, shortly after. They come in the order given, so what is seen first comes first: what does not fit
 * into the frame follows right after it.
 */
export function createFrame(stores: () => Iterable<Updatable>): Frame {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  let queue: Updatable[] = [];

  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const update = (slice: number) => {
    cancel();
    if (asked) queue = [...stores()];
    asked = false;
    const end = performance.now() + slice;
    while (queue.length && performance.now() < end) queue.shift()!.update();
    if (queue.length) timer = setTimeout(update, 0, SLICE);
  };
  return {
    request() {
      if (asked) return;
      asked = true;
      cancel();
      frame = requestAnimationFrame(() => {
        update(SLICE);
      });
      timer = setTimeout(update, WITHOUT_FRAMES, SLICE);
    },
    flush() {
      update(Infinity);
    },
    cancel,
  };
}
