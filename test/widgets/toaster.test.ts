import { assert } from 'chai';
import type { Change } from '../../src/attune.js';
import { pageToaster, toast } from '../../widgets/toaster/toast.js';
import type { AttuneToaster } from '../../widgets/toaster/toaster.js';
import { createFakeClient, itemsFrom, type FakeClient } from './fake-client.js';
import { until } from './until.js';

describe('attune-toaster', () => {
  let fake: FakeClient;
  let toaster: AttuneToaster;
  const toasts = () => [...toaster.shadowRoot!.querySelectorAll<HTMLElement>('.toast')];
  const texts = () => toasts().map((it) => it.querySelector('.text')!.textContent);
  const button = (name: 'undo' | 'close', index = 0) =>
    toasts()[index]!.querySelector<HTMLButtonElement>(`.${name}`)!;
  const clock = (index = 0) => toasts()[index]!.querySelector('.time')!.getAnimations()[0]!;
  const press = (key: string, target: EventTarget = document) =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
    );
  const change = async (parts: Partial<Change>) => {
    fake.$change.set({ keys: [['w', 1]], type: 'rate', item: itemsFrom('a')[0]!, ...parts });
    await toaster.updateComplete;
  };

  beforeEach(async () => {
    fake = createFakeClient();
    toaster = pageToaster();
    toaster.client = fake.client;
    await toaster.updateComplete;
  });
  afterEach(() => toaster.remove());

  it('is one a page, made when first asked for, and out of the way while it is empty', async () => {
    assert.equal(pageToaster(), toaster);
    assert.equal(getComputedStyle(toaster).display, 'none');
    toast('Hello');
    await toaster.updateComplete;
    assert.isTrue(toaster.matches(':popover-open'));
    assert.lengthOf(document.querySelectorAll('attune-toaster'), 1);
  });

  it('tells what the visitor did, in one toast that updates', async () => {
    await change({ value: 4.5 });
    assert.deepEqual(texts(), ['Rated Film a 4.5 of 5 · Recommendations updated']);
    assert.equal(toasts()[0]!.querySelector('strong')!.textContent, 'Film a');
    const told: [Partial<Change>, string][] = [
      [{ type: 'watchlist_add' }, 'Added Film a to My list'],
      [{ type: 'watchlist_remove' }, 'Removed Film a from My list'],
      [{ type: 'recommendation_click' }, 'Opened Film a'],
    ];
    for (const [parts, text] of told) {
      await change(parts);
      assert.deepEqual(texts(), [text]);
    }
    fake.$change.set({ keys: [['w', 2]], type: 'search', query: '<b>heat</b>' });
    await toaster.updateComplete;
    assert.deepEqual(texts(), ['Searched “<b>heat</b>”']);
    await change({ type: 'impression' });
    await change({ type: 'constructor' });
    assert.deepEqual(texts(), ['Searched “<b>heat</b>”']);
  });

  it('takes the change back that it tells of', async () => {
    await change({ keys: [['w', 7]] });
    button('undo').click();
    await toaster.updateComplete;
    assert.deepEqual(fake.undone, [['w', 7]]);
    assert.deepEqual(texts(), ['Undone']);
    assert.isNull(toasts()[0]!.querySelector('.undo'));
  });

  it('stays eight seconds or longer with Undo, and goes by itself', async () => {
    toast('Gone', { undo: () => undefined, duration: 100 });
    await toaster.updateComplete;
    assert.equal(clock().effect!.getTiming().duration, 8000);
    clock().finish();
    await until(() => !toasts().length);
    assert.isFalse(toaster.matches(':popover-open'));
  });

  it('stops its clock under the pointer, with focus and in a hidden tab', async () => {
    toast('Wait');
    await toaster.updateComplete;
    const paused = () => clock().playState === 'paused';
    assert.isFalse(paused());
    toaster.dispatchEvent(new PointerEvent('pointerenter'));
    assert.isTrue(paused());
    toaster.dispatchEvent(new PointerEvent('pointerleave'));
    assert.isFalse(paused());
    button('close').focus();
    assert.isTrue(paused());
    button('close').blur();
    await until(() => !paused());
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    assert.isTrue(paused());
    Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    assert.isFalse(paused());
  });

  it('shows three at most, the oldest gives way, but not one that has focus', async () => {
    for (const text of ['1', '2', '3', '4']) toast(text);
    await toaster.updateComplete;
    assert.deepEqual(texts(), ['2', '3', '4']);
    button('close', 0).focus();
    toast('5');
    await toaster.updateComplete;
    assert.deepEqual(texts(), ['2', '4', '5']);
  });

  it('is reached with F6 and left with F6; closing returns the focus', async () => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    assert.isTrue(press('F6'), 'without toasts the key is the browser’s');
    await change({});
    press('F6');
    assert.equal(toaster.shadowRoot!.activeElement, button('undo'));
    press('F6');
    assert.equal(document.activeElement, field);
    press('F6');
    button('close').click();
    assert.equal(document.activeElement, field);
    await change({});
    press('F6');
    press('Escape', button('undo'));
    assert.equal(document.activeElement, field);
    await toaster.updateComplete;
    assert.isEmpty(toasts());
    field.remove();
  });

  it('says it once to screen readers, from a region that stood there before', async () => {
    const regions = [...document.querySelectorAll('[role=status]')];
    assert.lengthOf(regions, 1);
    assert.equal(regions[0]!.textContent, '');
    await change({ type: 'watchlist_add' });
    await until(() => regions[0]!.textContent === 'Added Film a to My list. Press F6 to undo.');
    assert.isNull(toaster.shadowRoot!.querySelector('[role=status], [role=alert], [aria-live]'));
  });

  it('leaves nothing behind', async () => {
    await change({});
    toaster.remove();
    assert.equal(fake.listeners(), 0);
    assert.lengthOf(document.querySelectorAll('[role=status]'), 0);
    assert.isTrue(press('F6'));
  });
});
