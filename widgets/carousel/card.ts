import { html, nothing, type TemplateResult } from 'lit';
import type { Attune, ListEntry } from '../../src/attune.js';
import { checkedUrl } from '../checked-url.js';
import { fillIn } from '../fill-in.js';
import type { CarouselStrings } from './strings.js';

const IMAGE_PROTOCOLS = /^(https?|data|blob):$/;

/** A default card without content, outside the page. */
export function createCard(id: string): HTMLLIElement {
  const card = document.createElement('li');
  card.className = 'attune-card';
  card.setAttribute('data-attune-item', id);
  // Colours of a poster without a picture: the same for an item wherever it is shown.
  let hue = 0;
  for (const letter of id) hue = (hue * 31 + letter.charCodeAt(0)) % 360;
  card.style.setProperty('--attune-hue', String(hue * 47));
  return card;
}

/** What a default card holds: poster, title, one line of reason and a watchlist button. All text is set as text. */
export function cardContent(
  { item, reason }: ListEntry,
  { rating, saved, dismissed }: ReturnType<Attune['stateOf']>,
  strings: CarouselStrings,
): TemplateResult {
  const { title } = item;
  const href = checkedUrl(item.url);
  const rated = rating === undefined ? '' : fillIn(strings.rated, { value: rating });
  // The poster's texts stand beside it; a second reading would be noise.
  const content = html`<span class="attune-poster"
      ><span class="attune-poster-title" aria-hidden="true" .textContent=${title}></span
      ><img
        class="attune-image"
        alt=""
        width="300"
        height="450"
        loading="lazy"
        decoding="async"
        src=${checkedUrl(item.image, IMAGE_PROTOCOLS) ?? nothing}
        @error=${showDrawn} /><span
        class="attune-badge"
        .textContent=${dismissed ? strings.dismissed : rated}
      ></span></span
    ><span class="attune-title" .textContent=${title}></span
    ><span class="attune-reason" .title=${reason.text} .textContent=${reason.text}></span>`;
  // Without an address it is still a thing to press: the site may open the item itself.
  const link = href
    ? html`<a class="attune-link" href=${href}>${content}</a>`
    : html`<button class="attune-link" type="button">${content}</button>`;
  return html`${link}<button
      class="attune-save"
      type="button"
      aria-label=${fillIn(strings.save, { title })}
      aria-pressed=${saved}
    ></button>`;
}

/** A picture that can't be loaded leaves the drawn poster behind it in view. */
function showDrawn({ target }: Event): void {
  (target as Element).removeAttribute('src');
}
