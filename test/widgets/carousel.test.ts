import { assert } from 'chai';
import type { AttuneCarousel } from '../../widgets/carousel/carousel.js';
import '../../widgets/carousel/define.js';
import { $attune } from '../../src/stores/current.js';
import { createFakeClient, itemsFrom, type FakeClient } from './fake-client.js';
import { frame, until } from './until.js';

describe('attune-carousel', () => {
  let fake: FakeClient;
  const places: Element[] = [];

  async function mount(html = '<attune-carousel></attune-carousel>', client: FakeClient | null = fake) {
    const place = document.createElement('div');
    place.style.width = '600px';
    place.innerHTML = html;
    places.push(place);
    const carousel = place.querySelector('attune-carousel')!;
    if (client) carousel.client = client.client;
    document.body.append(place);
    await carousel.updateComplete;
    return carousel;
  }
  const cards = (carousel: Element) => [...carousel.querySelectorAll<HTMLElement>(':scope > ul > li')];
  const ids = (carousel: Element) => cards(carousel).map((card) => card.getAttribute('data-attune-item'));
  const within = (carousel: AttuneCarousel, selector: string) =>
    carousel.shadowRoot!.querySelector<HTMLElement>(selector);

  beforeEach(() => {
    fake = createFakeClient();
    fake.list('a', 'b', 'c');
  });
  afterEach(() => {
    for (const place of places.splice(0)) place.remove();
  });

  describe('with a list of the site’s own', () => {
    const own = `<attune-carousel label="Mine"><ul>
      <li data-attune-item="a"><a href="#a">A</a></li><li data-attune-item="b"><a href="#b">B</a></li>
      <li data-attune-item="c"><a href="#c">C</a></li></ul></attune-carousel>`;

    it('keeps the nodes, their listeners and their attributes', async () => {
      const carousel = await mount(own, null);
      const before = cards(carousel);
      const markup = carousel.innerHTML;
      let heard = 0;
      before[0]!.addEventListener('click', () => heard++);
      carousel.client = fake.client;
      await carousel.updateComplete;
      assert.equal(carousel.innerHTML, markup);
      fake.ranking = ['c', 'b', 'a'];
      fake.$profile.set({ ...fake.$profile.get(), lastUpdated: 1 });
      await until(() => ids(carousel).join('') === 'cba');
      assert.sameMembers(cards(carousel), before);
      cards(carousel)[2]!.click();
      assert.equal(heard, 1);
    });

    it('leaves the site’s order to visitors nothing is known of', async () => {
      fake.ranking = ['c', 'b', 'a'];
      const carousel = await mount(own);
      await frame();
      assert.deepEqual(ids(carousel), ['a', 'b', 'c']);
    });

    it('takes it over when the parser or the site brings it late', async () => {
      const carousel = await mount();
      assert.equal(carousel.querySelectorAll('.attune-card').length, 3);
      const list = document.createElement('ul');
      const card = document.createElement('li');
      card.setAttribute('data-attune-item', 'b');
      list.append(card);
      carousel.append(list);
      await until(() => carousel.children.length === 1);
      assert.deepEqual(cards(carousel), [card]);
    });
  });

  describe('with cards of its own', () => {
    it('shows what the client lists, as a list of links with a reason', async () => {
      const carousel = await mount(
        '<attune-carousel source="genre:Drama" heading-level="3"></attune-carousel>',
      );
      assert.deepEqual(ids(carousel), ['a', 'b', 'c']);
      const [first] = cards(carousel);
      assert.equal(first!.querySelector('a')!.getAttribute('href'), '#a');
      assert.equal(first!.querySelector('.attune-reason')!.textContent, 'Because of Film a');
      assert.equal(within(carousel, 'section')!.ariaLabel, 'Drama');
      assert.equal(within(carousel, '[role=heading][aria-level="3"]')!.textContent, 'Drama');
    });

    for (const [source, heading] of [
      ['for-you', 'For you'],
      ['popular', 'Popular now'],
      ['trending', 'Trending'],
      ['new', 'New'],
      ['watchlist', 'Continue from your watchlist'],
      ['similar:b', 'More like Film b'],
      ['because:b', 'Because you liked Film b'],
    ])
      it(`calls ${source} “${heading}” where the page gives it no label`, async () => {
        const carousel = await mount(`<attune-carousel source="${source}"></attune-carousel>`);
        assert.equal(within(carousel, 'section')!.ariaLabel, heading);
      });

    it('re-orders the same nodes in the frame of the change, and lets what is unlisted go', async () => {
      const carousel = await mount();
      const [a, b, c] = cards(carousel);
      fake.list('c', 'a', 'd');
      await carousel.updateComplete;
      assert.deepEqual(ids(carousel), ['c', 'a', 'd']);
      assert.deepEqual(cards(carousel).slice(0, 2), [c, a]);
      assert.isFalse(b!.isConnected);
    });

    it('moves nothing under the focus', async () => {
      const carousel = await mount();
      const [, second] = cards(carousel);
      const blurs: Event[] = [];
      carousel.addEventListener('focusout', (event) => blurs.push(event));
      second!.querySelector('a')!.focus();
      const { left } = second!.getBoundingClientRect();
      fake.list('d', 'e', 'b', 'a', 'f');
      await frame();
      assert.deepEqual(ids(carousel), ['d', 'b', 'e', 'a', 'f']);
      assert.equal(second!.getBoundingClientRect().left, left);
      assert.equal(document.activeElement, second!.querySelector('a'));
      fake.list('d', 'e');
      await frame();
      assert.include(ids(carousel), 'b', 'a focused card is never removed');
      assert.isEmpty(blurs);
    });

    it('shows hostile items as text and follows no address that runs', async () => {
      const hostile = createFakeClient([
        {
          id: 'x',
          title: '<img src=x onerror="window.pwned = 1">',
          url: 'javascript:pwned=1',
          image: 'javascript:1',
        },
        { id: 'y', title: 'y', url: ' java\nscript:pwned=1', image: '/missing.png' },
        { id: 'z', title: 'z', url: 'data:text/html,<script>pwned=1</script>' },
      ]);
      hostile.list('x', 'y', 'z');
      const carousel = await mount(undefined, hostile);
      assert.equal(
        cards(carousel)[0]!.querySelector('.attune-title')!.textContent,
        hostile.client.item('x')!.title,
      );
      assert.lengthOf(carousel.querySelectorAll('a, img[src*=script], [onerror]'), 0);
      for (const button of carousel.querySelectorAll<HTMLElement>('.attune-link')) button.click();
      const image = carousel.querySelector('[data-attune-item=y] img')!;
      await until(() => getComputedStyle(image).display === 'none');
      assert.notProperty(window, 'pwned');
    });

    it('puts no style sheet and no markup style into the page, one adopted sheet for all', async () => {
      const before = document.adoptedStyleSheets.length;
      const carousel = await mount('<attune-carousel></attune-carousel><attune-carousel></attune-carousel>');
      assert.lengthOf(carousel.parentElement!.querySelectorAll('style, link'), 0);
      assert.isAtMost(document.adoptedStyleSheets.length - before, 1);
      assert.equal(getComputedStyle(carousel.querySelector('ul')!).display, 'flex');
    });

    it('styles its cards in a shadow root, too', async () => {
      const host = document.createElement('div');
      places.push(host);
      document.body.append(host);
      const carousel = document.createElement('attune-carousel');
      carousel.client = fake.client;
      host.attachShadow({ mode: 'open' }).append(carousel);
      await carousel.updateComplete;
      assert.equal(getComputedStyle(carousel.querySelector('ul')!).display, 'flex');
    });

    it('saves and un-saves with a button whose name stays', async () => {
      const carousel = await mount('<attune-carousel label="Top" source="popular"></attune-carousel>');
      const save = cards(carousel)[1]!.querySelector<HTMLButtonElement>('.attune-save')!;
      const { width, height } = save.getBoundingClientRect();
      assert.deepEqual([width, height], [44, 44]);
      save.click();
      await carousel.updateComplete;
      assert.deepEqual(fake.tracked, [
        { type: 'watchlist_add', itemId: 'b', details: { source: 'popular', position: 1, list: 'Top' } },
      ]);
      assert.deepEqual([save.ariaLabel, save.ariaPressed], ['Save Film b', 'true']);
      save.click();
      await carousel.updateComplete;
      assert.deepEqual([save.ariaLabel, save.ariaPressed], ['Save Film b', 'false']);
      assert.equal(fake.tracked[1]!.type, 'watchlist_remove');
    });

    it('marks what was acted on elsewhere where it stands', async () => {
      const carousel = await mount();
      fake.saved.add('c');
      fake.$change.set({ keys: [['w', 1]], type: 'watchlist_add', item: itemsFrom('c')[0]! });
      await carousel.updateComplete;
      const third = cards(carousel)[2]!;
      assert.equal(third.getAttribute('data-attune-acted'), 'saved');
      assert.equal(third.querySelector('.attune-save')!.ariaPressed, 'true');
    });
  });

  describe('choosing a card', () => {
    it('tracks a click on its link with its place, and lets the site open the item itself', async () => {
      const carousel = await mount();
      const seen: unknown[] = [];
      document.addEventListener(
        'attune-select',
        (event) => {
          seen.push(event.detail.item.id, event.detail.position);
          event.preventDefault();
        },
        { once: true },
      );
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
      cards(carousel)[2]!.querySelector('.attune-title')!.dispatchEvent(click);
      assert.deepEqual(seen, ['c', 2]);
      assert.isTrue(click.defaultPrevented);
      assert.deepEqual(fake.tracked, [
        { type: 'recommendation_click', itemId: 'c', details: { source: 'for-you', position: 2 } },
      ]);
    });

    it('leaves clicks on controls to the page that tracks them itself', async () => {
      const carousel = await mount(`<attune-carousel><ul><li data-attune-item="a">
        <a href="#a" data-attune-track="click"><b>A</b></a>
        <span class="attune-link" data-attune-track="watchlist_add">Save</span></li></ul></attune-carousel>`);
      let selections = 0;
      carousel.addEventListener('attune-select', () => selections++);
      carousel.querySelector('b')!.click();
      carousel.querySelector('span')!.click();
      assert.isEmpty(fake.tracked);
      assert.equal(selections, 0);
    });

    it('leaves clicks alone that the site has taken, and does not hold back a new tab', async () => {
      const carousel = await mount();
      const link = cards(carousel)[0]!.querySelector('a')!;
      link.addEventListener('click', (event) => event.preventDefault(), { once: true });
      link.click();
      assert.isEmpty(fake.tracked);
      let selections = 0;
      carousel.addEventListener('attune-select', () => selections++);
      carousel.addEventListener('click', (event) => event.preventDefault());
      link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true }));
      assert.equal(selections, 0);
      assert.lengthOf(fake.tracked, 1);
    });
  });

  describe('state', () => {
    it('says what it is doing, as attribute and custom state', async () => {
      const carousel = await mount(undefined, null);
      const state = async () => {
        await carousel.updateComplete;
        assert.isTrue(carousel.matches(`:state(${carousel.state})`));
        return carousel.getAttribute('state');
      };
      assert.equal(await state(), 'idle');
      fake.list();
      fake.$status.set({ ...fake.$status.get(), catalog: 'loading' });
      carousel.client = fake.client;
      assert.equal(await state(), 'loading');
      assert.equal(within(carousel, 'section')!.ariaBusy, 'true');
      fake.$status.set({ ...fake.$status.get(), catalog: 'ready' });
      assert.equal(await state(), 'empty');
      fake.list('a', 'b');
      assert.equal(await state(), 'ready');
      fake.$status.set({ ...fake.$status.get(), sync: 'offline' });
      assert.equal(await state(), 'offline');
      fake.$status.set({ ...fake.$status.get(), catalog: 'error' });
      fake.list();
      assert.equal(await state(), 'error');
      assert.deepEqual(ids(carousel), ['a', 'b'], 'the last good list stays');
      assert.include(within(carousel, '.note')!.textContent, 'could not be loaded');
    });

    it('has one box in every state', async () => {
      fake.list();
      fake.$status.set({ ...fake.$status.get(), catalog: 'loading' });
      const carousel = await mount();
      const { height } = carousel.getBoundingClientRect();
      fake.$status.set({ ...fake.$status.get(), catalog: 'ready' });
      await carousel.updateComplete;
      assert.equal(carousel.getBoundingClientRect().height, height);
      fake.list('a', 'b', 'c');
      await carousel.updateComplete;
      assert.equal(carousel.getBoundingClientRect().height, height);
    });

    it('keeps every pixel where it is when the first cards take the place of the skeletons', async () => {
      fake.list();
      fake.$status.set({ ...fake.$status.get(), catalog: 'loading' });
      const carousel = await mount();
      const places = (slot: Element, card: Element) =>
        [slot, card].flatMap((it) => {
          const { left, top, width, height } = it.getBoundingClientRect();
          return it === slot ? [left, top, width, height] : [left, top, width];
        });
      const before = places(within(carousel, '.box')!, within(carousel, '.skeleton')!);
      fake.$status.set({ ...fake.$status.get(), catalog: 'ready' });
      fake.list('a', 'b', 'c');
      await carousel.updateComplete;
      assert.isNull(within(carousel, '.box'));
      assert.deepEqual(places(carousel.querySelector('ul')!, cards(carousel)[0]!), before);
    });

    it('has the box that light.css gives before the script', async () => {
      const css = await (await fetch(new URL('../../widgets/light.css', import.meta.url))).text();
      assert.isAtMost(css.length, 1000);
      const carousel = await mount('<attune-carousel label="Top" subtitle="Most seen"></attune-carousel>');
      const { height } = carousel.getBoundingClientRect();
      const early = await mount('<attune-carousel label="Top" subtitle="Most seen"></attune-carousel>');
      const place = early.parentElement!;
      const shadow = place.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      // An element that is not defined can't be had any more under this name.
      sheet.replaceSync(css.replaceAll('attune-carousel', 'attune-late'));
      shadow.adoptedStyleSheets = [sheet];
      shadow.innerHTML = '<attune-late label="Top" subtitle="Most seen"></attune-late>';
      assert.equal(shadow.firstElementChild!.getBoundingClientRect().height, height);
    });
  });

  describe('scrolling', () => {
    const many = itemsFrom(...'abcdefghijklmnop'.split(''));

    it('offers two buttons, each only where there is more, and keeps their focus at the end', async () => {
      fake = createFakeClient(many);
      fake.list(...many.map(({ id }) => id));
      const carousel = await mount();
      const back = within(carousel, '.back')!;
      const forward = within(carousel, '.forward')!;
      const list = carousel.querySelector('ul')!;
      await until(() => forward.ariaDisabled === 'false');
      assert.equal(getComputedStyle(back).visibility, 'hidden');
      assert.equal(forward.offsetWidth, 44);
      forward.click();
      await until(() => back.ariaDisabled === 'false');
      forward.focus();
      list.scrollTo({ left: list.scrollWidth, behavior: 'instant' });
      await until(() => forward.ariaDisabled === 'true');
      assert.equal(carousel.shadowRoot!.activeElement, forward);
      assert.equal(getComputedStyle(forward).visibility, 'visible');
      forward.blur();
      assert.equal(getComputedStyle(forward).visibility, 'hidden');
    });

    it('brings a cut card into view when it gets focus', async () => {
      fake = createFakeClient(many);
      fake.list(...many.map(({ id }) => id));
      const carousel = await mount();
      const card = cards(carousel)[6]!;
      card.querySelector('a')!.focus();
      const list = carousel.querySelector('ul')!.getBoundingClientRect();
      await until(() => card.getBoundingClientRect().right <= list.right);
    });
  });

  describe('coming and going', () => {
    it('leaves no subscription behind, and takes up again where it is put', async () => {
      const carousel = await mount();
      const before = cards(carousel);
      assert.isAbove(fake.listeners(), 0);
      carousel.remove();
      assert.equal(fake.listeners(), 0);
      await frame();
      assert.equal(fake.listeners(), 0);
      places[0]!.append(carousel);
      await carousel.updateComplete;
      assert.deepEqual(cards(carousel), before);
      fake.list('c', 'b', 'a');
      await carousel.updateComplete;
      assert.deepEqual(ids(carousel), ['c', 'b', 'a']);
      for (let mounts = 0; mounts < 20; mounts++) {
        carousel.remove();
        places[0]!.append(carousel);
        await carousel.updateComplete;
      }
      carousel.remove();
      assert.equal(fake.listeners(), 0);
    });

    it('follows the page’s client when it appears later', async () => {
      const carousel = await mount(undefined, null);
      assert.lengthOf(cards(carousel), 0);
      $attune.set(fake.client);
      await carousel.updateComplete;
      assert.deepEqual(ids(carousel), ['a', 'b', 'c']);
      $attune.set(undefined);
      await carousel.updateComplete;
      assert.deepEqual([carousel.state, fake.listeners(), cards(carousel).length], ['idle', 0, 3]);
    });

    it('gains no nodes however often it re-orders', async () => {
      const carousel = await mount();
      const nodes = carousel.querySelectorAll('*').length;
      for (let turn = 0; turn < 50; turn++) {
        fake.list(...(turn % 2 ? ['a', 'b', 'c'] : ['c', 'd', 'e']));
        await carousel.updateComplete;
      }
      assert.equal(carousel.querySelectorAll('*').length, nodes);
    });
  });

  it('rings the new first card after the visitor’s own action, not after others', async () => {
    const carousel = await mount();
    const rings = () =>
      carousel.getAnimations({ subtree: true }).filter((it) => it.effect!.getTiming().duration === 2000)
        .length;
    fake.list('b', 'a', 'c');
    await carousel.updateComplete;
    assert.equal(rings(), 0);
    fake.$change.set({ keys: [['w', 1]], type: 'rate', value: 5 });
    fake.list('c', 'a', 'b');
    await carousel.updateComplete;
    assert.equal(rings(), 1);
    fake.list('a', 'b', 'c');
    await carousel.updateComplete;
    assert.equal(rings(), 1);
  });
});
