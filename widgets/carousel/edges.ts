/** Knows which ends of a scrolling list are out of sight. */
export interface Edges {
  /** Looks again after the next layout; to be called when cards came or went. */
  refresh(): void;
  stop(): void;
}

/** Reports whether a list can be scrolled back and forward, whenever that may have changed. */
export function watchEdges(list: Element, report: (back: boolean, forward: boolean) => void): Edges {
  const measure = () => {
    // Negative in right-to-left text.
    const from = Math.abs(list.scrollLeft);
    // Not `scrollWidth`: cards that glide reach beyond it.
    const [first, last] = [list.firstElementChild, list.lastElementChild] as (HTMLElement | null)[];
    const extent = first && last ? Math.abs(last.offsetLeft - first.offsetLeft) + last.offsetWidth : 0;
    report(from > 2, from + list.clientWidth < extent - 2);
  };
  // Its callback comes after layout, where reading sizes costs nothing, and once for every `observe`.
  const observer = new ResizeObserver(measure);
  observer.observe(list);
  list.addEventListener('scroll', measure, { passive: true });
  return {
    refresh() {
      observer.unobserve(list);
      observer.observe(list);
    },
    stop() {
      observer.disconnect();
      list.removeEventListener('scroll', measure);
    },
  };
}
