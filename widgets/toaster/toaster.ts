import { html, nothing, render } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { Attune, Change } from '../../src/attune.js';
import { ClientElement } from '../client-element.js';
import { createAnnouncer, type Announcer } from './announcer.js';
import { changeMessage } from './change-message.js';
import { toasterStrings, type ToasterStrings } from './strings.js';
import { toasterStyles } from './toaster.styles.js';

const MOST = 3;
const UNDO_MS = 8000;
const PLAIN_MS = 5000;
const CHANGE = Symbol('change');

export interface ToastOptions {
  /** A toast with the same id is updated instead of a second one shown. */
  id?: unknown;
  /** Part of the text that stands out. */
  strong?: string | undefined;
  /** Takes back what the toast tells; gives it an Undo button. */
  undo?: (() => void) | undefined;
  /** ms; at least 8,000 with Undo, by default 8,000 with and 5,000 without. */
  duration?: number;
}

interface Toast {
  /** A node of its own each, so that one going moves no other. */
  readonly element: HTMLElement;
  text: string;
  options: ToastOptions;
  /** Draws the remaining time, and is the clock: what pauses one pauses the other. */
  time?: Animation | undefined;
}

/**
 * Short notices at the bottom of the page. It tells by itself what the visitor has just done, with Undo; F6
 * moves the focus to it and back.
 */
export class AttuneToaster extends ClientElement {
  static override styles = toasterStyles;

  declare strings: ToasterStrings;

  #toasts: Toast[] = [];
  #told: { client?: Attune | undefined; change?: Change | undefined } = {};
  #hovered = false;
  #before: Element | undefined;
  #announcer: Announcer | undefined;
  #page: AbortController | undefined;

  constructor() {
    super();
    this.strings = toasterStrings;
    for (const type of ['pointerenter', 'pointerleave'])
      this.addEventListener(type, () => {
        this.#hovered = type === 'pointerenter';
        this.#run();
      });
    this.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget instanceof Element && !this.contains(relatedTarget)) this.#before = relatedTarget;
      this.#run();
    });
    // While `focusout` is sent, the focus has not arrived anywhere yet.
    this.addEventListener('focusout', () => queueMicrotask(() => this.#run()));
  }

  /** Shows a toast; at most three at a time, the oldest gives way. Returns a function that closes it. */
  show(text: string, options: ToastOptions = {}): () => void {
    let toast = this.#toasts.find((it) => it.options.id !== undefined && it.options.id === options.id);
    if (toast) {
      toast.time?.cancel();
      Object.assign(toast, { text, options, time: undefined });
    } else {
      if (this.#toasts.length === MOST)
        this.#drop(this.#toasts.find(({ element }) => !element.matches(':focus-within'))!);
      this.#toasts.push((toast = { element: document.createElement('div'), text, options }));
    }
    this.#announcer?.say(options.undo ? `${text}. ${this.strings.hint}` : text);
    this.requestUpdate();
    return () => this.#close(toast);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.#announcer = createAnnouncer();
    this.#page = new AbortController();
    const { signal } = this.#page;
    document.addEventListener('visibilitychange', () => this.#run(), { signal });
    document.addEventListener('keydown', (event) => this.#keydown(event), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer?.stop();
    this.#page?.abort();
    this.#told = {};
    for (const toast of this.#toasts) this.#drop(toast);
  }

  protected override stores(client: Attune): ReadableAtom[] {
    return [client.$change];
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const client = this.current;
    const change = client?.$change.get();
    // What was done before it came is not news.
    const isNews = client === this.#told.client && change !== this.#told.change;
    this.#told = { client, change };
    const message = isNews && change && changeMessage(change, this.strings);
    if (message)
      this.show(message.text, {
        id: CHANGE,
        strong: message.strong,
        undo: () => change.keys.forEach((key) => client?.undo(key)),
      });
  }

  protected override updated(): void {
    const isOpen = this.matches(':popover-open');
    // Above whatever the page has opened since, unless that would take the focus away.
    if (isOpen && this.#toasts.some(({ time }) => !time) && !this.matches(':focus-within'))
      this.hidePopover();
    if (this.matches(':popover-open') !== this.#toasts.length > 0) this.togglePopover();
    for (const toast of this.#toasts) if (!toast.time) this.#draw(toast);
    this.#run();
  }

  #draw(toast: Toast): void {
    const { element, text, options } = toast;
    const { strong, undo, duration = 0 } = options;
    const { strings } = this;
    if (!element.isConnected) {
      element.className = 'toast';
      element.part.add('toast');
      element.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') this.#close(toast);
      });
      this.renderRoot.append(element);
    }
    const content = html`<span class="icon" part="icon"></span>
      <span class="text" part="text">${marked(text, strong)}</span>
      ${
        undo
          ? html`<button class="undo" part="button undo" type="button" @click=${() => this.#undo(toast)}>
              ${strings.undo}
            </button>`
          : nothing
      }
      <button
        class="close"
        part="button close"
        type="button"
        aria-label=${strings.close}
        @click=${() => this.#close(toast)}
      >
        ×
      </button>
      <span class="time" part="time"></span>`;
    render(content, element);
    toast.time = element
      .querySelector('.time')!
      .animate(
        { scale: ['1 1', '0 1'] },
        { duration: undo ? Math.max(duration, UNDO_MS) : duration || PLAIN_MS, fill: 'forwards' },
      );
    toast.time.onfinish = () => this.#close(toast);
  }

  /** Lets time pass, or not: whoever reads, points or has left keeps the toast. */
  #run(): void {
    const paused = document.hidden || this.#hovered || this.matches(':focus-within');
    for (const { time } of this.#toasts) {
      if (paused) time?.pause();
      else if (time?.playState === 'paused') time.play();
    }
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey || !this.#toasts.length) return;
    event.preventDefault();
    if (this.matches(':focus-within')) this.#returnFocus();
    else this.#toasts.at(-1)?.element.querySelector('button')?.focus();
  }

  #undo(toast: Toast): void {
    const { options } = toast;
    this.#leave(toast);
    this.show(this.strings.undone, { id: (options.id ??= toast) });
    options.undo?.();
  }

  #close(toast: Toast): void {
    this.#leave(toast);
    this.#drop(toast);
    this.requestUpdate();
  }

  #drop(toast: Toast): void {
    toast.time?.cancel();
    toast.element.remove();
    this.#toasts = this.#toasts.filter((it) => it !== toast);
    if (!this.#toasts.length) this.#hovered = false;
  }

  /** Focus inside a toast that goes would be lost. */
  #leave(toast: Toast): void {
    if (toast.element.matches(':focus-within')) this.#returnFocus();
  }

  #returnFocus(): void {
    const active = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    if (active instanceof HTMLElement) active.blur();
    if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
  }
}

function marked(text: string, strong: string | undefined) {
  const start = strong ? text.indexOf(strong) : -1;
  if (!strong || start < 0) return text;
  return html`${text.slice(0, start)}<strong>${strong}</strong>${text.slice(start + strong.length)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'attune-toaster': AttuneToaster;
  }
}
