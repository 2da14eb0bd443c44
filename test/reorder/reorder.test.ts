import { assert } from 'chai';
import fc from 'fast-check';
import { createReorder, type Reorder } from '../../src/reorder/reorder.js';
import { frame, until } from '../widgets/until.js';

describe('createReorder', () => {
  let list: HTMLUListElement;
  let reorder: Reorder;
  let moves: number;
  const names = () => [...list.children].map((card) => card.id).join('');
  const card = (name: string) => list.querySelector<HTMLElement>(`#${name}`)!;
  const order = (text: string, leaving = '') => {
    reorder.order(text.split('').map(card), leaving.split('').map(card));
    return Promise.resolve();
  };

  beforeEach(() => {
    moves = 0;
    list = document.createElement('ul');
    Object.assign(list.style, {
      display: 'flex',
      width: '300px',
      overflow: 'auto',
      margin: '0',
      padding: '0',
    });
    list.append(...'abcdefgh'.split('').map((name, index) => makeCard(name, 80 + 10 * (index % 3))));
    document.body.append(list);
    reorder = createReorder(list, { onMove: () => moves++ });
  });
  afterEach(() => {
    reorder.stop();
    list.remove();
  });

  it('has the wanted order before the next frame, once for a burst', async () => {
    void order('hgfedcba');
    await order('badcfehg');
    assert.equal(names(), 'badcfehg');
    assert.equal(moves, 1);
  });

  it('leaves children that were not named where they are, and brings back none that their owner took out', async () => {
    const fresh = makeCard('x', 80);
    const next = [card('d'), fresh, card('a'), card('h')];
    reorder.order(next, [card('b')]);
    card('a').remove();
    await Promise.resolve();
    assert.equal(names(), 'dcxefgh');
  });

  it('glides by transform only, and not in the layout', async () => {
    const before = card('a').getBoundingClientRect().left;
    await order('bcdaefgh');
    const [animation] = card('a').getAnimations();
    assert.deepEqual(Object.keys((animation!.effect as KeyframeEffect).getKeyframes()[0]!).sort(), [
      ...['composite', 'computedOffset', 'easing', 'offset', 'transform'],
    ]);
    assert.closeTo(card('a').getBoundingClientRect().left, before, 0.5);
    assert.equal(card('a').getAttribute('style'), makeCard('a', 80).getAttribute('style'));
  });

  it('keeps the focused card: its index, its pixels, its focus; and lets it go 400 ms after', async () => {
    const blurs: string[] = [];
    list.addEventListener('focusout', ({ target }) => blurs.push((target as Element).id));
    card('c').focus();
    const { left } = card('c').getBoundingClientRect();
    await order('hgfedcba');
    await frame();
    assert.equal(names(), 'hgcfedba');
    assert.equal(card('c').getBoundingClientRect().left, left);
    assert.equal(document.activeElement, card('c'));
    assert.isEmpty(blurs);
    const released = performance.now();
    card('c').blur();
    await until(() => names() === 'hgfedcba');
    assert.isAtLeast(performance.now() - released, 399);
  });

  it('works the same without moveBefore', async () => {
    Object.assign(list, { moveBefore: undefined });
    card('c').focus();
    await order('hgfedcba');
    assert.equal(names(), 'hgcfedba');
    assert.equal(document.activeElement, card('c'));
  });

  it('keeps the hovered card in its place while the pointer rests', async () => {
    point('pointerover', card('b'), { clientX: 5, clientY: 5 });
    await order('hgfedcba');
    assert.equal(names(), 'hbgfedca');
    // What glides through under a resting pointer takes nothing over.
    point('pointerover', card('e'), { clientX: 5, clientY: 5 });
    await order('abcdefgh');
    assert.equal(names(), 'abcdefgh');
    await order('bacdefgh');
    assert.equal(names(), 'abcdefgh');
    point('pointerleave', list, { clientX: 900, clientY: 5 });
    await until(() => names() === 'bacdefgh');
  });

  it('does not remove a card that has focus before it is let go', async () => {
    card('a').focus();
    await order('bcdefgh', 'a');
    assert.equal(names(), 'abcdefgh');
    card('a').blur();
    await until(() => names() === 'bcdefgh');
  });

  it('waits while a pointer is down or a scroll runs', async () => {
    point('pointerdown', card('d'));
    await order('hgfedcba');
    assert.equal(names(), 'abcdefgh');
    point('pointerup', document.body);
    await until(() => names() === 'hgfedcba');
    list.scrollLeft = 20;
    await new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
    await order('abcdefgh');
    assert.equal(names(), 'hgfedcba');
    await until(() => names() === 'abcdefgh');
    assert.equal(list.scrollLeft, 20);
  });

  it('sends a click just after a move to what was under the pointer before', async () => {
    const clicked: string[] = [];
    list.addEventListener('click', ({ target }) => clicked.push((target as Element).id));
    const { left, top } = card('a').getBoundingClientRect();
    await order('bcadefgh');
    const at = { detail: 1, clientX: left + 5, clientY: top + 5, bubbles: true, cancelable: true };
    card('b').dispatchEvent(new MouseEvent('click', at));
    assert.deepEqual(clicked, ['a']);
    card('b').click();
    assert.deepEqual(clicked, ['a', 'b'], 'clicks by keyboard or script name their target themselves');
  });

  it('shows the old places for one frame where motion is unwanted, then the new ones', async () => {
    const { matchMedia } = window;
    window.matchMedia = () => ({ matches: true }) as MediaQueryList;
    try {
      await order('hgfedcba');
    } finally {
      window.matchMedia = matchMedia;
    }
    const durations = list.getAnimations({ subtree: true }).map((it) => it.effect!.getTiming().duration);
    assert.include(durations, 1);
    assert.notInclude(
      card('h')
        .getAnimations()
        .map((it) => it.effect!.getTiming().duration),
      280,
    );
  });

  it('ends in the order wanted last, whatever was focused meanwhile', async () => {
    const permutation = fc.shuffledSubarray('abcdefgh'.split(''), { minLength: 8 });
    const steps = fc.array(
      fc.record({ order: permutation, focus: fc.constantFrom(...'abcdefgh'.split('')) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        for (const step of path) {
          card(step.focus).focus();
          const index = names().indexOf(step.focus);
          await order(step.order.join(''));
          assert.equal(names().indexOf(step.focus), index);
        }
        (document.activeElement as HTMLElement).blur();
        await order(path.at(-1)!.order.join(''));
        assert.equal(names(), path.at(-1)!.order.join(''));
      }),
      { numRuns: 40 },
    );
  });

  it('lets go of everything when stopped', async () => {
    await order('hgfedcba');
    reorder.stop();
    assert.isEmpty(card('a').getAnimations());
    await order('abcdefgh');
    assert.equal(names(), 'hgfedcba');
  });
});

function makeCard(name: string, width: number): HTMLLIElement {
  const card = document.createElement('li');
  card.id = name;
  card.tabIndex = 0;
  Object.assign(card.style, { flex: 'none', width: `${width}px`, height: '40px', display: 'block' });
  return card;
}

function point(type: string, target: Element, at: PointerEventInit = {}): void {
  target.dispatchEvent(
    new PointerEvent(type, { bubbles: type !== 'pointerleave', pointerType: 'mouse', ...at }),
  );
}
