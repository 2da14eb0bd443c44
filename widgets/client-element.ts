import { LitElement, type PropertyDeclarations } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { Attune } from '../src/attune.js';
import { $attune } from '../src/stores/current.js';
import { version } from './version.js';

/** A widget that follows the client it was given, or else the page's, from when it appears until the widget leaves. */
export abstract class ClientElement extends LitElement {
  static readonly version: string = version;
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    strings: { attribute: false },
  };

  /** Instead of the page's own client. */
  declare client: Attune | undefined;
  /** The client followed now. */
  protected current: Attune | undefined;
  protected readonly refresh = (): void => this.requestUpdate();
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listen([]);
  }

  /** Lit updates elements that have left the page, too; these must not subscribe again. */
  protected override shouldUpdate(): boolean {
    return this.isConnected;
  }

  protected override willUpdate(): void {
    this.current = this.client ?? $attune.get();
    this.#listen([$attune, ...(this.current ? this.stores(this.current) : [])]);
  }

  /** What the widget shows: it updates when one of these changes. */
  protected abstract stores(client: Attune): ReadableAtom[];

  #listen(stores: ReadableAtom[]): void {
    // First to the new: a list that nobody listens to is not ranked.
    const stops = stores.map((store) => store.listen(this.refresh));
    for (const stop of this.#stops) stop();
    this.#stops = stops;
  }
}
