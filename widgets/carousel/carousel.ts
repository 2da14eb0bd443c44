import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Attune, ListSource } from '../../src/attune.js';
import { createReorder, type Reorder } from '../../src/reorder/reorder.js';
import { adoptStyles } from '../adopt-styles.js';
import { fillIn } from '../fill-in.js';
import { FollowClient } from '../follow-client.js';
import { version } from '../version.js';
import { actedOf } from './acted.js';
import { onCardClick } from './card-click.js';
import { cardStyles } from './card.styles.js';
import { carouselStyles } from './carousel.styles.js';
import { watchEdges, type Edges } from './edges.js';
import { MadeList } from './made-list.js';
import { cardsById, ownerListOf, parsed } from './owner-list.js';
import { ring } from './ring.js';
import { carouselStrings, type CarouselStrings } from './strings.js';

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
export class AttuneCarousel extends LitElement {
  static readonly version = version;
  static override styles = carouselStyles;
  static override properties = {
    source: {},
    limit: { type: Number },
    label: {},
    subtitle: {},
    headingLevel: { type: Number, attribute: 'heading-level' },
    client: { attribute: false },
    strings: { attribute: false },
    state: { reflect: true },
    back: { state: true },
    forward: { state: true },
  };

  /** What is listed; ignored for a list of the site's own. */
  declare source: ListSource;
  /** The most cards to show. */
  declare limit: number;
  /** Heading and name of the region; by default made from the source. */
  declare label: string | undefined;
  declare subtitle: string | undefined;
  /** 2 to 6. */
  declare headingLevel: number;
  /** Instead of the page's own client. */
  declare client: Attune | undefined;
  declare strings: CarouselStrings;
  /** Read only. */
  declare state: CarouselState;
  declare private back: boolean;
  declare private forward: boolean;

  readonly #internals = this.attachInternals();
  readonly #following = new FollowClient(this, (client) => this.#follow(client));
  /** Where the site brought no list. */
  #made: MadeList | undefined;
  #list: Element | undefined;
  #reorder: Reorder | undefined;
  #edges: Edges | undefined;
  #heading: HTMLElement | undefined;
  #first: Element | null = null;
  #ringedFor: unknown;
  #waiting = false;

  constructor() {
    super();
    this.source = 'for-you';
    this.limit = 20;
    this.headingLevel = 2;
    this.strings = carouselStrings;
    this.state = 'idle';
    this.back = this.forward = false;
    for (const type of ['click', 'auxclick'] as const)
      this.addEventListener(type, (event) => onCardClick(event, this, this.#list, this.#following.current));
    this.addEventListener('focusin', ({ target }) => showFocused(target, this.#list));
    // A picture that can't be loaded leaves the drawn poster behind it in view. Such errors don't bubble.
    const hideBroken = ({ target }: Event) => {
      if (target instanceof HTMLImageElement && this.#made?.element.contains(target)) target.hidden = true;
    };
    this.addEventListener('error', hideBroken, true);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptStyles(this, cardStyles);
    if (this.#list) this.#attach(this.#list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#detach();
  }

  protected override willUpdate(): void {
    if (!parsed(this)) {
      if (!this.#waiting)
        document.addEventListener('DOMContentLoaded', () => this.requestUpdate(), { once: true });
      this.#waiting = true;
      return;
    }
    const owned = ownerListOf(this, this.#made?.element);
    if (owned && owned !== this.#list) {
      this.#made?.element.remove();
      this.#made = undefined;
      this.#attach(owned);
    }
    this.#following.check(owned ?? `${this.limit} ${this.source}`);
    this.state = this.#stateNow();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return;
    try {
      this.#internals.states.clear();
      this.#internals.states.add(this.state);
    } catch {
      // Browsers that want custom states to begin with dashes still have the attribute.
    }
  }

  protected override render() {
    const { strings, state } = this;
    const heading = this.#headingText();
    const boxed = !this.#list?.childElementCount;
    const message = boxed ? { empty: strings.empty, error: strings.error }[state as string] : undefined;
    const note = boxed ? undefined : { error: strings.error, offline: strings.offline }[state as string];
    return html`
      <section part="region" aria-label=${heading} aria-busy=${state === 'loading'}>
        <div class="header" part="header">
          <slot name="heading">${this.#headingElement(heading)}</slot>
          ${note ? html`<p class="note" part="note">${note}</p>` : html`<span></span>`}
          <slot class="actions" name="actions"></slot>
          ${this.subtitle ? html`<p class="subtitle" part="subtitle">${this.subtitle}</p>` : nothing}
        </div>
        <div class="stage">
          <div class="viewport" ?data-back=${this.back} ?data-forward=${this.forward}>
            <slot @slotchange=${() => this.requestUpdate()}></slot>
            ${
              boxed
                ? html`<div class="box" part="placeholder">
                    ${message ? html`<p class="message" part="message">${message}</p>` : nothing}
                    ${Array.from({ length: Math.min(this.limit, 12) }, () => html`<div class="skeleton" part="skeleton"></div>`)}
                  </div>`
                : nothing
            }
          </div>
          ${this.#button('back', strings.back, '‹', -1)} ${this.#button('forward', strings.forward, '›', 1)}
        </div>
      </section>
    `;
  }

  #button(side: 'back' | 'forward', name: string, glyph: string, direction: 1 | -1) {
    return html`<button
      class="button ${side}"
      part="button button-${side}"
      type="button"
      aria-label=${name}
      aria-disabled=${!this[side]}
      @click=${() => this.#scroll(direction)}
    >
      ${glyph}
    </button>`;
  }

  #headingText(): string {
    if (this.label) return this.label;
    const { source, strings } = this;
    const about = source.slice(source.indexOf(':') + 1);
    if (source.startsWith('genre:')) return about;
    if (source.startsWith('similar:'))
      return fillIn(strings.similar, { title: this.#following.current?.item(about)?.title });
    return source === 'popular' || source === 'new' ? strings[source] : strings.forYou;
  }

  #headingElement(text: string): HTMLElement {
    const tag = `h${Math.min(Math.max(Math.round(this.headingLevel) || 2, 2), 6)}`;
    if (this.#heading?.localName !== tag) {
      this.#heading = document.createElement(tag);
      this.#heading.className = 'heading';
      this.#heading.part.add('heading');
    }
    this.#heading.textContent = text;
    return this.#heading;
  }

  #follow(client: Attune): (() => void)[] {
    this.#ringedFor = client.$change.get();
    const refresh = () => this.requestUpdate();
    const stopStatus = client.$status.listen(refresh);
    if (this.#list && !this.#made) return [stopStatus, client.$profile.subscribe(() => this.#rank(client))];
    const show = () => this.#show(client);
    const stops = [
      stopStatus,
      client.list(this.source, this.limit).listen(show),
      client.$change.listen(() => this.#made?.mark(client)),
    ];
    show();
    return stops;
  }

  #show(client: Attune): void {
    const entries = client.list(this.source, this.limit).get();
    // While there is nothing to rank, the last good list stays.
    if (!entries.length && client.$status.get().catalog !== 'ready') return;
    if (!this.#made) {
      this.#made = new MadeList();
      this.#attach(this.#made.element);
    }
    this.#made.show(entries, this.strings, client, this.#reorder!);
    if (!this.#made.element.parentNode) this.append(this.#made.element);
    this.#first ??= this.#made.element.firstElementChild;
    this.#edges?.refresh();
    this.requestUpdate();
  }

  #rank(client: Attune): void {
    // The site's order stands for visitors nothing is known of.
    if (!this.#list || client.$profile.get().lastUpdated === null) return;
    const cards = cardsById(this.#list);
    for (const [id, elements] of cards) {
      const acted = actedOf(client.stateOf(id));
      for (const card of elements) {
        if (acted) card.setAttribute('data-attune-acted', acted);
        else card.removeAttribute('data-attune-acted');
      }
    }
    this.#reorder?.order(client.rank([...cards.keys()]).flatMap((id) => cards.get(id) ?? []));
  }

  #stateNow(): CarouselState {
    const status = this.#following.current?.$status.get();
    if (!status) return 'idle';
    if (status.catalog !== 'ready') return status.catalog;
    if (!this.#list?.childElementCount) return 'empty';
    return status.sync === 'offline' ? 'offline' : 'ready';
  }

  #attach(list: Element): void {
    this.#detach();
    this.#list = list;
    this.#first = list.firstElementChild;
    this.#reorder = createReorder(list, { onMove: () => this.#moved() });
    this.#edges = watchEdges(list, (back, forward) => Object.assign(this, { back, forward }));
  }

  #detach(): void {
    this.#reorder?.stop();
    this.#edges?.stop();
  }

  #moved(): void {
    const first = this.#list?.firstElementChild ?? null;
    const change = this.#following.current?.$change.get();
    if (first && first !== this.#first && change !== this.#ringedFor) {
      ring(first);
      this.#ringedFor = change;
    }
    this.#first = first;
    this.#edges?.refresh();
    this.requestUpdate();
  }

  #scroll(direction: 1 | -1): void {
    const list = this.#list;
    if (!list || !this[direction > 0 ? 'forward' : 'back']) return;
    const sign = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
    list.scrollBy({ left: sign * direction * list.clientWidth * 0.8, behavior: scrollBehavior() });
  }
}

function showFocused(target: EventTarget | null, list: Element | undefined): void {
  // By pointer it is in view where it was pressed, and must not slip away before the click.
  if (!(target instanceof Element) || !target.matches(':focus-visible')) return;
  const card = target.closest('[data-attune-item]');
  if (card && card.parentNode === list)
    card.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: scrollBehavior() });
}

function scrollBehavior(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}

declare global {
  interface HTMLElementTagNameMap {
    'attune-carousel': AttuneCarousel;
  }
}
