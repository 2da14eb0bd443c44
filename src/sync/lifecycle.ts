/** How often a page that has the focus reads what other devices did, in ms. */
const REFRESH = 300_000;

export interface LifecycleOptions {
  /** The page is hidden or left: it may never run again. */
  onHide: () => void;
  /** The page is back, online, offline or has had the focus for five minutes. */
  onReturn: () => void;
}

/**
 * Follows the page's life. Listens to nothing that would keep it out of the back/forward cache.
 *
 * @returns stops following
 */
export function followPage({ onHide, onReturn }: LifecycleOptions): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const visibility = () => {
    if (document.visibilityState === 'hidden') onHide();
    else onReturn();
  };
  // Safari does not fire visibilitychange on navigation, and neither fires on `document` for pagehide.
  window.addEventListener('pagehide', onHide, { signal });
  window.addEventListener('visibilitychange', visibility, { signal, capture: true });
  for (const event of ['online', 'offline']) window.addEventListener(event, onReturn, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && onReturn(), { signal });
  const timer = setInterval(() => document.hasFocus() && onReturn(), REFRESH);
  return () => {
    controller.abort();
    clearInterval(timer);
  };
}
