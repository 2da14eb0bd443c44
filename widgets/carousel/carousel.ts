import { html, nothing, render, type PropertyDeclarations } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { Attune, Change, ListEntry, ListSource } from '../../src/attune.js';
import { createReorder, type Reorder } from '../../src/reorder/reorder.js';
import { adoptStyles } from '../adopt-styles.js';
import { ClientElement } from '../client-element.js';
import { fillIn } from '../fill-in.js';
import { actedOf } from './acted.js';
import { onCardClick } from './card-click.js';
import { cardContent, createCard } from './card.js';
import { cardStyles } from './card.styles.js';
import { carouselStyles } from './carousel.styles.js';
import { cardsById } from './cards-by-id.js';
import { ring } from './ring.js';
import { carouselStrings, type CarouselStrings } from './strings.js';

/** The site's own: with cards, and not the one made here. */
const OWN_LIST = 'ul:not(.attune-list):has(> [data-attune-item])';

/** What a carousel is doing. */
export type CarouselState = 'idle' | 'loading' | 'ready' | 'empty' | 'error' | 'offline';

/**
 * A row of recommendations that re-orders itself as the visitor acts.
 *
 * @fires attune-select - A card was chosen; `detail` is `{ item, position, source }`. Cancel it to open the item yourself.
 * @slot - A `ul` of your own with `li[data-attune-item]`: these cards are kept and put in order.
 * @slot heading - Your own heading, instead of the one made from `label`.
 * @slot actions - Links at the end of the heading, such as “See all”.
 */
export class AttuneCarousel extends ClientElement {
  static override styles = carouselStyles;
  static override properties: PropertyDeclarations = {
    source: {},
    limit: { type: Number },
    label: {},
    subtitle: {},
    headingLevel: { type: Number, attribute: 'heading-level' },
    state: { reflect: true },
    back: { state: true },
    forward: { state: true },
  };

  /**
   * What is listed: `for-you`, `popular`, `trending`, `new`, `watchlist`, `genre:<genre>`, `similar:<item id>` or
   * `because:<item id>`. Ignored for a list of the site's own.
   */
  declare source: ListSource;
  /** The most cards to show. */
  declare limit: number;
  /** Heading and name of the region; by default made from the source. */
  declare label: string | undefined;
  declare subtitle: string | undefined;
  /** 2 to 6. */
  declare headingLevel: number;
  declare strings: CarouselStrings;
  /** Read only. */
  declare state: CarouselState;
  declare private back: boolean;
  declare private forward: boolean;

  readonly #internals = this.attachInternals();
  /** For cards of our own, where the site brings no list. */
  readonly #made = document.createElement('ul');
  #list: Element = this.#made;
  #reorder: Reorder | undefined;
  #first: Element | null = null;
  /** What the cards were drawn from. */
  #shown: unknown[] = [];
  readonly #entries = new WeakMap<Element, ListEntry>();
  #ringedFor: Change | undefined;
  // Its callback comes after layout, where reading sizes costs nothing.
  readonly #edges = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.source = 'for-you';
    this.limit = 20;
    this.headingLevel = 2;
    this.strings = carouselStrings;
    this.state = 'idle';
    this.back = this.forward = false;
    this.#made.className = 'attune-list';
    for (const type of ['click', 'auxclick'] as const)
      this.addEventListener(type, (event) => onCardClick(event, this, this.#list, this.current));
    this.addEventListener('focusin', ({ target }) => showFocused(target as Element, this.#list));
    // Scrolling doesn't bubble.
    this.addEventListener('scroll', () => this.#measure(), { passive: true, capture: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptStyles(this, cardStyles);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#detach();
  }

  protected override stores(client: Attune): ReadableAtom[] {
    const { $status, $change, $profile } = client;
    const $list = this.#list === this.#made ? client.list(this.source, this.limit) : $profile;
    return [$status, $change, $list];
  }

  protected override willUpdate(): void {
    if (document.readyState === 'loading' && !this.nextSibling) {
      // The parser may not have passed its end: what it lacks may be still to come.
      document.addEventListener('DOMContentLoaded', this.refresh, { once: true });
      return;
    }
    const list = [...this.children].find((child) => child.matches(OWN_LIST)) ?? this.#list;
    if (list !== this.#list) {
      this.#made.remove();
      this.#detach();
      this.#list = list;
    }
    super.willUpdate();
    this.#first = list.firstElementChild;
    if (!this.#reorder) this.#attach();
    if (this.current) this.#arrange(this.current);
    this.state = this.#stateNow();
    try {
      this.#internals.states.clear();
      this.#internals.states.add(this.state);
    } catch {
      // Browsers that want custom states to begin with dashes still have the attribute.
    }
  }

  protected override render() {
    const { strings, state } = this;
    const heading = this.#heading();
    const boxed = !this.#list.childElementCount;
    const text = { empty: strings.empty, error: strings.error, offline: strings.offline }[state as string];
    const name = boxed ? 'message' : 'note';
    const message = text ? html`<span class=${name} part=${name}>${text}</span>` : nothing;
    return html`
      <section part="region" aria-label=${heading} aria-busy=${state === 'loading'}>
        <div class="header" part="header">
          <slot name="heading"
            ><div
              class="heading"
              part="heading"
              role="heading"
              aria-level=${this.headingLevel}
              .textContent=${heading}
            ></div
          ></slot>
          ${boxed ? nothing : message}
          <slot class="actions" name="actions"></slot>
          ${this.subtitle ? html`<span class="subtitle" part="subtitle">${this.subtitle}</span>` : nothing}
        </div>
        <div class="stage">
          <div class="viewport" ?data-back=${this.back} ?data-forward=${this.forward}>
            <slot @slotchange=${this.refresh}></slot>
            ${
              boxed
                ? html`<div class="box" part="placeholder">
                    ${message}
                    ${Array.from({ length: Math.min(this.limit, 12) }, () => html`<div class="skeleton" part="skeleton"></div>`)}
                  </div>`
                : nothing
            }
          </div>
          ${this.#button('back', '‹', -1)} ${this.#button('forward', '›', 1)}
        </div>
      </section>
    `;
  }

  #button(side: 'back' | 'forward', glyph: string, direction: 1 | -1) {
    return html`<button
      class="button ${side}"
      part="button button-${side}"
      type="button"
      aria-label=${this.strings[side]}
      aria-disabled=${!this[side]}
      @click=${() => {
        const sign = this.matches(':dir(rtl)') ? -direction : direction;
        if (this[side]) this.#list.scrollBy(sign * this.#list.clientWidth * 0.8, 0);
      }}
    >
      ${glyph}
    </button>`;
  }

  #heading(): string {
    const { label, source, strings } = this;
    const [kind, about] = source.split(/:(.*)/s) as [keyof CarouselStrings, string?];
    if (label) return label;
    if (source === `genre:${about}`) return about!;
    const words: Partial<CarouselStrings> = strings;
    return fillIn(words[kind] ?? strings.forYou, { title: about && this.current?.item(about)?.title });
  }

  #arrange(client: Attune): void {
    const { strings } = this;
    const list = this.#list;
    const [change, profile] = [client.$change.get(), client.$profile.get()];
    const entries = list === this.#made ? client.list(this.source, this.limit).get() : undefined;
    if (!entries) {
      // The site's order stands for visitors nothing is known of.
      if (profile.lastUpdated === null) return;
    } else if (!entries.length && client.$status.get().catalog !== 'ready') {
      // While there is nothing to rank, the last good list stays.
      return;
    }
    if (!this.#shown.length) this.#ringedFor = change;
    const shown = [entries ?? profile, change, strings];
    if (shown.every((part, index) => part === this.#shown[index])) return;
    this.#shown = shown;

    const cards = cardsById(list);
    const ids = entries ? entries.map(({ item }) => item.id) : client.rank([...cards.keys()]);
    const next = ids.flatMap((id) => cards.get(id) ?? [createCard(id)]);
    entries?.forEach((entry, index) => this.#entries.set(next[index]!, entry));
    for (const card of new Set([...list.children, ...next])) {
      const id = card.getAttribute('data-attune-item');
      if (id === null) continue;
      const state = client.stateOf(id);
      const acted = actedOf(state);
      if (acted) card.setAttribute('data-attune-acted', acted);
      else card.removeAttribute('data-attune-acted');
      const entry = this.#entries.get(card);
      if (entry) render(cardContent(entry, state, strings), card as HTMLElement);
    }
    if (list.firstElementChild)
      this.#reorder?.order(next, entries && [...list.children].filter((card) => !next.includes(card)));
    else list.append(...next);
    if (!list.parentNode) this.append(list);
  }

  #stateNow(): CarouselState {
    const status = this.current?.$status.get();
    if (!status) return 'idle';
    if (status.catalog !== 'ready') return status.catalog;
    if (!this.#list.childElementCount) return 'empty';
    return status.sync === 'offline' ? 'offline' : 'ready';
  }

  #attach(): void {
    this.#reorder = createReorder(this.#list, { onMove: () => this.#moved() });
    this.#edges.observe(this.#list);
  }

  #detach(): void {
    this.#edges.disconnect();
    this.#reorder?.stop();
    this.#reorder = undefined;
    this.#shown = [];
  }

  #moved(): void {
    const first = this.#list.firstElementChild;
    const change = this.current?.$change.get();
    if (first && first !== this.#first && change !== this.#ringedFor) {
      ring(first);
      this.#ringedFor = change;
    }
    // Observing anew has it called after the next layout, whether the list's size has changed or not.
    this.#edges.disconnect();
    this.#edges.observe(this.#list);
    this.requestUpdate();
  }

  #measure(): void {
    const { firstElementChild: first, lastElementChild: last, scrollLeft, clientWidth } = this.#list;
    // Negative in right-to-left text.
    const from = Math.abs(scrollLeft);
    // Not `scrollWidth`: cards that glide reach beyond it.
    const extent =
      first instanceof HTMLElement && last instanceof HTMLElement
        ? Math.abs(last.offsetLeft - first.offsetLeft) + last.offsetWidth
        : 0;
    this.back = from > 2;
    this.forward = from + clientWidth < extent - 2;
  }
}

function showFocused(target: Element, list: Element): void {
  const card = target.closest('[data-attune-item]');
  // By pointer it is in view where it was pressed, and must not slip away before the click.
  if (card?.parentNode === list && target.matches(':focus-visible'))
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

declare global {
  interface HTMLElementTagNameMap {
    'attune-carousel': AttuneCarousel;
  }
}
