import { assert } from 'chai';
import { createFrame } from '../../src/stores/frame.js';

const busy = (ms: number) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};
const frameDrawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('a frame', () => {
  let done: string[];
  beforeEach(() => (done = []));
  const store = (name: string, ms = 0) => ({
    update() {
      busy(ms);
      done.push(name);
    },
  });

  it('brings all stores up to date once, however often it was asked for', async () => {
    const frame = createFrame(() => [store('a'), store('b')]);
    frame.request();
    frame.request();
    assert.deepEqual(done, []);
    await frameDrawn();
    assert.deepEqual(done, ['a', 'b']);
  });

  it('leaves to later what does not fit into the frame, in the same order', async () => {
    const frame = createFrame(() => [store('a', 10), store('b', 10), store('c')]);
    frame.request();
    await frameDrawn();
    assert.deepEqual(done, ['a']);
    await until(() => done.length === 3);
    assert.deepEqual(done, ['a', 'b', 'c']);
  });

  it('does everything at once when it is flushed, also what was left', async () => {
    const frame = createFrame(() => [store('a', 10), store('b', 10)]);
    frame.request();
    await frameDrawn();
    frame.flush();
    assert.deepEqual(done, ['a', 'b']);
    frame.flush();
    assert.deepEqual(done, ['a', 'b']);
  });

  it('begins anew where it is asked again while something is left', async () => {
    const frame = createFrame(() => [store('a', 10), store('b')]);
    frame.request();
    await frameDrawn();
    frame.request();
    await until(() => done.includes('b'));
    assert.deepEqual(done, ['a', 'a', 'b']);
    frame.cancel();
  });
});
