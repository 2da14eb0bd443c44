/** How long a page that draws no frames waits, in ms. */
const WITHOUT_FRAMES = 100;

export interface Frame {
  request: () => void;
  /** Runs it now, if it was asked for. */
  flush: () => void;
  cancel: () => void;
}

/**
 * Runs `work` once before the next frame, however often it was asked for; in hidden pages, which draw none,
 * shortly after.
 */
export function createFrame(work: () => void): Frame {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
  };
  const run = () => {
    cancel();
    work();
  };
  return {
    request() {
      if (timer !== undefined) return;
      frame = requestAnimationFrame(run);
      timer = setTimeout(run, WITHOUT_FRAMES);
    },
    flush() {
      if (timer !== undefined) run();
    },
    cancel,
  };
}
