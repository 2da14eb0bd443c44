import type { Change, TrackDetails } from './attune.js';
import { featuresOf, itemOf, type Catalog } from './core/catalog.js';
import {
  MAX_FEATURE_LENGTH,
  MAX_FEATURES,
  MAX_ID_LENGTH,
  MAX_QUERY_LENGTH,
  type Context,
  type Interaction,
  type Key,
  type KeyedInteraction,
} from './core/contract.js';
import { interactionProblem, weightOf, type InteractionTable } from './core/interactions.js';
import { queryFeatures } from './core/query-features.js';
import { cutText, fitRow } from './core/row-size.js';
import type { Journal } from './journal/journal.js';
import type { Report } from './report.js';

export interface RecorderOptions {
  table: InteractionTable;
  journal: Journal;
  catalog: () => Catalog;
  /** ms */
  now: () => number;
  report: Report;
  /** A row is to be stored, soon. */
  onRecord: (row: KeyedInteraction) => void;
  onChange: (change: Change) => void;
}

/** Turns what happened on the page into interactions: checked, with their features, in order of time. */
export interface Recorder {
  track(type: string, itemId?: string, details?: TrackDetails): Key | undefined;
  undo(key: Key): void;
  /** The catalog can say what was recorded before it was there; or never will. */
  catalogSettled(): Promise<void>;
}

export function createRecorder(options: RecorderOptions): Recorder {
  const { table, journal, catalog, report } = options;
  /** The catalog can't say yet what things are about. */
  let early = true;

  /** What the page said of it, and what the catalog knows. */
  function featuresFor(it: Pick<Interaction, 'type' | 'itemId' | 'features'>, query?: string): string[] {
    const item = itemOf(catalog(), it.itemId);
    const searched = it.type === 'search' && query !== undefined ? queryFeatures(catalog(), query) : [];
    const known = item ? featuresOf(item) : searched;
    return [...new Set([...it.features, ...known])].slice(0, MAX_FEATURES);
  }

  /** Later than anything this visitor did with the item before, whatever the clock says. */
  function timeFor(itemId?: string): number {
    const at = Math.round(options.now() + (journal.meta?.offset ?? 0));
    const before = journal.profile.history.findLast((row) => row.itemId === itemId);
    return Math.max(at, (before?.at ?? 0) + 1);
  }

  function record(interaction: Interaction, isEarly = false): KeyedInteraction {
    const { type, value } = interaction;
    const row = journal.record(fitRow(interaction), weightOf(table, type, value), isEarly);
    options.onRecord(row);
    return row;
  }

  function track(type: string, itemId?: string, details: TrackDetails = {}): Key {
    const { value, query } = details;
    const told = (details.features ?? []).map((feature) => cutText(feature, MAX_FEATURE_LENGTH));
    const features = featuresFor({ type, itemId, features: told }, query);
    const problem = interactionProblem(table, { type, itemId, value, features });
    if (problem) throw new TypeError(`${problem.field}: ${problem.remedy}`);
    const interaction = { type, at: timeFor(itemId), features, itemId, value, context: contextOf(details) };
    const row = record(interaction, early);
    const key: Key = [row.writer, row.seq];
    if (row.weight) options.onChange({ keys: [key], type, item: itemOf(catalog(), itemId), value, query });
    return key;
  }

  return {
    track(type, itemId, details) {
      try {
        return track(type, itemId, details);
      } catch (cause) {
        // Whatever a page without types passes, naming it must not throw in its turn.
        const name = typeof (type as unknown) === 'string' ? type : typeof type;
        report('invalid-interaction', `track(${name}) is not recorded. ${(cause as Error).message}`, cause);
        return undefined;
      }
    },
    undo(key) {
      // What track() refused has no key, and there is nothing to take back.
      if (!Array.isArray(key) || typeof key[0] !== 'string' || !Number.isInteger(key[1])) return;
      record({ type: 'undo', at: timeFor(), features: [], target: [key[0], key[1]] });
    },
    async catalogSettled() {
      early = false;
      await journal.amend((row) => featuresFor(row, row.context?.query));
    },
  };
}

/** Only this is ever told of a page. */
function contextOf({ source, list, position, query }: TrackDetails): Context {
  return {
    path: location.pathname,
    source: text(source),
    list: text(list),
    position: Number.isFinite(position) ? position : undefined,
    query: text(query, MAX_QUERY_LENGTH),
  };
}

/** What a page without types passes may be anything: only texts are kept, as long as they may be. */
function text(value: unknown, length = MAX_ID_LENGTH): string | undefined {
  return typeof value === 'string' ? cutText(value, length) : undefined;
}
