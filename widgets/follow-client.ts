import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Attune } from '../src/attune.js';
import { $attune } from '../src/stores/current.js';

type Host = ReactiveControllerHost & HTMLElement & { client?: Attune | undefined };

/** Follows the client a widget was given, or else the page's, from when it appears until the widget leaves. */
export class FollowClient implements ReactiveController {
  /** The client followed now. */
  current: Attune | undefined;
  readonly #host: Host;
  readonly #follow: (client: Attune) => Iterable<() => void>;
  #key: unknown;
  #stops: (() => void)[] = [];
  #stopWaiting: (() => void) | undefined;

  /** @param follow subscribes to what the widget shows, and returns the functions that unsubscribe */
  constructor(host: Host, follow: (client: Attune) => Iterable<() => void>) {
    this.#host = host;
    this.#follow = follow;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stopWaiting = $attune.listen(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stopWaiting?.();
    this.#stop();
  }

  /** To be called in `willUpdate`: follows anew where the client or `key` is another than before. */
  check(key?: unknown): void {
    // Lit updates elements that have left the page, too; these must not subscribe again.
    const client = this.#host.isConnected ? (this.#host.client ?? $attune.get()) : undefined;
    if (client === this.current && key === this.#key) return;
    this.#stop();
    this.current = client;
    this.#key = key;
    if (client) this.#stops = [...this.#follow(client)];
  }

  #stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.current = undefined;
  }
}
