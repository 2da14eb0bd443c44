import { atom } from 'nanostores';
import type { Attune, Change, OnError, Status } from './attune.js';
import { carouselsOf, type Carousel } from './core/carousels.js';
import { createCatalog, itemOf, type Catalog } from './core/catalog.js';
import { insightsOf } from './core/insights.js';
import { interactionTable, isUrgent, type InteractionType, type Register } from './core/interactions.js';
import { registered } from './core/profile.js';
import type { RankingContext, Stages } from './core/ranking/contract.js';
import { rankIds, recommend } from './core/ranking/recommend.js';
import { DEFAULT_STAGES } from './core/ranking/sources.js';
import type { JournalStorage } from './journal/contract.js';
import { openIndexedDb } from './journal/indexed-db.js';
import { createJournal } from './journal/journal.js';
import { createMemoryStorage } from './journal/memory.js';
import { DATABASE_NAME } from './journal/schema.js';
import { withFallback } from './journal/with-fallback.js';
import { loadCatalog, type CatalogSource } from './load-catalog.js';
import { createRecorder } from './record.js';
import { createReport } from './report.js';
import { $attune } from './stores/current.js';
import { createFrame, type Updatable } from './stores/frame.js';
import { createLists } from './stores/lists.js';
import { createLive } from './stores/live.js';
import type { Transport } from './sync/contract.js';
import { followPage } from './sync/lifecycle.js';
import { createSyncLoop, type SyncLoop } from './sync/sync-loop.js';
import { connectTabs } from './sync/tabs.js';
import { httpSync } from './sync/transports/http-sync.js';

export interface AttuneOptions {
  /** Items: an address, or a list of them. */
  catalog?: CatalogSource;
  /** Base address of an adapter, `/api/`; without one nothing leaves the device. */
  endpoint?: string;
  /** A site's own interaction types, or other weights; the adapter needs the same. */
  interactions?: Readonly<Record<string, InteractionType>>;
  /** The ranking pipeline. */
  stages?: Stages;
  /** Name of the local database: another name is another visitor. */
  name?: string;
  /** Logs what is wrong to the console. */
  debug?: boolean;
  /** Told what went wrong, each thing once. */
  onError?: OnError;
}

/** How soon after a click the page that it opens belongs to it, in ms. */
const ONE_GESTURE = 2000;

/** What a page gives the SDK; the browser's own by default. */
export interface Platform {
  /** ms */
  now: () => number;
  /** 0 ≤ x < 1 */
  random: () => number;
  openStorage: (name: string) => Promise<JournalStorage>;
  transport: (endpoint: string) => Transport;
}

const BROWSER: Platform = {
  now: () => Date.now(),
  random: () => Math.random(),
  openStorage: openIndexedDb,
  transport: (endpoint) => httpSync({ endpoint }),
};

/** Starts the SDK: reads what is known of the visitor, ranks, records, and syncs where there is an endpoint. */
export function createAttune(options: AttuneOptions = {}, platform: Partial<Platform> = {}): Attune {
  const { now, random, openStorage, transport } = { ...BROWSER, ...platform };
  const { name = DATABASE_NAME, stages = DEFAULT_STAGES } = options;
  const endpoint = options.endpoint?.replace(/\/*$/, '/');
  const table = interactionTable(options.interactions);
  const report = createReport(options.onError, options.debug);
  const fail = (cause: unknown) => {
    report('storage-unavailable', 'An interaction could not be stored', cause);
  };
  let catalog: Catalog = createCatalog([]);
  let loop: SyncLoop | undefined;

  const $status = atom<Status>({
    catalog: 'loading',
    journal: 'opening',
    sync: endpoint === undefined ? 'off' : 'idle',
    outbox: 0,
  });
  const status = (part: Partial<Status>) => {
    const next = { ...$status.get(), ...part };
    if (JSON.stringify(next) !== JSON.stringify($status.get())) $status.set(next);
  };

  const context = (): RankingContext => ({ catalog, profile: journal.profile, now: now() });
  const $change = atom<Change | undefined>();
  /** Told with the frame that shows what it did: a burst is told once. */
  let change: Change | undefined;
  let changedAt = 0;
  const told: Updatable = {
    update() {
      if (change !== $change.get()) $change.set(change);
    },
  };
  const frame = createFrame(() => [profile, ...lists.all(), told, carousels]);
  const tabs = connectTabs(name, () => caughtUp());

  const journal = createJournal({
    storage: withFallback({
      open: () => openStorage(name),
      fallback: createMemoryStorage,
      onFallback: (cause) => {
        report(
          'storage-unavailable',
          'The browser refuses storage: what is recorded lasts as long as the page',
          cause,
        );
        status({ journal: 'memory' });
      },
    }),
    table,
    now,
    random: randomText,
    local: endpoint === undefined,
    onChange: frame.request,
    onStored: tabs.announce,
  });
  const stored = () => journal.flush().catch(fail);
  const caughtUp = () => journal.catchUp().catch(fail);
  const pulled = async () => loop?.pull().catch(fail);
  const insights = () => insightsOf(journal.profile, now());
  const profile = createLive(insights, insights());
  const carousels = createLive<readonly Carousel[]>(() => carouselsOf(context(), { stages }), []);
  const lists = createLists({ context, stages });

  const recorder = createRecorder({
    table,
    journal,
    catalog: () => catalog,
    now,
    report,
    onRecord: (urgent) => {
      frame.request();
      // Once for all that one task records.
      queueMicrotask(() => void journal.flush().then(() => loop?.nudge(urgent), fail));
    },
    onChange: (next) => {
      const isOne = change?.item && change.item === next.item && now() - changedAt < ONE_GESTURE;
      const observed = ({ type }: Change) => !isUrgent(table.get(type)!);
      // A click and the page it opens are taken back together.
      const before = isOne && change && observed(change) && observed(next) ? change.keys : [];
      change = { ...next, keys: [...before, ...next.keys] };
      changedAt = now();
    },
  });

  if (endpoint !== undefined)
    loop = createSyncLoop({
      outbox: journal,
      transport: transport(endpoint),
      name: `${name}-sync`,
      now,
      random,
      onState: (sync, outbox) => {
        status({ sync, outbox });
      },
      onRefused: ({ type }) => {
        report('interaction-refused', `The server refused a ${type}: give it the same interaction types`);
      },
      onFailure: (cause) => {
        report('sync-failed', `${endpoint} refuses requests: check the adapter's origins`, cause);
      },
    });

  const unfollow = followPage({
    onHide: () => void (loop ? loop.leave().catch(fail) : stored()),
    onReturn: () => {
      void caughtUp();
      void pulled();
    },
  });

  const settleCatalog = (state: Status['catalog']) => {
    status({ catalog: state });
    recorder.catalogSettled().then(() => loop?.nudge(true), fail);
    frame.request();
  };
  const loaded = loadCatalog({
    source: options.catalog ?? [],
    files: journal,
    onCatalog: (next) => {
      catalog = next;
      settleCatalog('ready');
    },
    report,
  }).then(() => {
    if ($status.get().catalog === 'loading') settleCatalog('error');
  });

  const opened = journal.opened.then(() => {
    status({ journal: journal.storage.kind });
    void pulled();
  });

  const client: Attune = {
    track: recorder.track,
    undo: recorder.undo,
    recommend: (list) => recommend(context(), { ...list, stages }),
    rank: (ids) => rankIds(context(), ids, stages),
    carousels: (rows) => carouselsOf(context(), { ...rows, stages }),
    similar: (itemId, { limit = 12 } = {}) =>
      recommend(context(), { source: `similar:${itemId}`, limit, stages }),
    insights,
    stateOf(itemId) {
      const row = (register: Register) => registered(journal.profile, register, itemId);
      return {
        rating: row('rating')?.value,
        saved: row('watchlist')?.type === 'watchlist_add',
        dismissed: row('dismissed') !== undefined,
      };
    },
    item: (itemId) => itemOf(catalog, itemId),
    list: lists.list,
    $recommendations: lists.list('for-you'),
    $carousels: carousels.$store,
    $profile: profile.$store,
    $status,
    $change,
    get catalog() {
      return catalog;
    },
    ready: Promise.allSettled([loaded, opened]).then(frame.flush),
    async flush() {
      await stored();
      await pulled();
    },
    async refresh() {
      await pulled();
      lists.renew();
      frame.request();
    },
    async close() {
      unfollow();
      await stored();
      loop?.close();
      tabs.close();
      frame.cancel();
      journal.close();
      if ($attune.get() === client) $attune.set(undefined);
    },
  };
  $attune.set(client);
  return client;
}

/** 128 random bits as base64url. */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 22);
}
