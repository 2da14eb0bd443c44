import { html, LitElement, nothing, render } from 'lit';
import type { Attune } from '../../src/attune.js';
import { FollowClient } from '../follow-client.js';
import { version } from '../version.js';
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

interface Toast extends ToastOptions {
  /** A node of its own each, so that one going moves no other. */
  readonly element: HTMLElement;
  text: string;
  /** Draws the remaining time, and is the clock: what pauses one pauses the other. */
  time?: Animation | undefined;
}

/**
 * Short notices at the bottom of the page. It tells by itself what the visitor has just done, with Undo; F6
 * moves the focus to it and back.
 */
export class AttuneToaster extends LitElement {
  static readonly version = version;
  static override styles = toasterStyles;
  static override properties = { client: { attribute: false }, strings: { attribute: false } };

  /** Instead of the page's own client. */
  declare client: Attune | undefined;
  declare strings: ToasterStrings;

  readonly #following = new FollowClient(this, (client) => [
    client.$change.listen((change) => {
      const message = change && changeMessage(change, this.strings);
      if (!message) return;
      const { text, strong } = message;
      this.show(text, { id: CHANGE, strong, undo: () => client.undo(change.key) });
    }),
  ]);
  #toasts: Toast[] = [];
  #hovered = false;
  #before: Element | undefined;
  #announcer: Announcer | undefined;
  #page: AbortController | undefined;

  constructor() {
    super();
    this.strings = toasterStrings;
    this.addEventListener('pointerenter', () => this.#hover(true));
    this.addEventListener('pointerleave', () => this.#hover(false));
    this.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget instanceof Element && !this.contains(relatedTarget)) this.#before = relatedTarget;
      this.#run();
    });
    // While `focusout` is sent, the focus has not arrived anywhere yet.
    this.addEventListener('focusout', () => queueMicrotask(() => this.#run()));
  }

  /** Shows a toast; at most three at a time, the oldest gives way. Returns a function that closes it. */
  show(text: string, options: ToastOptions = {}): () => void {
    const known = this.#toasts.find(({ id }) => id !== undefined && id === options.id);
    const toast: Toast = known ?? { element: document.createElement('div'), text };
    if (known) {
      known.time?.cancel();
      Object.assign(known, { strong: undefined, undo: undefined, duration: undefined, time: undefined });
    } else {
      const rest = this.#toasts.filter((it) => !it.element.matches(':focus-within'));
      if (this.#toasts.length === MOST) this.#drop(rest[0]!);
      this.#toasts.push(toast);
    }
    Object.assign(toast, options, { text });
    this.#announcer?.say(toast.undo ? `${text}. ${this.strings.hint}` : text);
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
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer?.stop();
    this.#page?.abort();
    for (const toast of [...this.#toasts]) this.#drop(toast);
  }

  protected override willUpdate(): void {
    this.#following.check();
  }

  protected override render() {
    return html`<div class="stack" part="stack"></div>`;
  }

  protected override updated(): void {
    if (!this.isConnected) return;
    if (this.matches(':popover-open') !== this.#toasts.length > 0) this.togglePopover();
    for (const toast of this.#toasts) {
      if (toast.time) continue;
      this.#draw(toast);
      const wanted = toast.duration ?? (toast.undo ? UNDO_MS : PLAIN_MS);
      const duration = toast.undo ? Math.max(wanted, UNDO_MS) : wanted;
      const line = toast.element.querySelector('.time');
      toast.time = line?.animate({ scale: ['1 1', '0 1'] }, { duration, fill: 'forwards' });
      if (toast.time) toast.time.onfinish = () => this.#close(toast);
    }
    this.#run();
  }

  #draw(toast: Toast): void {
    const { element, text, strong, undo } = toast;
    const { strings } = this;
    if (!element.isConnected) {
      element.className = 'toast';
      element.part.add('toast');
      element.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') this.#close(toast);
      });
      this.renderRoot.firstElementChild?.append(element);
    }
    const undoButton = html`<button
      class="undo"
      part="button undo"
      type="button"
      @click=${() => this.#undo(toast)}
    >
      ${strings.undo}
    </button>`;
    const content = html`<span class="icon" part="icon"></span>
      <p class="text" part="text">${marked(text, strong)}</p>
      ${undo ? undoButton : nothing}
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
  }

  #hover(hovered: boolean): void {
    this.#hovered = hovered;
    this.#run();
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
    const { undo, id } = toast;
    this.#leave(toast);
    this.show(this.strings.undone, { id: id ?? (toast.id = {}) });
    undo?.();
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
