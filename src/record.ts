import type { Change, TrackDetails } from './attune.js';
import { featuresOf, itemOf, type Catalog } from './core/catalog.js';
import {
  MAX_FEATURE_LENGTH,
  MAX_FEATURES,
  MAX_QUERY_LENGTH,
  type Context,
  type Interaction,
  type Key,
  type KeyedInteraction,
} from './core/contract.js';
import { interactionProblem, isUrgent, weightOf, type InteractionTable } from './core/interactions.js';
import { queryFeatures } from './core/query-features.js';
import { fitRow } from './core/row-size.js';
import type { Journal } from './journal/journal.js';
import type { Report } from './report.js';

export interface RecorderOptions {
  table: InteractionTable;
  journal: Journal;
  catalog: () => Catalog;
  /** ms */
  now: () => number;
  report: Report;
  /** Rows are to be stored, soon. */
  onRecord: (urgent: boolean) => void;
  onChange: (change: Change) => void;
}

/** Turns what happened on the page into interactions: checked, with their features, in order of time. */
export interface Recorder {
  track(type: string, itemId?: string, details?: TrackDetails): Key | undefined;
  undo(key: Key): void;
  /** The catalog can say what was recorded before it was there; or never will. */
  catalogSettled(): void;
}

export function createRecorder(options: RecorderOptions): Recorder {
  const { table, journal, catalog, report } = options;
  /** Recorded before the catalog could say what they are about; undefined once it can. */
  let early: KeyedInteraction[] | undefined = [];

  function featuresFor(type: string, itemId?: string, query?: string): readonly string[] {
    const item = itemOf(catalog(), itemId);
    if (item) return featuresOf(item);
    return type === 'search' && query !== undefined ? queryFeatures(catalog(), query) : [];
  }

  /** Later than anything this visitor did with the item before, whatever the clock says. */
  function timeFor(itemId?: string): number {
    const at = Math.round(options.now() + (journal.meta?.offset ?? 0));
    const before = journal.profile.history.findLast((row) => row.itemId === itemId);
    return Math.max(at, (before?.at ?? 0) + 1);
  }

  function record(interaction: Interaction): KeyedInteraction {
    return journal.record(fitRow(interaction), weightOf(table, interaction.type, interaction.value));
  }

  function store({ type }: Interaction): void {
    options.onRecord(isUrgent(table.get(type)!));
  }

  function track(type: string, itemId?: string, details: TrackDetails = {}): Key {
    const { value, query } = details;
    const features = (details.features ?? featuresFor(type, itemId, query))
      .slice(0, MAX_FEATURES)
      .map((feature) => feature.slice(0, MAX_FEATURE_LENGTH));
    const problem = interactionProblem(table, { type, itemId, value, features });
    if (problem) throw new TypeError(`${problem.field}: ${problem.remedy}`);
    const row = record({ type, at: timeFor(itemId), features, itemId, value, context: contextOf(details) });
    // Leaving the page stores a waiting row all the same, without features.
    if (early && !details.features && !features.length) early.push(row);
    else store(row);
    const key: Key = [row.writer, row.seq];
    if (row.weight) options.onChange({ key, type, item: itemOf(catalog(), itemId), value, query });
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
    undo([writer, seq]) {
      store(record({ type: 'undo', at: timeFor(), features: [], target: [writer, seq] }));
    },
    catalogSettled() {
      const rows = early ?? [];
      early = undefined;
      for (const row of rows) {
        journal.amend(row, featuresFor(row.type, row.itemId, row.context?.query));
        store(row);
      }
    },
  };
}

function contextOf({ source, list, position, query }: TrackDetails): Context {
  return {
    path: location.pathname,
    source,
    list,
    position,
    query: query?.slice(0, MAX_QUERY_LENGTH),
  };
}
