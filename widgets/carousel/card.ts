import type { Attune, ListEntry } from '../../src/attune.js';
import { checkedUrl } from '../checked-url.js';
import { fillIn } from '../fill-in.js';
import { actedOf } from './acted.js';
import type { CarouselStrings } from './strings.js';

const IMAGE_PROTOCOLS = /^(https?|data|blob):$/;

/** The default card: poster, title, one line of reason and a watchlist button. All text is set as text. */
export interface Card {
  readonly element: HTMLLIElement;
  /** Shows an entry; what is the same already is not touched. */
  show(entry: ListEntry): void;
  /** Shows what the visitor has done with the item. */
  mark(state: ReturnType<Attune['stateOf']>): void;
}

/** A card without content yet, outside the page. */
export function createCard(item: ListEntry['item'], strings: CarouselStrings): Card {
  const image = make('img', 'attune-image');
  // The title stands beside it; a second reading would be noise.
  image.alt = '';
  image.width = 300;
  image.height = 450;
  image.loading = 'lazy';
  image.decoding = 'async';
  image.hidden = true;
  const name = make('span', 'attune-poster-title');
  name.ariaHidden = 'true';
  const badge = make('span', 'attune-badge');
  const poster = make('span', 'attune-poster', name, image, badge);
  const title = make('span', 'attune-title');
  const reason = make('span', 'attune-reason');
  const href = checkedUrl(item.url);
  // Without an address it is still a thing to press: the site may open the item itself.
  const link = make(href ? 'a' : 'button', 'attune-link', poster, title, reason);
  if (link instanceof HTMLButtonElement) link.type = 'button';
  const save = make('button', 'attune-save');
  save.type = 'button';
  const element = make('li', 'attune-card', link, save);
  element.setAttribute('data-attune-item', item.id);
  poster.style.setProperty('--attune-hue', String(hueOf(item.id)));

  return {
    element,
    show(entry) {
      const { item } = entry;
      if (link instanceof HTMLAnchorElement) setAttribute(link, 'href', checkedUrl(item.url));
      const src = checkedUrl(item.image, IMAGE_PROTOCOLS);
      if (image.getAttribute('src') !== (src ?? null)) image.hidden = !src;
      setAttribute(image, 'src', src);
      setText(name, item.title);
      setText(title, item.title);
      setText(reason, entry.reason.text);
      setAttribute(save, 'aria-label', fillIn(strings.save, { title: item.title }));
    },
    mark(state) {
      const { rating, saved, dismissed } = state;
      setAttribute(save, 'aria-pressed', String(saved));
      setAttribute(element, 'data-attune-acted', actedOf(state));
      const rated = rating === undefined ? '' : fillIn(strings.rated, { value: rating });
      setText(badge, dismissed ? strings.dismissed : rated);
    },
  };
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: Element[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Colours of a poster without a picture: the same for an item wherever it is shown. */
function hueOf(id: string): number {
  let hue = 0;
  for (const letter of id) hue = (hue * 31 + letter.charCodeAt(0)) % 360;
  return (hue * 47) % 360;
}
