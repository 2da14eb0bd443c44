import { atom } from 'nanostores';
import type { Attune, OnError, Status } from './attune.js';
import { carouselsOf, type Carousel } from './core/carousels.js';
import { createCatalog, itemOf, type Catalog } from './core/catalog.js';
import { insightsOf } from './core/insights.js';
import { interactionTable, isUrgent, type InteractionType, type Register } from './core/interactions.js';
import { registered } from './core/profile.js';
import { rankIds, recommend, type Ranking } from './core/ranking/recommend.js';
import type { JournalStorage } from './journal/contract.js';
import { openIndexedDb } from './journal/indexed-db.js';
import { createJournal } from './journal/journal.js';
import { createMemoryStorage } from './journal/memory.js';
import { DATABASE_NAME } from './journal/schema.js';
import { withFallback } from './journal/with-fallback.js';
import { loadCatalog, type CatalogSource } from './load-catalog.js';
import { loadDemand } from './load-demand.js';
import { randomText } from './random-text.js';
import { createRecorder } from './record.js';
import { createReport } from './report.js';
import { createChanges } from './stores/changes.js';
import { $attune } from './stores/current.js';
import { createFrame } from './stores/frame.js';
import { createLists } from './stores/lists.js';
import { createLive } from './stores/live.js';
import { createMoment, type ForCatalog, type Late } from './stores/moment.js';
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
  /** Address of an item model, as `attune train` writes it. */
  model?: string;
  /** The ranking pipeline, or a function that ranks in its place. */
  ranking?: Ranking;
  /** Name of the local database: another name is another visitor. */
  name?: string;
  /** Logs what is wrong to the console. */
  debug?: boolean;
  /** Told what went wrong, each thing once. */
  onError?: OnError;
}

/** How long the start waits for what is kept of the item model, and the code that reads it, in ms. */
const PATIENCE = 1000;

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
  const { name = DATABASE_NAME, model, ranking } = options;
  const endpoint = options.endpoint?.replace(/\/*$/, '/');
  const table = interactionTable(options.interactions);
  const report = createReport(options.onError, options.debug);
  const fail = (cause: unknown) => {
    report('storage-unavailable', 'An interaction could not be stored', cause);
  };
  let catalog: Catalog = createCatalog([]);
  let loop: SyncLoop | undefined;
  let started = false;

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

  const moment = createMoment({
    catalog: () => catalog,
    profile: () => journal.profile,
    now,
    onFailure: (cause) => {
      report('ranking-failed', 'The ranking option throws: the default ranking is used instead', cause);
    },
    isShown: () => [...lists.all(), carousels].some(({ $store }) => $store.lc && $store.get().length),
  });
  const { context } = moment;
  const changes = createChanges(table, now);
  const frame = createFrame(() => [profile, ...lists.all(), changes, carousels]);
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
    onChange: () => {
      moment.end();
      frame.request();
    },
    onStored: tabs.announce,
  });
  const stored = () => journal.flush().catch(fail);
  const caughtUp = () => journal.catchUp().catch(fail);
  const pulled = async () => loop?.pull().catch(fail);
  const insights = () => insightsOf(journal.profile, now());
  const profile = createLive(insights, insights());
  const carousels = createLive<readonly Carousel[]>(() => carouselsOf(context(), { ranking }), []);
  const lists = createLists({ context, ranking });

  const recorder = createRecorder({
    table,
    journal,
    catalog: () => catalog,
    now,
    report,
    onRecord: ({ type, weight }) => {
      const urgent = isUrgent(table.get(type)!);
      // What the visitor does may move lists; what was merely seen may not.
      if (urgent || weight) moment.admit();
      // Once for all that one task records.
      queueMicrotask(() => void journal.flush().then(() => loop?.nudge(urgent), fail));
    },
    onChange: changes.add,
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

  let settled!: () => void;
  /** Without the catalog there is nothing to show: what only makes it better waits for it. */
  const behind = new Promise<void>((resolve) => {
    settled = resolve;
  });
  const settleCatalog = (state: Status['catalog']) => {
    status({ catalog: state });
    settled();
    recorder.catalogSettled().then(() => loop?.nudge(true), fail);
    frame.request();
  };
  const come =
    <K extends keyof Late>(kind: K) =>
    (given: ForCatalog<Late[K]>) => {
      moment.bring(kind, given);
      if (started) return;
      // It belongs to the start, as the profile does.
      moment.admit();
      frame.request();
    };
  const demand =
    endpoint === undefined
      ? undefined
      : loadDemand({ endpoint, files: journal, behind, onDemand: come('demand') });
  const modelled =
    model === undefined
      ? undefined
      : import('./load-model.js')
          .then(({ loadModel }) =>
            loadModel({ url: model, files: journal, behind, onModel: come('model'), report }),
          )
          .catch((cause: unknown) => {
            report('model-unavailable', `The code that reads the item model ${model} did not load`, cause);
          });
  const extras = Promise.race([
    Promise.all([modelled, demand?.kept]),
    new Promise((resolve) => setTimeout(resolve, PATIENCE)),
  ]);
  const loaded = loadCatalog({
    source: options.catalog ?? [],
    files: journal,
    onCatalog: (next) => {
      catalog = next;
      moment.admit();
      settleCatalog('ready');
    },
    report,
    after: extras,
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
    recommend: (list) => recommend(context(), { ...list, ranking }),
    rank: (ids) => rankIds(context(), ids, ranking),
    carousels: (rows) => carouselsOf(context(), { ...rows, ranking }),
    similar: (itemId, { limit = 12 } = {}) =>
      recommend(context(), { source: `similar:${itemId}`, limit, ranking }),
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
    $change: changes.$change,
    get catalog() {
      return catalog;
    },
    ready: Promise.allSettled([loaded, opened, extras]).then(() => {
      started = true;
      frame.flush();
    }),
    async flush() {
      await stored();
      await pulled();
    },
    async refresh() {
      await Promise.all([pulled(), demand?.renew()]);
      moment.admit();
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
