import { assert } from 'chai';
import { createClockOffset } from '../../src/sync/clock-offset.js';

describe('the clock offset', () => {
  const DAY = 86400000;

  it('comes from the quickest of the recent round trips', () => {
    const clock = createClockOffset(() => performance.now());
    const answer = (ahead: number, trip: number) => {
      const received = performance.now();
      return clock.offset(received - trip / 2 + ahead, received - trip);
    };
    assert.closeTo(answer(5000, 800), 5000, 5);
    assert.closeTo(answer(5100, 20), 5100, 5);
    assert.closeTo(answer(4000, 900), 5100, 5);
    // The quick one is forgotten in time.
    for (let i = 0; i < 5; i++) answer(6000, 100);
    assert.closeTo(answer(6000, 100), 6000, 5);
  });

  it('notices that the clock was set', () => {
    let set = 0;
    const clock = createClockOffset(() => performance.now() + set);
    const answer = () => clock.offset(performance.now(), performance.now());
    assert.closeTo(answer(), 0, 5);
    set = -DAY;
    assert.closeTo(answer(), DAY, 5);
    set = DAY;
    assert.closeTo(answer(), -DAY, 5);
  });
});
