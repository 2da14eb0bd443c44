/** How many round trips are remembered. */
const TRIPS = 5;
/** A larger step of the clock makes what was measured before it worthless, in ms. */
const STEP = 1000;

/**
 * Server clock less own clock: from the quickest of the recent round trips, whose answer was least under way.
 *
 * @param now the page's clock, in ms; it may be set at any time
 */
export function createClockOffset(now: () => number) {
  let trips: { offset: number; trip: number }[] = [];
  let origin = 0;
  return {
    /**
     * @param server the server's clock in its answer, in ms
     * @param sentAt `performance.now()` when the request was sent
     */
    offset(server: number, sentAt: number): number {
      const received = performance.now();
      const step = now() - received - origin;
      if (Math.abs(step) > STEP) trips = [];
      origin += step;
      const trip = received - sentAt;
      trips = [...trips.slice(1 - TRIPS), { offset: server - origin - sentAt - trip / 2, trip }];
      return Math.round(trips.reduce((best, it) => (it.trip < best.trip ? it : best)).offset);
    },
  };
}
